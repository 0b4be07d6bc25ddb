"""Links that failed on two looks, by what they lead to: what dead_link and its sisters share."""

from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.fetch import FailureKind
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Text
from mingcha.core.view import BrokenLink, SiteView
from mingcha.rules._words import some

_WHOLE_HOST = (FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT)


def dead(site: SiteView, role: str, what: Text) -> Iterator[Finding]:
    """One finding for each dead address of a role, then CantTell where some were looked at only once.

    Several addresses on one other host that does not answer at all have one cause: the first stands for all.
    """
    links = [link for link in site.broken_links if link.role == role and link.failure.kind.can_be_dead]
    told: dict[str, list[BrokenLink]] = {}
    for link in links:
        if link.failure.looks >= 2:
            silent = role == "exit" and link.failure.kind in _WHOLE_HOST
            rows = told.setdefault(host_of(link.target) if silent else link.target, [])
            if all(row.target != link.target for row in rows):
                rows.append(link)
    for rows in told.values():
        yield _finding(rows, what)
    known = {row.target for rows in told.values() for row in rows}
    once = [link.target for link in links if link.failure.looks < 2 and link.target not in known]
    if once:
        raise CantTell(f"有链接只看过一次，未经复看不认定：{some(once, 3)}；请重新检查")


def _finding(rows: list[BrokenLink], what: Text) -> Finding:
    link = next((row for row in rows if row.on_home), rows[0])
    place, place_en = ("首页", "home page") if link.on_home else ("内页", "inner pages")
    pages = sum(max(1, row.pages) for row in rows)
    carried = f"，{pages}个页面带有此链接" if pages > 1 else ""
    several = f"（该站点共{len(rows)}个地址）" if len(rows) > 1 else ""
    return Finding(
        link.source,
        Text(
            f"{place}{what.zh}“{link.text.strip() or link.target}”两次访问均打不开"
            f"（{link.failure.detail}）{several}{carried}；请修复或撤下",
            f"{what.en} on the {place_en} failed on {link.failure.looks} looks ({link.failure.kind})",
        ),
        excerpt=link.text,
        target=link.target,
        count=pages,
        evidence=link.source_evidence,
        seen_at=link.failure.seen_at,
        kind="home" if link.on_home else "inner",
    )
