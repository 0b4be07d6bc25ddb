"""`mingcha bulletin show ID`: where a version stands, who did what, where text and data do not agree."""

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha.cli.bulletin_store import add_common, add_id, lines, open_store, plain, tell
from mingcha.cli.home import writable_folder
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.publication import Action, Stage
from mingcha.reports.files import write_bulletin

if TYPE_CHECKING:
    from mingcha.web.selectors.bulletin_life import StoredBulletin


def configure(parser: argparse.ArgumentParser, _action: str = "show") -> None:
    """Add the arguments of `bulletin show`."""
    add_id(parser)
    parser.add_argument(
        "--out",
        metavar=say("目录", "DIR"),
        help=say("由封存的数据和文稿重新写出全部文件", "write all files again from what is stored"),
    )
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Show it, and write its files again where asked for."""
    home = open_store(args)
    from mingcha import web
    from mingcha.web.selectors.bulletin_life import bulletin

    with web.store_errors():
        stored = bulletin(args.id)
    kept = _kept_files(stored, home)
    told = _lines(stored) + [f"留存文件 {path}：{state}" for path, state in kept.items()]
    figures = _figures(stored) | {"kept": kept}
    if args.out:
        folder = writable_folder(Path(args.out).absolute())
        files = write_bulletin(stored.data, folder, template=stored.template, manuscript=stored.manuscript)
        told += ["", f"已写出：{files.docx}", f"        {files.pdf}", f"        {files.text}"]
        figures |= {"docx": str(files.docx), "pdf": str(files.pdf), "text": str(files.text)}
    tell(args, "\n".join(told), figures)
    return 0


def _kept_files(stored: "StoredBulletin", home: Path) -> dict[str, str]:
    """The files of an issued version with how they stand to their hashes."""
    if stored.stage not in (Stage.ISSUED, Stage.CORRECTED, Stage.WITHDRAWN):
        return {}
    found = {}
    for kind, digest in (("docx", stored.docx_sha256), ("pdf", stored.pdf_sha256)):
        path = home / "bulletins" / str(stored.id) / f"bulletin-{stored.period}-v{stored.version}.{kind}"
        if not path.is_file():
            found[str(path)] = "不在，可用 --out 重新写出"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found[str(path)] = "与签发时的校验值不符，请从备份恢复"
        else:
            found[str(path)] = "与签发时一致"
    return found


def _lines(stored: "StoredBulletin") -> list[str]:
    told = [f"{stored.name}：{stored.stage.zh}", f"标题：{stored.manuscript.title}"]
    told.append(f"文号：{stored.number or '（签发时编号）'}")
    told += ["", "办理过程："]
    told += [
        f"  {step.at.astimezone(CHINA):%Y-%m-%d %H:%M}  {Action(step.action).zh}  {step.person or '（程序）'}"
        f"{f'  {step.reason}' if step.reason else ''}"
        for step in stored.steps
    ]
    explained = [one.key for one in stored.explanations]
    told += ["", *lines(stored.disagreements, explained)]
    if stored.explanations:
        told += ["", "已说明："]
        told += [f"  {one.words}——{one.person}：{one.reason}" for one in stored.explanations]
    if stored.data.conflicts:
        told += ["", "既受表扬又被点名："]
        told += [
            f"  {one.unit}：表扬于“{'”、“'.join(one.praised)}”；点名于“{'”、“'.join(one.named)}”"
            for one in stored.data.conflicts
        ]
    return told


def _figures(stored: "StoredBulletin") -> dict[str, object]:
    explained = {one.key for one in stored.explanations}
    return {
        "id": stored.id,
        "period": stored.period,
        "version": stored.version,
        "stage": stored.stage.value,
        "number": stored.number,
        "title": stored.manuscript.title,
        "corrects": stored.corrects,
        "sha256": {
            "data": stored.data_sha256,
            "text": stored.text_sha256,
            "docx": stored.docx_sha256,
            "pdf": stored.pdf_sha256,
        },
        "steps": [
            {
                "at": step.at.astimezone(CHINA).isoformat(),
                "person": step.person,
                "action": step.action,
                "stage": step.state,
                "reason": step.reason,
            }
            for step in stored.steps
        ],
        "disagreements": [plain(one, one.key in explained) for one in stored.disagreements],
        "explanations": [
            {"key": one.key, "words": one.words, "person": one.person, "reason": one.reason}
            for one in stored.explanations
        ],
        "conflicts": [
            {"unit": one.unit, "praised": list(one.praised), "named": list(one.named)}
            for one in stored.data.conflicts
        ],
    }
