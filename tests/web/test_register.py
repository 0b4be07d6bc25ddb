"""The register over time: imported whole or not at all, asked again for any day."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from mingcha.core.clock import CHINA
from mingcha.core.unit import Register, Site, SiteStatus, Unit, UnitKind
from mingcha.registry import Lifetime, RegisterFile, read_register, write_register
from mingcha.registry.changes import ImportReport

pytestmark = pytest.mark.usefixtures("home")

OFFICE = Unit("371300", "云川市人民政府办公室", "市政府办", UnitKind.DEPARTMENT, None, 1)
SCIENCE = Unit("371305", "云川市科学技术局", "市科技局", UnitKind.DEPARTMENT, "371300", 2)
PORTAL = Site("371300", "http://www.yunchuan.gov.cn/", "云川", "3713000001")
KJJ = Site("371305", "http://kjj.yunchuan.gov.cn/", "科技", "3713000005")
CITY = Register((OFFICE, SCIENCE), (PORTAL, KJJ))


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2018, 4, day, hour, tzinfo=CHINA)


def file_of(register: Register, lifetimes: dict[str, Lifetime] | None = None) -> RegisterFile:
    return RegisterFile(
        Path("r.csv"),
        register,
        unit_rows=tuple(range(2, 2 + len(register.units))),
        site_rows=tuple(range(2, 2 + len(register.sites))),
        lifetimes=lifetimes,
    )


def take(register: Register, when: datetime, lifetimes: dict[str, Lifetime] | None = None) -> ImportReport:
    from mingcha.web.services.register import apply_register

    return apply_register(register_file=file_of(register, lifetimes), at=when)


def on(day: date) -> Register:
    from mingcha.web.selectors.register import register_on

    return register_on(day)


def test_the_first_register_holds_from_ever() -> None:
    report = take(CITY, at(10))
    assert report.new_units == ("市政府办", "市科技局")
    assert report.new_sites == ("云川", "科技")
    assert on(date(2017, 12, 31)) == CITY == on(date(2018, 4, 10))


def test_the_same_register_again_changes_nothing() -> None:
    from mingcha.web.models import SiteVersion, UnitVersion

    take(CITY, at(10))
    assert take(CITY, at(11)) == ImportReport(unchanged=4)
    assert (UnitVersion.objects.count(), SiteVersion.objects.count()) == (2, 2)


def test_a_change_holds_from_its_day_and_the_day_before_stays_as_it_was() -> None:
    take(CITY, at(10))
    changed = Register(
        (OFFICE, replace(SCIENCE, name="云川市科技创新局", short_name="市科创局")),
        (PORTAL, replace(KJJ, home_url="https://kjj.yunchuan.gov.cn/new/")),
    )
    report = take(changed, at(12))
    assert [(change.row, change.field, change.old, change.new) for change in report.changes] == [
        (3, "单位名称", "云川市科学技术局", "云川市科技创新局"),
        (3, "单位简称", "市科技局", "市科创局"),
        (3, "首页网址", "http://kjj.yunchuan.gov.cn/", "https://kjj.yunchuan.gov.cn/new/"),
    ]
    assert on(date(2018, 4, 11)) == CITY
    assert on(date(2018, 4, 12)) == changed


def test_a_correction_on_the_same_day_replaces_what_it_corrects() -> None:
    take(Register((OFFICE, replace(SCIENCE, name="云川市科技")), CITY.sites), at(10, 9))
    take(CITY, at(10, 10))
    assert on(date(2018, 1, 1)) == CITY == on(date(2018, 4, 10))


def test_a_later_unit_is_not_there_before_its_day() -> None:
    take(Register((OFFICE,), (PORTAL,)), at(10))
    take(CITY, at(12))
    assert on(date(2018, 4, 11)) == Register((OFFICE,), (PORTAL,))
    assert on(date(2018, 4, 12)) == CITY


def test_what_the_file_does_not_name_stays() -> None:
    take(CITY, at(10))
    report = take(Register((OFFICE,), (PORTAL,)), at(12))
    assert (report.absent_units, report.absent_sites, report.closed) == (1, 1, ())
    assert on(date(2018, 4, 12)) == CITY


def test_a_closed_site_is_told_once() -> None:
    take(CITY, at(10))
    closed = Register(CITY.units, (PORTAL, replace(KJJ, status=SiteStatus.CLOSED)))
    assert take(closed, at(12)).closed == ("科技",)
    assert take(closed, at(13)).closed == ()


def test_only_what_is_valid_on_the_day_is_asked() -> None:
    old = replace(KJJ, valid_to=date(2018, 3, 31))
    take(Register(CITY.units, (PORTAL, old)), at(10), {"371305": Lifetime(date(2018, 1, 1), None)})
    assert on(date(2017, 12, 31)) == Register((OFFICE,), (PORTAL,))
    assert on(date(2018, 3, 31)).sites == (PORTAL, old)
    assert on(date(2018, 4, 1)) == Register(CITY.units, (PORTAL,))


def test_two_sites_may_exchange_their_addresses() -> None:
    take(CITY, at(10))
    crossed = Register(
        CITY.units, (replace(PORTAL, home_url=KJJ.home_url), replace(KJJ, home_url=PORTAL.home_url))
    )
    take(crossed, at(12))
    assert on(date(2018, 4, 12)) == crossed


def test_a_site_keeps_its_identity_when_it_moves_to_another_unit() -> None:
    from mingcha.web.models import Site as SiteRow

    take(CITY, at(10))
    take(Register(CITY.units, (PORTAL, replace(KJJ, unit_code="371300"))), at(12))
    assert SiteRow.objects.count() == 2
    assert [site.unit_code for site in on(date(2018, 4, 12)).sites] == ["371300", "371300"]


def test_what_is_exported_and_imported_again_is_no_change(tmp_path: Path) -> None:
    from mingcha.web.selectors.register import current_register

    take(CITY, at(10), {"371305": Lifetime(date(2018, 1, 1), None)})
    take(Register((OFFICE,), ()), at(11))
    for name in ("r.csv", "r.xlsx"):
        stored = current_register()
        write_register(stored.register, tmp_path / name, lifetimes=stored.lifetimes)
        file = read_register(tmp_path / name, stored.register)
        assert file.rejects == ()
        assert file.register == stored.register == CITY


def test_an_import_killed_in_the_middle_leaves_nothing(home: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from tests.web import test_register as t\n"
        "from mingcha import web; web.setup(Path(sys.argv[1]))\n"
        "from mingcha.web import models\n"
        "models.SiteVersion.objects.bulk_create = lambda *a, **k: os._exit(9)\n"
        "t.take(t.CITY, t.at(10))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(home)],
        cwd=root,
        env={
            "PYTHONPATH": f"{root / 'src'}:{root}",
            "PATH": "/usr/bin:/bin",
            "MINGCHA_DATABASE": os.environ.get("MINGCHA_DATABASE", ""),
        },
        check=False,
    )
    assert done.returncode == 9
    assert on(date(2018, 4, 10)) == Register()
    take(CITY, at(10))
    assert on(date(2018, 4, 10)) == CITY


def test_ten_thousand_rows_are_imported_within_seconds(tmp_path: Path) -> None:
    units = [Unit(f"U{n}", f"单位{n}", f"单{n}", UnitKind.OTHER, None, n) for n in range(10_000)]
    sites = [Site(f"U{n}", f"http://s{n}.gov.cn/", f"站{n}", f"37{n:08d}") for n in range(10_000)]
    write_register(Register(tuple(units), tuple(sites)), tmp_path / "r.csv")
    before = time.process_time()
    file = read_register(tmp_path / "r.csv")
    report = take(file.register, at(10))
    assert time.process_time() - before < 15  # 3 s on a quiet core
    assert (len(report.new_units), len(report.new_sites)) == (10_000, 10_000)
    assert take(file.register, at(11)).unchanged == 20_000
