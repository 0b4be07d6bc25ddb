"""Opens the store of a home for a verb that reads what is in it."""

from pathlib import Path

from mingcha.core.errors import UsageError


def open_store(home: Path) -> None:
    """Point the program at a home's database; UsageError where there is none, CannotDo where it is older."""
    from mingcha import web

    if not web.has_store(home):
        raise UsageError(
            f"{home} 里没有数据库：请用 --home 指定数据目录（mingcha demo 结束时会打印它），"
            "或先运行 mingcha register import"
        )
    web.setup(home)
    web.require_schema()


def evidence_folder(home: Path) -> Path:
    """Where a home keeps its evidence."""
    return home / "evidence"
