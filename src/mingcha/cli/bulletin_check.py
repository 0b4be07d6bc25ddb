"""`mingcha bulletin check FILE…`: where a document differs from GB/T 9704-2012, with both numbers."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from mingcha.cli.words import say
from mingcha.reports.check import CheckReport, check_file
from mingcha.reports.document import Format


def configure(parser: argparse.ArgumentParser, _action: str = "check") -> None:
    """Add the arguments of `bulletin check`."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=say("公文文件（.docx 或 .pdf）", "documents")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("输出格式", "output format")
    )


def run(args: argparse.Namespace) -> int:
    """Measure each file; 1 if one deviates."""
    reports = [check_file(path) for path in args.files]
    if args.format == "json":
        print(json.dumps([_plain(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(_text(report) for report in reports))
    return 1 if any(report.deviations for report in reports) else 0


def _plain(report: CheckReport) -> dict[str, object]:
    return {
        "file": str(report.path.absolute()),
        "pages": report.pages,
        "format": report.format,
        "deviations": [
            {"place": one.place, "what": one.what, "expected": one.expected, "found": one.found}
            for one in report.deviations
        ],
        "substitutes": list(report.substitutes),
    }


def _text(report: CheckReport) -> str:
    lines = [_verdict(report, len(report.deviations))]
    lines += [f"  {number}. {one}" for number, one in enumerate(report.deviations, 1)]
    if report.substitutes:
        lines.append(
            say("  替代字体（不计为不符）：", "  Substitute fonts (not counted): ")
            + _listed(report.substitutes)
        )
    return "\n".join(lines)


_FORMATS = {
    Format.DOCUMENT: ("文件格式", "document format"),
    Format.LETTER: ("信函格式", "letter format"),
    None: ("无版头", "no red head"),
}


def _verdict(report: CheckReport, count: int) -> str:
    path, (kind, kind_en) = report.path, _FORMATS[report.format]
    if count:
        return say(
            f"{path}（{kind}）：有{count}处不符合 GB/T 9704-2012",
            f"{path} ({kind_en}): {count} deviations from GB/T 9704-2012",
        )
    return say(
        f"{path}（{kind}）：已核对的各项均符合 GB/T 9704-2012",
        f"{path} ({kind_en}): no deviation from GB/T 9704-2012 found",
    )


def _listed(items: Sequence[str]) -> str:
    return "；".join(items)
