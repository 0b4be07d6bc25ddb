"""A service guide seems to lack many of the ten classes of elements.

What it checks: labels of the ten classes on each guide; guides that lack four classes or more are shown, and
    marked when five of them, or all of fewer than five, come under the veto.
Why: without conditions, materials, place or time nobody can use the service.
How to fix: complete the guide by the ten classes, or link to the complete one of the service platform.
Known limits: goes by words and table heads, so that a person decides; guides in pictures or attachments are
    named and left open; guides on other sites are not looked at. Outside the columns of services only pages
    that name two of conditions, materials, basis and procedure are guides.

查什么：办事指南是否具备事项名称、设定依据、申请条件、办理材料、办理地点、办理机构、收费标准、办理时间、联系电话、
    办理流程十类要素；缺四类以上的列出，达到否决数量的注明。
为什么：要素缺失的指南无法使用；缺四类以上的达到5个，单项否决。
怎么改：按十类要素补全指南，或者链接到政务服务平台的完整指南。
局限：按文字和表头识别，由人工认定；图片或附件形式的指南不作判定并列出；其他网站上的指南不看；办事栏目以外的，
    写明条件、材料、依据、流程两类以上的才作为指南。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.errors import CantTell
from mingcha.core.rule import Method, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._words import some
from mingcha.rules.service._guides import guides, lacking, title_of, unreadable


@dataclass(frozen=True, slots=True)
class Params:
    """Classes that a guide must lack to be shown, and so many guides that come under the veto."""

    classes: int = 4
    guides: int = 5


@rule(
    title=Text(zh="办事指南要素不全", en="Service guide lacks elements"),
    severity=Severity.MAJOR,
    method=Method.SUSPECT,
    basis=(census_2015("服务实用：办事指南"), indicators_2019("单项否决：服务不实用（办事指南）")),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    every = guides(site)
    thin = [page for page in every if len(lacking(page)) >= p.classes]
    untold = [page for page in thin if unreadable(page)]
    poor = [page for page in thin if page not in untold]
    veto = len(poor) >= p.guides or (len(every) < p.guides and len(poor) == len(every))
    for page in poor:
        missed = "、".join(lacking(page))
        text = Text(
            f"“{title_of(page)}”未见{missed}（{len(lacking(page))}类）；请核实并补全",
            f"{len(lacking(page))} of ten classes of elements were not seen",
        )
        shown = f"已见：{'、'.join(page.elements)}"
        kind = "veto" if veto else None
        yield Finding(page.url, text, excerpt=shown, evidence=page.evidence, suspect=True, kind=kind)
    if untold:
        raise CantTell(f"指南{some(title_of(page) for page in untold)}为图片或附件，请人工查看")
