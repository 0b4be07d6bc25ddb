"""`mingcha bulletin`: from a draft to issue, correction and withdrawal, on the command line."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.reports.strategies import AS_OF, NAMES

from mingcha.cli.main import main
from mingcha.core.clock import CHINA
from mingcha.reports.bulletin import AnnualReportDuty, BulletinData, BulletinUnit, GoodPractice
from mingcha.reports.compose import compose_text
from mingcha.reports.manuscript import write_manuscript

Say = Callable[..., tuple[int, str, str]]
needs_fonts = pytest.mark.needs("fonts")


@pytest.fixture(autouse=True)
def chinese_without_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("MINGCHA_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    yield
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


def facts() -> BulletinData:
    duty = AnnualReportDuty(2017, date(2018, 3, 31), "", on_time=tuple(NAMES[5:]), missing=tuple(NAMES[:5]))
    units = tuple(BulletinUnit(name, name, "其他") for name in NAMES)
    praise = (GoodPractice(NAMES[0], "公开了重点项目清单"),)
    issuer = "某市人民政府办公室"
    return BulletinData(issuer, "2018Q1", AS_OF, AS_OF, units, annual_report=duty, good_practice=praise)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one draft."""
    from mingcha import web

    folder = tmp_path / "home"
    folder.mkdir()
    web.setup(folder)
    web.migrate()
    from mingcha.web.services.bulletins import save_bulletin

    at = datetime(2018, 4, 18, 18, tzinfo=CHINA)
    data = facts().to_json()
    seals = {"docx_sha256": "", "pdf_sha256": ""}
    save_bulletin(period="2018Q1", title="通报", number="", data=data, at=at, **seals)
    return folder


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs an action; exit code, output, messages."""

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["bulletin", *words, "--home", str(home)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return said


@needs_fonts
def test_a_draft_is_reviewed_approved_issued_corrected_and_withdrawn(say: Say, home: Path) -> None:
    code, _, told = say("issue", "1")
    assert code == 2
    assert "通报 1（2018Q1 第 1 版）现为“草稿”，不能签发：先审核（bulletin review）" in told
    assert say("review", "1", "--by", "张三")[0] == 0
    assert say("approve", "1", "--by", "李四")[0] == 0
    code, out, _ = say("issue", "1", "--word", "某政办函", "--out", str(home / "out"))
    assert code == 0
    assert "已签发通报 1：某政办函〔2018〕1号" in out
    assert len(list((home / "out").iterdir())) == len(list((home / "bulletins" / "1").iterdir())) == 4
    pdf = next((home / "bulletins" / "1").glob("*.pdf"))
    assert say("show", "1")[1].count("与签发时一致") == 2
    pdf.write_bytes(pdf.read_bytes() + b" ")
    assert f"{pdf}：与签发时的校验值不符" in say("show", "1")[1]
    pdf.unlink()
    assert f"{pdf}：不在" in say("show", "1")[1]
    code, _, told = say("correct", "1", "--by", "张三")
    assert (code, "更正要写明原因" in told) == (2, True)
    code, out, _ = say("correct", "1", "--by", "张三", "--reason", "名单有误", "--format", "json")
    assert json.loads(out) == {"id": 1, "correction": 2}
    assert say("withdraw", "1", "--by", "王五", "--reason", "误发")[0] == 0
    _, out, _ = say("list")
    assert [line.split()[5:7] for line in out.splitlines()] == [
        ["草稿", "（未编号）"],
        ["已撤回", "某政办函〔2018〕1号"],
    ]
    _, out, _ = say("show", "1")
    steps = [line.split()[2:] for line in out.splitlines() if line.startswith("  20")]
    assert [row[0] for row in steps] == ["起草", "审核", "批准", "签发", "更正", "撤回"]
    assert [row[1] for row in steps] == ["（程序）", "张三", "李四", "李四", "张三", "王五"]


def test_a_unit_praised_and_named_is_shown_with_both_places(say: Say) -> None:
    _, out, _ = say("show", "1")
    assert (
        f"{NAMES[0]}：表扬于“主动公开情况：公开了重点项目清单”；点名于“未按期公布2017年政府信息公开年度报告”"
        in out
    )
    _, out, _ = say("show", "1", "--format", "json")
    assert json.loads(out)["conflicts"][0]["unit"] == NAMES[0]


@needs_fonts
def test_an_edited_text_blocks_until_it_is_explained(say: Say, home: Path) -> None:
    text = home / "改.md"
    text.write_text(write_manuscript(compose_text(facts())).replace(f"{NAMES[1]}、", "", 1), "utf-8")
    code, out, _ = say("edit", "1", str(text), "--by", "张三", "--format", "json")
    assert code == 0
    (one,) = json.loads(out)["disagreements"]
    assert (one["what"], one["written"], one["blocks"]) == ("unit_left_out", f"没有{NAMES[1]}", True)
    say("review", "1", "--by", "张三")
    assert f"没有{NAMES[1]}" in say("approve", "1", "--by", "李四")[1]
    code, _, told = say("issue", "1")
    assert code == 2
    assert f"[{one['key']}]" in told
    assert say("explain", "1", one["key"], "--by", "李四", "--reason", "机构已撤并")[0] == 0
    assert say("issue", "1")[0] == 0
    _, out, _ = say("show", "1")
    assert "（已说明）" in out
    assert "李四：机构已撤并" in out


def test_another_template_gives_another_text(say: Say, home: Path) -> None:
    (home / "bulletin.md").write_text("# {issuer}通报\n\n{reports.missing.units}未公布。\n", "utf-8")
    assert say("edit", "1", "--template", str(home), "--by", "张三")[0] == 0
    (home / "bulletin.md").write_text("# {issuer}通报\n\n{reports.missing.unit}未公布。\n", "utf-8")
    code, _, told = say("edit", "1", "--template", str(home), "--by", "张三")
    assert code == 2
    assert "bulletin.md 第3行：第1个字符起：不认识数据名称“reports.missing.unit”" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "9"], "没有编号为 9 的通报：现有编号 1"),
        (["review", "9", "--by", "张三"], "没有编号为 9 的通报"),
        (["review", "1"], "审核要写明经办人：请加 --by 姓名"),
        (["edit", "1", "--by", "张三"], "请给出改过的文稿文件"),
        (["edit", "1", "无.md", "--by", "张三"], "无.md 读不出来"),
        (["issue", "1", "--on", "4月18日"], "--on 的日期“4月18日”无法识别"),
        (["explain", "1", "0", "--by", "张三", "--reason", "x"], "没有代号为 0 的不符之处：现有 （没有）"),
    ],
)
def test_wrong_input_is_named_with_its_remedy(say: Say, words: list[str], told: str) -> None:
    code, _, err = say(*words)
    assert code == 2
    assert told in err


def test_a_home_without_store_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bulletin", "list", "--home", str(tmp_path)]) == 2
    assert "没有数据库" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
