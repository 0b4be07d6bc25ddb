"""The connection to the store, of the thread that asks."""

from django.db import connection


def close_connection() -> None:
    """Let go of this thread's connection; the next question opens another."""
    connection.close()
