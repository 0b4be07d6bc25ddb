"""Measures a .docx or .pdf against GB/T 9704-2012 and lists where it deviates, with both numbers.

Serves our own output in the tests and anybody's document on the command line. A free font in place of an
office font is a substitute and no deviation.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.check_roles import Role
from mingcha.reports.document import Format
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES, Standing, shown_name, standing_of

MAX_FILE_BYTES = 100_000_000
"""A bulletin with annexes is far smaller; more is refused before it is read."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference from the standard: where, of what, what is asked and what was found."""

    place: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}：{self.what}应为{self.expected}，实为{self.found}。"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was measured, what deviates, which fonts stand in; `format` None: without a red head."""

    path: Path
    pages: int | None
    deviations: tuple[Deviation, ...]
    substitutes: tuple[str, ...]
    format: Format | None = None


ROLE_FACES = {
    Role.SECRECY: Face.HEI,
    Role.URGENCY: Face.HEI,
    Role.TITLE: Face.TITLE,
    Role.LEVEL_1: Face.HEI,
    Role.LEVEL_2: Face.KAI,
    Role.ANNEX_LABEL: Face.HEI,
}
"""Every other role is set in 仿宋."""
FREE_FACES = frozenset({Role.MASTHEAD, Role.ANNEX, Role.COPY_NUMBER})
"""Roles whose typeface the standard only recommends, or leaves open."""


def check_file(path: Path) -> CheckReport:
    """Measure `path`; `UsageError` if it is missing, too large, of another kind or unreadable."""
    from mingcha.reports.check_docx import check_docx
    from mingcha.reports.check_pdf import check_pdf

    if not path.is_file():
        raise UsageError(f"{path}：文件不存在，请核对路径。")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UsageError(f"{path}：文件超过{MAX_FILE_BYTES // 1_000_000} MB，不予读取。")
    kinds = {".docx": check_docx, ".pdf": check_pdf}
    check = kinds.get(path.suffix.lower())
    if check is None:
        raise UsageError(f"{path}：只能核对 .docx 和 .pdf，请先另存为其中一种格式。")
    return check(path)


def check_face(role: Role, family: str, place: str, substitutes: set[str]) -> list[Deviation]:
    """Whether `family` is what `role` is set in; a free stand-in is noted in `substitutes`."""
    if role in FREE_FACES:
        return []
    face = ROLE_FACES.get(role, Face.BODY)
    standing = standing_of(face, family)
    if standing is Standing.SUBSTITUTE:
        substitutes.add(f"{OFFICE_NAMES[face]} 以 {shown_name(family)} 代替")
    if standing is Standing.OTHER:
        return [Deviation(place, f"{role.value}字体", OFFICE_NAMES[face], shown_name(family))]
    return []


def role_size_pt(role: Role) -> float | None:
    """The size of a role; None where the standard leaves it open."""
    if role in (Role.MASTHEAD, Role.ANNEX):
        return None
    if role in (Role.COPIES, Role.PRINTED):
        return layout.IMPRINT_SIZE_PT
    return layout.TITLE_SIZE_PT if role is Role.TITLE else layout.BODY_SIZE_PT


def check_length(
    place: str, what: str, expected: float, found: float, tolerance: float, unit: str
) -> list[Deviation]:
    """A deviation where `found` is farther than `tolerance` from `expected`."""
    if abs(expected - found) <= tolerance + 1e-6:
        return []
    return [Deviation(place, what, f"{_figure(expected)} {unit}", f"{_figure(found)} {unit}")]


# The lowest pitch at which a page still has 22 lines: 225 mm / 23 and a hair.
_LEAST_PITCH_PT = 27.75


def check_pitch(place: str, pitch_pt: float) -> list[Deviation]:
    """A deviation where a page has not 22 lines."""
    if _LEAST_PITCH_PT <= pitch_pt <= layout.LINE_PITCH_PT:
        return []
    return check_length(place, "行距", layout.LINE_PITCH_PT, pitch_pt, layout.LINE_PITCH_TOLERANCE_PT, "磅")


def excerpt(text: str) -> str:
    """The beginning of a paragraph, to find it by."""
    text = text.strip()
    return f"“{text[:12]}{'…' if len(text) > 12 else ''}”"


def _figure(value: float) -> str:
    """A length as people write it: whole where it is so within a twip, else with at most two decimals."""
    nearest = round(value * 10) / 10
    return f"{nearest if abs(nearest - value) < 0.02 else round(value, 2):g}"
