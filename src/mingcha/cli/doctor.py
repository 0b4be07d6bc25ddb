"""`mingcha doctor`: what this machine lacks, what each part is for, and the Debian package that brings it.

Exit codes: 0 everything required is there · 1 a required part lacks · 3 `--install` could not install.
"""

import argparse
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingcha.cli import debian
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.words import say
from mingcha.core.verdict import Text

# A quarter's evidence of a city of 60 sites is some hundred megabytes; below this no run should begin.
_LEAST_FREE_BYTES = 1_000_000_000
# 3.35 (March 2021) brought RETURNING, and dropping a column, which migrations use.
_OLDEST_SQLITE = (3, 35, 0)

# The parts that a readable bulletin needs; the launcher brings them to a first demonstration.
FONTS = ("fonts", "kai-font")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a machine has or lacks.

    `lacks` gets the data folder and answers what is missing, or None when the part is there. `packages` are
    Debian's; none where a person has to act. `in_tests`: the test suite has tests that need it.
    """

    name: str
    title: Text
    purpose: Text
    lacks: Callable[[Path], Text | None]
    packages: tuple[str, ...] = ()
    required: bool = False
    in_tests: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found of one part; `lack` is None when it is there."""

    part: Part
    lack: Text | None


def _home(home: Path) -> Text | None:
    place = _nearest(home)
    if os.access(place, os.W_OK | os.X_OK):
        return None
    return Text(
        f"{place} 不可写；请用 --home 或 MINGCHA_HOME 指定可写的目录",
        f"{place} cannot be written; name another folder with --home or MINGCHA_HOME",
    )


def _disk(home: Path) -> Text | None:
    place = _nearest(home)
    free = shutil.disk_usage(place).free
    if free >= _LEAST_FREE_BYTES:
        return None
    megabytes = free // 1_000_000
    return Text(
        f"{place} 所在磁盘只剩 {megabytes} MB，至少需要 {_LEAST_FREE_BYTES // 1_000_000} MB",
        f"only {megabytes} MB free at {place}; {_LEAST_FREE_BYTES // 1_000_000} MB are needed",
    )


def _nearest(folder: Path) -> Path:
    """The folder itself or, before it is made, the first one above it that exists."""
    folder = folder.absolute()
    return next(place for place in (folder, *folder.parents) if place.exists())


def _sqlite(_home: Path) -> Text | None:
    if sqlite3.sqlite_version_info >= _OLDEST_SQLITE:
        return None
    oldest = ".".join(map(str, _OLDEST_SQLITE[:2]))
    return Text(
        f"版本为 {sqlite3.sqlite_version}，需要 {oldest} 或更新；请换用自带新版 SQLite 的 Python",
        f"is {sqlite3.sqlite_version}, {oldest} or newer is needed; use a Python that brings a newer SQLite",
    )


def _fonts(_home: Path) -> Text | None:
    """Asks the PDF writer itself: every typeface of a bulletin has a font, be it a substitute."""
    from mingcha.reports.fonts import (  # here: reading all fonts is for this question alone
        FontError,
        font_set,
    )

    try:
        font_set()
    except FontError as error:
        return Text(str(error).rstrip("。"), "a typeface of the bulletin has no font; the PDF cannot be made")
    return None


def _kai_font(_home: Path) -> Text | None:
    """楷体 sets the second level of headings: in the body's own font it would not be told apart."""
    from mingcha.reports.drawing import Face
    from mingcha.reports.fonts import FontError, font_set

    try:
        chains = font_set().chains
    except FontError as error:
        return Text(str(error).rstrip("。"), "a typeface of the bulletin has no font")
    stand_in = chains[Face.KAI].families[0]
    if stand_in != chains[Face.BODY].families[0]:
        return None
    return Text(
        f"只能以 {stand_in} 代替，二级标题与正文字体相同",
        f"only {stand_in} stands in, as for the body: headings of the second level look like text",
    )


