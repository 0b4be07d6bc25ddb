"""Records activities: each once, however often its file is handed in."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mingcha.core.activity import Activity
from mingcha.core.codec import to_plain
from mingcha.web import models
from mingcha.web.selectors.register import unit_ids_by_name


@dataclass(frozen=True, slots=True)
class Noted:
    """How many activities came in, and how many of them were new."""

    activities: int
    new: int


def record_activities(*, activities: Sequence[Activity], at: datetime) -> Noted:
    """Record them in one transaction; two equal rows of one file are two activities, of two files one."""
    units = unit_ids_by_name()
    count: Counter[str] = Counter()
    rows = {}
    for one in activities:
        words = json.dumps(to_plain(one), ensure_ascii=False, sort_keys=True)
        count[words] += 1
        seal = hashlib.sha256(f"Activity {count[words]} {words}".encode()).hexdigest()
        rows[seal] = models.Activity(
            at=at,
            seal=seal,
            unit_id=units.get(one.unit),
            unit_name=one.unit,
            day=one.day,
            kind=one.kind.value,
            name=one.name,
            site_code=one.site_code,
            number=one.number,
            people=one.people,
            note=one.note,
        )
    with transaction.atomic():
        seals = list(rows)
        known: set[str] = set()
        for start in range(0, len(seals), 500):
            stored = models.Activity.objects.filter(seal__in=seals[start : start + 500])
            known.update(stored.values_list("seal", flat=True))
        fresh = [row for seal, row in rows.items() if seal not in known]
        models.Activity.objects.bulk_create(fresh, batch_size=500)
    return Noted(len(activities), len(fresh))
