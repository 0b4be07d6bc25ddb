"""A store of its own for each test, once on SQLite and once on PostgreSQL."""

import os
from pathlib import Path

import pytest
from tests.support.stores import close, empty_store, postgres, sqlite_store_home, store_home

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
