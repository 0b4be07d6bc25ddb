"""What a store needs now and then to stay quick and right."""

from datetime import date

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from mingcha.web.services.standings import end_exemptions


def begin_day(day: date) -> None:
    """Once a day, and when the console starts: what is over ends, and the database counts its rows.

    Without these counts it takes the wrong index: measured, 66 ms instead of 1 ms for a sorted list.
    """
    end_exemptions(day)
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
