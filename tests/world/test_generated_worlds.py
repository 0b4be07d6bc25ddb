"""The shipped worlds: made by their generator, whole in themselves, and true to what they claim."""

import filecmp
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin, urlsplit

import pytest
from tests.world.expectations import differences
from tools.sample_world import lanjiang, sample
from tools.sample_world.__main__ import WORLDS

from mingcha.core.ledger import ledger_of
from mingcha.rules import by_id
from mingcha.world import World, WorldServer, load_world, world_events
from mingcha.worlds import world_folder, world_names

LINK = re.compile(r"""(?:href|src)\s*=\s*["']([^"'#]+)""", re.IGNORECASE)


@cache
def shipped(name: str) -> World:
    folder = world_folder(name)
    assert folder is not None
    return load_world(folder)


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_shipped_world_has_a_generator() -> None:
    assert set(world_names()) == set(WORLDS)


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_a_shipped_world_is_what_its_generator_writes(name: str, tmp_path: Path) -> None:
    made = tmp_path / name
    WORLDS[name](made)
    kept = shipped(name).folder
    assert files_of(made) == files_of(kept)
    differing = filecmp.cmpfiles(made, kept, files_of(made), shallow=False)[1:]
    assert differing == ([], [])


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_the_events_of_a_shipped_world_can_be_read(name: str) -> None:
    ledger = ledger_of(world_events(shipped(name)))
    assert ledger.orders
    assert ledger.probes


def pages(world: World, host: str) -> Iterator[tuple[str, str]]:
    """Every page of a host as (address, text), whatever its encoding."""
    root = world.sites / host
    for path in sorted(root.rglob("*")):
        name = path.name.partition("?")[0]
        if path.is_file() and ("." not in name or name.endswith((".html", ".htm", ".shtml", ".asp", ".jsp"))):
            data = path.read_bytes()
            for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "gb18030"):
                try:
                    yield f"http://{host}/{path.relative_to(root).as_posix()}", data.decode(encoding)
                    break
                except UnicodeDecodeError:
                    continue


def broken_links(world: World) -> set[tuple[str, str]]:
    """(host, target path) of links within the world that do not answer 200 or a redirect."""
    server = WorldServer(world)
    hosts = set(world.hosts)
    found = set()
    for host in world.hosts:
        for address, text in pages(world, host):
            for link in LINK.findall(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)):
                target = urlsplit(urljoin(address, link.replace("&amp;", "&")))
                if target.scheme not in ("http", "https") or target.hostname not in hosts:
                    continue
                path = target.path + (f"?{target.query}" if target.query else "")
                if server.answer(target.hostname or "", path or "/").status >= 400:
                    found.add((host, path))
    return found


def test_no_link_of_linyi_is_broken() -> None:
    assert broken_links(shipped("linyi-2018q1")) == set()


def test_linyi_expects_the_lists_of_the_notice() -> None:
    expected = json.loads((shipped("linyi-2018q1").folder / "expected.json").read_bytes())
    report = expected["duties"]["annual_report"]
    assert report["late"] + report["missing"] == [
        "市科技局", "市文广新局", "市物价局", "沂沭河水利管理局", "市房产局"
    ]  # fmt: skip
    order_72 = expected["orders"]["临政办函〔2018〕72号"]
    assert order_72["missing"] == ["市渔业局", "市林业局", "市统计局", "市供销社", "市中小企业局"]
    assert order_72["praised"] == [
        "蒙阴县", "沂南县", "临沭县", "罗庄区", "市地震局", "市规划局", "市民宗局", "临沂综保区管委会"
    ]  # fmt: skip
    assert expected["orders"]["临政办函〔2018〕83号"]["missing"] == ["市水利局", "市旅发委", "市发改委"]
    assert expected["bulletin"]["conflicts"] == [{"unit": "市发改委", "kind": "praised_and_named"}]
    assert expected["suspects"] == expected["not_checked"] == []
    assert {fault["rule"] for fault in expected["faults"]} == {"late_annual_report", "late_feedback"}
    assert len(expected["faults"]) == 5 + 5 + 3  # what the units owe; nothing on any site


