"""Which job engine a store has: the embedded pool on SQLite, Procrastinate on PostgreSQL."""

from datetime import UTC, datetime

from django.db import connection, transaction

from mingcha.jobs.engine import JobEngine
from mingcha.jobs.pool import EmbeddedPool
from mingcha.web.services.jobs import DatabaseJobStore
from mingcha.web.store import close_connection


def job_engine() -> JobEngine:
    """The engine of the store that Django points at."""
    if connection.vendor != "postgresql":
        return embedded_pool()
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from mingcha.jobs import procrastinate

    return procrastinate.Engine(DjangoConnector(), transaction.atomic, server_words(), close_connection)


def embedded_pool() -> EmbeddedPool:
    """The pool over the store's own rows."""
    return EmbeddedPool(DatabaseJobStore(lambda: datetime.now(UTC)))


def server_words() -> dict[str, str]:
    """The PostgreSQL server in libpq's words."""
    settings = connection.settings_dict
    words = {
        "dbname": settings["NAME"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    return {name: str(value) for name, value in words.items() if value}


def bring_up_queue() -> tuple[str, ...]:
    """Create or upgrade Procrastinate's own tables; the names of what was applied. Nothing on SQLite.

    Its steps are SQL files in its package; which of them a database has is kept beside its tables.
    """
    if connection.vendor != "postgresql":
        return ()
    from importlib import resources

    from procrastinate.schema import SchemaManager

    found = resources.files("procrastinate.sql.migrations").iterdir()
    steps = {item.name: item for item in found if item.name.endswith(".sql")}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS mingcha_queue_step (name text PRIMARY KEY)")
        cursor.execute("LOCK TABLE mingcha_queue_step IN EXCLUSIVE MODE")
        cursor.execute("SELECT name FROM mingcha_queue_step")
        known = {name for (name,) in cursor.fetchall()}
        waiting = sorted(steps.keys() - known)
        if not known:
            cursor.execute(SchemaManager.get_schema())
        for name in waiting if known else ():
            cursor.execute(steps[name].read_text(encoding="utf-8"))
        cursor.executemany("INSERT INTO mingcha_queue_step VALUES (%s)", [(name,) for name in waiting])
    return tuple(waiting) if known else ("procrastinate",)
