"""A backup taken while everything runs comes back byte for byte, on either database."""

import json
import tarfile
from pathlib import Path

import pytest
from tests.support.runs import begin
from tests.support.small_city import City, register_city, small_city, worker
from tests.support.stores import PostgresStores, close, empty_store, postgres, sqlite_store_home, store_home

from mingcha import web
from mingcha.cli.main import main
from mingcha.world import WorldServer

__all__ = ["empty_store", "postgres", "sqlite_store_home", "store_home"]


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 4, delay_s=0.05)


def seals() -> dict[str, tuple[int, str]]:
    from mingcha.web import moving

    return {
        one.table: (one.rows, one.sha256)
        for one in (moving.table_seal(m, "default") for m in moving.tables())
    }


def inspected(home: Path, city: City) -> int:
    run = begin(city, 2)
    with (
        WorldServer(city.world) as server,
        worker(home, "--connect-to", server.connect_to, "--once") as process,
    ):
        assert process.wait(180) == 0
    return run


def turn_to(home: Path, monkeypatch: pytest.MonkeyPatch, database: str = "") -> None:
    close()
    monkeypatch.setenv("MINGCHA_DATABASE", database) if database else monkeypatch.delenv(
        "MINGCHA_DATABASE", raising=False
    )
    web.setup(home)


def test_a_backup_comes_back_as_it_was(
    store_home: Path, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = inspected(store_home, city)
    before = seals()
    assert main(["backup", str(tmp_path / "b.tar"), "--home", str(store_home)]) == 0
    turn_to(tmp_path / "new", monkeypatch)
    assert main(["restore", str(tmp_path / "b.tar"), "--home", str(tmp_path / "new")]) == 0
    assert seals() == before
    assert main(["evidence", "verify", "--home", str(tmp_path / "new")]) == 0
    for name in ("evidence/mingcha-000001.warc.gz", "secret.key"):
        assert (tmp_path / "new" / name).read_bytes() == (store_home / name).read_bytes()
    from mingcha.web.selectors.runs import views_of

    assert [view.site.host for view in views_of(run)] == city.hosts


def test_a_backup_in_the_middle_of_a_run_goes_on_where_it_stood(
    store_home: Path, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingcha.web.models import Run, SiteRun

    run = begin(city, 2)
    with WorldServer(city.world) as server:
        with worker(
            store_home, "--connect-to", server.connect_to, "--queues", "inspections=1", "--second-look", "6"
        ):
            while not SiteRun.objects.filter(run_id=run).exclude(saved=None).exists():
                close()
            assert main(["backup", str(tmp_path / "b.tar"), "--home", str(store_home)]) == 0
        new = tmp_path / "new"
        turn_to(new, monkeypatch)
        assert main(["restore", str(tmp_path / "b.tar"), "--home", str(new)]) == 0
        assert Run.objects.get(id=run).state == "running"
        with worker(new, "--connect-to", server.connect_to, "--once") as process:
            assert process.wait(180) == 0
    assert Run.objects.get(id=run).state == "done"
    assert SiteRun.objects.filter(run_id=run, saved=None).count() == 0
    assert main(["evidence", "verify", "--home", str(new)]) == 0


def test_everything_moves_to_postgresql_with_nothing_lost(
    sqlite_store_home: Path,
    postgres: PostgresStores,
    city: City,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from mingcha.web.models import Unit

    inspected(sqlite_store_home, city)
    before = seals()
    url = postgres.bare()
    assert main(["migrate", "--to", url, "--home", str(sqlite_store_home)]) == 0
    assert "逐表核对" in capsys.readouterr().out
    assert seals() == before
    turn_to(sqlite_store_home, monkeypatch, url)
    assert seals() == before
    Unit.objects.create(code="new")  # its number is after those that were moved
    assert main(["migrate", "--to", url, "--home", str(sqlite_store_home)]) == 2


def test_an_altered_or_torn_backup_is_refused(
    sqlite_store_home: Path, city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register_city(city)
    path = tmp_path / "b.tar"
    assert main(["backup", str(path), "--home", str(sqlite_store_home)]) == 0
    whole = path.read_bytes()
    with tarfile.open(path) as tar:
        place = tar.getmember("database.sqlite3").offset_data + 5000
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert main(["restore", str(path), "--home", str(tmp_path / "new")]) == 3
    assert "database.sqlite3" in capsys.readouterr().err
    path.write_bytes(whole[: len(whole) // 2])
    assert main(["restore", str(path), "--home", str(tmp_path / "new")]) == 2
    path.write_bytes(b"no archive at all" * 1000)
    assert main(["restore", str(path), "--home", str(tmp_path / "new")]) == 2
    assert not (tmp_path / "new" / "mingcha.sqlite3").exists()


def test_a_home_in_use_is_not_restored_over(sqlite_store_home: Path, city: City, tmp_path: Path) -> None:
    register_city(city)
    assert main(["backup", str(tmp_path / "b.tar"), "--home", str(sqlite_store_home)]) == 0
    before = seals()
    assert main(["restore", str(tmp_path / "b.tar"), "--home", str(sqlite_store_home)]) == 2
    assert seals() == before


def test_a_member_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        tar.add(__file__, "../escaped")
    assert main(["restore", str(tmp_path / "b.tar"), "--home", str(tmp_path / "new")]) == 2
    assert not (tmp_path / "escaped").exists()


def test_the_manifest_tells_what_is_in_the_file(sqlite_store_home: Path, city: City, tmp_path: Path) -> None:
    register_city(city)
    assert main(["backup", str(tmp_path / "b.tar"), "--home", str(sqlite_store_home)]) == 0
    with tarfile.open(tmp_path / "b.tar") as tar:
        stream = tar.extractfile("manifest.json")
        assert stream is not None
        manifest = json.load(stream)
    assert manifest["tables"]["mingcha_unit"]["rows"] == 4
    assert set(manifest["files"]) == {"database.sqlite3", "home/secret.key"}
