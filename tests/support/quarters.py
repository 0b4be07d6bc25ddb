"""A city of three units that is replayed for three quarters in one home, each over real HTTP."""

import json
from datetime import date
from pathlib import Path

from tests.support.tiny_world import listing, page

from mingcha.cli.demo import replay
from mingcha.world import load_world

DAYS = {"2018Q1": date(2018, 4, 18), "2018Q2": date(2018, 7, 12), "2018Q3": date(2018, 10, 9)}
"""The instant of each quarter, less than ninety days apart."""
OFFICE, WATER, CULTURE = "www.ceshi.gov.cn", "slj.ceshi.gov.cn", "whj.ceshi.gov.cn"
ORDER = "测政办函〔2018〕9号"
_FOOT = (
    '<p>主办单位：测试市{unit} 网站标识码：{code} <a href="http://bszs.conac.cn/sitename?method=show&amp;'
    'id=0123456789ABCDEF0123456789ABCDEF">党政机关</a> 鲁ICP备12345678号 '
    '<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}">我为政府网站找错</a></p>'
)
_REGISTER = (
    "单位编码,单位名称,单位简称,单位类别,上级单位,排序,网站名称,首页网址,网站标识码,网站类型,ICP备案号,公安备案号,"
    "状态,联系人,联系电话,邮箱\n"
    f"001,测试市人民政府办公室,市政府办,市政府部门,,1,测试市人民政府网,http://{OFFICE}/,3799000001,门户,,,正常,,,\n"
    f"002,测试市水利局,市水利局,市政府部门,,2,测试市水利局,http://{WATER}/,3799000002,部门,,,正常,,,\n"
    f"003,测试市文化局,市文化局,市政府部门,,3,测试市文化局,http://{CULTURE}/,3799000003,部门,,,正常,,,\n"
)


def replay_quarters(folder: Path, home: Path) -> None:
    """Replay the three quarters; a dead link of the water bureau stays, another one comes each quarter."""
    for number, (period, day) in enumerate(DAYS.items(), 1):
        where = folder / period
        _write(where, period, day, number)
        replay(load_world(where), home, home / "out" / period)


def _write(folder: Path, period: str, day: date, number: int) -> None:
    broken = [("一直打不开的专题", "/zt/gone.html")] + [
        (f"第{n}个专题", f"/zt/{n}.html") for n in range(number)
    ]
    _site(folder, OFFICE, "人民政府办公室", "3799000001", day)
    _site(folder, WATER, "水利局", "3799000002", day, broken)
    _site(folder, CULTURE, "文化局", "3799000003", date(2018, 3, 1))
    (folder / "world.toml").write_text(
        f'name = "tiny"\nperiod = "{period}"\nas_of = {day}\nissuer = "测试市人民政府办公室"\n'
        f'portal_host = "{OFFICE}"\nscheme = "linyi-2018"\nreport_year = 2017\n',
        encoding="utf-8",
    )
    (folder / "register.csv").write_text(_REGISTER, encoding="utf-8")
    lines = [json.dumps(event, ensure_ascii=False) for event in _events(period)]
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _site(
    folder: Path, host: str, unit: str, code: str, day: date, broken: list[tuple[str, str]] | None = None
) -> None:
    rows = [(f"{unit}召开第{n}次会议", f"/dt/{n}.html", str(day)) for n in range(1, 4)]
    links = "".join(f'<a href="{url}">{text}</a>' for text, url in broken or [])
    foot = _FOOT.format(unit=unit, code=code)
    title = f"测试市{unit}"
    files = {
        "index.html": page(
            f'<div class="nav"><a href="/dt/">工作动态</a></div>{listing(rows)}{links}{foot}', title
        ),
        "dt/index.html": page(f"<h2>工作动态</h2>{listing(rows)}{foot}", f"工作动态-{title}"),
    }
    for n, (name, _, shown) in enumerate(rows, 1):
        text = "会议研究部署了下一步重点工作，要求各科室认真抓好落实。" * 5
        files[f"dt/{n}.html"] = page(f"<h1>{name}</h1><p>发布时间：{shown}</p><p>{text}</p>{foot}", name)
    for name, content in files.items():
        path = folder / "sites" / host / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def _events(period: str) -> list[dict[str, object]]:
    """An order with one answer in time; a message answered late; the same events again every quarter."""
    found: list[dict[str, object]] = [
        {"at": "2018-03-01T09:00:00+08:00", "kind": "order", "number": ORDER, "title": "关于整改的通知"}
        | {"to": ["市水利局", "市文化局"], "due": "2018-03-20", "about": "整改情况"},
        {"at": "2018-03-15T09:00:00+08:00", "kind": "feedback", "order": ORDER, "unit": "市水利局"}
        | {"text": "已整改", "quality": "detailed"},
        {"at": "2018-04-02T09:00:00+08:00", "kind": "message", "id": "M1", "site_code": "3799000003"}
        | {"url": f"http://{CULTURE}/", "text": "打不开"},
        {"at": "2018-04-12T09:00:00+08:00", "kind": "reply", "message": "M1", "text": "已修复"},
    ]
    if period != "2018Q1":
        found.append(
            {"at": "2018-06-04T09:00:00+08:00", "kind": "message", "id": "M2", "site_code": "3799000002"}
            | {"url": f"http://{WATER}/", "text": "错字"}
        )
    return found
