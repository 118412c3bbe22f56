"""Writes docs/commands.md from the commands' own parsers: `python docs/reference.py`. A test holds the page to them."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

from scrapy.utils.project import get_project_settings

from newsbot import commands

PAGE = Path(__file__).with_name("commands.md")
# Groups of options that Scrapy gives every command, and those that argparse makes.
_EVERYWHERE = ("Global Options",)
_HEAD = """# Commands

Written by `python docs/reference.py` from the commands themselves. All exit with 2 and one sentence for a wrong
argument or setting. Scrapy's own options (`-s NAME=VALUE`, `-L LEVEL`, `--logfile FILE`, …) go with every command:
[Scrapy's documentation](https://docs.scrapy.org/en/latest/topics/commands.html) has them.
"""


def page() -> str:
    """The whole page."""
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    return "\n".join([_HEAD, *filter(None, map(_section, names))])


def _section(name: str) -> str:
    module = importlib.import_module(f"newsbot.commands.{name}")
    if not hasattr(module, "Command"):
        return ""
    command = module.Command()
    command.settings = get_project_settings()
    parser = argparse.ArgumentParser(prog=f"scrapy {name}", add_help=False, conflict_handler="resolve")
    command.add_options(parser)
    lines = [
        f"## scrapy {name}",
        "",
        f"{command.short_desc()}.",
        "",
        f"    scrapy {name} {command.syntax()}".rstrip(),
        "",
    ]
    rows = [
        f"| `{_form(action)}` | {_cell(action.help or '')} |"
        for group in parser._action_groups
        if group.title not in _EVERYWHERE
        for action in group._group_actions
        if action.help != argparse.SUPPRESS
    ]
    if rows:
        lines += ["| option | |", "|---|---|", *rows, ""]
    said = command.long_desc().strip()
    if said and said != command.short_desc().strip():
        lines += [said, ""]
    return "\n".join(lines)


def _form(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else f" {action.metavar or str(action.dest).upper()}"
    return ", ".join(action.option_strings) + value


def _cell(text: str) -> str:
    values: dict[str, Any] = {"default": "", "prog": "scrapy"}
    return " ".join((text % values if "%(" in text else text).split()).replace("|", "\\|").replace("%%", "%")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
