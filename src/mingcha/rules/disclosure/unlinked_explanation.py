"""An explanation and its document do not lead to each other.

What it checks: explanations whose title names a document on the same site: a link from the explanation to the
    document, and from the document to an explanation.
Why: who reads one must find the other at once.
How to fix: put a link to the document on the explanation's page, and one back on the document's.
Known limits: only pairs sure by title, both pages read, explained since June 2017; where a block for related
    pages is filled by a script, or a script opens the link, it is left open.

查什么：标题写明所解读文件、文件也在本网站的解读，与文件页面是否互相链接。
为什么：方便群众在文件和解读之间对照查看。
怎么改：在解读页面加上文件链接，在文件页面加上解读链接。
局限：只查按标题能够认定、两个页面都读到的、2017年6月以后的解读；相关链接由脚本填充、打开的不作判定。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell
from mingcha.core.page import PageFacts, PageKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019
from mingcha.rules.disclosure._explanations import Pair, Paper, links_to, papers_of
from mingcha.text.policies import is_paper

_SINCE = date(2017, 6, 8)
_MANY = 80
"""Links kept of a page; one with as many may have had more."""


@rule(
    title=Text(zh="解读与文件没有互相链接", en="Explanation and document not linked"),
    severity=Severity.MINOR,
    basis=(guide_2017("解读回应：政策文件与解读信息相互关联"), indicators_2019("扣分指标：解读关联")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    pairs = [pair for pair in papers_of((site,)).pairs() if (pair.explanation.day or date.min) >= _SINCE]
    siblings: dict[str, list[Paper]] = {}
    for pair in pairs:
        siblings.setdefault(pair.copies[0].url, []).append(pair.explanation)
    untold: list[str] = []
    for pair in pairs:
        forth = links_to(pair.explanation, pair.copies)
        back = any(links_to(copy, siblings[pair.copies[0].url]) for copy in pair.copies)
        lacking = ([] if forth else [pair.explanation]) + ([] if back else list(pair.copies))
        if why := next((why for paper in lacking if (why := _why_open(paper.page))), ""):
            untold.append(f"“{pair.explanation.title}”（{why}）")
        elif lacking:
            yield _finding(pair, forth, back)
    if untold:
        raise CantTell(f"以下解读是否与文件互相链接无法判定，请人工查看：{'、'.join(untold[:5])}")


def _why_open(page: PageFacts | None) -> str:
    """Why a link that was not seen may be there all the same."""
    if page is None:
        return "页面没有读到"
    looked_at = page.links or is_paper(page.tag("articletitle") or page.title)
    if page.kind is not PageKind.ARTICLE or not looked_at:
        return "页面没有细看"
    if page.headings:
        return f"“{page.headings[0]}”由脚本填充或者打开"
    return "链接过多" if len(page.links) >= _MANY else ""


def _finding(pair: Pair, forth: bool, back: bool) -> Finding:
    explanation, document = pair.explanation, pair.copies[0]
    kind = "to_explanation" if forth else "to_document" if back else "both"
    what = {"to_explanation": "文件页面没有解读链接", "to_document": "解读页面没有文件链接"}.get(
        kind, "互相没有链接"
    )
    at, other = (document, explanation) if forth else (explanation, document)
    zh = f"“{explanation.title}”与所解读的文件：{what}；请互相加上链接"
    text = Text(zh, "explanation and document do not lead to each other; add the links")
    return Finding(at.url, text, excerpt=f"{document.title}", target=other.url, kind=kind)
