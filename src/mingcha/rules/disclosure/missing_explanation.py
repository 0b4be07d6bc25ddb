"""A policy document of the unit has no explanation.

What it checks: the newest documents that lay down rules (办法, 规定, 意见 …) in the unit's own policy
    columns within a year, for an explanation by title, document number or link, on its sites or the portal.
Why: an important document is to be published together with its explanation.
How to fix: publish an explanation of background, aims and main points, and link both.
Known limits: which document is important, a person decides: always a suspect. Explanations elsewhere than on
    the unit's sites and the portal are not seen.

查什么：本单位网站政策栏目一年内发布的办法、规定、细则、意见等文件，有没有解读（按标题、发文字号、链接配对，含门户网站）。
为什么：重要政策文件应当与解读材料同步发布。
怎么改：补充解读材料，讲清背景、目标和主要内容，并与文件互相链接。
局限：文件是否必须解读由人工认定，机器只列疑点；发布在其他网站的解读看不到。
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from mingcha.core.clock import back_months
from mingcha.core.errors import CantTell
from mingcha.core.page import ColumnKind
from mingcha.core.rule import Method, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._basis import guide_2017, notice_2018, rules_2016
from mingcha.rules._units import seen_sites, unseen_hosts
from mingcha.rules.disclosure._explanations import Paper, Papers, links_to, papers_of
from mingcha.rules.update._ages import could_not_read


@dataclass(frozen=True, slots=True)
class Params:
    """`months` back, `grace` days to write the explanation, the `most` newest documents looked at."""

    months: int = 12
    grace: int = 14
    most: int = 5


@rule(
    title=Text(zh="政策文件没有解读", en="Policy document without explanation"),
    severity=Severity.MINOR,
    method=Method.SUSPECT,
    subject=Subject.UNIT,
    basis=(rules_2016("解读回应"), guide_2017("解读回应"), notice_2018("三（一）4")),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    own = seen_sites(view)
    first, last = back_months(view.today, p.months), view.today - timedelta(days=p.grace)
    norms = [(paper.day, paper.url, paper) for paper in papers_of(own).norms if paper.day is not None]
    recent = sorted((row for row in norms if first <= row[0] <= last), key=lambda row: row[:2])
    everywhere = papers_of((*own, *((view.portal,) if view.portal and view.portal not in own else ())))
    bare = [paper for *_, paper in recent[-p.most :] if not _is_explained(paper, everywhere)]
    unread = [*(name for site in own for name in _unread(site)), *unseen_hosts(view)]
    if unread and (bare or not recent):
        raise CantTell(f"政策文件或解读没有读全（{unread[0]}），请人工查看")
    for paper in bare:
        zh = f"《{paper.title.strip('《》')}》没有看到解读；属于重要政策的，请补充解读并与文件互相链接"
        text = Text(zh, "no explanation found; if the document is important, publish and link one")
        yield Finding(paper.url, text, excerpt=f"{paper.day} {paper.title}", suspect=True)


def _is_explained(paper: Paper, papers: Papers) -> bool:
    """Whether any explanation may be of this paper: loosely, since only a total lack is told."""
    number = paper.page.document_number if paper.page else ""
    for explanation in papers.explanations:
        page = explanation.page
        same = any(key in explanation.title for key in paper.keys) or explanation.keys & paper.keys
        cited = number and page and page.document_number == number
        if same or cited or links_to(paper, [explanation]) or links_to(explanation, [paper]):
            return True
    return False


def _unread(site: SiteView) -> list[str]:
    kinds = (ColumnKind.POLICY, ColumnKind.EXPLANATION)
    names = [column.name for column in site.columns if column.kind in kinds and could_not_read(column)]
    return names if site.complete else [*names, f"{site.site.host} 没有读完"]
