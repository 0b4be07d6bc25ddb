"""Runs, what they saw of each site, and what the rules said of it; readable after a rule is gone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingcha.web.models import fields as f
from mingcha.web.models.register import Site, Unit


class Run(models.Model):
    """检查. Claiming it raises `epoch`; results are written only by who holds the latest epoch.

    `state` is "running", "done", "stopped" or "abandoned". `period` is what the run counts for, "" for a look
    between periods; `evidence_head` the head of the evidence store's chain when the run ended. `told` is how
    each rule was named then (title and bases), `calendar` the seal of the working days that were counted by.
    """

    id: int
    epoch = f.number()
    state = f.text(index=True)
    as_of = f.instant()
    scheme = f.text()
    scheme_sha256 = f.text()
    period = f.text(index=True)
    portal_host = f.text()
    report_year: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    evidence_head = f.text()
    told = f.data()
    calendar = f.text()
    started = f.instant()
    beat = f.instant()
    finished = f.later_instant()


class SiteRun(models.Model):
    """One site in one run. `view` is the compressed plain form of the SiteView, sealed by `view_sha256`.

    `outcomes` counts verdicts by outcome. While `active`, no other run may take the site. A run's sites are
    worked on by `shard`; whoever takes a site raises its `epoch`, and only the latest may write; `beat` is
    the latest's last sign of life.
    """

    id: int
    run_id: int
    site_id: int
    run: models.ForeignKey[Run, Run] = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="sites")
    site: models.ForeignKey[Site, Site] = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="runs"
    )
    host = f.text()
    address_key = f.text()
    shard = f.number()
    epoch = f.number()
    beat = f.later_instant()
    active = f.flag()
    saved = f.later_instant()
    view: models.BinaryField[bytes | None, bytes | None] = models.BinaryField(null=True)
    view_sha256 = f.text()
    outcomes = f.data()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["run", "site"], name="a_site_once_in_a_run"),
            models.UniqueConstraint(
                fields=["site"], condition=Q(active=True), name="one_active_run_per_site"
            ),
        )


class VerdictRow(models.Model):
    """What one rule said in a run of a site, or of a unit (`site_run` None)."""

    id: int
    run_id: int
    site_run_id: int | None
    unit_id: int | None
    run: models.ForeignKey[Run, Run] = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="verdicts"
    )
    site_run: models.ForeignKey[SiteRun | None, SiteRun | None] = models.ForeignKey(
        SiteRun, on_delete=models.PROTECT, null=True, related_name="verdicts"
    )
    unit: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rule = f.text(index=True)
    outcome = f.text()
    reason: models.TextField[str | None, str | None] = models.TextField(null=True)
    traceback: models.TextField[str | None, str | None] = models.TextField(null=True)


class FindingRow(models.Model):
    """问题 as one thing over all runs that saw it: same rule, place and target give the same fingerprint.

    `message`, `excerpt` and `suspect` are as last seen; what each run saw is in its sightings.
    """

    id: int
    unit_id: int | None
    fingerprint = f.text(unique=True)
    rule = f.text(index=True)
    unit: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    host = f.text(index=True)
    column = f.text()
    url = f.text()
    target = f.text()
    message = f.text()
    excerpt = f.text()
    suspect = f.flag()
    first_seen = f.instant()
    last_seen = f.instant()


class Sighting(models.Model):
    """A finding in a verdict, in the verdict's sequence, with all that was seen then."""

    id: int
    verdict_id: int
    finding_id: int
    verdict: models.ForeignKey[VerdictRow, VerdictRow] = models.ForeignKey(
        VerdictRow, on_delete=models.PROTECT, related_name="sightings"
    )
    finding: models.ForeignKey[FindingRow, FindingRow] = models.ForeignKey(
        FindingRow, on_delete=models.PROTECT, related_name="sightings"
    )
    data = f.data()
