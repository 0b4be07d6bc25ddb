"""`mingcha bulletin check FILE…`; further actions of the bulletin join here."""

import argparse

from mingcha.cli import bulletin_check
from mingcha.cli.words import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    check = actions.add_parser(
        "check",
        help=say("按 GB/T 9704-2012 核对公文格式", "measure documents against GB/T 9704-2012"),
    )
    bulletin_check.configure(check)


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    return bulletin_check.run(args)
