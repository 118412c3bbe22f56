"""`scrapy crawl` in a process of `scrapy watch`, as Scrapy's own command line runs it.

Scrapy's command line first searches all installed packages for commands, although `scrapy watch` knows which one to
run: a fifth of the CPU time of a crawl that finds nothing new.
"""

import argparse
import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from newsbot.commands import crawl


def main(arguments: list[str]) -> int:
    """Run the command with these arguments, and return its exit code."""
    settings, command = get_project_settings(), crawl.Command()
    settings.setdict(command.default_settings, priority="command")
    command.settings = settings
    parser = argparse.ArgumentParser("scrapy crawl", conflict_handler="resolve")
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    command.process_options(rest, options)
    command.crawler_process = AsyncCrawlerProcess(settings)
    command.run(rest, options)
    return command.exitcode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
