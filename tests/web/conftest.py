"""A store of its own for each test; the schema is made once and copied."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.cast import LATER, City, build

from mingcha import web


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema and nothing in it."""
    home = tmp_path_factory.mktemp("empty")
    web.setup(home)
    web.migrate()
    close()
    return home / "mingcha.sqlite3"


@pytest.fixture
def home(empty_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A home folder with an empty store that Django points at."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(empty_store, folder / "mingcha.sqlite3")
    web.setup(folder)
    yield folder
    close()


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


def close() -> None:
    from django.db import connections

    connections.close_all()
