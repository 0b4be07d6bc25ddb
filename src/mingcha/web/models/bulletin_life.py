"""What happened to a bulletin: each step with its person, disagreements explained, numbers given out."""

from __future__ import annotations

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.bulletin import Bulletin


class BulletinStep(models.Model):
    """One step of a bulletin's life: who did what when and why, and the state it led to."""

    id: int
    bulletin_id: int
    bulletin: models.ForeignKey[Bulletin, Bulletin] = models.ForeignKey(
        Bulletin, on_delete=models.PROTECT, related_name="steps"
    )
    at = f.instant()
    person = f.text()
    action = f.text()
    state = f.text()
    reason = f.text()


class Explanation(models.Model):
    """Why a text may differ from the data in one place; `key` is the disagreement's, `words` the sentence."""

    id: int
    bulletin_id: int
    bulletin: models.ForeignKey[Bulletin, Bulletin] = models.ForeignKey(
        Bulletin, on_delete=models.PROTECT, related_name="explanations"
    )
    key = f.text()
    words = f.text()
    at = f.instant()
    person = f.text()
    reason = f.text()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bulletin", "key"], name="one_explanation_per_disagreement"),
        )


class DocumentNumber(models.Model):
    """发文字号: one number of a word and year. Without a bulletin: another document's, as `reason` says."""

    id: int
    bulletin_id: int | None
    word = f.text()
    year = f.number()
    sequence = f.number()
    bulletin: models.ForeignKey[Bulletin | None, Bulletin | None] = models.ForeignKey(
        Bulletin, on_delete=models.PROTECT, null=True, related_name="numbers"
    )
    at = f.instant()
    reason = f.text()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["word", "year", "sequence"], name="a_number_once"),
            models.UniqueConstraint(fields=["bulletin"], name="one_number_per_bulletin"),
        )
