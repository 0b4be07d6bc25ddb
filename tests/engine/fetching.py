"""Shared by the tests of fetching: one fetch in a loop of its own, with short patience."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.fetch import Fetcher, FetchSettings

NOW = datetime(2018, 4, 18, 8, 0, tzinfo=UTC)


def settings(**changed: Any) -> FetchSettings:
    usual: dict[str, Any] = {
        "rate": 0,
        "timeout_s": 0.6,
        "max_body": 500_000,
        "max_decompressed": 1_000_000,
    }
    return FetchSettings(**(usual | changed))


def fetch(
    url: str, *, private_ok: bool = True, with_: dict[str, Any] | None = None, **asked: Any
) -> Response | FetchFailure:
    return fetch_all([url], private_ok=private_ok, with_=with_, **asked)[0]


def fetch_all(
    urls: list[str], *, private_ok: bool = True, with_: dict[str, Any] | None = None, **asked: Any
) -> list[Response | FetchFailure]:
    """Fetch one after the other with one fetcher; `with_` changes its settings."""

    async def run() -> list[Response | FetchFailure]:
        async with Fetcher(settings(**(with_ or {})), lambda: NOW) as fetcher:
            return [await fetcher.get(url, private_ok=private_ok, **asked) for url in urls]

    return asyncio.run(run())


def page(found: Response | FetchFailure) -> Response:
    assert isinstance(found, Response), found.detail
    return found


def failure(found: Response | FetchFailure, kind: FailureKind) -> FetchFailure:
    """The failure, which must be of this kind and say so in Chinese."""
    assert isinstance(found, FetchFailure), found.final_url
    assert found.kind is kind, found
    assert any("\u4e00" <= letter <= "\u9fff" for letter in found.detail)
    return found
