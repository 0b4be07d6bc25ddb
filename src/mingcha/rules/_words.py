"""Wording that several rules share."""

from collections.abc import Iterable, Sequence
from datetime import date


def day_zh(day: date) -> str:
    """2018年4月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def some(names: Iterable[str], shown: int = 5) -> str:
    """A few names in 《》-free Chinese form: “甲”“乙”等7个."""
    kept: Sequence[str] = tuple(dict.fromkeys(names))
    quoted = "".join(f"“{name}”" for name in kept[:shown])
    return quoted if len(kept) <= shown else f"{quoted}等{len(kept)}个"
