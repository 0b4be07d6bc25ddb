"""Which job engine a store has: the embedded pool on SQLite, Procrastinate on PostgreSQL."""

from datetime import UTC, datetime

from django.db import connections, transaction

from mingcha.jobs.engine import JobEngine
from mingcha.jobs.pool import EmbeddedPool
from mingcha.web.services.jobs import DatabaseJobStore
from mingcha.web.store import close_connection


def job_engine() -> JobEngine:
    """The engine of the store that Django points at."""
    return engine_of("default")


def engine_of(alias: str) -> JobEngine:
    """The engine of one of the databases that are open."""
    if connections[alias].vendor != "postgresql":
        return embedded_pool(alias)
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from mingcha.jobs import procrastinate

    return procrastinate.Engine(
        DjangoConnector(alias), lambda: transaction.atomic(alias), server_words(alias), close_connection
    )


def embedded_pool(alias: str = "default") -> EmbeddedPool:
    """The pool over the store's own rows."""
    return EmbeddedPool(DatabaseJobStore(lambda: datetime.now(UTC), alias))


def server_words(alias: str) -> dict[str, str]:
    """The PostgreSQL server in libpq's words."""
    settings = connections[alias].settings_dict
    words = {
        "dbname": settings["NAME"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    return {name: str(value) for name, value in words.items() if value}


def bring_up_queue(alias: str = "default") -> tuple[str, ...]:
    """Create or upgrade Procrastinate's own tables; the names of what was applied. Nothing on SQLite.

    Its steps are SQL files in its package; which of them a database has is kept beside its tables.
    """
    if connections[alias].vendor != "postgresql":
        return ()
    from importlib import resources

    from procrastinate.schema import SchemaManager

    found = resources.files("procrastinate.sql.migrations").iterdir()
    steps = {item.name: item for item in found if item.name.endswith(".sql")}
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
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
