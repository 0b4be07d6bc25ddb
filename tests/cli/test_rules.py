"""`mingcha rules` and `mingcha schemes`."""

import json
import shutil
from pathlib import Path

import pytest

import mingcha.rules
from mingcha import schemes
from mingcha.cli import rules as verb
from mingcha.cli.main import main
from mingcha.core.errors import CannotDo, UsageError
from mingcha.rules import by_id, catalogue


@pytest.fixture(autouse=True)
def _speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.mark.parametrize(
    "words", [["list", "--format", "json"], ["--format", "json", "list"], ["--format", "json"]]
)
def test_the_list_is_the_contracts(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", *words]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == [rule.id for rule in catalogue()]
    stale = next(row for row in rows if row["id"] == "stale_column")
    assert stale == {
        "id": "stale_column",
        "family": "update",
        "title_zh": "栏目更新不及时",
        "title_en": "Column is not kept up",
        "severity": "major",
        "method": "A",
        "subject": "site",
        "on_trial": False,
    }


def test_the_list_for_people_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    told = capsys.readouterr().out
    assert all(rule.id in told and rule.title.zh in told for rule in catalogue())


def test_a_rule_outside_every_scheme_is_on_trial() -> None:
    rule = by_id()["dead_link"]
    assert verb.on_trial(rule, ())
    assert not verb.on_trial(rule, schemes.all_schemes(by_id()))


def test_a_rule_is_explained_with_what_why_how_basis_and_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "explain", "late_error_reply"]) == 0
    told = capsys.readouterr().out
    for words in ("查什么", "为什么", "怎么改", "局限", "国办发〔2017〕47号", "linyi-2018", "`workdays` = 2"):
        assert words in told


def test_an_explanation_as_json_has_the_bases_with_their_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "explain", "foreign_domain", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["basis"][0]["since"] == "2017-06-08"
    assert set(told["doc"]) >= {"What it checks", "局限"}


def test_an_unknown_rule_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "explain", "stale_colum"]) == 2
    assert "没有规则 stale_colum" in capsys.readouterr().err


def package(tmp_path: Path) -> Path:
    """A copy of the rules inside something like a repository."""
    target = tmp_path / "src" / "mingcha" / "rules"
    shutil.copytree(Path(mingcha.rules.__file__).parent, target)
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    return target


def test_a_new_rule_is_a_module_and_a_case_file_that_can_be_loaded(tmp_path: Path) -> None:
    created = verb.create("leaky_roof", "security", package(tmp_path))
    names = {str(path.relative_to(tmp_path)) for path in created}
    assert names == {
        "src/mingcha/rules/security/leaky_roof.py",
        "src/mingcha/rules/security/__init__.py",
        "tests/rules/leaky_roof.md",
    }
    module = tmp_path / "src" / "mingcha" / "rules" / "security" / "leaky_roof.py"
    space: dict[str, object] = {"__name__": "mingcha.rules.security.leaky_roof"}
    exec(compile(module.read_text(encoding="utf-8"), str(module), "exec"), space)
    assert getattr(space["check"], "id", None) == "leaky_roof"
    assert getattr(space["check"], "family", None) == "security"


@pytest.mark.parametrize(
    ("name", "family", "complaint"),
    [
        ("Leaky", "security", "应为小写英文下划线"),
        ("check_roof", "security", "以问题命名"),
        ("_roof", "security", "应为小写英文下划线"),
        ("leaky_roof", "roofs", "没有类别 roofs；可用：availability"),
        ("stale_column", "update", "已经存在"),
    ],
)
def test_a_bad_name_or_family_of_a_new_rule_is_refused_and_nothing_written(
    name: str, family: str, complaint: str, tmp_path: Path
) -> None:
    target = package(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=complaint):
        verb.create(name, family, target)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_new_rule_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    target = package(tmp_path)
    (target / "security").write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotDo, match=r"leaky_roof\.py 写不进去"):
        verb.create("leaky_roof", "security", target)


def test_schemes_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemes"]) == 0
    assert "linyi-2018" in capsys.readouterr().out
    assert main(["schemes", "show", "linyi-2018"]) == 0
    told = capsys.readouterr().out
    assert "单项否决" in told
    assert "不是上级规定" in told
    assert main(["schemes", "show", "linyi-2018", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["rules"]["late_error_reply"]["params"] == {"workdays": 2}
    assert len(shown["sha256"]) == 64


def test_a_scheme_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemes", "diff", "linyi-2018", "linyi-2018"]) == 0
    assert "没有不同" in capsys.readouterr().out


def test_an_unknown_scheme_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemes", "show", "linyi"]) == 2
    assert "没有考核方案 linyi；现有：" in capsys.readouterr().err
