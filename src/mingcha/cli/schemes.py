"""`mingcha schemes [list | show ID | diff A B]`: the assessment schemes that come with the program."""

import argparse
import json
from datetime import date

from mingcha import schemes
from mingcha.cli import scheme_diff
from mingcha.cli.home import add_home
from mingcha.cli.scheme_diff import said, terms_json
from mingcha.cli.store import named_scheme
from mingcha.cli.words import say
from mingcha.core.scheme import Scheme
from mingcha.rules import by_id


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    verbs = parser.add_subparsers(dest="what", metavar="list | show | diff")
    listing = verbs.add_parser("list", help=say("列出全部方案", "all schemes"))
    show = verbs.add_parser("show", help=say("一个方案的全部内容", "one scheme in full"))
    show.add_argument("id", metavar="ID", help=say("方案，或方案文件 .toml", "a scheme, or a .toml file"))
    diff = verbs.add_parser("diff", help=say("两个方案有何不同", "what differs between two schemes"))
    for name in ("a", "b"):
        told = say("方案，或方案文件 .toml", "a scheme, or a .toml file")
        diff.add_argument(name, metavar=name.upper(), help=told)
    diff.add_argument(
        "--run",
        metavar="RUN",
        help=say("用哪次检查试算升降（默认最近一次）", "the run to try both on (default: the latest)"),
    )
    diff.add_argument("--no-run", action="store_true", help=say("不试算", "do not try them on a run"))
    add_home(diff)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    for one in (listing, show, diff):  # before or after the word; SUPPRESS keeps what stood before it
        one.add_argument("--format", choices=("text", "json"), default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Print what was asked; an unknown scheme is refused (exit code 2)."""
    if args.what == "show":
        _show(named_scheme(args.id), args.format)
    elif args.what == "diff":
        scheme_diff.show(named_scheme(args.a), named_scheme(args.b), args)
    else:
        _list(args.format)
    return 0


def _list(form: str) -> None:
    every = schemes.all_schemes(by_id())
    if form == "json":
        print(json.dumps([_head(scheme) for scheme in every], ensure_ascii=False, indent=1))
        return
    for scheme in every:
        print(
            f"{scheme.id}  {scheme.title}  {_validity(scheme)}  {len(scheme.rules)}{say('条规则', ' rules')}"
        )


def _head(scheme: Scheme) -> dict[str, object]:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "family": scheme.family,
        "since": str(scheme.since),
        "until": None if scheme.until == date.max else str(scheme.until),
        "full_marks": scheme.full_marks,
        "sha256": scheme.sha256,
        "rules": list(scheme.rules),
    }


def _validity(scheme: Scheme) -> str:
    until = say("至今", "today") if scheme.until == date.max else str(scheme.until)
    return say(f"{scheme.since} 起至 {until}", f"{scheme.since} to {until}")


def _show(scheme: Scheme, form: str) -> None:
    if form == "json":
        rows = {name: terms_json(terms) for name, terms in scheme.rules.items()}
        print(json.dumps(_head(scheme) | {"rules": rows}, ensure_ascii=False, indent=1))
        return
    print(f"{scheme.title}（{scheme.id}）")
    print(_validity(scheme), say(f"满分 {scheme.full_marks:g}", f"full marks {scheme.full_marks:g}"))
    print(f"sha256 {scheme.sha256}")
    for name, terms in scheme.rules.items():
        rule = by_id()[name]
        print(f"  {name:<24}{say(rule.title.zh, rule.title.en)}：{said(terms)}")
