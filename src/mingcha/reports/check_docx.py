"""Reads what a .docx asks a word processor for: page, styles resolved down to runs, page number fields."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.check import (
    CheckReport,
    Deviation,
    Role,
    check_face,
    check_length,
    check_wording,
    excerpt,
    role_size_pt,
    roles_of,
)
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES, Standing, standing_of
from mingcha.reports.word_looks import Looks

_MAX_UNPACKED_BYTES = 500_000_000
_INDENTED = (Role.BODY, Role.LEVEL_1, Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4)


def check_docx(path: Path) -> CheckReport:
    """Every deviation of page, paragraphs and page numbers; the pages of a .docx are not known before it is
    set."""
    word = _open(path)
    looks = Looks(word)
    substitutes: set[str] = set()
    deviations: list[Deviation] = []
    for number, section in enumerate(word.sections, 1):
        deviations += _check_section(section, f"第{number}节")
    paragraphs = [paragraph for paragraph in word.paragraphs if paragraph.text.strip()]
    roles = roles_of(_title_text(paragraph) for paragraph in paragraphs)
    deviations += _check_order(roles)
    for paragraph, role in zip(paragraphs, roles, strict=True):
        deviations += _check_paragraph(looks, paragraph, role, substitutes)
    deviations += _check_page_numbers(word, looks, substitutes)
    return CheckReport(path, None, tuple(deviations), tuple(sorted(substitutes)))


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


def _title_text(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\n", "")


def _check_section(section: Section, place: str) -> list[Deviation]:
    lengths = (
        ("纸张宽度", layout.PAGE_WIDTH_MM, section.page_width),
        ("纸张高度", layout.PAGE_HEIGHT_MM, section.page_height),
        ("上边距（天头）", layout.MARGIN_TOP_MM, section.top_margin),
        ("下边距", layout.MARGIN_BOTTOM_MM, section.bottom_margin),
        ("左边距（订口）", layout.MARGIN_LEFT_MM, section.left_margin),
        ("右边距", layout.MARGIN_RIGHT_MM, section.right_margin),
    )
    deviations = []
    for what, expected, found in lengths:
        found_mm = found.mm if found is not None else 0.0
        deviations += check_length(place, what, expected, found_mm, layout.MARGIN_TOLERANCE_MM, "mm")
    return deviations


def _check_order(roles: list[Role]) -> list[Deviation]:
    order = [Role.MASTHEAD, Role.NUMBER, Role.TITLE, Role.ADDRESSEE, Role.BODY, Role.SIGNATURE, Role.DATE]
    deviations = [
        Deviation("全文", role.value, "有", "无")
        for role in (Role.TITLE, Role.ADDRESSEE, Role.SIGNATURE, Role.DATE)
        if role not in roles
    ]
    # A part stands where it ends: all of the body comes before the signature.
    places = {role: len(roles) - 1 - roles[::-1].index(role) for role in order if role in roles}
    if list(places.values()) != sorted(places.values()):
        found = "、".join(role.value for role in sorted(places, key=lambda role: places[role]))
        deviations.append(Deviation("全文", "各部分顺序", "、".join(role.value for role in order), found))
    return deviations


def _check_paragraph(
    looks: Looks, paragraph: Paragraph, role: Role, substitutes: set[str]
) -> list[Deviation]:
    if role is Role.ANNEX:
        return []
    place = excerpt(paragraph.text)
    deviations = check_wording(role, paragraph.text, place)
    runs = [run for run in paragraph.runs if run.text.strip()]
    # A heading may run on into body text: its own font is that of its first run, the body's that of the last.
    own = runs[:1] if role in (Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4) else runs
    size_pt = role_size_pt(role)
    for run in own:
        found = check_face(role, looks.family(run, paragraph), place, substitutes)
        if size_pt is not None:
            found += check_length(
                place, f"{role.value}字号", size_pt, looks.size_pt(run, paragraph), 0.25, "磅"
            )
        deviations += [deviation for deviation in found if deviation not in deviations]
    for run in runs[len(own) :]:
        found = check_face(Role.BODY, looks.family(run, paragraph), place, substitutes)
        found += check_length(
            place, "正文字号", layout.BODY_SIZE_PT, looks.size_pt(run, paragraph), 0.25, "磅"
        )
        deviations += [deviation for deviation in found if deviation not in deviations]
    return deviations + _check_setting(looks, paragraph, role, place)


def _check_setting(looks: Looks, paragraph: Paragraph, role: Role, place: str) -> list[Deviation]:
    deviations: list[Deviation] = []
    wanted = ("center", "right") if role is Role.NUMBER and "函" in paragraph.text else ("center",)
    if role in (Role.TITLE, Role.MASTHEAD, Role.NUMBER) and looks.alignment(paragraph) not in wanted:
        deviations.append(Deviation(place, f"{role.value}位置", "居中", looks.alignment(paragraph)))
    if role in _INDENTED:
        indent = looks.first_line_characters(paragraph)
        deviations += check_length(place, f"{role.value}首行缩进", 2, indent, 0.2, "字")
    if role is Role.ADDRESSEE:
        indent = looks.first_line_characters(paragraph)
        deviations += check_length(place, "主送机关缩进", 0, indent, 0.2, "字")
    if role is Role.DATE:
        deviations += _check_date_place(looks, paragraph, place)
    if role in _INDENTED or role is Role.ADDRESSEE:
        deviations += _check_pitch(looks, paragraph, place)
    return deviations


def _check_pitch(looks: Looks, paragraph: Paragraph, place: str) -> list[Deviation]:
    pitch_pt = looks.line_pitch_pt(paragraph)
    if pitch_pt is None:
        return [Deviation(place, "行距", f"固定值 {layout.LINE_PITCH_PT:.4g} 磅", "未固定")]
    return check_length(place, "行距", layout.LINE_PITCH_PT, pitch_pt, layout.LINE_PITCH_TOLERANCE_PT, "磅")


def _check_date_place(looks: Looks, paragraph: Paragraph, place: str) -> list[Deviation]:
    if looks.alignment(paragraph) != "right":
        return [Deviation(place, "成文日期位置", "右空四字（加盖印章）或二字", looks.alignment(paragraph))]
    right = looks.right_characters(paragraph)
    if right < 1.8:
        return [Deviation(place, "成文日期右空", "4 字（加盖印章）或 2 字", f"{right:.3g} 字")]
    return []


def _check_page_numbers(word: WordDocument, looks: Looks, substitutes: set[str]) -> list[Deviation]:
    if not len(word.sections):
        return [Deviation("页码", "页码", "有", "无")]
    section = word.sections[0]
    flag = word.settings.element.find(qn("w:evenAndOddHeaders"))
    alternating = flag is not None and flag.get(qn("w:val"), "1") not in ("0", "false")
    footers = [("奇数页", section.footer, "right")]
    if alternating:
        footers.append(("偶数页", section.even_page_footer, "left"))
        deviations: list[Deviation] = []
    else:
        deviations = [Deviation("页码", "奇偶页", "单页居右、双页居左", "不分奇偶页")]
    for name, footer, side in footers:
        place = f"{name}页码"
        paragraph = next((p for p in _all_paragraphs(footer) if "PAGE" in _instructions(p)), None)
        if paragraph is None:
            deviations.append(Deviation(place, "页码", "有", "无"))
            continue
        deviations += _check_page_number(looks, paragraph, place, side, substitutes)
    return deviations


def _all_paragraphs(footer: _Footer) -> list[Paragraph]:
    """The paragraphs of a footer, in content controls and frames too: Word's gallery puts numbers there."""
    return [Paragraph(element, footer) for element in footer._element.iter(qn("w:p"))]


