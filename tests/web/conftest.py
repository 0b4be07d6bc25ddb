"""A store of its own for each test, once on SQLite and once on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.stores import close, empty_store, postgres, sqlite_store_home, store_home
from tests.web.cast import LATER, City, build

from mingcha import web

__all__ = ["close", "empty_store", "postgres", "sqlite_store_home", "store_home"]


@pytest.fixture
def home(store_home: Path, plain_environment: None) -> Path:
    """A home folder with an empty store that Django points at."""
    return store_home


@pytest.fixture
def sqlite_home(sqlite_store_home: Path) -> Path:
    """As `home`, on SQLite alone."""
    return sqlite_store_home


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No MINGCHA_ name of this machine tells the tests anything."""
    for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def city_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, City]:
    """The file of a store that holds the small city of `cast`."""
    home = tmp_path_factory.mktemp("city")
    shutil.copy(empty_store, home / "mingcha.sqlite3")
    web.setup(home)
    built = build()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    close()
    return home / "mingcha.sqlite3", built


@pytest.fixture
def city(city_store: tuple[Path, City], tmp_path: Path) -> Iterator[City]:
    """The small city in a store of its own, a day after its inspection; Django's test client may ask."""
    store, built = city_store
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(store, folder / "mingcha.sqlite3")
    web.setup(folder)
    from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

    from mingcha.web import clock

    setup_test_environment()
    fast = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    fast.enable()
    clock.set_to(LATER)
    yield built
    clock.set_right()
    fast.disable()
    teardown_test_environment()
    close()
