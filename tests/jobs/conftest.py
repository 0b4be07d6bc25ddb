"""Stores for background work: the embedded pool on SQLite, Procrastinate on PostgreSQL."""

from pathlib import Path

import pytest
from tests.support.stores import empty_store, postgres, postgres_store_home, sqlite_store_home, store_home

__all__ = ["empty_store", "postgres", "postgres_store_home", "sqlite_store_home", "store_home"]


@pytest.fixture
def home(store_home: Path) -> Path:
    """A home folder with an empty store, once of each kind."""
    return store_home
