"""Runs a coroutine whose result is large."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_to_end(main: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` without its hidden cost: on its way out it writes the task's result out as text, to look
    up the handler of Ctrl-C by it (10 KB a page of a site's view, 1 GB for a site of 100,000 pages)."""
    held: list[T] = []

    async def hold() -> None:
        held.append(await main)

    asyncio.run(hold())
    return held[0]
