"""`mingcha bulletin edit ID FILE` takes an edited text; `bulletin explain ID KEY` says why it may differ."""

import argparse
from pathlib import Path

from mingcha.cli.bulletin_store import (
    add_common,
    add_id,
    add_person,
    lines,
    open_store,
    plain,
    tell,
    who_of,
)
from mingcha.cli.words import say
from mingcha.core.errors import UsageError
from mingcha.reports.template import load_template


def configure(parser: argparse.ArgumentParser, action: str) -> None:
    """Add the arguments of `bulletin edit` or `bulletin explain`."""
    add_id(parser)
    if action == "explain":
        parser.add_argument(
            "key", metavar=say("代号", "KEY"), help=say("不符之处的代号", "the key of the disagreement")
        )
    else:
        parser.add_argument(
            "file", nargs="?", metavar=say("文件", "FILE"), help=say("改过的文稿（.md）", "the edited text")
        )
        parser.add_argument(
            "--template",
            metavar=say("目录", "DIR"),
            help=say("换用该模板重新成文，不保留修改", "write the text anew from this template"),
        )
    add_person(parser)
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Take the text or the explanation, and tell what still disagrees."""
    open_store(args)
    return _explain(args) if args.action == "explain" else _edit(args)


def _edit(args: argparse.Namespace) -> int:
    from mingcha import web
    from mingcha.web.services.bulletin_life import edit

    if bool(args.file) == bool(args.template):
        raise UsageError("请给出改过的文稿文件，或用 --template 指定模板目录，二者取其一")
    source = _read(Path(args.file)) if args.file else None
    template = load_template(Path(args.template)) if args.template else None
    with web.store_errors():
        found = edit(bulletin_id=args.id, who=who_of(args), source=source, template=template)
    told = "\n".join([f"已收下通报 {args.id} 的文稿，状态为草稿。", *lines(found)])
    tell(args, told, {"id": args.id, "stage": "draft", "disagreements": [plain(one) for one in found]})
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} 不是 UTF-8 文本（第 {error.start} 字节处）：请转存为 UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} 读不出来（{error.strerror}）：请检查文件是否存在、是否可读") from error


def _explain(args: argparse.Namespace) -> int:
    from mingcha import web
    from mingcha.web.services.bulletin_life import explain

    with web.store_errors():
        found = explain(bulletin_id=args.id, key=args.key, who=who_of(args))
    tell(args, f"已记下理由：{found}", {"id": args.id, "explained": plain(found, explained=True)})
    return 0