def _official_fonts(_home: Path) -> Text | None:
    from mingcha.reports.fonts import FontError, font_set

    try:
        lacking = [substitute.wanted for substitute in font_set().substitutes]
    except FontError as error:
        return Text(str(error).rstrip("。"), "a typeface of the bulletin has no font")
    if not lacking:
        return None
    return Text(
        f"缺少 {'、'.join(lacking)}，用替代字体；取得授权后装入系统，或放入 MINGCHA_FONT_DIR 所指目录",
        f"{', '.join(lacking)} missing, substitutes are used; install them under your licence,"
        " or put them into the folder named by MINGCHA_FONT_DIR",
    )


def _program(*names: str) -> Callable[[Path], Text | None]:
    """Whether one of these programs is there; Debian's servers lie in sbin, outside of a user's PATH."""

    def lacks(_home: Path) -> Text | None:
        path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"))
        if any(shutil.which(name, path=path) for name in names):
            return None
        return Text(f"未找到程序 {names[0]}", f"no program {names[0]}")

    return lacks


def _postgresql(home: Path) -> Text | None:
    if any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        return None  # Debian keeps every version's server out of PATH
    return _program("postgres")(home)


PARTS = (
    Part(
        "home",
        Text("数据目录", "data folder"),
        Text("存放登记簿、数据库和证据", "register, database and evidence"),
        _home,
        required=True,
    ),
    Part(
        "disk",
        Text("磁盘空间", "disk space"),
        Text("存放证据", "evidence"),
        _disk,
        required=True,
    ),
    Part(
        "sqlite",
        Text("SQLite", "SQLite"),
        Text("默认数据库", "the default database"),
        _sqlite,
        required=True,
    ),
    Part(
        "fonts",
        Text("中文字体（替代）", "Chinese fonts (substitutes)"),
        Text("生成 PDF 通报", "the bulletin as PDF"),
        _fonts,
        ("fonts-noto-cjk", "fonts-liberation"),
        required=True,
        in_tests=True,
    ),
    Part(
        "kai-font",
        Text("楷体（替代）", "Kai typeface (substitute)"),
        Text("PDF 通报的二级标题", "second-level headings of the PDF"),
        _kai_font,
        ("fonts-lxgw-wenkai",),
        in_tests=True,
    ),
    Part(
        "official-fonts",
        Text("公文字体", "official fonts"),
        Text("公文标准版式", "the standard's own typefaces"),
        _official_fonts,
    ),
    Part(
        "poppler",
        Text("poppler", "poppler"),
        Text("把 PDF 转成图片逐页查看；测试用", "looking at a PDF page by page; used by tests"),
        _program("pdftoppm"),
        ("poppler-utils",),
        in_tests=True,
    ),
    Part(
        "libreoffice",
        Text("LibreOffice", "LibreOffice"),
        Text("核对 Word 通报的版式；测试用", "cross-checking the Word file; used by tests"),
        _program("soffice", "libreoffice"),
        ("libreoffice-writer-nogui",),
        in_tests=True,
    ),
    Part(
        "nginx",
        Text("nginx", "nginx"),
        Text("正式部署时的前置服务器；测试用作真实网站", "in front of the console; a real server in tests"),
        _program("nginx"),
        ("nginx",),
        in_tests=True,
    ),
    Part(
        "chromium",
        Text("Chromium", "Chromium"),
        Text("为已确认的问题截图", "pictures of confirmed findings"),
        _program("chromium", "chromium-browser", "google-chrome"),
        ("chromium",),
    ),
    Part(
        "postgresql",
        Text("PostgreSQL", "PostgreSQL"),
        Text("数百个网站以上的数据库", "the database for many hundred sites"),
        _postgresql,
        ("postgresql",),
        in_tests=True,
    ),
)


def part_named(name: str) -> Part:
    """The part of this name. Raises KeyError that lists the names when there is none."""
    for part in PARTS:
        if part.name == name:
            return part
    raise KeyError(f"{name!r}: no such part; there are {', '.join(part.name for part in PARTS)}")


def examine(home: Path) -> tuple[Diagnosis, ...]:
    return tuple(Diagnosis(part, part.lacks(home)) for part in PARTS)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = say(
        "列出本机缺少的部件及其用途；--install 以 Debian 软件包补齐（需 root）。",
        "Lists what this machine lacks and what for; --install brings it from Debian's packages (as root).",
    )
    add_home(parser)
    names = [part.name for part in PARTS if part.packages]
    parser.add_argument(
        "--install",
        nargs="*",
        choices=names,
        metavar="PART",
        help=say(
            f"安装缺少的部件；可只列名称：{' '.join(names)}",
            f"install what lacks, or only these: {' '.join(names)}",
        ),
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("输出格式", "format of the answer")
    )


