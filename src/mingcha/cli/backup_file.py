"""The backup's file: a tar archive whose last member says what the others must be, byte for byte.

    database.sqlite3   the whole store, whatever database it was in
    evidence/…         chain and files, each as far as it was sealed
    home/…             what else the home folder keeps: the key, working days
    manifest.json      version, time, {name: {size, sha256}}, {table: {rows, sha256}}

Evidence is read after the database: what a row speaks of was sealed on disk before the row was written.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from mingcha import __version__
from mingcha.core.errors import CannotDo, UsageError
from mingcha.engine.chain import CHAIN, sealed_ends

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
EVIDENCE = "evidence"
HOME = "home"
_CHUNK = 1 << 20
_KEPT = ("secret.key", "calendars/*.csv")
"""What of a home folder belongs to the installation, beside database and evidence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: files by name with size and SHA-256, tables with rows and SHA-256."""

    made: datetime
    files: Mapping[str, tuple[int, str]]
    tables: Mapping[str, tuple[int, str]]
    version: str = __version__

    def as_json(self) -> bytes:
        """The member's content."""
        content = {
            "mingcha": self.version,
            "made": self.made.isoformat(),
            "files": {name: {"size": size, "sha256": seal} for name, (size, seal) in self.files.items()},
            "tables": {name: {"rows": rows, "sha256": seal} for name, (rows, seal) in self.tables.items()},
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def of(cls, content: bytes) -> "Manifest":
        """Read back; ValueError when it is none."""
        read: dict[str, Any] = json.loads(content)
        return cls(
            made=datetime.fromisoformat(read["made"]),
            files={name: (row["size"], row["sha256"]) for name, row in read["files"].items()},
            tables={name: (row["rows"], row["sha256"]) for name, row in read["tables"].items()},
            version=read["mingcha"],
        )


@dataclass
class _Counted:
    """A stream that hashes what is read of it, and ends after so many bytes."""

    stream: IO[bytes]
    left: int
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        chunk = self.stream.read(wanted)
        self.left -= len(chunk)
        self.digest.update(chunk)
        return chunk


def write_backup(
    path: Path,
    home: Path,
    evidence: Path,
    database: Path,
    tables: Mapping[str, tuple[int, str]],
    at: datetime,
) -> Manifest:
    """Write a backup whole or not at all; `database` is a copy that nobody writes to."""
    files: dict[str, tuple[int, str]] = {}
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
            files[DATABASE] = _add(tar, DATABASE, database, database.stat().st_size)
            for name, size in _sealed(evidence):
                files[f"{EVIDENCE}/{name}"] = _add(tar, f"{EVIDENCE}/{name}", evidence / name, size)
            for kept in (one for pattern in _KEPT for one in sorted(home.glob(pattern))):
                name = f"{HOME}/{kept.relative_to(home).as_posix()}"
                files[name] = _add(tar, name, kept, kept.stat().st_size)
            manifest = Manifest(at, files, tables)
            _add_bytes(tar, MANIFEST, manifest.as_json(), at)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        part.replace(path)
    except OSError as error:
        raise CannotDo(f"备份 {path} 写不成（{error}）：请检查磁盘空间和权限；原有文件没有改动") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _sealed(folder: Path) -> Iterator[tuple[str, int]]:
    """The chain as it is now, and each file as far as this chain seals it: what comes later is left out."""
    if not (folder / CHAIN).exists():
        return
    whole = (folder / CHAIN).read_bytes()
    ends = sealed_ends(folder)
    yield CHAIN, whole.rfind(b"\n") + 1
    for name, end in sorted(ends.items()):
        if (folder / name).exists():  # not dropped by the rules of retention
            yield name, end


def _add(tar: tarfile.TarFile, name: str, path: Path, size: int) -> tuple[int, str]:
    with path.open("rb") as stream:
        counted = _Counted(stream, size)
        member = _member(name, size, path.stat().st_mtime)
        tar.addfile(member, counted)
        if counted.left:
            raise OSError(f"{path} 比预期短 {counted.left} 字节")
        return size, counted.digest.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes, now: datetime) -> None:
    tar.addfile(_member(name, len(content), now.timestamp()), io.BytesIO(content))


def _member(name: str, size: int, modified: float) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(modified), 0o600
    return member


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder and hold every byte against the manifest.

    UsageError when the file is no backup; CannotDo when a byte of it is missing or was altered.
    """
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                stream = tar.extractfile(member)
                if stream is None or not _is_plain(member.name):
                    raise UsageError(f"{path} 不是 mingcha 的备份：其中有“{member.name}”")
                if member.name == MANIFEST:
                    manifest = Manifest.of(stream.read())
                else:
                    found[member.name] = _write(folder / member.name, _Counted(stream, member.size))
    except (tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise UsageError(f"{path} 不是完整的 mingcha 备份（{error}）：请核对文件") from error
    except OSError as error:
        raise CannotDo(f"{path} 不能恢复到 {folder}（{error}）：请检查文件、磁盘空间和权限") from error
    if manifest is None:
        raise UsageError(f"{path} 不是完整的 mingcha 备份：缺少 {MANIFEST}，可能没有写完")
    wrong = sorted(name for name in {*manifest.files, *found} if manifest.files.get(name) != found.get(name))
    if wrong:
        raise CannotDo(f"备份 {path} 中的 {wrong[0]} 缺失或被改动（共 {len(wrong)} 个）：请换用另一份备份")
    return manifest


def _is_plain(name: str) -> bool:
    """Whether a member stays inside the folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts


def _write(path: Path, counted: _Counted) -> tuple[int, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("wb") as out:
        while chunk := counted.read(_CHUNK):
            out.write(chunk)
            size += len(chunk)
        os.fsync(out.fileno())
    path.chmod(0o600)
    return size, counted.digest.hexdigest()


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)
