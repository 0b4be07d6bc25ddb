"""World sample-2019: the fictional city 澜江市, judged by indicators and Regulation of 2019."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tools.sample_world import lanjiang_ledger as ledger
from tools.sample_world.expected import check_plan, expected_of
from tools.sample_world.graft import grafted
from tools.sample_world.graft_talk import accounts_csv
from tools.sample_world.lanjiang_city import AS_OF, OFFICE, ZONE, portal_columns, site
from tools.sample_world.lanjiang_plants import FOREIGN, plants
from tools.sample_world.lanjiang_units import units
from tools.sample_world.sample_build import Plan, entries_of
from tools.sample_world.sample_turn import turned
from tools.sample_world.writer import Probing, write_world

WORLD_TOML = """\
# 澜江市为虚构城市；单位、域名、代码、编号和内容均为虚构。
name = "sample-2019"
period = "2022Q1"
as_of = 2022-04-20T18:00:00+08:00
issuer = "澜江市人民政府办公室"
portal_host = "www.lanjiang.gov.cn"
scheme = "national-2019"
report_year = 2021
"""

README = """\
# sample-2019：虚构城市澜江市

按2019年的检查指标（国办秘函〔2019〕19号）和2019年修订的《政府信息公开条例》检验规则：部门年报1月31日、
政府年报3月31日到期，留言公开2个月、办事统计3个月、政策解读6个月、找错留言3个工作日。
单位、域名、代码和内容均为虚构。`expected.json` 的写法同世界 sample。

由 `python -m tools.sample_world sample-2019` 生成；不要手工修改。
"""


def write(folder: Path, turn: int = 0) -> None:
    """Writes the world into `folder`; with `turn`, the same city in other clothes."""
    others = units()
    own = date(2022, 3, 25)
    portal = site(
        "市政府办公室",
        OFFICE,
        1,
        f"www.{ZONE}",
        "vsb",
        change={"xxgknb": {"drop": True}},
        without=("zxhf",),
        columns=portal_columns(others),
        title="澜江市人民政府门户网站",
    )
    written = [Plan("市政府办公室", OFFICE, "市政府部门", (portal,), own, own), *others]
    plans = turned(grafted(written, plants()), turn, AS_OF)
    for plan in plans:
        check_plan(plan)
    write_world(
        folder,
        world_toml=WORLD_TOML,
        readme=README,
        entries=entries_of(plans, plans[0].sites[0], "LJ"),
        events=[*ledger.events(plans), *_probes(plans)],
        expected=expected_of(
            plans,
            orders=ledger.orders(plans),
            messages=ledger.MESSAGES,
            conflicts=ledger.CONFLICTS,
            owed=ledger.OWED,
        ),
        foreign=FOREIGN,
        accounts=accounts_csv(plans, ledger.ACCOUNTS, "LJ"),
    )


def _probes(plans: Sequence[Plan]) -> list[Mapping[str, Any]]:
    return [
        event
        for number, plan in enumerate(plans)
        for one in plan.sites
        for event in (plan.probing or Probing(one.host)).events(AS_OF, number)
    ]
