"""A site of any number of pages of about 40 KB, as a world folder: lists, articles, some dead links."""

import random
from datetime import date, timedelta
from pathlib import Path

HOST = "www.ceshi.gov.cn"
CODE = "3799000001"
WORDS = (
    "关于印发开展推进实施加强工作通知公告方案意见会议项目管理安全生产监督检查行政审批信息公开目录指南年度报告"
    "预算决算社会保障医疗教育卫生交通运输水利农业乡村环境保护规划城乡建设应急消防服务群众企业发展改革创新"
)
COLUMNS = (
    ("tzgg", "通知公告"),
    ("gzdt", "工作动态"),
    ("zcwj", "政策文件"),
    ("zcjd", "政策解读"),
    ("rsxx", "人事信息"),
    ("ghjh", "规划计划"),
    ("czxx", "财政信息"),
    ("tjxx", "统计信息"),
)
PER_LIST = 20
LINKS = 30
"""Related links on an article, so that a page holds about 54 anchors."""
TODAY = date(2018, 4, 18)


def build(folder: Path, pages: int, page_bytes: int = 40_000, seed: int = 1) -> int:
    """Write a world of one site with `pages` pages; returns how many distinct dead links it holds."""
    rng = random.Random(seed)
    root = folder / "sites" / HOST
    articles = _articles(rng, pages)
    dead: set[str] = set()
    for column, name in COLUMNS:
        mine = [row for row in articles if row[0] == column]
        chunks = [mine[k : k + PER_LIST] for k in range(0, len(mine), PER_LIST)]
        for number, chunk in enumerate(chunks):
            pager = "".join(
                f'<a href="{_list_name(k)}">{k + 1}</a>'
                for k in range(max(0, number - 2), min(len(chunks), number + 3))
            )
            entries = "".join(
                f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>'
                for _, url, title, day in chunk
            )
            body = f'<div class="list"><ul>{entries}</ul></div><div class="page">{pager}</div>'
            _write(
                root / column / _list_name(number),
                _page(name, name, body, rng, page_bytes // 2, articles[:0]),
            )
    for column, url, title, day in articles:
        name = dict(COLUMNS)[column]
        related = rng.sample(articles, min(LINKS, len(articles)))
        extra = ""
        if rng.random() < 0.02:
            gone = f"/{column}/gone{rng.randrange(10**6)}.html"
            dead.add(gone)
            extra = f'<p><a href="{gone}">相关文件</a></p>'
        head = f'<h1>{title}</h1><div class="info">发布时间：{day} 09:00　来源：测试市</div>'
        _write(root / url.lstrip("/"), _page(title, name, head + extra, rng, page_bytes, related, day))
    _write(root / "index.html", _home(articles, rng))
    (folder / "world.toml").write_text(
        f'name = "big"\nperiod = "2018Q1"\nas_of = {TODAY}\nissuer = "测试市人民政府办公室"\n'
        f'portal_host = "{HOST}"\nscheme = "linyi-2018"\nreport_year = 2017\n',
        encoding="utf-8",
    )
    (folder / "register.csv").write_text(
        "单位编码,单位名称,单位简称,单位类别,上级单位,排序,网站名称,首页网址,网站标识码,网站类型,ICP备案号,公安备案号,"
        "状态,联系人,联系电话,邮箱\n"
        f"001,测试市人民政府,测试市,市政府部门,,1,测试市人民政府网,http://{HOST}/,{CODE},门户,鲁ICP备18000001号,"
        "鲁公网安备 37990002000001号,正常,,,\n",
        encoding="utf-8",
    )
    return len(dead)


def _articles(rng: random.Random, pages: int) -> list[tuple[str, str, str, str]]:
    """Rows of (column folder, address, title, day), newest first within a column."""
    lists = pages // (PER_LIST + 1) + 1
    rows = []
    for k in range(max(pages - 1 - lists, len(COLUMNS))):
        column = COLUMNS[k % len(COLUMNS)][0]
        day = TODAY - timedelta(days=k // len(COLUMNS) // 2)
        title = "关于" + _words(rng, 14) + "的通知"
        rows.append((column, f"/{column}/{day:%Y%m}/t{day:%Y%m%d}_{1000000 + k}.html", title, str(day)))
    return rows


def _list_name(number: int) -> str:
    return "index.html" if number == 0 else f"index_{number}.html"


def _words(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(WORDS, k=count))


def _page(
    title: str,
    column: str,
    body: str,
    rng: random.Random,
    size: int,
    related: list[tuple[str, str, str, str]],
    day: str = "",
) -> str:
    article = (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
        '<meta name="ContentSource" content="测试市">'
        if day
        else ""
    )
    rail = "".join(f'<li><a href="{url}">{name}</a></li>' for _, url, name, _ in related)
    text = ""
    while len(text) < size // 3:
        text += f'<p style="text-indent:2em">{_words(rng, 120)}。</p>\n'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_测试市人民政府网</title>'
        '<meta name="SiteName" content="测试市人民政府网">'
        f'<meta name="SiteDomain" content="{HOST}"><meta name="SiteIDCode" content="{CODE}">'
        f'<meta name="ColumnName" content="{column}"><meta name="ColumnType" content="{column}">'
        f'<meta name="ColumnDescription" content="{column}"><meta name="ColumnKeywords" content="{column}">'
        f"{article}</head><body>{_nav()}<div class='main'>{body}<div class='TRS_Editor'>{text}</div>"
        f"<ul class='rail'>{rail}</ul></div>{_footer()}</body></html>"
    )


def _nav() -> str:
    entries = "".join(f'<li><a href="/{folder}/index.html">{name}</a></li>' for folder, name in COLUMNS)
    return f'<ul class="nav"><li><a href="/">首页</a></li>{entries}</ul>'


def _footer() -> str:
    return (
        f'<div class="footer"><p>主办单位：测试市人民政府　联系电话：0500-1234567　网站标识码：{CODE}</p>'
        '<p><a href="http://beian.miit.gov.cn/">鲁ICP备18000001号</a> '
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990002000001">'
        "鲁公网安备 37990002000001号</a></p>"
        '<script src="//dcs.conac.cn/js/15/000/0000/00000000/CA150000000000000000001.js"></script>'
        f"<script id=\"_jiucuo_\" sitecode='{CODE}' src='http://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script></div>"
    )


def _home(articles: list[tuple[str, str, str, str]], rng: random.Random) -> str:
    blocks = []
    for folder, name in COLUMNS:
        entries = "".join(
            f'<li><a href="{url}">{title}</a><span>{day}</span></li>'
            for column, url, title, day in articles
            if column == folder
        )
        blocks.append(
            f'<div class="block"><h2>{name}<a href="/{folder}/index.html">更多</a></h2>'
            f"<ul>{''.join(entries.partition('</li>')[:2])}</ul></div>"
        )
    return _page("测试市人民政府网", "首页", "".join(blocks), rng, 2_000, articles[:30])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
