"""`mingcha restore FILE`: a backup brought into an empty home, every byte and every row compared."""

import argparse
import shutil
import tempfile
from pathlib import Path

from mingcha.cli.backup_file import DATABASE, EVIDENCE, HOME, now, unpack
from mingcha.cli.home import add_home, home_folder, writable_folder
from mingcha.cli.store import evidence_folder
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo, UsageError
from mingcha.engine.archive import Archive
from mingcha.engine.verify import verify


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file."""
    parser.add_argument("file", metavar="FILE", help=say("备份文件", "the backup's file"))
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Restore; exit 2 for a home that is in use or a file that is no backup, 3 when the backup is damaged."""
    home = home_folder(args)
    path = Path(args.file).absolute()
    if not path.is_file():
        raise UsageError(f"没有备份文件 {path}：请核对路径")
    _refuse_used(home)
    writable_folder(home)
    with tempfile.TemporaryDirectory(prefix=".mingcha-restore-", dir=home) as name:
        folder = Path(name)
        manifest = unpack(path, folder)
        from mingcha import web

        web.setup(home)
        from mingcha.web.snapshots import bring_back

        rows = bring_back(folder / DATABASE, at=now())
        if (folder / EVIDENCE).exists():
            shutil.copytree(folder / EVIDENCE, evidence_folder(home), dirs_exist_ok=True)
        if (folder / HOME).exists():
            shutil.copytree(folder / HOME, home, dirs_exist_ok=True)
    _index_evidence(evidence_folder(home))
    print(
        say(
            f"已恢复到 {home}：数据库 {rows} 行，文件 {len(manifest.files)} 个，逐字节核对无误"
            f"（备份时间 {manifest.made:%Y-%m-%d %H:%M} UTC）。",
            f"restored to {home}: {rows} rows, {len(manifest.files)} files, every byte compared"
            f" (made {manifest.made:%Y-%m-%d %H:%M} UTC).",
        )
    )
    return 0


def _refuse_used(home: Path) -> None:
    """A home that has a store or evidence is not written over."""
    if evidence_folder(home).exists() and any(evidence_folder(home).iterdir()):
        raise UsageError(f"{home} 里已有证据：恢复只写入空的数据目录，请用 --home 另指一个")
    if (home / "mingcha.sqlite3").exists():
        raise UsageError(f"{home} 里已有数据库：恢复只写入空的数据目录，请用 --home 另指一个")


def _index_evidence(folder: Path) -> None:
    """Build the index anew from the files, and hold every byte against its seal."""
    if not folder.exists():
        return
    Archive(folder).close()
    report = verify(folder)
    if not report.whole:
        raise CannotDo(f"恢复后的证据库 {folder} 有 {len(report.problems)} 处不符：{report.problems[0]}")
