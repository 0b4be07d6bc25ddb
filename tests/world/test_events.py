"""events.jsonl: every kind of the contract becomes its ledger entry; a wrong line is refused by number."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from mingcha.core import ledger
from mingcha.core.errors import UsageError
from mingcha.world import read_events
from mingcha.world.model import BEIJING

AT = "2018-03-20T09:00:00+08:00"
WHEN = datetime(2018, 3, 20, 9, tzinfo=BEIJING)

KINDS: list[tuple[dict[str, object], ledger.Entry]] = [
    (
        {
            "kind": "order",
            "number": "甲〔2018〕1号",
            "title": "通知",
            "to": ["*"],
            "due": "2018-03-20",
            "about": "整改",
        },
        ledger.Order(WHEN, "甲〔2018〕1号", "通知", ("*",), date(2018, 3, 20), "整改"),
    ),
    (
        {
            "kind": "feedback",
            "order": "甲〔2018〕1号",
            "unit": "市甲局",
            "text": "已改",
            "quality": "detailed",
        },
        ledger.Feedback(WHEN, "甲〔2018〕1号", "市甲局", "已改", "detailed"),
    ),
    (
        {
            "kind": "message",
            "id": "m1",
            "site_code": "3713000001",
            "url": "http://a.gov.cn/",
            "text": "打不开",
        },
        ledger.Message(WHEN, "m1", "3713000001", "http://a.gov.cn/", "打不开", "error_report", False),
    ),
    (
        {"kind": "message", "id": 2, "site_code": "3713000001", "about": "consultation", "complex": True},
        ledger.Message(WHEN, "2", "3713000001", "", "", "consultation", True),
    ),
    ({"kind": "reply", "message": "m1", "text": "已处理"}, ledger.Reply(WHEN, "m1", "已处理")),
    (
        {"kind": "praise", "unit": "市甲局", "text": "公开及时", "url": ""},
        ledger.Praise(WHEN, "市甲局", "公开及时", ""),
    ),
    (
        {"kind": "probe", "host": "a.gov.cn", "ok": False, "seconds": 15},
        ledger.ProbeEvent(WHEN, "a.gov.cn", False, 15.0),
    ),
    (
        {
            "kind": "exemption",
            "unit": "市甲局",
            "rule": "stale_column",
            "column": "统计",
            "reason": "年度",
            "until": "2018-12-31",
        },
        ledger.Exemption(WHEN, "市甲局", "stale_column", "统计", "年度", date(2018, 12, 31)),
    ),
    (
        {
            "kind": "appeal",
            "unit": "市甲局",
            "rule": "dead_link",
            "url": "http://a.gov.cn/",
            "reason": "已恢复",
            "decision": "upheld",
        },
        ledger.Appeal(WHEN, "市甲局", "dead_link", "http://a.gov.cn/", "已恢复", "upheld"),
    ),
    (
        {
            "kind": "confirm",
            "host": "a.gov.cn",
            "rule": "typo",
            "url": "http://a.gov.cn/",
            "decision": "confirmed",
        },
        ledger.Confirmation(WHEN, "a.gov.cn", "typo", "http://a.gov.cn/", "confirmed"),
    ),
    (
        {"kind": "offline", "host": "a.gov.cn", "until": "2018-04-30", "reason": "升级"},
        ledger.OfflineFiling(WHEN, "a.gov.cn", date(2018, 4, 30), "升级"),
    ),
    (
        {"kind": "merger", "host": "a.gov.cn", "into": "b.gov.cn", "by": "2018-06-30"},
        ledger.Merger(WHEN, "a.gov.cn", "b.gov.cn", date(2018, 6, 30)),
    ),
]


def write(folder: Path, *lines: str | dict[str, object]) -> Path:
    path = folder / "events.jsonl"
    texts = [
        line if isinstance(line, str) else json.dumps({"at": AT, **line}, ensure_ascii=False)
        for line in lines
    ]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "entry"), KINDS, ids=lambda value: getattr(value, "get", lambda _: "")("kind")
)
def test_each_kind_becomes_its_ledger_entry(
    tmp_path: Path, line: dict[str, object], entry: ledger.Entry
) -> None:
    assert list(read_events(write(tmp_path, line))) == [entry]


def test_a_time_without_offset_is_beijing_time_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, "", '{"at": "2018-03-20T09:00:00", "kind": "reply", "message": "m1"}', "")
    assert [entry.at for entry in read_events(path)] == [WHEN]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{oops", "不是 JSON"),
        ("[1]", "不是 JSON 对象"),
        ({"kind": "ordre"}, "kind “ordre”不认识"),
        ({"kind": ["order"]}, "不认识"),
        ({"kind": "reply"}, "缺少 message：请补上"),
        ({"kind": "reply", "message": "m1", "at": None}, "缺少 at"),
        ({"kind": "reply", "message": "m1", "at": "20 March"}, "at 值“20 March”不对"),
        ({"kind": "order", "number": "1", "to": "*", "due": "2018-03-20"}, "to 值“\\*”不对"),
        ({"kind": "order", "number": "1", "to": ["*"], "due": "2018-02-30"}, "due 值“2018-02-30”不对"),
        ({"kind": "feedback", "order": "1", "unit": "市甲局", "quality": "good"}, "quality 值“good”不对"),
        ({"kind": "message", "id": "1", "site_code": "1", "about": "chat"}, "about 值“chat”不对"),
        ({"kind": "probe", "host": "a.gov.cn", "ok": "yes", "seconds": 1}, "ok 值“yes”不对"),
        ({"kind": "probe", "host": "a.gov.cn", "ok": True, "seconds": -1}, "seconds 值“-1”不对"),
        (
            {"kind": "probe", "host": "nowhere.gov.cn", "ok": True, "seconds": 1},
            "host 值“nowhere.gov.cn”不对",
        ),
        ({"kind": "praise", "unit": "市丙局", "text": "好"}, "unit 值“市丙局”不对：应为登记册里的单位简称"),
        (
            {"kind": "order", "number": "1", "to": ["市甲局", "市丙局"], "due": "2018-03-20"},
            "to 值“市丙局”不对",
        ),
        (
            {"kind": "merger", "host": "a.gov.cn", "into": "x.gov.cn", "by": "2018-06-30"},
            "into 值“x.gov.cn”不对",
        ),
    ],
)
def test_a_wrong_line_is_refused_by_its_number(
    tmp_path: Path, line: str | dict[str, object], told: str
) -> None:
    path = write(tmp_path, {"kind": "reply", "message": "m0"}, line)
    with pytest.raises(UsageError, match=told) as error:
        list(read_events(path, hosts={"a.gov.cn"}, units={"市甲局"}))
    assert f"{path} 第 2 行" in str(error.value)


def test_a_line_earlier_than_the_one_above_is_refused(tmp_path: Path) -> None:
    earlier = {"kind": "reply", "message": "m1", "at": "2018-03-20T08:59:59+08:00"}
    with pytest.raises(UsageError, match=r"第 2 行的 at .*早于上一行.*请按时间先后"):
        list(read_events(write(tmp_path, {"kind": "reply", "message": "m0"}, earlier)))


def test_times_in_other_offsets_are_compared_as_instants(tmp_path: Path) -> None:
    same = {"kind": "reply", "message": "m1", "at": "2018-03-20T01:00:00+00:00"}
    assert len(list(read_events(write(tmp_path, {"kind": "reply", "message": "m0"}, same)))) == 2


def test_a_file_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes('{"kind": "公告"}'.encode("gb18030"))
    with pytest.raises(UsageError, match="不是 UTF-8"):
        list(read_events(path))
    with pytest.raises(UsageError, match="读不出来"):
        list(read_events(tmp_path / "none.jsonl"))
