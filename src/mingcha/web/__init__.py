"""The store and the console, on Django: the only package that imports it.

`setup(home)` comes before any import of models, services or selectors.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mingcha.core.errors import CannotDo
from mingcha.web.environment import read_environment


def setup(home: Path) -> None:
    """Point Django at the store of a home folder; called again, at another one in the same process.

    Raises UsageError for the environment, CannotDo when the folder or the driver lacks.
    """
    import django
    from django.conf import settings
    from django.db import connections

    from mingcha.web.settings import settings_for

    wanted = settings_for(home.absolute(), read_environment(home.absolute(), os.environ))
    if not settings.configured:
        settings.configure(**wanted)
        django.setup()
        return
    connections.close_all()
    for name, value in wanted.items():
        setattr(settings, name, value)
    connections.settings.update(connections.configure_settings(wanted["DATABASES"]))
    with suppress(AttributeError):  # this thread has not asked for a connection yet
        del connections["default"]


def has_store(home: Path) -> bool:
    """Whether there is a database to read: a server's is taken to be there, a file is looked for."""
    database = read_environment(home.absolute(), os.environ).database
    return not database.is_sqlite or Path(database.name).is_file()


def require_schema() -> None:
    """Raise CannotDo unless the database has this program's schema; changes nothing."""
    if pending():
        raise CannotDo("数据库的结构比本程序旧：请先运行 mingcha migrate")


def pending(alias: str = "default") -> tuple[str, ...]:
    """The migrations that wait, by name; CannotDo when the database is closed to us or newer than we are."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    with store_errors():
        executor = MigrationExecutor(connections[alias])
        known = set(executor.loader.disk_migrations)
        newer = sorted(
            name
            for app, name in executor.loader.applied_migrations
            if app == "mingcha" and ("mingcha", name) not in known
        )
        if newer:
            raise CannotDo(f"数据库比本程序新（{newer[-1]}）：请升级 mingcha 后再用")
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(migration.name for migration, _ in plan)


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn what the database complains of into CannotDo: locked, full, read-only, changed by another."""
    from django.db import DatabaseError, IntegrityError

    try:
        yield
    except IntegrityError as error:
        raise CannotDo(f"数据刚被另一个程序改动，本次什么都没有写入（{error}）：请重试") from error
    except DatabaseError as error:
        raise _closed(error) from error


def migrate() -> tuple[str, ...]:
    """Create or upgrade the schema; the names of the migrations that were applied now.

    Raises CannotDo when the database cannot be opened or is newer than this program.
    """
    from django.core.management import call_command

    from mingcha.web.engines import bring_up_queue

    waiting = pending()
    with store_errors():
        call_command("migrate", verbosity=0, interactive=False)
        return (*waiting, *bring_up_queue())


def _closed(error: Exception) -> CannotDo:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    return CannotDo(f"数据库 {name} 不能读写（{error}）：请检查路径、权限和磁盘空间，或稍后再试")
