"""A bulletin's life: each step by a person, nothing issued that disagrees, numbers without a gap."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.reports.strategies import AS_OF, NAMES

from mingcha.core.clock import CHINA
from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.publication import Action, Stage, read_number, stage_after
from mingcha.reports.bulletin import AnnualReportDuty, BulletinData, BulletinUnit, Overall
from mingcha.reports.template import load_template

pytestmark = pytest.mark.usefixtures("home")
NOW = datetime(2018, 4, 19, 9, tzinfo=CHINA)
needs_fonts = pytest.mark.needs("fonts")


def facts(period: str = "2018Q1", number: str | None = None) -> BulletinData:
    duty = AnnualReportDuty(2017, date(2018, 3, 31), "", on_time=tuple(NAMES[5:]), missing=tuple(NAMES[:5]))
    units = tuple(BulletinUnit(name, name, "其他") for name in NAMES)
    return BulletinData("某市人民政府办公室", period, AS_OF, AS_OF, units, number=number, annual_report=duty)


def draft(data: BulletinData | None = None) -> int:
    from mingcha.web.services.bulletins import save_bulletin

    data = data or facts()
    return save_bulletin(
        period=data.period,
        title="通报",
        number=data.number or "",
        data=data.to_json(),
        docx_sha256="",
        pdf_sha256="",
        at=NOW,
        person="起草人",
    ).id


def who(person: str = "张三", reason: str = "") -> object:
    from mingcha.web.services.bulletin_life import Who

    return Who(person, NOW, reason)


def step(name: str, bulletin_id: int, **more: object) -> object:
    from mingcha.web.services import bulletin_life

    return getattr(bulletin_life, name)(bulletin_id=bulletin_id, **{"who": who(), **more})


def approved(data: BulletinData | None = None) -> int:
    bulletin_id = draft(data)
    step("review", bulletin_id)
    step("approve", bulletin_id, who=who("李四"))
    return bulletin_id


def issued(home: Path, data: BulletinData | None = None, **more: object) -> int:
    bulletin_id = approved(data)
    step("issue", bulletin_id, folder=home / "bulletins", **more)
    return bulletin_id


def numbering(word: str = "", number: str = "", skipped: str = "") -> object:
    from mingcha.web.services.bulletin_life import Numbering

    return Numbering(word, number, skipped)


def stored(bulletin_id: int):  # type: ignore[no-untyped-def]
    from mingcha.web.selectors.bulletin_life import bulletin

    return bulletin(bulletin_id)


@needs_fonts
def test_each_step_is_kept_with_its_person_and_the_files_with_their_hashes(home: Path) -> None:
    bulletin_id = issued(home, numbering=numbering("某政办函"))
    one = stored(bulletin_id)
    assert [(row.action, row.person, row.state) for row in one.steps] == [
        ("draft", "起草人", "draft"),
        ("review", "张三", "reviewed"),
        ("approve", "李四", "approved"),
        ("issue", "张三", "issued"),
    ]
    folder = home / "bulletins" / str(bulletin_id)
    for kind, digest in (("docx", one.docx_sha256), ("pdf", one.pdf_sha256), ("json", one.data_sha256)):
        content = (folder / f"bulletin-2018Q1-v1.{kind}").read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
    assert one.data.number == one.number == "某政办函〔2018〕1号"


@needs_fonts
def test_the_frozen_data_render_to_the_same_bytes_again(home: Path, tmp_path: Path) -> None:
    from mingcha.reports.files import write_bulletin

    one = stored(issued(home, numbering=numbering("某政办函")))
    files = write_bulletin(one.data, tmp_path, template=one.template, manuscript=one.manuscript)
    assert hashlib.sha256(files.docx.read_bytes()).hexdigest() == one.docx_sha256
    assert hashlib.sha256(files.pdf.read_bytes()).hexdigest() == one.pdf_sha256


ALLOWED = {
    Stage.DRAFT: {Action.EDIT, Action.EXPLAIN, Action.REVIEW},
    Stage.REVIEWED: {Action.EDIT, Action.EXPLAIN, Action.APPROVE, Action.SEND_BACK},
    Stage.APPROVED: {Action.EDIT, Action.EXPLAIN, Action.SEND_BACK, Action.ISSUE},
    Stage.ISSUED: {Action.CORRECT, Action.REPLACE, Action.WITHDRAW},
    Stage.CORRECTED: set(),
    Stage.WITHDRAWN: set(),
}


@pytest.mark.parametrize("stage", Stage)
def test_every_other_step_is_refused_with_a_sentence(stage: Stage) -> None:
    for action in set(Action) - {Action.DRAFT}:
        if action in ALLOWED[stage]:
            stage_after(stage, action, "通报 1")
        else:
            with pytest.raises(UsageError, match=f"通报 1现为“{stage.zh}”，不能{action.zh}：.{{4,}}"):
                stage_after(stage, action, "通报 1")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("review", {}),
        ("approve", {}),
        ("issue", {"folder": Path("x")}),
        ("edit", {"source": "# 甲\n\n乙"}),
        ("explain", {"key": "0", "who": None}),
        ("send_back", {"who": None}),
    ],
)
@needs_fonts
def test_an_issued_version_takes_none_of_these(home: Path, name: str, more: dict[str, object]) -> None:
    bulletin_id = issued(home)
    before = stored(bulletin_id)
    if "who" in more:
        more = {**more, "who": who(reason="理由")}
    with pytest.raises(UsageError, match="现为“已签发”，不能"):
        step(name, bulletin_id, **more)
    assert stored(bulletin_id) == before


def test_a_step_names_its_person_and_where_it_is_due_its_reason(home: Path) -> None:
    bulletin_id = draft()
    with pytest.raises(UsageError, match="审核要写明经办人"):
        step("review", bulletin_id, who=who(" "))
    step("review", bulletin_id)
    with pytest.raises(UsageError, match="退回要写明原因"):
        step("send_back", bulletin_id)
    step("send_back", bulletin_id, who=who(reason="名单有误"))
    assert stored(bulletin_id).stage is Stage.DRAFT
    with pytest.raises(UsageError, match="没有编号为 99 的通报"):
        step("review", 99)


def edited(change: Callable[[str], str]) -> tuple[int, list[object]]:
    from mingcha.reports.manuscript import write_manuscript

    bulletin_id = approved()
    source = change(write_manuscript(stored(bulletin_id).manuscript))
    return bulletin_id, step("edit", bulletin_id, source=source)  # type: ignore[return-value]


@needs_fonts
def test_a_text_that_disagrees_is_not_issued_until_it_is_explained(home: Path) -> None:
    bulletin_id, found = edited(lambda text: text.replace(f"{NAMES[0]}、", ""))
    assert stored(bulletin_id).stage is Stage.DRAFT
    (one,) = [row for row in found if row.blocks]  # type: ignore[attr-defined]
    step("review", bulletin_id)
    step("approve", bulletin_id)
    with pytest.raises(UsageError, match=f"没有{NAMES[0]}.*请补上{NAMES[0]}"):
        step("issue", bulletin_id, folder=home)
    with pytest.raises(UsageError, match="说明要写明原因"):
        step("explain", bulletin_id, key=one.key)
    with pytest.raises(UsageError, match="没有代号为 00 的不符之处：现有"):
        step("explain", bulletin_id, key="00", who=who(reason="已撤并"))
    step("explain", bulletin_id, key=one.key, who=who("王五", "已撤并"))
    step("issue", bulletin_id, folder=home)
    (kept,) = stored(bulletin_id).explanations
    assert (kept.key, kept.person, kept.reason) == (one.key, "王五", "已撤并")
    assert NAMES[0] in kept.words


@needs_fonts
def test_a_corrected_text_is_issued_word_for_word(home: Path) -> None:
    bulletin_id, found = edited(lambda text: text.replace("现将有关情况", "现将检查情况"))
    assert found == []
    step("review", bulletin_id)
    step("approve", bulletin_id)
    step("issue", bulletin_id, folder=home / "bulletins", numbering=numbering("某政办函"))
    one = stored(bulletin_id)
    assert "现将检查情况通报如下" in one.manuscript.entries[0].text
    assert one.manuscript.of("文号") == "某政办函〔2018〕1号"
    assert one.unexplained == []


@needs_fonts
def test_a_correction_replaces_the_issued_version_when_it_is_issued(home: Path) -> None:
    first = issued(home, numbering=numbering("某政办函"))
    with pytest.raises(UsageError, match="更正要写明原因"):
        step("correct", first)
    second = step("correct", first, who=who(reason="名单有误")).id  # type: ignore[attr-defined]
    with pytest.raises(UsageError, match=f"已有更正稿，编号 {second}"):
        step("correct", first, who=who(reason="再更正"))
    assert stored(first).stage is Stage.ISSUED
    step("review", second)
    step("approve", second)
    step("issue", second, folder=home, numbering=numbering("某政办函"))
    assert stored(first).stage is Stage.CORRECTED
    assert stored(first).steps[-1].reason == f"由编号 {second} 更正"
    assert stored(second).number == "某政办函〔2018〕2号"
    step("withdraw", second, who=who(reason="误发"))
    assert stored(second).stage is Stage.WITHDRAWN
    assert stored(second).number == "某政办函〔2018〕2号"


@needs_fonts
def test_a_correction_of_what_was_withdrawn_meanwhile_is_issued_all_the_same(home: Path) -> None:
    first = issued(home)
    second = step("correct", first, who=who(reason="名单有误")).id  # type: ignore[attr-defined]
    step("withdraw", first, who=who(reason="先撤回"))
    step("review", second)
    step("approve", second)
    step("issue", second, folder=home)
    assert [stored(first).stage, stored(second).stage] == [Stage.WITHDRAWN, Stage.ISSUED]


@needs_fonts
def test_a_second_version_of_a_period_is_issued_only_as_a_correction(home: Path) -> None:
    first = issued(home)
    second = approved()
    with pytest.raises(UsageError, match=f"通报 {first}.*已签发：请先说明更正"):
        step("issue", second, folder=home)
    step("send_back", second, who=who(reason="改作更正稿"))
    step("correct", first, draft_id=second, who=who(reason="数据有误"))
    step("review", second)
    step("approve", second)
    step("issue", second, folder=home)
    assert [stored(first).stage, stored(second).stage] == [Stage.CORRECTED, Stage.ISSUED]


@needs_fonts
def test_numbers_run_without_a_gap_for_each_word_and_year(home: Path) -> None:
    for number, period in enumerate(("2018Q1", "2018Q2", "2018Q3"), 1):
        bulletin_id = issued(home, facts(period), numbering=numbering("某政办函"))
        assert stored(bulletin_id).number == f"某政办函〔2018〕{number}号"
    other = issued(home, facts("2018Q4"), numbering=numbering("某政办字"))
    assert stored(other).number == "某政办字〔2018〕1号"
    last = approved(facts("2017Q4"))
    with pytest.raises(UsageError, match=r"已经编过.*请用4号"):
        step("issue", last, folder=home, numbering=numbering(number="某政办函〔2018〕2号"))
    with pytest.raises(UsageError, match="4号至6号没有使用记录"):
        step("issue", last, folder=home, numbering=numbering(number="某政办函〔2018〕7号"))
    given = numbering(number="某政办函[2018]第07号", skipped="4至6号为其他通知")
    step("issue", last, folder=home, numbering=given)
    assert stored(last).number == "某政办函〔2018〕7号"


@needs_fonts
def test_a_number_in_the_heading_is_taken_as_it_is(home: Path) -> None:
    assert stored(issued(home, facts(number="某政办字〔2018〕83号"))).number == "某政办字〔2018〕83号"
    again = approved(facts("2018Q2", number="某政办字〔2018〕83号"))
    with pytest.raises(UsageError, match="某政办字〔2018〕83号 已经编过"):
        step("issue", again, folder=home)


@needs_fonts
def test_two_at_once_get_two_numbers(home: Path) -> None:
    from django.db import connections

    ids = [approved(facts(period)) for period in ("2018Q1", "2018Q2", "2018Q3", "2018Q4")]
    wrong: list[Exception] = []

    def take(bulletin_id: int) -> None:
        try:
            step("issue", bulletin_id, folder=home, numbering=numbering("某政办函"))
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sorted(stored(one).number for one in ids) == [f"某政办函〔2018〕{n}号" for n in (1, 2, 3, 4)]


@needs_fonts
def test_a_number_that_was_taken_is_used_at_the_next_try(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingcha.web.services import bulletin_life

    bulletin_id = approved()

    def full(path: Path, content: bytes) -> Path:
        raise OSError("磁盘已满")

    monkeypatch.setattr(bulletin_life, "_kept", full)
    with pytest.raises(OSError, match="磁盘已满"):
        step("issue", bulletin_id, folder=home, numbering=numbering("某政办函"))
    assert stored(bulletin_id).stage is Stage.APPROVED
    monkeypatch.undo()
    step("issue", bulletin_id, folder=home, numbering=numbering("某政办函"))
    assert stored(bulletin_id).number == "某政办函〔2018〕1号"


def test_a_stored_text_that_was_altered_is_found(home: Path) -> None:
    from mingcha.web.models import Bulletin

    bulletin_id = draft()
    Bulletin.objects.update(data=facts("2018Q2").to_json())
    with pytest.raises(CannotDo, match="数据与其校验值不符"):
        stored(bulletin_id)


def test_another_template_writes_the_text_anew(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "模板"
    folder.mkdir()
    (folder / "bulletin.md").write_text("# {issuer}通报\n\n未公布的有{reports.missing.counted}。", "utf-8")
    bulletin_id = draft()
    assert step("edit", bulletin_id, template=load_template(folder)) == []
    one = stored(bulletin_id)
    assert [entry.text for entry in one.manuscript.entries] == [
        f"未公布的有{'、'.join(NAMES[:5])}等5个单位。"
    ]


def test_the_figures_of_earlier_periods_are_those_of_the_version_in_force(home: Path) -> None:
    from mingcha.web.models import Bulletin
    from mingcha.web.selectors.bulletin_life import figures_before

    for period, failing in (("2017Q3", 1), ("2017Q4", 2), ("2017Q4", 3), ("2018Q1", 4), ("2017", 5)):
        draft(replace(facts(period), overall=Overall(10, 10, 0, failing)))
    first = Bulletin.objects.get(period="2017Q4", version=1)
    assert [(row.period, row.failing) for row in figures_before("2018Q1")] == [("2017Q4", 3), ("2017Q3", 1)]
    Bulletin.objects.filter(id=first.id).update(state="issued", issued=NOW)
    assert [row.failing for row in figures_before("2018Q1")] == [2, 1]
    assert [row.failing for row in figures_before("2018Q1", NOW - timedelta(seconds=1))] == []
    assert [row.failing for row in figures_before("2018Q1", NOW)] == [2, 1]
    Bulletin.objects.filter(id=first.id).update(issued=NOW + timedelta(days=1))
    assert [row.failing for row in figures_before("2018Q1", NOW)] == [3, 1], "not issued by then"
    Bulletin.objects.filter(period="2017Q4").update(state="withdrawn")
    assert [row.period for row in figures_before("2018Q1")] == ["2017Q3"]


@pytest.mark.parametrize("text", ["某政办函2018第3号", "〔2018〕3号", "某政办函〔2018〕0号", ""])
def test_what_is_no_document_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="无法识别"):
        read_number(text)
