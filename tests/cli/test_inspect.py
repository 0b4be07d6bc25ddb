"""`mingcha inspect`: results, formats, exit codes, resuming; against a site served on this machine."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.support.tiny_world import HOST, listing, page, write_world

from mingcha.cli.main import main
from mingcha.world import WorldServer

NAV = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>'
ROWS = [(f"关于第{k}项工作的通知", f"/tzgg/t{k}.html", f"2018-04-{k:02}") for k in range(1, 6)]
SITE = {
    "index.html": page(NAV + listing(ROWS) + '<a href="/gone.html">=旧专题</a>'),
    "tzgg/index.html": page(NAV + listing(ROWS), "通知公告"),
    **{
        url.lstrip("/"): page(f"{NAV}<h1>{title}</h1><p>发布时间：{day}</p><p>{'正文。' * 90}</p>", title)
        for title, url, day in ROWS
    },
}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with WorldServer(write_world(tmp_path / "world", SITE)) as server:
        yield server.port


def words(port: int, *more: str) -> list[str]:
    return [
        *("inspect", f"http://{HOST}/", "--scheme", "linyi-2018", "--as-of", "2018-04-18"),
        *("--rate", "0", "--connect-to", f"::127.0.0.1:{port}", *more),
    ]


def outcomes(site: dict[str, object]) -> dict[str, str]:
    verdicts = site["verdicts"]
    assert isinstance(verdicts, list)
    return {verdict["rule"]: verdict["outcome"] for verdict in verdicts}


def test_the_json_result_holds_what_the_contract_says(
    port: int, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(words(port, "--format", "json", "--home", str(tmp_path / "home"))) == 1
    found = json.loads(capsysbinary.readouterr().out)
    assert found["as_of"] == "2018-04-18T23:59:59+08:00"
    (site,) = found["sites"]
    assert (site["host"], site["pages"]) == (HOST, 7)
    (column,) = site["columns"]
    assert (column["name"], column["kind"], column["items"], column["newest"]) == (
        *("通知公告", "notice", 5, "2018-04-05"),
    )
    assert outcomes(site)["dead_link"] == "failed"
    assert outcomes(site)["stale_column"] == "passed"
    assert outcomes(site)["unreachable_site"] == "cant_tell"
    (failure,) = site["failures"]
    assert (failure["kind"], failure["status"], failure["looks"]) == ("not_found", 404, 2)


def test_a_finding_names_the_stored_page_that_proves_it(
    port: int, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from mingcha.engine.archive import Archive

    main(words(port, "--format", "json", "--out", str(tmp_path / "out")))
    (site,) = json.loads(capsysbinary.readouterr().out)["sites"]
    (verdict,) = [verdict for verdict in site["verdicts"] if verdict["rule"] == "dead_link"]
    (finding,) = verdict["findings"]
    assert (finding["url"], finding["target"]) == (f"http://{HOST}/", f"http://{HOST}/gone.html")
    archive = Archive(tmp_path / "out" / "evidence")
    assert archive.body(finding["evidence"]).decode() == SITE["index.html"]
    archive.close()


def test_the_text_result_says_what_is_wrong_and_where(
    port: int, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(words(port, "--home", str(tmp_path / "home")))
    said = capsysbinary.readouterr().out.decode()
    assert "站内链接打不开" in said
    assert f"页面：http://{HOST}/\n" in said
    assert f"链接：http://{HOST}/gone.html\n" in said


def test_the_workbook_has_a_row_for_each_finding_and_no_formula(port: int, tmp_path: Path) -> None:
    main(words(port, "--format", "xlsx", "--out", str(tmp_path / "out")))
    sheet = openpyxl.load_workbook(tmp_path / "out" / "inspection.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=旧专题" in {cell.value for cell in cells}


def test_the_page_of_results_escapes_what_came_from_the_site(tmp_path: Path) -> None:
    bad = '<script>alert("x")</script>'
    files = SITE | {
        "index.html": page(f'{NAV}<a href="/gone.html">&lt;script&gt;alert("x")&lt;/script&gt;</a>')
    }
    with WorldServer(write_world(tmp_path / "hostile", files)) as server:
        main(words(server.port, "--format", "html", "--out", str(tmp_path / "out")))
    content = (tmp_path / "out" / "inspection.html").read_text(encoding="utf-8")
    assert bad not in content
    assert "&lt;script&gt;alert" in content


def test_no_site_could_be_checked_is_exit_code_3(tmp_path: Path) -> None:
    world = write_world(tmp_path / "down", SITE, '["*"]\ndrop = true\n')
    with WorldServer(world) as server:
        assert main(words(server.port, "--home", str(tmp_path / "home"))) == 3


def test_a_private_address_is_refused_without_leave(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    where = ["--scheme", "linyi-2018", "--as-of", "2018-04-18", "--home", str(tmp_path / "home")]
    code = main(["inspect", "http://127.0.0.1:9/", *where, "--format", "json"])
    (site,) = json.loads(capsysbinary.readouterr().out)["sites"]
    assert code == 3
    assert {failure["kind"] for failure in site["failures"]} == {"address_refused"}
    assert set(outcomes(site).values()) <= {"cant_tell", "failed", "inapplicable"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (["inspect"], "--register"),
        (["inspect", "http://"], "http://"),
        (["inspect", "--register", "没有.csv"], "没有.csv"),
        (["inspect", "http://www.ceshi.gov.cn/", "--scheme", "mars-2030"], "mars-2030"),
        (["inspect", "http://www.ceshi.gov.cn/", "--as-of", "yesterday"], "yesterday"),
    ],
)
def test_wrong_input_names_itself_in_one_sentence(
    wrong: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(wrong) == 2
    said = capsys.readouterr().err.strip()
    assert named in said
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_contact_stands_in_the_name_that_sites_see(monkeypatch: pytest.MonkeyPatch) -> None:
    from mingcha.cli.home import user_agent

    monkeypatch.setenv("MINGCHA_CONTACT", "inspection@ceshi.gov.cn")
    assert "inspection@ceshi.gov.cn" in user_agent()


def test_a_run_interrupted_at_the_keyboard_goes_on_where_it_stood(tmp_path: Path) -> None:
    serve = '["/tzgg/t5.html"]\ndelay_s = 4\n'
    with WorldServer(write_world(tmp_path / "slow", SITE, serve)) as server:
        command = [sys.executable, "-m", "mingcha", *words(server.port, "--out", str(tmp_path / "out"))]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        while not any((tmp_path / "out").glob("*")):  # its state is the first that a run writes
            assert process.poll() is None
            time.sleep(0.1)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        with process.stderr:
            said = process.stderr.read().decode()
        assert process.wait(20) == 130
        assert "再次运行同一命令" in said
        again = subprocess.run(command, env=env, capture_output=True, timeout=60, check=False)
        assert "接着上次中断的检查继续" in again.stderr.decode()
        assert again.returncode == 1


def test_binary_output_does_not_go_to_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["inspect", f"http://{HOST}/", "--scheme", "linyi-2018", "--format", "xlsx"]) == 2
    assert "--out" in capsys.readouterr().err
