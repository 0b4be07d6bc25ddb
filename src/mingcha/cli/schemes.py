"""`mingcha schemes [list | show ID | diff A B]`: the assessment schemes that come with the program."""

import argparse
import json
from datetime import date

from mingcha import schemes
from mingcha.cli.words import say
from mingcha.core.codec import to_plain
from mingcha.core.scheme import RuleTerms, Scheme
from mingcha.rules import by_id
from mingcha.rules.pages import terms_zh, value_text


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    verbs = parser.add_subparsers(dest="what", metavar="list | show | diff")
    listing = verbs.add_parser("list", help=say("列出全部方案", "all schemes"))
    show = verbs.add_parser("show", help=say("一个方案的全部内容", "one scheme in full"))
    show.add_argument("id", metavar="ID")
    diff = verbs.add_parser("diff", help=say("两个方案有何不同", "what differs between two schemes"))
    diff.add_argument("a", metavar="A")
    diff.add_argument("b", metavar="B")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    for one in (listing, show, diff):  # before or after the word; SUPPRESS keeps what stood before it
        one.add_argument("--format", choices=("text", "json"), default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Print what was asked; an unknown scheme is refused (exit code 2)."""
    if args.what == "show":
        _show(schemes.load(args.id, by_id()), args.format)
    elif args.what == "diff":
        _diff(schemes.load(args.a, by_id()), schemes.load(args.b, by_id()), args.format)
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
        rows = {name: _terms(terms) for name, terms in scheme.rules.items()}
        print(json.dumps(_head(scheme) | {"rules": rows}, ensure_ascii=False, indent=1))
        return
    print(f"{scheme.title}（{scheme.id}）")
    print(_validity(scheme), say(f"满分 {scheme.full_marks:g}", f"full marks {scheme.full_marks:g}"))
    print(f"sha256 {scheme.sha256}")
    for name, terms in scheme.rules.items():
        rule = by_id()[name]
        print(f"  {name:<24}{say(rule.title.zh, rule.title.en)}：{_said(terms)}")


def _terms(terms: RuleTerms) -> dict[str, object]:
    return {
        "points": terms.points,
        "cap": terms.cap,
        "veto": terms.veto,
        "certainty": terms.certainty,
        "params": to_plain(dict(terms.params)),
    }


def _said(terms: RuleTerms | None) -> str:
    if terms is None:
        return say("未列入", "not listed")
    params = "；".join(f"{name} = {value_text(to_plain(value))}" for name, value in terms.params.items())
    return f"{terms_zh(terms)} [{terms.certainty}]{f' {params}' if params else ''}"


def _diff(a: Scheme, b: Scheme, form: str) -> None:
    names = [name for name in by_id() if name in a.rules or name in b.rules]
    changed = [name for name in names if a.rules.get(name) != b.rules.get(name)]
    if form == "json":
        rows = {name: {s.id: _or_none(s.rules.get(name)) for s in (a, b)} for name in changed}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not changed:
        print(say(f"{a.id} 与 {b.id} 没有不同", f"{a.id} and {b.id} do not differ"))
    for name in changed:
        print(f"{name}  {by_id()[name].title.zh}")
        for scheme in (a, b):
            print(f"  {scheme.id}：{_said(scheme.rules.get(name))}")


def _or_none(terms: RuleTerms | None) -> dict[str, object] | None:
    return None if terms is None else _terms(terms)
