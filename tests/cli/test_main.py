"""The program at the terminal: verbs, languages, sentences and exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from mingcha.cli.main import VERBS, main


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_both_languages(
    verb: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for language in ("zh_CN.UTF-8", "en_US.UTF-8"):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(SystemExit) as ended:
            main([verb, "--help"])
        assert ended.value.code == 0
        said.append(capsys.readouterr().out)
    chinese = [any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in said]
    assert chinese == [True, False]


def test_no_verb_shows_the_verbs_and_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "inspect" in capsys.readouterr().out


def test_an_unknown_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["judge"])
    assert ended.value.code == 2


def test_wrong_input_is_one_sentence_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--as-of", "2018-13-45", "http://www.ceshi.gov.cn/"]) == 2
    said = capsys.readouterr().err
    assert "2018-13-45" in said
    assert len(said.strip().splitlines()) == 1


def test_the_program_runs_as_a_module_and_says_its_version() -> None:
    src = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-m", "mingcha", "--version"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(src), "PATH": "/usr/bin:/bin"},
        check=True,
    )
    assert done.stdout.startswith("mingcha 0.")
