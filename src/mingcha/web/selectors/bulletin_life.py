"""Bulletins with all that happened to them, their text against their data, the figures of earlier ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.publication import Stage
from mingcha.core.unit import Register
from mingcha.reports.bulletin import BulletinData, PeriodFigures, first_day
from mingcha.reports.compose import compose_text
from mingcha.reports.disagreement import Disagreement
from mingcha.reports.manuscript import Manuscript, read_manuscript
from mingcha.reports.template import Template, shipped_template, template_of
from mingcha.reports.verify import disagreements
from mingcha.web.models import Bulletin, BulletinStep, Explanation
from mingcha.web.selectors.register import register_on


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bulletin's life."""

    at: datetime
    person: str
    action: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A disagreement that a person explained."""

    key: str
    words: str
    person: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StoredBulletin:
    """One version as stored, its seals proved. `corrects` is the id of the version that it is to replace."""

    id: int
    period: str
    version: int
    stage: Stage
    number: str
    data: BulletinData
    manuscript: Manuscript
    composed: Manuscript
    template: Template
    data_sha256: str
    text_sha256: str
    docx_sha256: str
    pdf_sha256: str
    corrects: int | None
    steps: tuple[Step, ...]
    explanations: tuple[Explained, ...]

    @property
    def name(self) -> str:
        """How a sentence calls it."""
        return f"通报 {self.id}（{self.period} 第 {self.version} 版）"

    @property
    def disagreements(self) -> list[Disagreement]:
        """Where its text and its data do not agree, explained or not, and advice on wording."""
        return disagreements(self.manuscript, self.composed, self.data)

    @property
    def unexplained(self) -> list[Disagreement]:
        """What keeps it from being issued."""
        known = {one.key for one in self.explanations}
        return [one for one in self.disagreements if one.blocks and one.key not in known]


@dataclass(frozen=True, slots=True)
class Listed:
    """A version in a list."""

    id: int
    period: str
    version: int
    stage: Stage
    number: str
    title: str
    drafted: datetime
    issued: datetime | None


def bulletins(period: str = "") -> list[Listed]:
    """All versions, the latest period first, within it the latest version first."""
    rows = Bulletin.objects.all() if not period else Bulletin.objects.filter(period=period)
    return [
        Listed(
            row.id, row.period, row.version, Stage(row.state), row.number, row.title, row.drafted, row.issued
        )
        for row in rows.order_by("-period", "-version")
    ]


def bulletin(bulletin_id: int) -> StoredBulletin:
    """One version; UsageError when there is none, CannotDo when a stored text is not what was sealed."""
    row = Bulletin.objects.filter(id=bulletin_id).first()
    if row is None:
        known = "、".join(
            str(one) for one in Bulletin.objects.order_by("id").values_list("id", flat=True)[:20]
        )
        raise UsageError(f"没有编号为 {bulletin_id} 的通报：现有编号 {known or '（无）'}")
    sealed = [("数据", row.data, row.data_sha256), ("文稿", row.text, row.text_sha256)]
    for what, text, digest in sealed:
        if digest and hashlib.sha256(text.encode()).hexdigest() != digest:
            raise CannotDo(f"通报 {row.id} 的{what}与其校验值不符：请从备份恢复")
    data = BulletinData.from_json(row.data)
    template = template_of(row.template) if row.template else shipped_template()
    composed = compose_text(data, template)
    manuscript = read_manuscript(row.text, f"通报 {row.id} 的文稿") if row.text else composed
    return StoredBulletin(
        row.id,
        row.period,
        row.version,
        Stage(row.state),
        row.number,
        data,
        manuscript,
        composed,
        template,
        row.data_sha256,
        row.text_sha256,
        row.docx_sha256,
        row.pdf_sha256,
        row.corrects_id,
        tuple(
            Step(step.at, step.person, step.action, step.state, step.reason)
            for step in BulletinStep.objects.filter(bulletin=row).order_by("at", "id")
        ),
        tuple(
            Explained(one.key, one.words, one.person, one.at, one.reason)
            for one in Explanation.objects.filter(bulletin=row).order_by("id")
        ),
    )


def _issued_by(row: Bulletin, known: datetime | None) -> datetime:
    """When a version was issued, as known at an instant; the beginning of time for one that was not."""
    never = datetime.min.replace(tzinfo=UTC)
    return row.issued if row.issued is not None and (known is None or row.issued <= known) else never


def register_before(period: str) -> Register | None:
    """The register at the end of the period before, None where none was kept then."""
    register = register_on(first_day(period) - timedelta(days=1))
    return register if register.sites else None


def figures_before(period: str, known: datetime | None = None) -> tuple[PeriodFigures, ...]:
    """The figures of earlier periods of the same length, the latest first, as their bulletins gave them.

    The version that was issued last by the instant `known` counts; where none was, the one whose figures are
    the latest by then; a withdrawn one never.
    """
    found: dict[str, Bulletin] = {}
    kept = Bulletin.objects.exclude(state=Stage.WITHDRAWN.value).filter(period__lt=period)
    if known is not None:
        kept = kept.filter(Q(as_of__lte=known) | Q(as_of=None, drafted__lte=known))
    for row in kept.order_by("period", Coalesce("as_of", "drafted"), "version"):
        if len(row.period) != len(period):
            continue
        before = found.get(row.period)
        if before is None or _issued_by(row, known) >= _issued_by(before, known):
            found[row.period] = row
    figures = []
    for name in sorted(found, reverse=True):
        overall = BulletinData.from_json(found[name].data).overall
        if overall is not None:
            figures.append(
                PeriodFigures(name, overall.sites, overall.checked, overall.failing, overall.unqualified)
            )
    return tuple(figures)
