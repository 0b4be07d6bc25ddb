"""Units and sites as the register had them over time.

`Unit` and `Site` are who they are for ever; a version holds from `since` (None: from ever) until `until`, not
included (None: still); it was written on the day `recorded`. What the register said on any day can be asked
again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingcha.web.models import fields as f


class Unit(models.Model):
    """A unit by its code."""

    id: int
    code = f.text(unique=True)


class UnitVersion(models.Model):
    """单位 as registered over a time. `valid_from`, `valid_to` are the file's own 有效起, 有效止."""

    id: int
    unit_id: int
    parent_id: int | None
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="versions"
    )
    name = f.text()
    short_name = f.text(index=True)
    kind = f.text()
    parent: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="child_versions", null=True
    )
    order = f.number()
    position = f.number()
    valid_from = f.day()
    valid_to = f.day()
    since = f.day()
    until = f.day(index=True)
    recorded = f.day()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until=None), name="one_current_version_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="unit_version_ends_after_it_began",
            ),
        )


class Site(models.Model):
    """A site, whatever its address, code or sponsor become."""

    id: int


class SiteVersion(models.Model):
    """网站 as registered over a time; `details` are the fields that no query asks for."""

    id: int
    site_id: int
    unit_id: int
    site: models.ForeignKey[Site, Site] = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="versions"
    )
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="site_versions"
    )
    home_url = f.text()
    address_key = f.text()
    host = f.text(index=True)
    site_code = f.text(index=True)
    name = f.text()
    status = f.text()
    details = f.data()
    position = f.number()
    since = f.day()
    until = f.day(index=True)
    recorded = f.day()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["site"], condition=Q(until=None), name="one_current_version_per_site"
            ),
            models.UniqueConstraint(
                fields=["address_key"], condition=Q(until=None), name="one_current_site_per_address"
            ),
            models.UniqueConstraint(
                fields=["site_code"],
                condition=Q(until=None) & ~Q(site_code=""),
                name="one_current_site_per_code",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="site_version_ends_after_it_began",
            ),
        )
