"""A store of its own for each test, once on SQLite and once on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.stores import BOTH, close, empty_store, new_home, postgres

__all__ = ["close", "empty_store", "postgres"]


@pytest.fixture(params=BOTH)
def home(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plain_environment: None,
) -> Iterator[Path]:
    """A home folder with an empty store that Django points at."""
    yield new_home(request.param, tmp_path / "home", request, monkeypatch)
    close()


@pytest.fixture
def sqlite_home(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plain_environment: None,
) -> Iterator[Path]:
    """As `home`, on SQLite alone."""
    yield new_home("sqlite", tmp_path / "home", request, monkeypatch)
    close()


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No MINGCHA_ name of this machine tells the tests anything."""
    for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
        monkeypatch.delenv(name)