def run(args: argparse.Namespace) -> int:
    home = home_folder(args)
    code = 0
    if args.install is not None:
        code = bring(args.install or [part.name for part in PARTS], home)
    diagnoses = examine(home)
    if args.format == "json":
        print(json.dumps(_as_json(diagnoses), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_lines(diagnoses)))
    return code or int(any(diagnosis.lack and diagnosis.part.required for diagnosis in diagnoses))


def bring(names: Sequence[str], home: Path) -> int:
    """Installs the Debian packages of the parts that lack; silent when none does. 0 done, 3 not to be had."""
    lacking = [part for part in PARTS if part.name in names and part.lacks(home) is not None]
    packages = debian.missing([package for part in lacking for package in part.packages])
    if not packages:
        return 0
    if not debian.may_install():
        _tell(
            f"错误：安装软件包需要 root 权限。请运行：{debian.command(packages)}",
            f"Error: packages are installed by root. Run: {debian.command(packages)}",
        )
        return 3
    _tell(f"将安装软件包：{' '.join(packages)}", f"Going to install: {' '.join(packages)}")
    if left := debian.install(packages):
        _tell(
            f"错误：未能安装 {' '.join(left)}。请检查软件源和网络后运行：{debian.command(left)}",
            f"Error: not installed: {' '.join(left)}. Check apt's sources and the network, then run: "
            f"{debian.command(left)}",
        )
        return 3
    return 0


def _tell(zh: str, en: str) -> None:
    print(say(zh, en), file=sys.stderr, flush=True)


def _as_lines(diagnoses: Sequence[Diagnosis]) -> list[str]:
    lines = [_as_line(diagnosis) for diagnosis in diagnoses]
    lacking = [diagnosis.part for diagnosis in diagnoses if diagnosis.lack]
    required = [say(part.title.zh, part.title.en) for part in lacking if part.required]
    optional = [say(part.title.zh, part.title.en) for part in lacking if not part.required]
    if required:
        lines.append(
            say(f"缺少必需部件：{'、'.join(required)}。", f"Required and missing: {', '.join(required)}.")
        )
    else:
        lines.append(say("必需部件齐备。", "Everything required is there."))
    if optional:
        lines.append(
            say(f"可选部件未装：{'、'.join(optional)}。", f"Optional, missing: {', '.join(optional)}.")
        )
    if packages := [package for part in lacking for package in part.packages]:
        lines.append(say(f"补齐：{debian.command(packages)}", f"To install: {debian.command(packages)}"))
    return lines


def _as_line(diagnosis: Diagnosis) -> str:
    part, lack = diagnosis.part, diagnosis.lack
    if lack is None:
        return say(f"[正常] {part.title.zh}", f"[ok]       {part.title.en}")
    mark = Text("[缺少]", "[missing] ") if part.required else Text("[可选]", "[optional]")
    return say(
        f"{mark.zh} {part.title.zh}：{lack.zh}。用途：{part.purpose.zh}。",
        f"{mark.en} {part.title.en}: {lack.en}. For: {part.purpose.en}.",
    )


def _as_json(diagnoses: Sequence[Diagnosis]) -> dict[str, object]:
    return {
        "ok": not any(diagnosis.lack and diagnosis.part.required for diagnosis in diagnoses),
        "parts": [
            {
                "name": diagnosis.part.name,
                "title_zh": diagnosis.part.title.zh,
                "title_en": diagnosis.part.title.en,
                "purpose_zh": diagnosis.part.purpose.zh,
                "purpose_en": diagnosis.part.purpose.en,
                "required": diagnosis.part.required,
                "present": diagnosis.lack is None,
                "lack_zh": diagnosis.lack.zh if diagnosis.lack else None,
                "lack_en": diagnosis.lack.en if diagnosis.lack else None,
                "packages": list(diagnosis.part.packages),
            }
            for diagnosis in diagnoses
        ],
    }
