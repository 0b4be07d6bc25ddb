"""`./mingcha test`: every step runs, one that fails fails the whole, and what was skipped is counted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """
[tool.ruff]
line-length = 110
[tool.ruff.lint.isort]
known-first-party = ["mingcha"]
[tool.mypy]
strict = true
files = ["src"]
[tool.pytest.ini_options]
testpaths = ["tests"]
markers = ["slow", "needs(part)"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("src", "tests", "tools"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "tools" / "test.py", tmp_path / "tools")
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "src" / "good.py").write_text("ANSWER: int = 42\n", encoding="utf-8")
    (tmp_path / "tests" / "test_good.py").write_text(
        "import pytest\n\n\ndef test_one() -> None:\n    pass\n\n\n"
        'def test_two() -> None:\n    pytest.skip("no moon")\n\n\n'
        'def test_three() -> None:\n    pytest.skip("no moon")\n\n\n'
        "@pytest.mark.slow\ndef test_four() -> None:\n    pass\n",
        encoding="utf-8",
    )
    return tmp_path


def run(project: Path, *words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, str(project / "tools" / "test.py"), "--no-install", "-n0", *words]
    return subprocess.run(
        command, cwd=cwd or project, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_all_steps_pass_and_the_end_counts_what_was_skipped(project: Path) -> None:
    done = run(project)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert "   2 × no moon" in lines
    assert "1 passed, 2 skipped" in lines[-2]
    assert [step.partition(" ")[0] for step in lines[-1].split(" · ")] == ["ruff", "ruff", "mypy:", "pytest:"]
    assert "未通过" not in lines[-1]


def test_all_adds_the_slow_tests(project: Path) -> None:
    assert "2 passed, 2 skipped" in run(project, "--all").stdout


def test_a_step_that_fails_fails_the_whole_and_the_others_still_run(project: Path) -> None:
    (project / "src" / "good.py").write_text('ANSWER: int = "42"\n', encoding="utf-8")
    done = run(project, "-k", "one")
    assert done.returncode == 1
    assert "mypy: 未通过" in done.stdout
    assert "pytest: 通过" in done.stdout
    assert "1 passed" in done.stdout


def test_a_path_is_meant_from_the_folder_of_the_person(project: Path) -> None:
    done = run(project, "test_good.py::test_one", cwd=project / "tests")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
