"""The connection to the store, of the thread that asks."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def close_connection() -> None:
    """Let go of this thread's connection; the next question opens another."""
    connection.close()


def with_own_connection(ask: Callable[[], T]) -> Callable[[], T]:
    """The question for threads that come and go: each lets go of its connection."""

    def asked() -> T:
        try:
            return ask()
        finally:
            connection.close()

    return asked
