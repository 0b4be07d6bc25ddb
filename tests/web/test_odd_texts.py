"""What pages may hold and databases may not take: NUL, lone surrogates, letters beyond the first plane."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.web.test_runs import SITES, VIEW, city, finding, start

from mingcha.core.verdict import Outcome, Verdict

__all__ = ["city"]


@pytest.mark.parametrize("odd", ["空\x00字", "半\ud800字", "𠮷野家 😀", "\x01\x1b[0m", "\\u0000"])
def test_a_result_with_odd_letters_is_kept(home: Path, odd: str) -> None:
    from mingcha.web.selectors import runs as read
    from mingcha.web.services import runs

    run = start(SITES[:1])
    seen = finding("http://x.cn/" + odd, excerpt=odd, column=odd)
    verdict = Verdict("dead_link", Outcome.FAILED, (seen,), reason=odd, traceback=odd)
    view = replace(VIEW, unread_parts=(odd,))
    runs.save_site_result(run=run, view=view, verdicts=(verdict,), at=datetime.now(UTC))
    (stored,) = read.verdicts_of(run.id)
    (kept,) = stored.verdict.findings
    assert kept.excerpt == odd.replace("\x00", "").replace("\ud800", "?")
    assert len(list(read.views_of(run.id))) == 1
    assert len(read.findings_of("s0.yunchuan.gov.cn")) == 1
