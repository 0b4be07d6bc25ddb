"""Pictures of stored pages: what was handed in as one, and what chromium shows of a page, alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mingcha.core.fetch import Response
from mingcha.engine.archive import Archive
from mingcha.engine.picture import IMAGES, browser, picture

URL = "http://www.ceshi.gov.cn/"
NOW = datetime(2018, 4, 18, tzinfo=UTC)


def stored(folder: Path, body: bytes, kind: str) -> tuple[Archive, str]:
    archive = Archive(folder)
    kept = archive.store("run", Response(URL, URL, 200, (("Content-Type", kind),), body, 0.1, NOW))
    archive.flush()
    assert kept.evidence is not None
    return archive, kept.evidence


def test_a_picture_that_was_handed_in_needs_no_browser(tmp_path: Path) -> None:
    archive, evidence = stored(tmp_path, IMAGES[0] + b"rest", "image/png")
    assert picture(archive, evidence, None) == IMAGES[0] + b"rest"


def test_without_a_browser_a_page_has_no_picture(tmp_path: Path) -> None:
    archive, evidence = stored(tmp_path, b"<p>page</p>", "text/html")
    assert picture(archive, evidence, None) is None


def test_what_is_no_page_has_no_picture(tmp_path: Path) -> None:
    archive, evidence = stored(tmp_path, b"%PDF-1.4", "application/pdf")
    assert picture(archive, evidence, "chromium-that-is-not-asked") is None


@pytest.mark.needs("chromium")
def test_a_page_is_shown_alone_without_its_scripts_and_files_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    red = '<rect width="400" height="400" fill="red"/>'
    secret.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">{red}</svg>')
    plain = "<meta charset=gbk><h1>测试市水利局</h1>"
    box = "position:fixed;top:0;left:0;width:400px;height:400px"
    pages = (
        plain,
        f"{plain}<script>document.body.style.background='red'</script>",
        f"{plain}<div style=\"{box};background:url('{secret.as_uri()}')\"></div>",
    )
    taken = []
    for number, text in enumerate(pages):
        archive, evidence = stored(tmp_path / str(number), text.encode("gbk"), "text/html")
        taken.append(picture(archive, evidence, browser()))
    assert taken[0] is not None
    assert taken[0].startswith(IMAGES[0])
    assert taken[0] == taken[1]
    assert taken[0] == taken[2]
