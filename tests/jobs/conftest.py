"""Stores for background work: the embedded pool on SQLite, Procrastinate on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.stores import BOTH, close, empty_store, new_home, postgres

__all__ = ["empty_store", "postgres"]


@pytest.fixture(params=BOTH)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with an empty store, once of each kind."""
    for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
        monkeypatch.delenv(name)
    yield new_home(request.param, tmp_path / "home", request, monkeypatch)
    close()
