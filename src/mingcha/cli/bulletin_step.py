"""`mingcha bulletin review|approve|return|correct|withdraw ID --by PERSON --reason …`."""

import argparse

from mingcha.cli.bulletin_store import add_common, add_id, add_person, lines, open_store, plain, tell, who_of
from mingcha.cli.words import say


def configure(parser: argparse.ArgumentParser, action: str) -> None:
    """Add the arguments of one step."""
    add_id(parser)
    if action == "correct":
        parser.add_argument(
            "--draft",
            type=int,
            metavar=say("编号", "ID"),
            help=say("用这份草稿作为更正稿（默认复制原稿）", "the draft that corrects it (default: a copy)"),
        )
    add_person(parser)
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Do the step, and tell where the bulletin stands."""
    open_store(args)
    from mingcha import web
    from mingcha.web.selectors.bulletin_life import bulletin
    from mingcha.web.services import bulletin_life as life

    who = who_of(args)
    figures: dict[str, object]
    with web.store_errors():
        if args.action == "correct":
            version = life.correct(bulletin_id=args.id, who=who, draft_id=args.draft)
            opened = f"更正稿编号 {version.id}（{version.period} 第 {version.version} 版）"
            figures = {"id": args.id, "correction": version.id}
            tell(args, f"{opened}，签发后代替通报 {args.id}。", figures)
            return 0
        steps = {
            "review": life.review,
            "approve": life.approve,
            "return": life.send_back,
            "withdraw": life.withdraw,
        }
        steps[args.action](bulletin_id=args.id, who=who)
        stored = bulletin(args.id)
    told = [f"{stored.name}：{stored.stage.zh}"]
    if stored.unexplained:
        told += lines(stored.unexplained)
    figures = {
        "id": args.id,
        "stage": stored.stage.value,
        "disagreements": [plain(one) for one in stored.unexplained],
    }
    tell(args, "\n".join(told), figures)
    return 0
