"""`mingcha backup FILE`: database, evidence and settings of a home in one file, while everything runs."""

import argparse
import tempfile
from pathlib import Path

from mingcha.cli.backup_file import now, write_backup
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.store import evidence_folder, open_store
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file."""
    parser.add_argument("file", metavar="FILE", help=say("备份文件", "the backup's file"))
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Write the backup; exit 3 when there is no room for it."""
    home = home_folder(args)
    path = Path(args.file).absolute()
    open_store(home)
    from mingcha.web.snapshots import snapshot

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mingcha-", dir=path.parent) as folder:
            database = Path(folder) / "database.sqlite3"
            seals = snapshot(database)
            tables = {seal.table: (seal.rows, seal.sha256) for seal in seals}
            manifest = write_backup(path, home, evidence_folder(home), database, tables, now())
    except OSError as error:
        raise CannotDo(f"备份 {path} 写不成（{error}）：请检查磁盘空间和权限") from error
    size = path.stat().st_size
    rows = sum(count for count, _ in manifest.tables.values())
    print(
        say(
            f"已备份到 {path}：数据库 {rows} 行，文件 {len(manifest.files)} 个，共 {size / 1e6:.1f} MB。",
            f"backed up to {path}: {rows} rows, {len(manifest.files)} files, {size / 1e6:.1f} MB.",
        )
    )
    return 0
