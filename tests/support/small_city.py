"""A city of many small sites, registered in a store and served on loopback; its worker is the real verb."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.tiny_world import listing, page

from mingcha.core.clock import CHINA
from mingcha.core.unit import Register, Site, SiteKind, Unit, UnitKind
from mingcha.registry import RegisterFile
from mingcha.registry.writing import write_register
from mingcha.world import World, load_world

ROOT = Path(__file__).resolve().parents[2]
_WORLD = """
name = "small"
period = "2026Q4"
as_of = 2026-11-20
issuer = "测试市人民政府办公室"
portal_host = "s0.ceshi.gov.cn"
scheme = "national-2019"
report_year = 2025
"""


@dataclass(frozen=True)
class City:
    """A world's folder and its register."""

    world: World
    register: Register

    @property
    def hosts(self) -> list[str]:
        return [site.host for site in self.register.sites]


def small_city(folder: Path, sites: int, *, delay_s: float = 0.0, pages: int = 3) -> City:
    """So many sites, one a unit: a home page, a notice column, some articles, and one dead link each."""
    units, found = [], []
    for number in range(sites):
        host = f"s{number}.ceshi.gov.cn"
        code = f"{number:06d}"
        units.append(Unit(code, f"测试市第{number}局", f"市{number}局", UnitKind.DEPARTMENT, None, number))
        kind = SiteKind.PORTAL if number == 0 else SiteKind.DEPARTMENT
        found.append(
            Site(code, f"http://{host}/", f"第{number}局", f"37{number:08d}", kind, allow_private=True)
        )
        _site(folder / "sites" / host, pages, delay_s)
    (folder / "world.toml").write_text(_WORLD, encoding="utf-8")
    register = Register(tuple(units), tuple(found))
    write_register(register, folder / "register.csv")
    return City(load_world(folder), register)


def _site(root: Path, pages: int, delay_s: float) -> None:
    root.mkdir(parents=True)
    rows = [(f"关于第{n}项工作安排的通知公告", f"/tz/{n}.html", f"2026-11-{n + 1:02d}") for n in range(pages)]
    home = page(
        f'<div class="nav"><a href="/tz/">通知公告</a></div>{listing(rows)}<a href="/gone.html">旧栏目</a>'
    )
    (root / "index.html").write_text(home, encoding="utf-8")
    (root / "tz").mkdir()
    (root / "tz" / "index.html").write_text(page(listing(rows), "通知公告"), encoding="utf-8")
    for number, (title, _, day) in enumerate(rows):
        body = f"<h1>{title}</h1><p>发布时间：{day}</p><p>{'现将有关事项通知如下。' * 8}</p>"
        (root / "tz" / f"{number}.html").write_text(page(body, title), encoding="utf-8")
    if delay_s:
        (root / "_serve.toml").write_text(f'["*"]\ndelay_s = {delay_s}\n', encoding="utf-8")


def register_city(city: City) -> None:
    """Enter the city's register into the store that Django points at."""
    from datetime import datetime

    from mingcha.web.services.register import apply_register

    register = city.register
    rows = tuple(range(2, len(register.sites) + 2))
    file = RegisterFile(Path("r"), register, unit_rows=rows, site_rows=rows)
    apply_register(register_file=file, at=datetime(2026, 1, 1, tzinfo=CHINA))


QUICK = ("--rate", "0", "--second-look", "0", "--stale", "3", "--log", "json")


@contextmanager
def worker(
    home: Path, *words: str, schedules: bool = False, inside: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """`mingcha worker` in a process of its own, started by the words `inside`; it ends gracefully."""
    command = [*inside, sys.executable, "-m", "mingcha", "worker", "--home", str(home), *QUICK, *words]
    if not schedules:
        command.append("--no-schedules")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    with (home / "worker.log").open("ab") as errors:
        process = subprocess.Popen(command, env=environment, stderr=errors, stdout=errors)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
