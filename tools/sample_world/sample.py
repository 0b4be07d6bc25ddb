"""World sample: the fictional city 云川市, its planted faults and look-alikes, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tools.sample_world import graft_names, graft_open, graft_seen, graft_talk
from tools.sample_world import sample_events as ledger
from tools.sample_world.expected import check_plan, expected_of
from tools.sample_world.graft import Graft, grafted
from tools.sample_world.sample_build import AS_OF, ZONE, Plan, entries_of, make_site
from tools.sample_world.sample_counties import counties, portal_columns
from tools.sample_world.sample_fresh import freshness
from tools.sample_world.sample_links import links
from tools.sample_world.sample_marks import identity
from tools.sample_world.sample_offline import brief_report, paper_report, structure
from tools.sample_world.sample_probes import availability
from tools.sample_world.sample_small import small_sites
from tools.sample_world.sample_turn import turned
from tools.sample_world.writer import Probing, write_world

PORTAL = f"www.{ZONE}"
OFFLINE = (f"gxs.{ZONE}", f"lgbj.{ZONE}", f"fzjz.{ZONE}")
"""Hosts that are filed as offline or closed: not probed."""

WORLD_TOML = """\
# 云川市为虚构城市；单位、域名、代码、编号和内容均为虚构。
name = "sample"
period = "2018Q1"
as_of = 2018-04-18T18:00:00+08:00
issuer = "云川市人民政府办公室"
portal_host = "www.yunchuan.gov.cn"
scheme = "linyi-2018"
report_year = 2017
"""

README = """\
# sample：虚构城市云川市

检验规则用：每条规则都有埋设的问题，也有看似问题、其实不是问题的情形。单位、域名、代码和内容均为虚构。

`expected.json` 除合同规定的各项外，另有 `open`：规范没有说死、两种判断都说得通的（主机，规则），
比对 `faults`、`suspects`、`not_checked` 时对这些组合不作要求；`url` 为 null 的问题只比对主机和规则。

由 `python -m tools.sample_world sample` 生成；不要手工修改。
"""


def write(folder: Path, turn: int = 0) -> None:
    """Writes the world into `folder`; with `turn`, the same city in other clothes."""
    others = [
        *counties(),
        *freshness(),
        *availability(),
        *identity(),
        *links(),
        *structure(),
        brief_report(),
        paper_report(),
        *small_sites(),
    ]
    own = date(2018, 3, 26)
    name = "云川市人民政府办公室"
    portal = make_site(
        "市政府办公室",
        name,
        1,
        PORTAL,
        "vsb",
        change={"xxgknb": {"drop": True}},
        without=("zxhf",),
        columns=portal_columns(others),
        title="云川市人民政府门户网站",
    )
    written = [Plan("市政府办公室", name, "市政府部门", (portal,), own, own), *others]
    plans = turned(grafted(written, _grafts()), turn, AS_OF)
    portal = plans[0].sites[0]
    for plan in plans:
        check_plan(plan)
    write_world(
        folder,
        world_toml=WORLD_TOML,
        readme=README,
        entries=entries_of(plans, portal),
        events=[*ledger.events(plans), *_probes(plans)],
        expected=expected_of(
            plans,
            orders=ledger.orders(plans),
            messages=ledger.MESSAGES,
            conflicts=ledger.CONFLICTS,
            owed={plan.short: ledger.faults(plan) for plan in plans},
        ),
        register_encoding="gb18030",
        foreign=graft_seen.FOREIGN,
        accounts=graft_talk.accounts_csv(plans, graft_talk.ACCOUNTS),
    )


def _grafts() -> Iterator[Graft]:
    """What is planted besides, rule by rule."""
    for planted in (
        *(graft_seen.availability, graft_seen.update, graft_seen.content, graft_seen.structure),
        *(graft_names.numbers, graft_names.names),
        *(graft_open.sections, graft_open.explanations, graft_open.periods),
        *(graft_talk.interaction, graft_talk.service, graft_talk.statistics_and_search),
        graft_talk.accounts_of_people,
    ):
        yield from planted()


def _probes(plans: Sequence[Plan]) -> list[Mapping[str, Any]]:
    events: list[Mapping[str, Any]] = []
    for number, plan in enumerate(plans):
        for position, site in enumerate(plan.sites):
            if site.host in OFFLINE:
                continue
            probing = plan.probing if plan.probing and position == 0 else Probing(site.host)
            events += probing.events(AS_OF, number)
    return events
