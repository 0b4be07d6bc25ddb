"""Bulletins have versions: what was issued stays as it was."""

import hashlib
from datetime import datetime

import pytest

from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError

pytestmark = pytest.mark.usefixtures("home")
NOW = datetime(2018, 4, 18, 12, tzinfo=CHINA)


def draft(data: str = "{}") -> int:
    from mingcha.web.services.bulletins import save_bulletin

    return save_bulletin(
        period="2018Q1", title="通报", number="", data=data, docx_sha256="d", pdf_sha256="p", at=NOW
    ).id


def states() -> list[tuple[int, str]]:
    from mingcha.web.models import Bulletin

    return list(Bulletin.objects.order_by("version").values_list("version", "state"))


def test_each_draft_is_the_next_version_and_seals_its_data() -> None:
    from mingcha.web.models import Bulletin

    draft('{"甲": 1}')
    draft()
    assert states() == [(1, "draft"), (2, "draft")]
    row = Bulletin.objects.get(version=1)
    assert row.data_sha256 == hashlib.sha256('{"甲": 1}'.encode()).hexdigest()


def test_a_later_issue_corrects_the_one_before() -> None:
    from mingcha.web.services.bulletins import issue_bulletin, withdraw_bulletin

    issue_bulletin(bulletin_id=draft(), at=NOW)
    second = issue_bulletin(bulletin_id=draft(), at=NOW)
    assert states() == [(1, "corrected"), (2, "issued")]
    withdraw_bulletin(bulletin_id=second.id)
    assert states() == [(1, "corrected"), (2, "withdrawn")]


def test_only_a_draft_is_issued_and_only_once() -> None:
    from mingcha.web.services.bulletins import issue_bulletin, withdraw_bulletin

    one = draft()
    with pytest.raises(UsageError, match="已签发"):
        withdraw_bulletin(bulletin_id=one)
    issue_bulletin(bulletin_id=one, at=NOW)
    with pytest.raises(UsageError, match="不是草稿"):
        issue_bulletin(bulletin_id=one, at=NOW)
    with pytest.raises(UsageError, match="没有编号为 99"):
        issue_bulletin(bulletin_id=99, at=NOW)
