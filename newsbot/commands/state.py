"""`scrapy state --copy-to ADDRESS`: copy the state to another database, for example from one machine to a server."""

import argparse
from contextlib import closing

from scrapy.commands import ScrapyCommand

from newsbot.commands import Sentences, refuse_options
from newsbot.deployment import read_deployment
from newsbot.exceptions import ArgumentError, StorageError
from newsbot.state.copying import copy_state
from newsbot.state.storage import open_storage


class Command(Sentences, ScrapyCommand):
    """Exit code 2 for a wrong argument or a state that cannot be used."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "--copy-to ADDRESS"

    def short_desc(self) -> str:
        return "Copy the state to another database: scrapy state --copy-to postgresql://…"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--copy-to", metavar="ADDRESS", help="an empty state, in the form of NEWSBOT_STATE")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            refuse_options("state", args)
            if args or not opts.copy_to:
                raise ArgumentError(
                    "No target given. Example: scrapy state --copy-to postgresql://user:password@host/database"
                )
            address = read_deployment(self.settings).state
            if address == opts.copy_to:
                raise ArgumentError("--copy-to names the current state itself: name another one.")
            with closing(open_storage(address)) as source, closing(open_storage(opts.copy_to)) as target:
                for table, count in copy_state(source.database, target.database):
                    print(f"{table:16}  {count:9}")
        except (ArgumentError, StorageError) as error:
            self.fail(str(error), 2)
