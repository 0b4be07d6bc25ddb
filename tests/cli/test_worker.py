"""The verbs of background work as their user has them."""

import json
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.postgres import free_port
from tests.support.runs import until
from tests.support.small_city import register_city, small_city, worker
from tests.support.stores import empty_store, sqlite_store_home

from mingcha.cli.jobs import period_of, seconds_of
from mingcha.cli.main import main
from mingcha.core.errors import UsageError
from mingcha.world import WorldServer

__all__ = ["empty_store", "sqlite_store_home"]


def test_a_run_is_begun_carried_out_and_listed(
    sqlite_store_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = sqlite_store_home
    city = small_city(tmp_path / "world", 3)
    register_city(city)
    assert main(["run", "start", "--period", "2026Q4", "--home", str(home)]) == 0
    assert "第 1 次检查已开始：网站 3 个" in capsys.readouterr().out
    assert main(["run", "start", "--home", str(home)]) == 3  # the sites are taken
    assert main(["run", "start", "--site", "nobody.gov.cn", "--home", str(home)]) == 2
    port = free_port()
    with (
        WorldServer(city.world) as server,
        worker(home, "--connect-to", server.connect_to, "--health", str(port)),
    ):
        until(lambda: _listed(home, capsys)[0]["state"] == "done")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert json.load(answer)["ok"] is True
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            figures = answer.read().decode()
    assert 'mingcha_jobs{queue="probes",state="waiting"} 0' in figures
    assert all(re.fullmatch(r"# .+|[a-z_]+(\{[^}]+\})? [-+.e0-9]+", line) for line in figures.splitlines())
    run = _listed(home, capsys)[0]
    assert (run["sites"], run["done"], run["period"]) == (3, 3, "2026Q4")


def _listed(home: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["run", "list", "--format", "json", "--home", str(home)]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_health_says_what_stands_still_and_exits_3(
    sqlite_store_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingcha.web.services.schedules import make_schedules

    assert main(["health", "--home", str(sqlite_store_home)]) == 0
    make_schedules(at=datetime.now(UTC) - timedelta(hours=1))
    assert main(["health", "--home", str(sqlite_store_home)]) == 3
    assert "定期工作 probes" in capsys.readouterr().out
    assert main(["health", "--format", "json", "--home", str(sqlite_store_home)]) == 3
    assert json.loads(capsys.readouterr().out)["ok"] is False
    port = free_port()
    with worker(sqlite_store_home, "--health", str(port)):
        until(lambda: _status(port) == 503)


def _status(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_a_schedule_is_changed_and_listed(
    sqlite_store_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(sqlite_store_home)
    assert main(["jobs", "schedule", "inspection", "--on", "--every", "12h", "--home", home]) == 0
    assert "定期 inspection：每 12h" in capsys.readouterr().out
    assert main(["jobs", "schedule", "nightly", "--on", "--home", home]) == 2
    assert main(["jobs", "schedule", "inspection", "--every", "often", "--home", home]) == 2
    assert main(["jobs", "list", "--home", home]) == 0
    assert main(["jobs", "retry", "--home", home]) == 0


def test_a_run_that_is_stopped_frees_its_sites(sqlite_store_home: Path, tmp_path: Path) -> None:
    register_city(small_city(tmp_path / "world", 2))
    home = str(sqlite_store_home)
    assert main(["run", "start", "--home", home]) == 0
    assert main(["run", "stop", "1", "--home", home]) == 0
    assert main(["run", "stop", "1", "--home", home]) == 2
    assert main(["run", "start", "--home", home]) == 0


@pytest.mark.parametrize("queues", ["nothing", "probes=0", "probes=x", ""])
def test_a_queue_that_does_not_exist_is_named(sqlite_store_home: Path, queues: str) -> None:
    assert main(["worker", "--queues", queues, "--home", str(sqlite_store_home)]) == 2


@pytest.mark.parametrize(("text", "seconds"), [("45s", 45), ("30m", 1_800), ("12h", 43_200), ("7d", 604_800)])
def test_periods_are_read_and_written(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds
    assert period_of(seconds) == text


@pytest.mark.parametrize("text", ["", "d", "0d", "1.5h", "7w", "-3m"])
def test_a_period_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="周期"):
        seconds_of(text)
