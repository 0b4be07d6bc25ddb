"""A city of three quarters for the verbs that read a store; replayed once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support.quarters import replay_quarters

from mingcha.cli.main import main

Said = Callable[..., str]
"""Runs a verb that must end with an exit code (0 unless `code` says another); returns what it printed."""


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three quarters."""
    folder = tmp_path_factory.mktemp("quarters")
    replay_quarters(folder, folder / "home")
    return folder / "home"


@pytest.fixture
def city(three: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it that a test may change."""
    from mingcha import web

    folder = copied(three, tmp_path / "home")
    web.setup(folder)
    yield folder
    close()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What a verb prints on stdout, and on stderr where it is refused."""

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(list(words)) == code
        told = capsys.readouterr()
        return told.err if code in (2, 3) else told.out

    return run


def copied(home: Path, to: Path) -> Path:
    """What a backup of the folder is: its bytes, while nobody writes."""
    close()
    shutil.copytree(home, to)
    return to


def close() -> None:
    from django.db import connections

    connections.close_all()
