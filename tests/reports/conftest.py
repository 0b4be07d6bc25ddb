"""The quarter of the notice, and a fictional city with every kind of problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mingcha.reports.bulletin import (
    AnnualReportDuty,
    BulletinData,
    BulletinUnit,
    GoodPractice,
    LateUnit,
    MessageFigures,
    NotChecked,
    OrderFacts,
    Overall,
    Place,
    ProblemClass,
)

SEEDS = "教育科技工信民族公安民政司法财政人社资源环境住建交通水务农业商务文旅卫健应急审计"
COUNTIES = "蒙阴县 沂南县 临沭县 罗庄区"
DEPARTMENTS = (
    "市水利局 市旅发委 市发改委 市教育局 市科技局 市人社局 市环保局 市农业局 市渔业局 市林业局 "
    "市文广新局 市卫计局 市食药监局 市统计局 市物价局 沂沭河水利管理局 市法制办 市房产局 市供销社 "
    "市中小企业局 市地震局 市规划局 市民宗局 临沂综保区管委会"
)
ANNUAL = ("市科技局", "市文广新局", "市物价局", "沂沭河水利管理局", "市房产局")
ORDER_72 = ("市渔业局", "市林业局", "市统计局", "市供销社", "市中小企业局")
ORDER_83 = ("市水利局", "市旅发委", "市发改委")
PRAISED = (
    "蒙阴县", "沂南县", "临沭县", "罗庄区", "市地震局", "市规划局", "市民宗局", "临沂综保区管委会",
)  # fmt: skip


def _units() -> tuple[BulletinUnit, ...]:
    kinds = ((COUNTIES, "县区"), (DEPARTMENTS, "市政府部门"))
    return tuple(BulletinUnit(name, name, kind) for names, kind in kinds for name in names.split())


def _others(*named: tuple[str, ...]) -> tuple[str, ...]:
    out = {name for names in named for name in names}
    return tuple(unit.short_name for unit in _units() if unit.short_name not in out)


@pytest.fixture
def notice() -> BulletinData:
    """The facts of the notice of 18 April 2018."""
    return BulletinData(
        issuer="临沂市人民政府办公室",
        period="2018Q1",
        as_of=date(2018, 4, 18),
        issued_on=date(2018, 4, 18),
        title="临沂市人民政府办公室关于一季度政务公开工作情况的通报",
        addressees="各县区人民政府，市政府各部门、各直属机构，临沂高新技术产业开发区管委会，临沂经济技术开发区管委会，"
        "临沂临港经济开发区管委会，临沂商城管委会，蒙山旅游区管委会，各有关单位：",
        portal_name="市政府网站",
        units=_units(),
        good_practice=(
            GoodPractice("市法制办", "公开了《2018年立法工作计划和规范性文件制定计划》"),
            GoodPractice("市发改委", "对前三个月全市重点项目名称、内容、办理情况按月进行了公开"),
            GoodPractice("市教育局", "及时公开了市属学校公开招聘教师的有关信息"),
        ),
        orders=(
            OrderFacts(
                "临政办函〔2018〕72号",
                "临沂市人民政府办公室关于做好2017年度全市政务公开考核反馈问题整改工作的通知",
                "2017年全市政务公开工作考核整改",
                date(2018, 3, 20),
                on_time=_others(ORDER_72),
                missing=ORDER_72,
                praised=PRAISED,
            ),
            OrderFacts(
                "临政办函〔2018〕83号",
                "关于第一季度政府网站抽查有关情况的通报",
                "一季度政府网站抽查整改",
                date(2018, 3, 20),
                missing=ORDER_83,
            ),
        ),
        annual_report=AnnualReportDuty(
            2017,
            date(2018, 3, 31),
            "《中华人民共和国政府信息公开条例》第三十一条",
            on_time=_others(ANNUAL),
            missing=ANNUAL,
            mirror_columns=("部门年报", "县区年报"),
        ),
    )


@pytest.fixture
def city() -> BulletinData:
    """A fictional city of 60 units with faults of several classes, rare characters and a document number."""
    return fictional_city(60)


@pytest.fixture
def make_city() -> Callable[[int], BulletinData]:
    """Builds the fictional city with any number of units."""
    return fictional_city


def fictional_city(count: int) -> BulletinData:
    seeds = [SEEDS[start : start + 2] for start in range(0, len(SEEDS), 2)]
    names = [f"市{seeds[i % 20]}{'局委办'[i // 20 % 3]}{'' if i < 60 else i}" for i in range(count - 3)]
    names += ["镕城区", "垚山县", "市喆潍峄经济合作区管理委员会"]
    units = tuple(BulletinUnit(f"云州市{name}", name, "市政府部门") for name in names)
    columns = ("通知公告", "工作动态", "政策解读", "人事信息")
    stale = tuple(
        Place(
            name,
            f"{name}网站",
            columns[i % 4],
            1,
            (f"http://www.example-{i}.gov.cn/tzgg/list_{i}.html",),
            url=f"http://site{i}.example.gov.cn/",
        )
        for i, name in enumerate(names)
    )
    dead = tuple(
        Place(
            name,
            f"{name}网站",
            None,
            i + 1,
            (f"http://site{i}.example.gov.cn/art/2018/3/{i + 1}/art_{i}.html",),
            url=f"http://site{i}.example.gov.cn/",
        )
        for i, name in enumerate(names[:12])
    )
    return BulletinData(
        issuer="云州市人民政府办公室",
        period="2018Q2",
        as_of=date(2018, 7, 9),
        issued_on=date(2018, 7, 10),
        title="云州市人民政府办公室关于2018年第二季度全市政府网站和政务公开工作检查情况及整改落实情况的通报",
        number="云政办字[2018]08号",
        addressees="各县区人民政府，市政府各部门、各直属机构",
        portal_name="市政府门户网站",
        units=units,
        overall=Overall(sites=count, checked=count - 2, not_checked=2, failing=min(12, count - 2), closed=1),
        good_practice=(
            GoodPractice(names[1], "公开了重点项目清单。"),
            GoodPractice(names[0], "图文解读民生政策"),
        ),
        orders=(
            OrderFacts(
                "云政办函〔2018〕31号",
                "关于整改一季度网站问题的通知",
                "一季度网站问题整改",
                date(2018, 6, 15),
                on_time=tuple(names[4:]),
                late=(LateUnit(names[2], date(2018, 6, 20)),),
                missing=(names[0], names[3]),
                cant_tell=(names[1],),
                praised=tuple(names[5:8]),
            ),
        ),
        problems=(
            ProblemClass("stale_column", "栏目更新不及时", "国办发〔2017〕47号附件", stale),
            ProblemClass("dead_link", "存在不能打开的链接", "国办发〔2015〕15号附件1", dead),
            ProblemClass("missing_error_entry", "首页缺少“我为政府网站找错”入口", "", ()),
        ),
        not_checked=(
            NotChecked(
                names[1], f"{names[1]}网站", "栏目更新", "网站拒绝访问（403），请联系网站管理员放行后复查"
            ),
            NotChecked(
                names[1], f"{names[1]}网站", "死链", "网站拒绝访问（403），请联系网站管理员放行后复查"
            ),
            NotChecked(
                "镕城区", "镕城区政府网", "首页更新", "首页列表由远程脚本生成，程序不能读取，请人工检查"
            ),
        ),
        messages=(
            MessageFigures(names[0], 5, 3, 1, 0, 1),
            MessageFigures("垚山县", 4, 4, 0, 0, 0),
            MessageFigures(names[9], 2, 0, 0, 1, 1),
        ),
        rectify_by=date(2018, 8, 1),
    )


@pytest.fixture
def empty_quarter() -> BulletinData:
    """A quarter in which there is nothing to say."""
    return BulletinData(
        issuer="云州市人民政府办公室",
        period="2018Q3",
        as_of=date(2018, 9, 30),
        issued_on=date(2018, 10, 8),
        units=_units(),
    )
