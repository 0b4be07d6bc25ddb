"""A rule that raises on one site, put into the catalogue for the length of a test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import mingcha.rules.content
from mingcha.rules import by_id, catalogue

_RULE = '''
"""A rule that stumbles over one site.

What it checks: nothing.
Why: to see that the run goes on.
How to fix: nothing is wrong.
Known limits: it raises.

查什么：什么也不查。
为什么：看检查能否继续。
怎么改：没有问题。
局限：会出错。
"""

from collections.abc import Iterator

from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView


@rule(title=Text("出错的规则", "Unlucky rule"), severity=Severity.ADVICE, basis=(Basis("文"),))
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    if site.site.host == "{host}":
        raise ZeroDivisionError("stumbled over {host}")
    return
    yield
'''
NAME = "unlucky_rule"


@contextmanager
def unlucky_on(host: str, folder: Path) -> Iterator[None]:
    """While it lasts, the catalogue has a rule that raises on the site of a host."""
    folder.mkdir()
    (folder / f"{NAME}.py").write_text(_RULE.replace("{host}", host).lstrip(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mingcha.rules.content, "__path__", [*mingcha.rules.content.__path__, str(folder)])
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    sys.modules.pop(f"mingcha.rules.content.{NAME}", None)
    catalogue.cache_clear()
    by_id.cache_clear()
