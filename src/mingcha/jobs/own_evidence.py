"""What a person hands in as proof: a picture from a file, the page as it stands; both sealed."""

import mimetypes
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mingcha.core.errors import UsageError
from mingcha.core.fetch import FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.fetch import Fetcher
from mingcha.engine.manners import FetchSettings
from mingcha.engine.source import Source

LARGEST = 50_000_000
"""Bytes of a picture; beyond it a person has taken the wrong file."""


def keep_picture(archive: Archive, run: str, path: Path, at: datetime) -> str:
    """Store a file as evidence; its name ("sha256:…"). UsageError when it cannot be read or is no picture."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"图片 {path} 读不出来（{error.strerror}）：请核对路径和权限") from error
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not kind.startswith("image/") and kind != "application/pdf":
        raise UsageError(f"{path} 不是图片：请用 .png .jpg .webp 或 .pdf 文件")
    if not content or len(content) > LARGEST:
        raise UsageError(f"图片 {path} 有 {len(content)} 字节：应在 1 字节至 {LARGEST // 1_000_000} MB 之间")
    url = f"file:///{path.name}"
    answer = Response(url, url, 200, (("Content-Type", kind),), content, 0.0, at)
    return archive.store(run, answer).evidence or ""


async def keep_page(
    archive: Archive, run: str, url: str, settings: FetchSettings, clock: Callable[[], datetime]
) -> tuple[str, FetchFailure | None]:
    """Fetch a page once and store it; its name, or "" with the failure that says why there is none."""
    async with Fetcher(settings, clock) as fetcher:
        found = await Source(fetcher, archive, run).get(url, ignore_robots=True)
    if isinstance(found, FetchFailure):
        return found.evidence or "", found
    return found.evidence or "", None
