"""Pieces of the evidence store, as a page shows them."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from mingcha.core.errors import CannotDo
from mingcha.engine.archive import Archive
from mingcha.engine.decode import decode
from mingcha.engine.sighting import Stored


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored answer; where it cannot be read, `lack` says why in a sentence and the rest is empty."""

    evidence: str
    stored: Stored | None = None
    lack: str = ""

    @property
    def content_type(self) -> str:
        """What the server called it."""
        if self.stored is None:
            return ""
        headers = {name.lower(): value for name, value in self.stored.headers}
        return headers.get("content-type", "")

    @property
    def is_page(self) -> bool:
        """Whether it is shown as a page: as HTML was sent, or something that looks like it unnamed."""
        kind = self.content_type.partition(";")[0].strip().lower()
        if kind:
            return kind in ("text/html", "application/xhtml+xml")
        return self.stored is not None and b"<html" in self.stored.body[:2000].lower()

    def text(self) -> str:
        """The body as text."""
        return decode(self.stored.body, self.content_type)[0] if self.stored else ""


def evidence_folder() -> Path:
    """Where the evidence of this installation is."""
    folder: Path = settings.EVIDENCE_FOLDER
    return folder


def piece(evidence: str) -> Piece:
    """A piece by its "sha256:…"; altered or missing evidence is said, never shown."""
    folder = evidence_folder()
    if not folder.is_dir():
        return Piece(evidence, lack=f"证据库 {folder} 不存在：请核对数据目录，或从备份恢复")
    try:
        archive = Archive(folder)
        try:
            return Piece(evidence, archive.record(evidence))
        finally:
            archive.close()
    except CannotDo as error:
        return Piece(evidence, lack=str(error))
