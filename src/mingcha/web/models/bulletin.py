"""Scores and bulletins as they were computed and issued, and the schemes behind them."""

from __future__ import annotations

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.register import Unit
from mingcha.web.models.run import Run


class ScoreRow(models.Model):
    """得分 of a unit in a run under a scheme; `data` holds the lines of the sum."""

    id: int
    run_id: int
    unit_id: int
    run: models.ForeignKey[Run, Run] = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="scores")
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    scheme = f.text()
    total: models.FloatField[float, float] = models.FloatField()
    data = f.data()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["run", "scheme", "unit"], name="one_score_per_run_scheme_unit"),
        )


class Bulletin(models.Model):
    """通报: one version of one period. `data` is frozen: the text whose SHA-256 is `data_sha256`.

    `state` is "draft", "reviewed", "approved", "issued", "corrected" or "withdrawn"; a correction is the next
    version and names the one that it `corrects`. `text` is the manuscript, "" for the one that the template
    makes of the data; `template` holds the template's files by name, none for the shipped one of then.
    """

    id: int
    period = f.text()
    version = f.number()
    state = f.text()
    number = f.text()
    title = f.text()
    data = f.text()
    data_sha256 = f.text()
    docx_sha256 = f.text()
    pdf_sha256 = f.text()
    as_of = f.later_instant()
    text = f.text()
    text_sha256 = f.text()
    template = f.data()
    corrects_id: int | None
    corrects: models.ForeignKey[Bulletin | None, Bulletin | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    drafted = f.instant()
    issued = f.later_instant()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["period", "version"], name="one_bulletin_per_version"),
        )


class BulletinHeading(models.Model):
    """What the office itself says of a period's bulletin (issuer, title, number …), as recorded at `at`."""

    id: int
    period = f.text(index=True)
    at = f.instant()
    data = f.data()


class UsedCalendar(models.Model):
    """The working days that runs counted by, kept once for all runs that had the same."""

    id: int
    sha256 = f.text(unique=True)
    content = f.text()


class UsedScheme(models.Model):
    """A scheme's file as it was when a run first used it: never edited, so that old figures stay right."""

    id: int
    scheme = f.text(unique=True)
    sha256 = f.text()
    content = f.text()
    used = f.instant()
