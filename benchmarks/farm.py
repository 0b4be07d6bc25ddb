"""A farm of government-like sites on loopback: long pages, many links, some GBK, some dead links.

Site k answers at http://127.1.(k // 250).(k % 250 + 1):PORT/. Deterministic: the seed is the site's number.
"""

import random
from dataclasses import dataclass, field

WORDS = (
    "关于印发开展推进实施加强工作通知公告方案意见会议项目管理安全生产监督检查行政审批信息公开目录指南年度报告"
    "预算决算社会保障医疗教育卫生交通运输水利农业乡村环境保护规划城乡建设应急消防服务群众企业发展改革创新"
)
COLUMNS = (
    ("zwgk", "政务公开"),
    ("zcfg", "政策法规"),
    ("tzgg", "通知公告"),
    ("xwzx", "新闻中心"),
    ("gzdt", "工作动态"),
    ("hdjl", "互动交流"),
    ("bsfw", "办事服务"),
    ("ztzl", "专题专栏"),
    ("rsxx", "人事信息"),
    ("czyjs", "财政预决算"),
)
PER_LIST = 20
LINKS = 36
"""Related links of an article, beside navigation, breadcrumb and foot."""
GBK_EVERY = 10
GONE = 0.12
"""Share of articles with one dead link of their own."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site: its host (address), its pages by path, and its dead paths."""

    host: str
    pages: dict[str, bytes]
    dead: frozenset[str]
    files: dict[str, bytes] = field(default_factory=dict)


