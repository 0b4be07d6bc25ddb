"""Sample world: probes on both sides of five percent, and days with too few of them."""

from __future__ import annotations

from datetime import date

from tools.sample_world.model import Column, Item
from tools.sample_world.sample_build import (
    ZONE,
    Fault,
    Plan,
    make_site,
)
from tools.sample_world.writer import Probing


def availability() -> list[Plan]:
    """Probes on both sides of five percent, and days with too few of them."""
    plans = []
    for number, (short, name, host, layout, probing, faults, not_checked, more) in enumerate(
        (
            (
                "市旅游局",
                "云川市旅游局",
                f"lyj.{ZONE}",
                "vsb",
                Probing(f"lyj.{ZONE}", failed=frozenset(range(3, 140, 20))),
                (Fault("unreachable_site"),),
                (),
                {
                    "encoding": "utf-16",
                    "declared": "unicode",
                    "columns": (
                        Column(
                            "视频新闻",
                            "spxw",
                            "视频",
                            (
                                Item(
                                    "云川电视台：春季旅游启动",
                                    date(2018, 4, 9),
                                    url="http://www.yunchuantv.example.com/v/1.html",
                                ),
                                Item(
                                    "云川电视台：古镇灯会",
                                    date(2018, 3, 3),
                                    url="http://www.yunchuantv.example.com/v/2.html",
                                ),
                            ),
                        ),
                    ),
                },
            ),
            (
                "市国土局",
                "云川市国土资源局",
                "yunchuan-gtj.cn",
                "gd",
                Probing("yunchuan-gtj.cn", failed=frozenset(range(3, 143, 21)), a_day={6: 23}),
                (Fault("foreign_domain"),),
                (),
                {"encoding": "gb18030", "declared": ""},
            ),
            (
                "市粮食局",
                "云川市粮食局",
                f"lsj.{ZONE}",
                "month",
                Probing(f"lsj.{ZONE}", slow=frozenset(range(5, 140, 20)), slow_s=15.0),
                (Fault("unreachable_site"),),
                (),
                {},
            ),
            (
                "市法援中心",
                "云川市法律援助中心",
                f"fyzx.{ZONE}",
                "hanweb",
                Probing(
                    f"fyzx.{ZONE}",
                    slow=frozenset(range(0, 140, 2)),
                    slow_s=14.9,
                    outside=(date(2018, 4, 10), date(2018, 4, 18)),
                ),
                (),
                (),
                {},
            ),
            (
                "市口岸办",
                "云川市口岸办公室",
                f"kab.{ZONE}",
                "trs",
                Probing(f"kab.{ZONE}", failed=frozenset(range(60)), a_day={2: 19}),
                (),
                ("unreachable_site",),
                {},
            ),
        ),
        20,
    ):
        report = date(2018, 3, 1 + number)
        site = make_site(short, name, number, host, layout, report=report, **more)  # type: ignore[arg-type]
        plans.append(
            Plan(
                short,
                name,
                "市政府部门",
                (site,),
                report,
                report,
                faults=faults,
                not_checked=not_checked,
                probing=probing,
            )
        )
    return plans
