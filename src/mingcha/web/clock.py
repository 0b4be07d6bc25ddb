"""The console's clock: the machine's, or that of the world whose replay it shows."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from mingcha.core.clock import china_day


def now() -> datetime:
    """The instant at which a person acts; in a replay it goes on from the world's own."""
    at: datetime = timezone.now() + settings.CLOCK_OFFSET
    return at


def today() -> date:
    """The calendar day in China."""
    return china_day(now())


def set_to(instant: datetime) -> None:
    """Let the clock go on from an instant."""
    settings.CLOCK_OFFSET = instant - timezone.now()


def set_right() -> None:
    """Let the clock be the machine's again."""
    settings.CLOCK_OFFSET = timedelta()