def host_of_site(number: int) -> str:
    """The loopback address of a site."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def make_site(number: int, pages: int, mean_bytes: int = 40_000) -> Site:
    """A site of so many pages: a home page, lists of 20 entries, articles of 0.5 to 1.5 of the mean size."""
    rng = random.Random(number)
    is_gbk = number % GBK_EVERY == GBK_EVERY - 1
    maker = _Maker(rng, host_of_site(number), is_gbk, mean_bytes)
    lists_of = max(1, round(pages / (PER_LIST + 1) / len(COLUMNS)))
    articles = maker.articles(max(len(COLUMNS), pages - 1 - lists_of * len(COLUMNS)))
    made = {"/": maker.home(articles)}
    for column, name in COLUMNS:
        mine = [one for one in articles if one.column == column]
        share = -(-len(mine) // lists_of)
        for k in range(lists_of):
            made[_list_path(column, k)] = maker.listing(name, mine[k * share : (k + 1) * share], k, lists_of)
    dead: set[str] = {"/map.html"}
    for one in articles:
        gone = f"/{one.column}/t{rng.randrange(10**6)}_gone.html" if rng.random() < GONE else ""
        if gone:
            dead.add(gone)
        made[one.path] = maker.article(one, rng.sample(articles, min(LINKS, len(articles))), gone)
    return Site(
        host_of_site(number), made, frozenset(dead), {"/robots.txt": b"User-agent: *\nDisallow: /admin/\n"}
    )


def _list_path(column: str, number: int) -> str:
    return f"/{column}/" if number == 0 else f"/{column}/index_{number}.html"


@dataclass(frozen=True, slots=True)
class _Article:
    column: str
    path: str
    title: str
    day: str


class _Maker:
    def __init__(self, rng: random.Random, host: str, is_gbk: bool, mean_bytes: int) -> None:
        self._rng = rng
        self._host = host
        self._charset, self._encoding = ("gb2312", "gb18030") if is_gbk else ("utf-8", "utf-8")
        self._mean = mean_bytes
        self._name = f"{rng.choice('东西南北青云江河')}{rng.choice('安宁平清长永')}市人民政府"
        self._style = "".join(
            f".c{k}{{margin:{k}px;padding:{k}px;font:14px/{k + 14}px '微软雅黑'}}\n" for k in range(40)
        )
        self._script = "".join(
            f"function f{k}(a,b){{if(a>b){{document.getElementById('d{k}').id='c{k}';}}return a+{k};}}\n"
            for k in range(40)
        )

    def _words(self, count: int) -> str:
        return "".join(self._rng.choices(WORDS, k=count))

    def articles(self, count: int) -> list[_Article]:
        made = []
        for k in range(count):
            column = COLUMNS[k % len(COLUMNS)][0]
            day = (
                f"{self._rng.randint(2015, 2017)}-{self._rng.randint(1, 12):02}-{self._rng.randint(1, 28):02}"
            )
            path = f"/{column}/{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{1_000_000 + k}.html"
            made.append(_Article(column, path, f"关于{self._words(self._rng.randint(10, 22))}的通知", day))
        return made

    def _text(self, size: int) -> str:
        pieces = []
        while size > 0:
            words = self._words(self._rng.randint(40, 160))
            pieces.append(
                '<p class="MsoNormal" style="text-indent:2em;line-height:28pt;"><span style="font-family:'
                f'仿宋_GB2312;font-size:16pt;">{words}。</span></p>\n'
            )
            size -= len(pieces[-1].encode(self._encoding))
        return "".join(pieces)

    def _entries(self, articles: list[_Article], up: str = "..") -> str:
        """List items; a fifth of the links is relative, `up` leads from the page's folder to the root."""
        rows = []
        for one in articles:
            url = one.path if self._rng.random() < 0.8 else f"{up}{one.path}"
            rows.append(
                f'<li class="c5 clearfix"><span class="date">{one.day}</span><a href="{url}" target="_blank" '
                f'title="{one.title}">{one.title}</a></li>\n'
            )
        return "".join(rows)

    def _page(self, title: str, column: str, day: str, main: str, is_article: bool = False) -> bytes:
        tags = {
            "SiteName": self._name,
            "SiteDomain": self._host,
            "SiteIDCode": "4400000001",
            "ColumnName": column,
            "ColumnType": column,
            "PubDate": f"{day} 09:00",
            "ContentSource": self._name,
            "Keywords": self._words(12),
            "Description": self._words(40),
        }
        if is_article:
            tags["ArticleTitle"] = title
        head = "".join(f'<meta name="{name}" content="{value}">\n' for name, value in tags.items())
        nav = "".join(f'<li class="c3"><a href="/{folder}/">{name}</a></li>\n' for folder, name in COLUMNS)
        charset = f'<meta http-equiv="Content-Type" content="text/html; charset={self._charset}">'
        foot = (
            f"<p>主办单位：{self._name}　网站标识码：4400000001</p><p>粤ICP备05000001号-1　"
            '联系电话：0755-2000000</p><p><a href="/map.html">网站地图</a></p>'
        )
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{charset}<title>{title}_{self._name}</title>\n{head}'
            f"<style>\n{self._style}</style>\n<script>\n{self._script}</script></head>\n<body>"
            f'<div class="top"><ul class="nav"><li><a href="/">首页</a></li>{nav}</ul></div>\n'
            f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {column}</div>\n'
            f'<div class="main">{main}</div>\n<div class="footer">{foot}</div></body></html>\n'
        ).encode(self._encoding)

    def home(self, articles: list[_Article]) -> bytes:
        main = f'<div class="news"><h2>要闻</h2><ul>{self._entries(articles[:45], ".")}</ul></div>'
        return self._page(self._name, "首页", "2018-04-01", main)

    def listing(self, name: str, articles: list[_Article], number: int, count: int) -> bytes:
        pager = "".join(
            f'<a href="index{"" if k == 0 else f"_{k}"}.html">{k + 1}</a>'
            for k in range(max(1, number - 2), min(count, number + 3))
        )
        main = f'<ul class="list">{self._entries(articles)}</ul><div class="page">{pager}</div>'
        return self._page(name, name, "2018-04-01", main)

    def article(self, one: _Article, related: list[_Article], gone: str) -> bytes:
        name = dict(COLUMNS)[one.column]
        size = int(self._mean * self._rng.uniform(0.5, 1.5)) - 18_000
        lost = f'<p><a href="{gone}">相关文件{self._words(6)}</a></p>' if gone else ""
        rail = self._entries(related, "../..")
        main = (
            f'<h1>{one.title}</h1><div class="info">发布时间：{one.day} 09:00　来源：{self._name}</div>'
            f'<div class="TRS_Editor">{self._text(size)}{lost}</div><ul class="rail">{rail}</ul>'
        )
        return self._page(one.title, name, one.day, main, is_article=True)
