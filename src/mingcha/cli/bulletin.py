"""`mingcha bulletin ACTION …`: measure documents, and bring a bulletin from draft to issue."""

import argparse
from importlib import import_module

from mingcha.cli.words import say

ACTIONS = {
    "draft": ("bulletin_draft", "由数据起草通报", "draft a bulletin from the store"),
    "check": ("bulletin_check", "按 GB/T 9704-2012 核对公文格式", "measure documents against GB/T 9704-2012"),
    "list": ("bulletin_list", "列出各版通报", "list the versions"),
    "show": ("bulletin_show", "查看一版通报：办理过程、不符之处", "one version, its steps and disagreements"),
    "edit": ("bulletin_edit", "交回改过的文稿，或换用模板", "take an edited text, or another template"),
    "explain": ("bulletin_edit", "说明文稿与数据不符的理由", "explain where the text may differ"),
    "review": ("bulletin_step", "审核", "review a draft"),
    "approve": ("bulletin_step", "批准", "approve a reviewed draft"),
    "return": ("bulletin_step", "退回修改", "send back to the drafter"),
    "issue": ("bulletin_issue", "签发：编号、定稿、封存", "issue: number, final files, frozen data"),
    "correct": ("bulletin_step", "更正已签发的通报", "open the correction of an issued one"),
    "withdraw": ("bulletin_step", "撤回已签发的通报", "withdraw an issued one"),
    "slips": ("bulletin_slips", "各单位整改通知和问题总表", "a notice to every unit, all findings"),
    "year": ("bulletin_year", "监管和工作年度报表", "the yearly tables"),
}
"""Action → (module of mingcha.cli, Chinese, English); a module has `configure(parser)` and `run(args)`."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    for name, (module, zh, en) in ACTIONS.items():
        action = actions.add_parser(name, help=say(zh, en), description=say(zh, en))
        action.set_defaults(action=name)
        import_module(f"mingcha.cli.{module}").configure(action, name)


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    return int(import_module(f"mingcha.cli.{ACTIONS[args.action][0]}").run(args))
