"""Takes a picture of a stored page, with chromium and without any network."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from mingcha.engine.archive import Archive
from mingcha.engine.decode import as_utf8
from mingcha.engine.sighting import Stored

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_S = 40
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How PNG and JPEG files begin."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_ALONE = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'.encode()
"""A hostile page must show nothing of this machine and ask nobody: no script, no file, no frame."""


def browser() -> str | None:
    """The program that takes pictures, None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def picture(archive: Archive, evidence: str, program: str | None) -> bytes | None:
    """The picture of a piece of evidence: itself where it is one, else its page, if there is a `program`."""
    stored = archive.record(evidence)
    if stored.body.startswith(IMAGES):
        return stored.body
    return _taken(stored, program) if program else None


def _taken(stored: Stored, program: str) -> bytes | None:
    """What chromium shows of a page; None where it shows nothing in time."""
    declared = next((value for name, value in stored.headers if name.lower() == "content-type"), "")
    if "html" not in declared and declared:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shown, taken = folder / "page.html", folder / "page.png"
        shown.write_bytes(b"\xef\xbb\xbf" + _ALONE + as_utf8(stored.body, declared)[0])
        command = [
            *(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            "--window-size=1280,900",
            *("--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>"),
            *(f"--user-data-dir={folder / 'profile'}", f"--screenshot={taken}", shown.as_uri()),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            return None
        return taken.read_bytes() if taken.exists() else None
