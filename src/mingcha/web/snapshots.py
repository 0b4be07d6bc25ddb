"""The whole store as one SQLite file, whatever database it is in; and back again."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connection

from mingcha.core.errors import UsageError
from mingcha.web import moving, pending, store_errors
from mingcha.web.environment import DatabaseAddress


def snapshot(path: Path) -> tuple[moving.TableSeal, ...]:
    """Write the store as it is at one instant to a new file, while others read and write; what it holds."""
    if connection.vendor == "sqlite":
        with store_errors():
            connection.ensure_connection()
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
        with moving.other_database(DatabaseAddress("sqlite", str(path))) as other:
            return tuple(moving.table_seal(model, other) for model in moving.tables())
    with moving.other_database(DatabaseAddress("sqlite", str(path))) as other:
        moving.bring_up(other)
        return moving.copy_store("default", other, at=datetime.fromtimestamp(0).astimezone())


def bring_back(path: Path, *, at: datetime) -> int:
    """Copy a snapshot into the empty store that Django points at, and compare; how many rows.

    A snapshot of an older program is brought up on the way. UsageError when the store is not empty, CannotDo
    when the snapshot is of a newer program.
    """
    with moving.other_database(DatabaseAddress("sqlite", str(path))) as other:
        pending(other)
        moving.bring_up(other)
        moving.bring_up("default")
        if not moving.is_blank("default"):
            raise UsageError("数据库里已有数据：恢复只写入空的，请用 --home 或 MINGCHA_DATABASE 另指一个")
        return sum(seal.rows for seal in moving.copy_store(other, "default", at=at))
