"""Letters that the pages of a unit's sites show without an answer, past their due day."""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell
from mingcha.core.page import PageFacts
from mingcha.core.verdict import Finding, Text
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._sites import own_columns
from mingcha.rules._words import day_zh, some
from mingcha.rules.interaction._channels import holds_letters
from mingcha.text.letters import EMPTY


def shown_unanswered(view: UnitView, workdays: int, first: date, last: date) -> Iterator[Finding]:
    """Suspects of overdue letters asked from `first` on; from before `last` they come under the veto.

    Letters of the ledger are left out. CantTell at the end names those whose day or state the page does not
    tell: an empty field for the answer may be filled by a script.
    """
    untold: list[str] = []
    known = {message.url for message in view.ledger.messages}
    for page, asked in _letters(view):
        if page.url in known or (asked is not None and asked < first):
            continue
        due = view.calendar.due_or_provisional(asked, workdays) if asked else None
        if due is not None and view.today <= due.day:
            continue
        title = page.tag("articletitle") or page.title
        if asked is None or due is None or due.provisional or page.unanswered == EMPTY:
            untold.append(title)
            continue
        text = Text(
            f"页面显示{day_zh(asked)}的留言“{title}”尚未答复，应于{day_zh(due.day)}前（{workdays}个工作日内）答复；"
            "请核实，确未答复的请立即答复",
            f"due {due.day}, shown as unanswered",
        )
        kind = "veto" if asked < last else "late"
        excerpt = page.unanswered
        yield Finding(page.url, text, excerpt, evidence=page.evidence, suspect=True, kind=kind)
    if untold:
        raise CantTell(f"留言{some(untold)}是否逾期未答复，从页面上无法判定，请人工查看")


def _letters(view: UnitView) -> Iterator[tuple[PageFacts, date | None]]:
    """Pages of columns for letters that say that they are unanswered, with the day of page or list."""
    for site in view.sites:
        listed = _days(site)
        for page in site.pages:
            if page.unanswered and (page.column in listed or page.url in listed):
                yield page, page.date.day if page.date else listed.get(page.url)


def _days(site: SiteView) -> dict[str, date | None]:
    """The columns for letters, and their entries with the day that the list shows."""
    found: dict[str, date | None] = {}
    for column in filter(holds_letters, own_columns(site)):
        found[column.url] = None
        found.update({item.url: item.date for item in column.items})
    return found
