"""`mingcha evidence verify`, `show ID`, `prune`: bytes against seals; one piece in full; what may go."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingcha.cli import evidence_prune
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.store import evidence_folder
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.engine.archive import Archive
from mingcha.engine.decode import decode
from mingcha.engine.places import place_of
from mingcha.engine.sighting import Stored
from mingcha.engine.verify import EvidenceReport, verify

if TYPE_CHECKING:
    from mingcha.web.selectors.evidence import Resting


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    check = actions.add_parser("verify", help=say("逐字节核对证据", "hold every byte against its seal"))
    show = actions.add_parser("show", help=say("查看一件证据", "show one piece"))
    show.add_argument(
        "id", metavar="ID", help=say("证据编号 sha256:…，可只写前几位", "sha256:…, or its beginning")
    )
    show.add_argument(
        "--words", default="", metavar="TEXT", help=say("在源码中找这些字", "words to be found")
    )
    show.add_argument("--body", metavar="FILE", help=say("把原文存到文件", "write the body to a file"))
    prune = actions.add_parser(
        "prune", help=say("按保存期限销毁过期证据（默认只列出）", "drop what is past its period (lists only)")
    )
    prune.add_argument("--apply", action="store_true", help=say("真正销毁", "really drop it"))
    for one in (check, show, prune):
        one.add_argument(
            "--folder",
            metavar="DIR",
            help=say("证据目录（默认为数据目录中的 evidence）", "evidence folder (default: of the home)"),
        )
        one.add_argument("--format", choices=("text", "json"), default="text")
        add_home(one)


def run(args: argparse.Namespace) -> int:
    """Verify (exit 1 when something is wrong), show, or drop what is past its period."""
    home = home_folder(args)
    folder = Path(args.folder).absolute() if args.folder else evidence_folder(home)
    if not folder.is_dir():
        raise UsageError(f"没有证据目录 {folder}：请用 --home 指定数据目录，或用 --folder 指定证据目录")
    # Evidence of an inspection without a database stands by itself.
    with_store = not args.folder and _has_store(home)
    if args.action == "prune":
        return evidence_prune.run(home, folder, with_store, args)
    if args.action == "show":
        return _show(folder, with_store, args)
    return _verify(folder, with_store, args.format)


def _has_store(home: Path) -> bool:
    from mingcha import web
    from mingcha.cli.store import open_store

    if not web.has_store(home):
        return False
    open_store(home)
    return True


def _verify(folder: Path, with_store: bool, form: str) -> int:
    beside: tuple[str, ...] = ()
    rows: tuple[Resting, ...] = ()
    if not with_store:
        report = verify(folder)
    else:
        from mingcha import web
        from mingcha.web.selectors.evidence import altered_views, anchors, relied_on, resting_on

        with web.store_errors():
            report = verify(folder, anchors(), relied_on().pieces)
            beside, rows = altered_views(), resting_on(report.damaged)
    problems = [*report.problems, *beside]
    findings = [asdict(row) for row in rows]
    if form == "json":
        print(json.dumps(_report(report, problems) | {"findings": findings}, ensure_ascii=False, indent=1))
        return 1 if problems else 0
    for problem in problems:
        print(problem)
    for row in rows:
        who = f"第{row.run}次检查" if row.run else "人工发现"
        print(f"  受影响的问题：{who} {row.unit} {row.host} {row.rule} {row.url} {row.message}")
    size = f"{report.files} 个文件、{report.bytes} 字节、{report.seals} 条封存记录"
    print(
        f"发现 {len(problems)} 处不符（{size}）。" if problems else f"完好：{size}，链值 {report.head[:16]}…"
    )
    return 1 if problems else 0


def _report(report: EvidenceReport, problems: list[str]) -> dict[str, Any]:
    return {
        "whole": not problems,
        "files": report.files,
        "bytes": report.bytes,
        "seals": report.seals,
        "head": report.head,
        "problems": problems,
        "damaged": sorted(report.damaged),
    }


def _show(folder: Path, with_store: bool, args: argparse.Namespace) -> int:
    archive = Archive(folder)
    try:
        stored = archive.record(archive.named(args.id))
    finally:
        archive.close()
    if args.body:
        Path(args.body).write_bytes(stored.body)
    told = _piece(stored) | {"findings": _findings(stored, with_store, args.words)}
    if args.format == "json":
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(_text(told))
    if args.body:
        print(say(f"原文已存到 {args.body}", f"body written to {args.body}"), file=sys.stderr)
    return 0


def _piece(stored: Stored) -> dict[str, Any]:
    seen = stored.sighting
    return {
        "evidence": stored.evidence,
        "run": seen.run,
        "url": seen.url,
        "final_url": seen.final_url,
        "redirects": list(seen.redirects),
        "status": seen.status,
        "seen_at": seen.seen_at.astimezone(CHINA).isoformat(),
        "seconds": round(seen.seconds, 3),
        "relaxed_tls": seen.relaxed_tls,
        "headers": [list(pair) for pair in stored.headers],
        "bytes": len(stored.body),
    }


def _findings(stored: Stored, with_store: bool, words: str) -> list[dict[str, Any]]:
    """Which findings rest on it, and where their words stand in its source."""
    kind = next((value for name, value in stored.headers if name.lower() == "content-type"), "")
    source = "" if kind.startswith(("image/", "application/pdf")) else decode(stored.body, kind)[0]
    rows: list[dict[str, Any]] = [{"rule": "", "excerpt": words}] if words else []
    if with_store:
        from mingcha import web
        from mingcha.web.selectors.evidence import resting_on

        with web.store_errors():
            rows += [asdict(row) for row in resting_on([stored.evidence])]
    for row in rows:
        place = place_of(source, row["excerpt"])
        row["place"] = asdict(place) if place else None
    return rows


def _text(told: dict[str, Any]) -> str:
    lines = [
        f"证据 {told['evidence']}",
        f"请求 GET {told['url']}（检查 {told['run']}）",
        *(f"  转到 {url}" for url in (*told["redirects"], told["final_url"]) if url != told["url"]),
        f"时间 {told['seen_at']}，用时 {told['seconds']} 秒",
        f"应答 {told['status']}，{told['bytes']} 字节"
        + ("，以放宽的 TLS 取得" if told["relaxed_tls"] else ""),
        *(f"  {name}: {value}" for name, value in told["headers"]),
    ]
    for row in told["findings"]:
        if row["rule"]:
            who = f"第{row['run']}次检查" if row["run"] else "人工发现"
            lines.append(f"问题 {who} {row['unit']} {row['rule']}：{row['message']}")
        if place := row["place"]:
            lines.append(
                f"  摘录“{row['excerpt']}”在第 {place['line']} 行第 {place['column']} 列：{place['around']}"
            )
        elif row["excerpt"]:
            lines.append(f"  摘录“{row['excerpt']}”不是此件的原文")
    return "\n".join(lines)