def _check_page_number(
    looks: Looks, paragraph: Paragraph, place: str, side: str, substitutes: set[str]
) -> list[Deviation]:
    deviations = []
    if looks.alignment(paragraph) != side:
        words = {"right": "居右", "left": "居左", "center": "居中", "both": "居左"}
        found = looks.alignment(paragraph)
        deviations.append(Deviation(place, "位置", words[side], words.get(found, found)))
    text = "".join(element.text or "" for element in paragraph._p.iter(qn("w:t"))).strip()
    if not (text.startswith("—") and text.endswith("—")):
        deviations.append(Deviation(place, "一字线", "数字左右各一条一字线", text or "无"))
    runs = [Run(element, paragraph) for element in paragraph._p.iter(qn("w:r"))]
    if not runs:
        return deviations
    size_pt = looks.size_pt(runs[0], paragraph)
    deviations += check_length(place, "字号", layout.PAGE_NUMBER_SIZE_PT, size_pt, 0.25, "磅")
    family = looks.family(runs[0], paragraph, "ascii")
    standing = standing_of(Face.SONG, family)
    if standing is Standing.OTHER:
        deviations.append(Deviation(place, "字体", OFFICE_NAMES[Face.SONG], family))
    elif standing is Standing.SUBSTITUTE:
        substitutes.add(f"{OFFICE_NAMES[Face.SONG]} 以 {family} 代替")
    return deviations


def _instructions(paragraph: Paragraph) -> str:
    complex_fields = [element.text or "" for element in paragraph._p.iter(qn("w:instrText"))]
    simple_fields = [element.get(qn("w:instr"), "") for element in paragraph._p.iter(qn("w:fldSimple"))]
    return " ".join(complex_fields + simple_fields)
