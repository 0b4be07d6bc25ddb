"""Words of column names: what a column holds, and which links are no columns at all."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from mingcha.core.page import ColumnKind

_NOT_COLUMNS: Final = re.compile(
    r"(?:网站|返回)?(?:首\s*页|主页)|返回.*|设为?(?:首页|主页)|(?:加入|添加|放入)?收藏.*|无障碍.*|"
    r".*(?:无障碍|长者|适老|关怀)(?:版|模式|浏览|通道)?|登[录陆].*|注册.*|退出|"
    r"用户.*登[录陆]|个人中心|用户中心|english|en|中文|简体(?:版|中文)?|繁[體体](?:版|中文)?|"
    r"[简繁]|手机版|移动版|客户端|电脑版|app|rss|rss订阅|"
    r"微信.*|.*微信(?:公众号)?|微博.*|.*微博|官方微.*|新媒体|(?:更多|more|查看更多|查看全部|"
    r"全部)[+>》»]*|[上下]一?[页篇条张].*|尾页|末页|首条|友情链接.*|相关链接|网站链接|"
    r"网站(?:地图|导航|声明|帮助|说明|管理|纠错|维护|标识码.*|公告)|站点(?:地图|导航)|本站.*|"
    r"联系(?:我们|方式)|关于(?:我们|本站|网站)|版权.*|隐私.*|免责.*|法律声明|使用帮助|帮助|"
    r".*找错.*|打印.*|关闭.*|.*(?:[小大中]号?字)|[大中小]|[+-]|搜索|高级(?:搜索|检索)|检索|"
    r"全站搜索|站内搜索|智能(?:问答|搜索)|机器人|分享.*|收起|展开|切换.*|换一[批组].*|"
    r"\d+|[<>«»‹›]+|.{0,12}icp备.*|.*公网安备.*|邮箱(?:登录|系统)?|电子邮箱|oa.*|办公(?:系统|平台|"
    r"自动化)|天气.*|详细|详情|查看|下载|点击.*|今天.*|刷新|pdf|ipv6|.*字体.*|语音.*|"
    r"省政府(?:网站?)?|国务院(?:网站?)?|中国政府网|市政府(?:网站?)?|.{0,6}人民政府(?:网|门户网站)?|举报平台|"
    r"正文|全文|内容|tab\d*|top|↑.*|顶部|返回顶部",
    re.I,
)
_COUNT: Final = re.compile(r"[（(\[]\s*\d+\s*(?:条|篇|个)?\s*[)）\]]$")
_DECORATION: Final = " \t\r\n\u3000\u00a0·•●>》»›<«|｜-—_:：[]【】〖〗.＞+↓▼▾∨"
LONGEST_NAME: Final = 16


@cache
def _kinds() -> tuple[tuple[ColumnKind, re.Pattern[str]], ...]:
    rows: list[tuple[ColumnKind, re.Pattern[str]]] = []
    source = files("mingcha.text").joinpath("data", "column_kinds.txt").read_text("utf-8")
    for line in source.splitlines():
        if line and not line.startswith("#"):
            kind, _, shape = line.partition("\t")
            rows.append((ColumnKind.OTHER if kind == "-" else ColumnKind(kind), re.compile(shape)))
    return tuple(rows)


@cache
def kind_by_words(name: str) -> ColumnKind:
    """The kind of a column by its name alone; `other` when no word of it tells."""
    name = "".join(name.split())
    return next((kind for kind, shape in _kinds() if shape.search(name)), ColumnKind.OTHER)


def column_name(words: str) -> str:
    """A column's name in normal form: no blanks, no arrows and bullets, no count of its entries."""
    words = "".join(words.split()).strip(_DECORATION)
    words = _COUNT.sub("", words).strip(_DECORATION)
    return re.sub(r"(?:更多|more)[>》»+.]*$", "", words, flags=re.I).strip(_DECORATION)


def is_column_name(name: str) -> bool:
    """Whether words can name a column: short, and none of the links that every site carries."""
    return (
        2 <= len(name) <= LONGEST_NAME
        and _NOT_COLUMNS.fullmatch(name) is None
        and not re.search(r"[。，；？！,;?!]|https?:|\.\.|…|\d{4}-\d|：", name)
    )
