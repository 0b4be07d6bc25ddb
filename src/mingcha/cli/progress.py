"""Progress of long work: a moving line on a terminal, one line a minute elsewhere, always on stderr."""

import sys
import time

from mingcha.cli.words import say

EVERY_S = 60.0
"""Seconds between lines where stderr is no terminal."""


class Progress:
    """Shows sites done, sites in all, pages read. `close` ends the moving line."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + (0.2 if self._terminal else EVERY_S)
        self._shown = False

    def __call__(self, done: int, total: int, pages: int) -> None:
        """Report a state; drawn at most five times a second."""
        now = time.monotonic()
        if now < self._next and done < total:
            return
        self._next = now + (0.2 if self._terminal else EVERY_S)
        line = say(f"网站 {done}/{total}，已读 {pages} 页", f"sites {done}/{total}, {pages} pages read")
        if self._terminal:
            print(f"\r{line}\033[K", end="", file=sys.stderr, flush=True)
            self._shown = True
        else:
            print(line, file=sys.stderr, flush=True)

    def close(self) -> None:
        """End the moving line."""
        if self._shown:
            print(file=sys.stderr)
            self._shown = False


def tell(zh: str, en: str) -> None:
    """One message on stderr."""
    print(say(zh, en), file=sys.stderr, flush=True)