def test_every_page_of_linyi_says_that_it_is_a_placeholder() -> None:
    world = shipped("linyi-2018q1")
    silent = set()
    for host in world.hosts:
        script = world.sites / host / "js" / "foot.js"
        by_script = script.is_file() and any(
            "演示占位".encode(encoding) in script.read_bytes() for encoding in ("utf-8", "gb18030")
        )
        silent |= {
            address for address, text in pages(world, host) if "演示占位" not in text and not by_script
        }
    assert silent == set()


def test_the_requirements_of_linyi_carry_no_defect_of_the_scan() -> None:
    text = "".join(shipped("linyi-2018q1").bulletin.requirements)
    assert text.startswith("（一）深入做好政务公开工作。")
    assert "（二）扎实做好政府网站保障工作。" in text
    assert not re.search(r"\s|国家 ?and|截止", text)
    assert "在与人民" not in text
    assert "与人民群众生产生活" in text


def expected_of(name: str) -> dict[str, list[dict[str, str]]]:
    expected: dict[str, list[dict[str, str]]] = json.loads(
        (shipped(name).folder / "expected.json").read_bytes()
    )
    return expected


@pytest.mark.parametrize("name", ["sample", "sample-2019"])
def test_a_sample_city_takes_at_most_eight_megabytes(name: str) -> None:
    files = [path for path in shipped(name).folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 8_000_000


def test_sample_has_planted_faults_for_every_rule_built_so_far() -> None:
    planted: dict[str, set[str | None]] = {}
    for fault in expected_of("sample")["faults"]:
        planted.setdefault(fault["rule"], set()).add(fault["host"])
    earlier = (
        "unreachable_site dead_link stale_home_page stale_column empty_column foreign_domain missing_badge "
        "missing_site_code missing_icp_number missing_police_filing missing_sponsor missing_error_entry "
        "wrong_site_code missing_page_tags late_annual_report missing_mirror late_feedback late_error_reply "
        "surplus_site expired_item own_video_news"
    )
    later = (
        "dead_attachment dead_exit slow_home_page undated_item irregular_domain missing_contact "
        "wrong_icp_number wrong_police_filing wrong_badge wrong_page_tags wrong_site_name late_work_report "
        "missing_section unlinked_explanation late_explanation lapsed_disclosure stale_error_entry "
        "late_reply unpublished_replies missing_form stale_service_statistics overdue_merger self_shutdown "
        "stale_account"
    )
    assert planted.keys() == {*earlier.split(), *later.split()}
    assert {rule for rule, hosts in planted.items() if len(hosts) < 2} == set()


def test_sample_has_planted_suspects_for_every_rule_that_only_suspects() -> None:
    planted = Counter(suspect["rule"] for suspect in expected_of("sample")["suspects"])
    rules = (
        "backdated_burst uncovered_openness missing_explanation missing_consultation incomplete_guide "
        "missing_search advertisement unregistered_site zombie_account"
    )
    assert planted.keys() == {"late_annual_report", "empty_column", *rules.split()}
    assert all(planted[rule] >= 2 for rule in rules.split())


def test_sample_has_at_least_thirty_hosts_in_ten_layouts_and_five_encodings() -> None:
    world = shipped("sample")
    assert len(world.hosts) >= 30
    homes = [home for host in world.hosts if (home := world.sites / host / "index.html").is_file()]
    starts = {home.read_bytes()[:3] for home in homes}
    assert {b"\xef\xbb\xbf", b"\xff\xfe<"} <= starts
    declared = {
        found.group(1) for home in homes if (found := re.search(rb"charset=([a-z0-9-]+)", home.read_bytes()))
    }
    assert {b"utf-8", b"gb2312"} <= declared


def broken_on_answering_hosts(world: World) -> set[tuple[str, str]]:
    """Broken links of a sample world, but for the hosts that answer nothing at all."""
    server = WorldServer(world)
    silent = {
        host
        for host in world.hosts
        if server.answer(host, "/").status >= 400 or server.answer(host, "/").drop
    }
    return {(host, path) for host, path in broken_links(world) if host not in silent}


def test_the_broken_links_of_sample_are_the_planted_ones() -> None:
    planted = {
        (fault["host"], target.path + (f"?{target.query}" if target.query else ""))
        for fault in expected_of("sample")["faults"]
        if fault["rule"] in ("dead_link", "dead_attachment", "dead_exit")
        for target in (urlsplit(fault["target"]),)
    }
    without_a_sign = {
        ("fwj.yunchuan.gov.cn", "/fggf/cx.do?id=12"),  # a page that says so, with status 200
        ("fwj.yunchuan.gov.cn", "/fggf/down.html"),  # closes the connection
        ("csglj.yunchuan.gov.cn", "/bmfw/yyxt.html"),  # goes round in circles
        ("zjj.yunchuan.gov.cn", "/upload/tj.pdf"),  # a page that says so, with status 200
    }
    not_dead = {
        ("www.shidu.gov.cn", "/ms/cx.html"),
        ("www.shidu.gov.cn", "/sjkf/"),
        ("zsj.yunchuan.gov.cn", "/tzgg/xm.do?type=1"),
        ("csglj.yunchuan.gov.cn", "/private/da.html"),
        ("gjj.yunchuan.gov.cn", "/upload/nb.doc"),
        ("mch.yunchuan.gov.cn", "/vip.html"),
    }
    assert broken_on_answering_hosts(shipped("sample")) == (planted - without_a_sign) | not_dead


def test_the_broken_links_of_sample_2019_are_the_planted_ones() -> None:
    planted = {
        (fault["host"], urlsplit(fault["target"]).path)
        for fault in expected_of("sample-2019")["faults"]
        if fault["rule"] in ("dead_link", "dead_attachment", "dead_exit")
    }
    assert broken_on_answering_hosts(shipped("sample-2019")) == planted


def test_sample_2019_plants_every_rule_that_the_editions_judge_differently() -> None:
    planted = {fault["rule"] for fault in expected_of("sample-2019")["faults"]}
    assert planted >= {
        *("late_annual_report", "annual_report_arithmetic", "late_work_report", "stale_column"),
        *("unpublished_replies", "stale_service_statistics", "stale_error_entry", "late_error_reply"),
    }


@pytest.mark.parametrize("name", ["sample", "sample-2019"])
def test_every_host_that_a_sample_city_expects_something_of_is_served(name: str) -> None:
    rows = [row for part in ("faults", "suspects", "not_checked", "open") for row in expected_of(name)[part]]
    assert {row["host"] for row in rows if row["host"]} <= set(shipped(name).hosts)


@pytest.mark.parametrize("city", [sample, lanjiang], ids=["sample", "sample-2019"])
@pytest.mark.parametrize("turn", [1, 4, 7])
def test_the_city_in_other_clothes_is_whole_and_expects_the_same(
    city: ModuleType, turn: int, tmp_path: Path
) -> None:
    city.write(tmp_path / "w", turn)
    world = load_world(tmp_path / "w")
    expected = json.loads((world.folder / "expected.json").read_bytes())
    kept = expected_of(world.name)
    for part in ("faults", "suspects"):
        assert [(row["host"], row["rule"]) for row in expected[part]] == [
            (row["host"], row["rule"]) for row in kept[part]
        ]
    for part in expected.keys() - {"faults", "suspects"}:
        assert expected[part] == kept[part]
    assert broken_on_answering_hosts(world) == broken_on_answering_hosts(shipped(world.name))


def test_a_result_that_is_as_expected_has_no_differences_and_any_change_is_one() -> None:
    expected = json.loads((shipped("sample").folder / "expected.json").read_bytes())
    left_open = {(row["host"], row["rule"]) for row in expected["open"]}
    for part in ("faults", "suspects", "not_checked"):
        rows = [row for row in expected[part] if row["rule"] in by_id()]
        expected[part] = [row for row in rows if (row["host"], row["rule"]) not in left_open]
    assert differences(expected, expected) == []
    for part in ("faults", "suspects", "not_checked"):
        less = {**expected, part: expected[part][1:]}
        assert len(differences(less, expected)) == 1
        assert len(differences(expected, less)) == 1
    moved = [{**row, "url": "http://elsewhere.gov.cn/"} for row in expected["faults"]]
    assert len(differences({**expected, "faults": moved}, expected)) == sum(
        1 for row in expected["faults"] if row["url"]
    )
    twice = [*expected["faults"], next(row for row in expected["faults"] if row.get("target"))]
    assert len(differences({**expected, "faults": twice}, expected)) == 1
