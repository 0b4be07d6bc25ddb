"""Stores for tests: an SQLite file or a PostgreSQL database with the schema and nothing in it.

The schema is made once in a session and copied for each test. Any test module may import the fixtures.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from tests.conftest import needs
from tests.support.postgres import Server

from mingcha import web

BOTH = ("sqlite", "postgresql")
_numbers = count(1)


@dataclass(frozen=True)
class PostgresStores:
    """A server with a template database that has the schema."""

    server: Server

    def new(self) -> str:
        """The address of a fresh copy."""
        name = f"store{next(_numbers)}"
        copying = "STRATEGY FILE_COPY" if self.server.version >= 15 else ""
        self.server.sql(f"CREATE DATABASE {name} TEMPLATE empty {copying}")
        return self.server.url(name)

    def bare(self) -> str:
        """The address of a database without any table."""
        name = f"bare{next(_numbers)}"
        self.server.sql(f"CREATE DATABASE {name}")
        return self.server.url(name)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema and nothing in it."""
    home = tmp_path_factory.mktemp("empty")
    web.setup(home)
    web.migrate()
    close()
    return home / "mingcha.sqlite3"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresStores]:
    """A PostgreSQL server of this test process."""
    needs("postgresql")
    server = Server()
    try:
        with pytest.MonkeyPatch.context() as patch:
            server.sql("CREATE DATABASE empty")
            patch.setenv("MINGCHA_DATABASE", server.url("empty"))
            web.setup(tmp_path_factory.mktemp("template"))
            web.migrate()
            close()
        yield PostgresStores(server)
    finally:
        close()
        server.close()


def new_home(kind: str, folder: Path, request: pytest.FixtureRequest, patch: pytest.MonkeyPatch) -> Path:
    """A home folder with an empty store of a kind, at which Django points."""
    folder.mkdir()
    if kind == "postgresql":
        stores: PostgresStores = request.getfixturevalue("postgres")
        patch.setenv("MINGCHA_DATABASE", stores.new())
    else:
        empty: Path = request.getfixturevalue("empty_store")
        shutil.copy(empty, folder / "mingcha.sqlite3")
    web.setup(folder)
    return folder


def close() -> None:
    """Let go of this thread's connection."""
    from django.db import connections

    connections.close_all()


@pytest.fixture(params=BOTH)
def store_home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A home folder with an empty store, once of each kind."""
    _without_environment(monkeypatch)
    yield new_home(request.param, tmp_path / "home", request, monkeypatch)
    close()


@pytest.fixture
def sqlite_store_home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """As `store_home`, on SQLite alone."""
    _without_environment(monkeypatch)
    yield new_home("sqlite", tmp_path / "home", request, monkeypatch)
    close()


@pytest.fixture
def postgres_store_home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """As `store_home`, on PostgreSQL alone."""
    _without_environment(monkeypatch)
    yield new_home("postgresql", tmp_path / "home", request, monkeypatch)
    close()


def _without_environment(patch: pytest.MonkeyPatch) -> None:
    """No MINGCHA_ name of this machine tells the tests anything."""
    for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
        patch.delenv(name)
