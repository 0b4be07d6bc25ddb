"""A store of its own for each test; the schema is made once and copied."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def close() -> None:
    from django.db import connections

    connections.close_all()
