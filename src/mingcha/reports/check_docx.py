"""Reads what a .docx asks a word processor for: page, styles resolved down to runs, lines, page numbers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.check import (
    CheckReport,
    Deviation,
    check_face,
    check_length,
    check_pitch,
    role_size_pt,
)
from mingcha.reports.check_docx_lines import check_imprint_lines, check_red_lines
from mingcha.reports.check_docx_numbers import check_page_numbers
from mingcha.reports.check_order import LEVELS, Part, check_parts, check_wording, format_of
from mingcha.reports.check_roles import Role, roles_of
from mingcha.reports.document import Format
from mingcha.reports.word_looks import Looks, typed_blanks
from mingcha.reports.word_numbering import Numbering
from mingcha.reports.word_story import StoryParagraph, story

_MAX_UNPACKED_BYTES = 500_000_000
_INDENTED = (Role.BODY, *LEVELS)


@dataclass(frozen=True, slots=True)
class _Read:
    """One paragraph and what it is."""

    part: Part
    source: StoryParagraph

    @property
    def paragraph(self) -> Paragraph:
        return self.source.paragraph


def check_docx(path: Path) -> CheckReport:
    """Every deviation of page, paragraphs, lines and page numbers; the pages of a .docx are not known before
    it is set."""
    word = _open(path)
    try:
        return _measure(path, word)
    except (ArithmeticError, KeyError, ValueError) as error:
        raise UsageError(
            f"{path}：文件中有无法识别的数值或引用（{error}），请用 Word 或 WPS 打开、另存后再核对。"
        ) from error


def _measure(path: Path, word: WordDocument) -> CheckReport:
    numbering = Numbering(word)
    looks = Looks(word, numbering)
    substitutes: set[str] = set()
    sources = story(word, numbering)
    roles = roles_of(source.text for source in sources)
    read = [_Read(Part.of(role, source.text), source) for role, source in zip(roles, sources, strict=True)]
    parts = [one.part for one in read]
    kind = format_of(parts, number_at_right=_number_at_right(looks, read))
    deviations: list[Deviation] = []
    for number, section in enumerate(word.sections, 1):
        deviations += _check_section(section, f"第{number}节")
    deviations += check_parts(parts, kind)
    for one in read:
        deviations += _check_paragraph(looks, one, kind, substitutes)
    deviations += _check_characters_per_line(word, looks, read)
    named = [(one.part.role, one.paragraph) for one in read]
    if kind is not None:
        deviations += check_red_lines(word, looks, named, kind)
    if kind is Format.DOCUMENT:
        deviations += check_imprint_lines(looks, named)
    deviations += check_page_numbers(word, looks, kind, substitutes)
    return CheckReport(path, None, tuple(deviations), tuple(sorted(substitutes)), kind)


def _open(path: Path) -> WordDocument:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED_BYTES:
                raise UsageError(f"{path}：解压后过大，不予读取。")
        return docx.Document(str(path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UsageError(
            f"{path}：不是可读取的 Word 文件（{error}），请用 Word 或 WPS 另存为 .docx。"
        ) from error


def _number_at_right(looks: Looks, read: Sequence[_Read]) -> bool:
    numbers = [one.paragraph for one in read if one.part.role is Role.NUMBER]
    return any(looks.alignment(number) == "right" or "\t" in number.text for number in numbers)


def _check_section(section: Section, place: str) -> list[Deviation]:
    wide = (section.page_width or 0) > (section.page_height or 0)
    across, down = section.page_width, section.page_height
    lengths = [
        ("纸张宽度", layout.PAGE_WIDTH_MM, down if wide else across),
        ("纸张高度", layout.PAGE_HEIGHT_MM, across if wide else down),
    ]
    # On a page that lies, head and binding change places: what the margins are then is left open.
    if not wide:
        lengths += [
            ("上边距（天头）", layout.MARGIN_TOP_MM, section.top_margin),
            ("下边距", layout.MARGIN_BOTTOM_MM, section.bottom_margin),
            ("左边距（订口）", layout.MARGIN_LEFT_MM, section.left_margin),
            ("右边距", layout.MARGIN_RIGHT_MM, section.right_margin),
        ]
    deviations = []
    for what, expected, found in lengths:
        found_mm = found.mm if found is not None else 0.0
        deviations += check_length(place, what, expected, found_mm, layout.MARGIN_TOLERANCE_MM, "mm")
    return deviations


def _check_paragraph(looks: Looks, one: _Read, kind: Format | None, substitutes: set[str]) -> list[Deviation]:
    role, place = one.part.role, one.part.place
    if role is Role.ANNEX:
        return []
    deviations = check_wording(one.part)
    runs = one.source.runs
    # A heading may run on into body text: only its first run is surely its own.
    own = runs[:1] if role in LEVELS else runs
    if role is Role.NUMBER:
        # Secrecy before the number and the signer's name behind it have typefaces of their own.
        own = [run for run in runs if re.search(r"[〔\[［（(【]", run.text)] or runs[:1]
    for run in own:
        deviations += _check_run(looks, run, one.paragraph, role, place, substitutes)
    if role in LEVELS:
        for run in runs[1:]:
            deviations += _check_later_run(looks, run, one.paragraph, role, place, substitutes)
    deviations = list(dict.fromkeys(deviations))
    return deviations + _check_setting(looks, one, kind)


def _check_run(
    looks: Looks, run: Run, paragraph: Paragraph, role: Role, place: str, substitutes: set[str]
) -> list[Deviation]:
    found: list[Deviation] = []
    # Digits and Latin letters may be set in another family; only Chinese tells the typeface.
    if re.search(r"[\u4e00-\u9fff]", run.text):
        found += check_face(role, looks.family(run, paragraph), place, substitutes)
    size_pt = role_size_pt(role)
    if size_pt is not None:
        size = looks.size_pt(run, paragraph)
        found += check_length(place, f"{role.value}字号", size_pt, size, 0.25, "磅")
    return found


def _check_later_run(
    looks: Looks, run: Run, paragraph: Paragraph, role: Role, place: str, substitutes: set[str]
) -> list[Deviation]:
    """A run behind the first of a heading: the heading goes on in its own face, or body text follows."""
    as_body = _check_run(looks, run, paragraph, Role.BODY, place, substitutes)
    as_heading = _check_run(looks, run, paragraph, role, place, substitutes)
    return as_body if as_heading else []


def _check_setting(looks: Looks, one: _Read, kind: Format | None) -> list[Deviation]:
    role, place, paragraph = one.part.role, one.part.place, one.paragraph
    deviations: list[Deviation] = []
    if role in (Role.TITLE, Role.MASTHEAD, Role.NUMBER):
        deviations += _check_centred(looks, one, kind)
    if role in (*_INDENTED, Role.NOTE):
        indent = looks.first_line_characters(paragraph)
        deviations += check_length(place, f"{role.value}首行缩进", 2, indent, 0.25, "字")
    if role is Role.ATTACHMENT and one.part.text.strip().startswith("附件"):
        indent = looks.first_line_characters(paragraph)
        deviations += check_length(place, "附件说明缩进", 2, indent, 0.25, "字")
    if role is Role.ADDRESSEE:
        indent = looks.first_line_characters(paragraph)
        deviations += check_length(place, "主送机关缩进", 0, indent, 0.2, "字")
    if role is Role.DATE:
        deviations += _check_date_place(looks, paragraph, place)
    if role in _INDENTED or role is Role.ADDRESSEE:
        deviations += _check_pitch(looks, paragraph, place)
    if role is Role.BODY:
        # Blank space between paragraphs takes the lines off the grid of 22.
        between_pt = looks.between_pt(paragraph)
        deviations += check_length(place, "段前段后间距", 0, between_pt, 2, "磅")
    return deviations


_SIDES = {"left": "居左", "right": "居右", "center": "居中", "both": "居左"}


def _check_centred(looks: Looks, one: _Read, kind: Format | None) -> list[Deviation]:
    role, paragraph = one.part.role, one.paragraph
    found = looks.alignment(paragraph)
    if role is Role.NUMBER and "签发人" in one.part.text:
        return []
    if role is Role.NUMBER and kind is Format.LETTER:
        if found == "right" or "\t" in paragraph.text:
            return []
        return [Deviation(one.part.place, "发文字号位置", "居右", _SIDES.get(found, found))]
    if found == "center" or (role is Role.MASTHEAD and not one.source.in_body):
        return []
    # Blanks that were typed before the words centre them as well.
    blanks = typed_blanks(paragraph.text)
    size_pt = looks.size_pt(one.source.runs[0], paragraph)
    room = layout.mm_to_pt(layout.TEXT_WIDTH_MM) / size_pt
    if blanks and abs(room - len(paragraph.text.strip()) - 2 * blanks) < 3:
        return []
    return [Deviation(one.part.place, f"{role.value}位置", "居中", found)]


def _check_pitch(looks: Looks, paragraph: Paragraph, place: str) -> list[Deviation]:
    pitch_pt = looks.line_pitch_pt(paragraph)
    if pitch_pt is None:
        return [Deviation(place, "行距", f"固定值 {layout.LINE_PITCH_PT:.4g} 磅", "未固定")]
    return check_pitch(place, pitch_pt)


def _check_date_place(looks: Looks, paragraph: Paragraph, place: str) -> list[Deviation]:
    alignment = looks.alignment(paragraph)
    if alignment == "right":
        right = looks.right_characters(paragraph)
    else:
        # Pushed to its place by an indent or by blanks: what is left behind the last character.
        text = paragraph.text.strip()
        width = sum(0.5 if character.isascii() else 1.0 for character in text)
        before = looks.first_line_characters(paragraph)
        right = layout.CHARACTERS_PER_LINE - before - width
        if before < width or alignment == "center":
            return [Deviation(place, "成文日期位置", "右空四字（加盖印章）或二字", alignment)]
    if right < 1.8:
        return [Deviation(place, "成文日期右空", "4 字（加盖印章）或 2 字", f"{right:.3g} 字")]
    return []


def _check_characters_per_line(word: WordDocument, looks: Looks, read: Sequence[_Read]) -> list[Deviation]:
    """How many characters of the body fit into a line of the first section's text block.

    Margins and sizes have deviations of their own; what is told here is their spacing's doing.
    """
    section = word.sections[0] if len(word.sections) else None
    bodies = [one for one in read if one.part.role is Role.BODY and one.source.runs]
    if section is None or not bodies or section.page_width is None:
        return []
    width_pt = section.page_width.pt - sum(
        margin.pt for margin in (section.left_margin, section.right_margin) if margin is not None
    )
    if abs(width_pt - layout.mm_to_pt(layout.TEXT_WIDTH_MM)) > layout.mm_to_pt(2):
        return []
    counts = []
    for one in bodies:
        run = one.source.runs[-1]
        pitch_pt = layout.BODY_SIZE_PT + looks.spacing_pt(run, one.paragraph)
        counts.append(round(width_pt / max(pitch_pt, 1.0)))
    count = max(set(counts), key=counts.count)
    wanted = layout.CHARACTERS_PER_LINE
    if count == wanted or _grid_characters(section, width_pt, looks, bodies[0]) == wanted:
        return []
    return [Deviation("全文", "每行字数", f"{wanted} 字", f"{count} 字")]


def _grid_characters(section: Section, width_pt: float, looks: Looks, one: _Read) -> int | None:
    """Characters a line by the document grid; None without a grid of characters."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type")) not in ("linesAndChars", "snapToChars"):
        return None
    extra_pt = float(grid.get(qn("w:charSpace"), "0")) / 4096
    size_pt = looks.size_pt(one.source.runs[-1], one.paragraph)
    # Word adds the grid's space to the size of the default style; some write it for the body's size.
    for base_pt in (size_pt, looks.default_size_pt):
        if round(width_pt / (base_pt + extra_pt)) == layout.CHARACTERS_PER_LINE:
            return layout.CHARACTERS_PER_LINE
    return round(width_pt / (size_pt + extra_pt))
