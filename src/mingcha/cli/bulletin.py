"""`mingcha bulletin draft PERIOD` and `bulletin check FILE…`; further actions join here."""

import argparse

from mingcha.cli import bulletin_check, bulletin_draft
from mingcha.cli.words import say

_ACTIONS = {
    "draft": (bulletin_draft, "由数据起草通报", "draft a bulletin from the store"),
    "check": (bulletin_check, "按 GB/T 9704-2012 核对公文格式", "measure documents against GB/T 9704-2012"),
}
"""Action → (module with `configure` and `run`, Chinese, English)."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    for name, (module, zh, en) in _ACTIONS.items():
        module.configure(actions.add_parser(name, help=say(zh, en)))


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    return int(_ACTIONS[args.action][0].run(args))
