"""The site's yearly table of work (政府网站工作年度报表) was published late, or not at all.

What it checks: the table of the past year on the site itself, by its title and its publication date.
Why: every government site owes the public an account of its year by 31 January.
How to fix: publish the table of the past year on the home page at once.
Known limits: absence is said only when the whole site, or a column of such tables, was read; a table without
    a date is left open, and so is one whose title is only in a picture.

查什么：上一年度《政府网站工作年度报表》是否于1月31日前在本网站公布（按标题和发布时间）。
为什么：各级政府网站应当每年向社会公布年度工作情况。
怎么改：立即在网站首页公布上一年度报表。
局限：没有读完全站、也没有读全报表栏目的不认定未公布；报表没有发布时间的不作判定；标题只在图片里的看不到。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._words import day_zh
from mingcha.rules.disclosure._work_tables import is_of, tables, unseen


@rule(
    title=Text(zh="未按时公布网站工作年度报表", en="Yearly table of the site's work late or missing"),
    severity=Severity.MINOR,
    basis=(
        Basis(
            "国办函〔2018〕12号《关于加强政府网站年度报表编制发布工作的通知》", "", since=date(2018, 1, 15)
        ),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    year, due = site.today.year - 1, date(site.today.year, 1, 31)
    if site.today <= due:
        raise Inapplicable(f"{year}年度报表的公布期限{day_zh(due)}未过")
    found = [table for table in tables(site) if is_of(table, year)]
    days = [(table.day, table) for table in found if table.day is not None]
    first, table = min(days, key=lambda row: row[0], default=(None, None))
    if first is not None and table is not None:
        if first > due:
            zh = f"{year}年度网站工作年度报表应于{day_zh(due)}前公布，{day_zh(first)}才公布；今后请按时公布"
            text = Text(zh, f"due {due}, published {first}")
            yield Finding(table.url, text, excerpt=f"{first} {table.title}", kind="late")
    elif found:
        raise CantTell(f"“{found[0].title}”没有可以认定的发布时间，请人工查看")
    elif why := unseen(site):
        raise CantTell(f"没有看到{year}年度网站工作年度报表，但{why}，请人工查看")
    else:
        zh = f"{year}年度网站工作年度报表应于{day_zh(due)}前公布，全站未见；请立即公布"
        looked = f"已查看：全站{len(site.pages)}页、{len(site.columns)}个栏目"
        text = Text(zh, f"due {due}, nowhere on the site")
        yield Finding(site.site.home_url, text, excerpt=looked, kind="missing")
