"""Which fonts of this machine stand for the typefaces of the standard, and what they cannot show.

Office fonts come first; free ones stand in for them and are named in the report. typst itself replaces an
unknown family or a missing glyph without a word, so only families that exist are passed to it, and every
character is looked up before a file is written.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import typst

from mingcha.core.errors import CannotDo
from mingcha.reports.drawing import Face
from mingcha.reports.glyphs import covered_characters

FONT_DIR_VARIABLE = "MINGCHA_FONT_DIR"

# What a word processor is asked for: the names that offices have installed.
OFFICE_NAMES: Mapping[Face, str] = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
}

# Families under the names that font files carry, best first; these are no substitutes.
_OFFICE_FAMILIES: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: (
        *("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        "FZXiaoBiaoSong-B05 GBK",
    ),
    Face.BODY: (
        *("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02"),
        *("方正仿宋简体", "FZFangSong-Z02S", "华文仿宋", "STFangsong"),
    ),
    Face.KAI: (
        *("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "方正楷体简体"),
        *("FZKai-Z03S", "华文楷体", "STKaiti"),
    ),
    Face.HEI: (
        *("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "方正黑体简体", "FZHei-B01S", "华文黑体"),
        "STHeiti",
    ),
    Face.SONG: ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01", "华文宋体", "STSong"),
}
# Under which names the same fonts stand in a PDF (PostScript names of 方正's files).
_POSTSCRIPT: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: ("FZXBSJW--GB1-0", "FZXBSK--GBK1-0"),
    Face.BODY: ("FZFSJW--GB1-0", "FZFSK--GBK1-0"),
    Face.KAI: ("FZKTJW--GB1-0", "FZKTK--GBK1-0"),
    Face.HEI: ("FZHTJW--GB1-0", "FZHTK--GBK1-0"),
    Face.SONG: ("FZSSJW--GB1-0", "FZSSK--GBK1-0"),
}
# What Windows brings and offices set titles in where 小标宋 was not bought.
_TITLE_STAND_INS = ("华文中宋", "STZhongsong")
_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体",
         "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")  # fmt: skip
_KAI = ("LXGW WenKai GB", "LXGW WenKai", "霞鹜文楷", "FandolKai")
_FANG = ("FandolFang R", "FandolFang", "朱雀仿宋", "Zhuque Fangsong (technical preview)", "Zhuque Fangsong")
# Free families that stand in. 小标宋 is a heavy Song: bold. Without any 仿宋 the body is set in Song, not
# in Kai, so that it stays apart from the headings in 楷体.
_SUBSTITUTES: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: (*_TITLE_STAND_INS, *_SERIF, "SimSun", "Songti SC"),
    Face.BODY: (*_FANG, *_SERIF, "SimSun", "Songti SC"),
    Face.KAI: (*_KAI, "Kaiti SC", *_FANG),
    Face.HEI: (*_SANS, "Heiti SC", "PingFang SC", "Microsoft YaHei"),
    Face.SONG: (*_SERIF, "Songti SC"),
}
# Behind every chain, for a character that its own families lack (喆 镕 垚 in older office fonts).
_LAST_RESORT = ("SimSun", "SimSun-ExtB", *_SERIF, *_SANS, *_KAI)

# Characters of other control classes (line ends, zero-width marks) need no glyph.
_UNSHOWN = ("Co", "Cn", "Cs")


class FontError(CannotDo):
    """This machine cannot set the document; the message says what to install."""


class MissingGlyphError(FontError):
    """No font of a chain shows a character of the text; the message names characters and typeface."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """A typeface that another family stands in for."""

    face: Face
    wanted: str
    used: str

    def __str__(self) -> str:
        return f"{self.wanted} 未安装，PDF 中以 {self.used} 代替。"


@dataclass(frozen=True, slots=True)
class FontChain:
    """Families of this machine for one typeface, first choice first, and the weight to ask them for."""

    face: Face
    families: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class FontSet:
    """A chain for each typeface, the substitutes among them, and the typst font book they come from."""

    book: typst.Fonts
    chains: Mapping[Face, FontChain]
    substitutes: tuple[Substitute, ...]

    def check_glyphs(self, texts: Mapping[Face, str]) -> None:
        """Raise `MissingGlyphError` if a character has no glyph in the chain of its typeface."""
        problems = []
        for face, text in texts.items():
            missing = self.missing_glyphs(face, text)
            if missing:
                listed = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing)
                problems.append(f"{OFFICE_NAMES[face]}：{listed}")
        if problems:
            raise MissingGlyphError(
                f"没有字体能显示下列字符，未生成 PDF：{'；'.join(problems)}。"
                f"请安装含这些字的字体，或把字体文件放入 {FONT_DIR_VARIABLE} 指定的文件夹。"
            )

    def missing_glyphs(self, face: Face, text: str) -> list[str]:
        """The characters of `text`, each once, that no family of the chain of `face` shows."""
        wanted = {ord(character) for character in text if unicodedata.category(character)[0] not in "ZC"}
        wanted |= {ord(character) for character in text if unicodedata.category(character) in _UNSHOWN}
        for family in self.chains[face].families:
            for path, index in _files(self.book, family):
                wanted -= covered_characters(path, index)
                break
            if not wanted:
                return []
        return [chr(point) for point in sorted(wanted)]


def font_set(font_dir: Path | None = None) -> FontSet:
    """The fonts of `font_dir` (default: MINGCHA_FONT_DIR) and of the system; `FontError` if a typeface has
    none."""
    if font_dir is None and os.environ.get(FONT_DIR_VARIABLE):
        font_dir = Path(os.environ[FONT_DIR_VARIABLE])
    if font_dir is not None and not font_dir.is_dir():
        raise FontError(f"{FONT_DIR_VARIABLE}：文件夹 {font_dir} 不存在，请改正或取消设置。")
    return _font_set(font_dir)


def choose_fonts(book: typst.Fonts) -> FontSet:
    """Chains from the families that `book` really has."""
    present = {family.casefold(): family for family in book.families()}
    chains: dict[Face, FontChain] = {}
    substitutes: list[Substitute] = []
    for face in Face:
        wanted = (*_OFFICE_FAMILIES[face], *_SUBSTITUTES[face])
        own = [present[name.casefold()] for name in wanted if name.casefold() in present]
        rest = [present[name.casefold()] for name in _LAST_RESORT if name.casefold() in present]
        own = own or rest[:1]
        if not own:
            raise FontError(
                f"没有可代替{OFFICE_NAMES[face]}的字体，不能生成 PDF。请运行 mingcha doctor --install，"
                f"或把字体文件放入 {FONT_DIR_VARIABLE} 指定的文件夹。"
            )
        office = own[0].casefold() in {name.casefold() for name in _OFFICE_FAMILIES[face]}
        if not office:
            substitutes.append(Substitute(face, OFFICE_NAMES[face], own[0]))
        heavy = face is Face.TITLE and not office
        chains[face] = FontChain(face, tuple(dict.fromkeys([*own, *rest])), 700 if heavy else 400)
    return FontSet(book, chains, tuple(substitutes))


@lru_cache(maxsize=4)
def _font_set(font_dir: Path | None) -> FontSet:
    paths: list[Path] = [font_dir] if font_dir else []
    return choose_fonts(
        typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=paths)
    )


def _files(book: typst.Fonts, family: str) -> list[tuple[Path, int]]:
    """Files of `family`, regular upright first: weights of one family share their characters."""
    infos = [info for info in book.fonts() if info.family == family and info.path]
    infos.sort(key=lambda info: (info.style != "normal", abs(info.weight - 400)))
    return [(Path(info.path), info.index) for info in infos if info.path]


class Standing(StrEnum):
    """Whether a family is the office font of a typeface, a free stand-in, or something else."""

    OFFICE = "office"
    SUBSTITUTE = "substitute"
    OTHER = "other"


def standing_of(face: Face, family: str) -> Standing:
    """What `family` is to `face`; names of files and subsets (“ABCDEF+NotoSerifCJKsc-Bold”) are
    understood."""
    plain = _bare(family)
    own = (OFFICE_NAMES[face], *_OFFICE_FAMILIES[face], *_POSTSCRIPT[face])
    if any(_bare(name) == plain for name in own):
        return Standing.OFFICE
    if face is Face.TITLE and plain in map(_bare, _TITLE_STAND_INS):
        return Standing.SUBSTITUTE
    return Standing.SUBSTITUTE if plain in _FREE else Standing.OTHER


def _readable(family: str) -> str:
    """A name that a PDF holds as GBK bytes, in characters."""
    try:
        return family.encode("latin-1").decode("gbk")
    except UnicodeError:
        return family


def _bare(family: str) -> str:
    """Lower case without subset tag, blanks, hyphens and the weight behind the last hyphen."""
    family = re.sub(r"^[A-Z]{6}\+", "", _readable(family))
    family = re.sub(r"-(Identity-[HV]|Regular|Bold|Light|Medium|R|B|VKana.*)", "", family)
    return re.sub(r"[\s_-]", "", family).casefold()


# No office font is among these, so a document that shows one was set where office fonts were missing.
_FREE = frozenset(
    _bare(name)
    for name in (
        *(*_SERIF, *_SANS, *_KAI, *_FANG),
        *(f"Noto {kind} CJK {region}" for kind in ("Sans", "Serif") for region in ("JP", "KR", "TC", "HK")),
    )
)


def shown_name(family: str) -> str:
    """The family as a reader knows it: without the tag of a subset and the encodings of a PDF."""
    return re.sub(r"^[A-Z]{6}\+|-(Identity-[HV]|VKana.*)$", "", _readable(family))
