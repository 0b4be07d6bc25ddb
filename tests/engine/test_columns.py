"""What a column holds is told by its name, then by the columns above it, and in doubt not at all."""

import pytest

from mingcha.core.page import ColumnKind
from mingcha.engine.columns import column_kind, is_article_address, is_column_address
from mingcha.text.columns import column_name, is_column_name

KINDS = {
    "news": "要闻 工作动态 图片新闻 部门动态 区县动态 新闻中心 政务要闻 水利新闻",
    "notice": "通知公告 公示公告 公告公示 公示 通知",
    "policy": "政策文件 规范性文件 政策法规 法规 政府文件",
    "explanation": "政策解读 文件解读",
    "annual_report": "公开年报 信息公开年报 政府信息公开年度报告 部门年报 县区年报",
    "catalogue": "信息公开目录 公开目录",
    "guide": "公开指南 信息公开指南",
    "leader": "领导之窗 领导信息",
    "organ": "机构职能 机构概况 内设机构",
    "personnel": "人事任免 人事信息",
    "plan": "规划计划",
    "finance": "财政预决算 财政信息 部门预算",
    "statistics": "统计信息 统计数据",
    "consultation": "局长信箱 在线咨询 咨询投诉 互动交流",
    "survey": "调查征集 意见征集 网上调查",
    "interview": "在线访谈",
    "message": "留言选登 来信选登 咨询回复选登 回应关切",
    "service": "办事服务 办事指南 表格下载 行政许可",
    "video": "视频新闻 视频",
    "topic": "专题专栏 专题",
    "other": "政务公开 红色文化 党史学习教育",
    "home": "首页",
}


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, names in KINDS.items() for name in names.split()]
)
def test_a_column_is_typed_by_its_name(name: str, kind: str) -> None:
    assert column_kind(name).value == kind


def test_a_nameless_column_below_the_annual_reports_holds_annual_reports() -> None:
    assert column_kind("县区", ("政务公开", "公开年报")) is ColumnKind.ANNUAL_REPORT
    assert column_kind("2017年", ("政府信息公开年报",)) is ColumnKind.ANNUAL_REPORT


def test_a_nameless_column_never_inherits_a_shorter_period() -> None:
    assert column_kind("媒体聚光", ("新闻中心",)) is ColumnKind.OTHER
    assert column_kind("2017年", ("通知公告",)) is ColumnKind.OTHER


def test_the_tag_types_a_nameless_column_unless_it_says_news() -> None:
    assert column_kind("兰山视窗", (), "政策文件") is ColumnKind.POLICY
    assert column_kind("兰山视窗", (), "工作动态") is ColumnKind.OTHER


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("首　页", "首页"),
        ("水利 新闻 »", "水利新闻"),
        ("通知公告（12）", "通知公告"),
        ("> 政策法规", "政策法规"),
    ],
)
def test_names_lose_blanks_arrows_and_counts(words: str, name: str) -> None:
    assert column_name(words) == name


@pytest.mark.parametrize(
    "name",
    [
        "首页",
        "设为首页",
        "加入收藏",
        "无障碍浏览",
        "登录",
        "English",
        "友情链接",
        "网站地图",
        "联系我们",
        "更多",
        "下一页",
        "12",
        "关于我们",
        "我为政府网站找错",
        "打印本页",
    ],
)
def test_links_that_every_site_carries_are_no_columns(name: str) -> None:
    assert not is_column_name(name)


@pytest.mark.parametrize(
    "path",
    [
        "/info/1023/4567.htm",
        "/tzgg/201804/t20180412_123.html",
        "/tzgg/content/post_123.html",
        "/art/2018/4/12/art_42150_1.html",
        "/show.asp?id=50",
        "/c/20180412/8812.html",
        "/content_77123.html",
    ],
)
def test_addresses_of_articles_are_known(path: str) -> None:
    assert is_article_address("http://x.gov.cn" + path)
    assert not is_column_address("http://x.gov.cn" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/tzgg/",
        "/tzgg/index.html",
        "/tzgg.htm",
        "/col/col42150/index.html",
        "/class.asp?id=3",
        "/channels/123.html",
        "/list-12.html",
    ],
)
def test_addresses_of_columns_are_known(path: str) -> None:
    assert is_column_address("http://x.gov.cn" + path)
    assert not is_article_address("http://x.gov.cn" + path)
