"""Opens the store of a home for a verb that reads what is in it."""

import os
from datetime import UTC, datetime
from pathlib import Path

from mingcha import rules, schemes
from mingcha.core.errors import UsageError
from mingcha.core.scheme import Scheme
from mingcha.engine.s3 import Bucket, BucketAddress
from mingcha.engine.sharing import SharedStore


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


def named_scheme(named: str) -> Scheme:
    """A shipped scheme by its id, or an office's own by its file (….toml), to be tried before it is used."""
    catalogue = rules.by_id()
    return schemes.read(Path(named), catalogue) if _is_file(named) else schemes.load(named, catalogue)


def usable_scheme(named: str) -> Scheme:
    """As `named_scheme`, on an open store: a shipped one that was edited after its use is refused."""
    from mingcha.web.selectors.schemes import open_scheme

    return named_scheme(named) if _is_file(named) else open_scheme(named)


def _is_file(named: str) -> bool:
    return named.endswith(".toml")


def evidence_folder(home: Path) -> Path:
    """Where this machine writes a home's evidence: the folder of MINGCHA_EVIDENCE, else the home's own.

    Where that names a bucket, the home's own folder is what is published from.
    """
    named = os.environ.get("MINGCHA_EVIDENCE", "")
    return Path(named).expanduser().absolute() if named and "://" not in named else home / "evidence"


def shared_evidence(home: Path) -> SharedStore | None:
    """The bucket through which several machines share evidence, None where MINGCHA_EVIDENCE names none."""
    named = os.environ.get("MINGCHA_EVIDENCE", "")
    if "://" not in named:
        return None
    bucket = Bucket(BucketAddress.of(named, os.environ), lambda: datetime.now(UTC))
    return SharedStore(bucket, evidence_folder(home), home)
