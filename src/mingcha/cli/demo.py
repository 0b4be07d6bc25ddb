"""`mingcha demo`: the main job on a replayed city, from the register to the bulletin."""

import argparse
import json
import os
import shutil
import time
from pathlib import Path

from mingcha import calendars, rules, schemes, worlds
from mingcha.cli.demo_console import serve_demo
from mingcha.cli.demo_store import DemoStore
from mingcha.cli.home import writable_folder
from mingcha.cli.progress import Progress, tell
from mingcha.cli.words import say
from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Ledger
from mingcha.core.unit import Register
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.chain import sealed_head
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.bulletin_facts import Heading, bulletin_data
from mingcha.jobs.inspection import InspectionPlan, inspect_sites, probes_by_host, running_sites
from mingcha.jobs.judging import Evidence, judge_all, told_of
from mingcha.jobs.loop import run_to_end
from mingcha.jobs.quarter import Quarter, draw_up, result
from mingcha.jobs.slip_facts import slip_data
from mingcha.reports.files import BulletinFiles, write_bulletin
from mingcha.reports.slips import write_slips
from mingcha.reports.storage import write_whole
from mingcha.text.reports import report_questions
from mingcha.world import World, WorldServer, load_world

MARKER = ".mingcha-demo"
"""A folder with this file was made by a demo and may be made anew."""
MAX_PAGES = 3000
DEFAULT_WORLD = "linyi-2018q1"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the contract, section 1."""
    parser.add_argument(
        "--world",
        default=DEFAULT_WORLD,
        metavar="NAME_OR_DIR",
        help=say("自带的回放城市名，或世界文件夹", "a shipped world, or a world folder"),
    )
    parser.add_argument(
        "--out", metavar="DIR", help=say("result.json 和通报的存放目录", "folder for the results")
    )
    parser.add_argument("--once", action="store_true", help=say("做完即退出", "end when done"))
    parser.add_argument("--port", type=int, metavar="N", help=say("控制台端口", "port of the console"))


def run(args: argparse.Namespace) -> int:
    """Replay a world; exit 0 when it finished, whatever it found."""
    started = time.monotonic()
    world = load_world(_world_folder(args.world))
    home = _new_home(world)
    out = writable_folder(Path(args.out).absolute() if args.out else home / "out")
    quarter, files = replay(world, home, out)
    _summary(quarter, files, out, home, time.monotonic() - started)
    if not args.once:
        serve_demo(world, home, args.port)
    return 0


def replay(world: World, home: Path, out: Path) -> tuple[Quarter, BulletinFiles]:
    """Record a world in a home, inspect and judge it, and write its bulletin and result.json.

    Quarters of one city may follow one another in one home.
    """
    store = DemoStore.record(world, home)
    register = store.register
    when = f"{world.as_of:%Y-%m-%d %H:%M}"
    tell(
        f"{world.name}：单位 {len(register.units)} 个，网站 {len(register.sites)} 个，以 {when} 为准",
        f"{world.name}: {len(register.units)} units, {len(register.sites)} sites, as of {when}",
    )
    quarter = _inspect_and_judge(world, store, home)
    heading = _heading(world)
    data = bulletin_data(
        quarter,
        heading,
        rules.catalogue(),
        earlier=store.figures_before(),
        before=store.register_before(),
    )
    files = write_bulletin(data, out)
    write_slips(slip_data(quarter, heading, rules.catalogue(), rectify_by=heading.rectify_by), out)
    store.keep(quarter, files, data.title, heading, sealed_head(home / "evidence"))
    content = result(quarter, _bulletin_rows(files))
    write_whole(out / "result.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return quarter, files


def _world_folder(named: str) -> Path:
    return worlds.world_folder(named) or Path(named).absolute()


def _new_home(world: World) -> Path:
    """The demo's home, made anew; a folder that no demo made is refused."""
    home = Path(os.environ.get("MINGCHA_HOME") or Path("data") / "demo" / world.name).expanduser().absolute()
    if home.exists() and any(home.iterdir()) and not (home / MARKER).exists():
        raise UsageError(
            f"目录 {home} 里已有别的内容，demo 不会清空它；请用 MINGCHA_HOME 指定一个空目录，或换一个工作目录"
        )
    if home.exists():
        shutil.rmtree(home)
    writable_folder(home)
    (home / MARKER).touch()
    return home


def _inspect_and_judge(world: World, store: DemoStore, home: Path) -> Quarter:
    register, ledger = store.register, store.ledger
    scheme = schemes.load(world.scheme, rules.by_id())
    with WorldServer(world) as server:
        views = store.with_history(run_to_end(_inspect(world, register, ledger, home, server.connect_to)))
    evidence = Evidence(
        as_of=world.as_of,
        register=register,
        ledger=ledger,
        calendar=calendars.shipped(),
        sites=views,
        portal_host=world.portal_host,
        report_year=world.report_year,
        accounts=store.accounts,
        period=world.period,
    )
    catalogue = rules.catalogue()
    told = told_of(catalogue, china_day(world.as_of))
    return draw_up(
        evidence, scheme, judge_all(evidence, scheme, catalogue), told=told, earlier=store.earlier(scheme)
    )


async def _inspect(
    world: World, register: Register, ledger: Ledger, home: Path, connect_to: str
) -> tuple[SiteView, ...]:
    """Every running site of the world over real HTTP; its pages are recorded at the world's instant."""
    settings = FetchSettings(
        rate=0,
        per_host=4,
        in_flight=64,
        connect_to=(connect_to,),
        only_hosts=frozenset(world.hosts),
        https_as_http=True,
    )
    progress = Progress()
    archive = Archive(home / "evidence")
    try:
        async with Fetcher(settings, lambda: world.as_of) as fetcher:
            source = Source(fetcher, archive, f"demo {world.period} {world.as_of:%Y-%m-%d}")
            plan = InspectionPlan(
                register,
                running_sites(register, world.as_of),
                world.as_of,
                CrawlSettings(MAX_PAGES, workers=4, questions=report_questions(world.report_year)),
            )
            return await inspect_sites(plan, source, probes_by_host(ledger.probes, register), progress)
    finally:
        progress.close()
        archive.close()


def _heading(world: World) -> Heading:
    block = world.bulletin
    return Heading(
        issuer=world.issuer,
        period=world.period,
        issued_on=block.issued_on or china_day(world.as_of),
        title=block.title or "",
        number=block.number,
        addressees="，".join(block.addressees),
        requirements=block.requirements,
        site_figures=block.site_figures,
    )


def _bulletin_rows(files: BulletinFiles) -> dict[str, object]:
    return {
        "docx": str(files.docx),
        "pdf": str(files.pdf),
        "json": str(files.json),
        "conflicts": [{"unit": one.unit, "kind": "praised_and_named"} for one in files.conflicts],
    }


def _summary(quarter: Quarter, files: BulletinFiles, out: Path, home: Path, seconds: float) -> None:
    """What a clerk wants to know first, on stdout."""
    print(
        f"完成，用时 {seconds:.1f} 秒。\n通报：{files.docx}\n      {files.pdf}\n结果：{out / 'result.json'}"
    )
    print(f"数据目录：--home {home}")
