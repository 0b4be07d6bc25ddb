"""What every test may use: `needs`, and the count of what was skipped.

A test that needs a part of the machine says `@pytest.mark.needs("libreoffice")` (names: `mingcha doctor`).
Where the part lacks, the test is skipped with a reason; with CI=true that is a failure, since a machine that
proves something must have what the proof needs.
"""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from mingcha.cli import doctor


@cache
def _lack(name: str) -> str | None:
    lack = doctor.part_named(name).lacks(Path())
    return None if lack is None else f"本机缺少 {name}：{lack.zh}"


def needs(name: str) -> None:
    """Skips the running test where this machine lacks the part; fails it where CI=true."""
    if reason := _lack(name):
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}（CI=true：不得跳过）", pytrace=False)
        pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            needs(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also the tests marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each reason, with how many tests were skipped for it."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    if reasons:
        terminalreporter.section("skipped / 跳过")
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{count:4} × {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
