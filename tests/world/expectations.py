"""Compares a result.json with a world's expected.json, and says each difference in one line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.rules import by_id

Row = Mapping[str, Any]


def differences(result: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    """Every difference that counts.

    Ledger figures must be equal. Faults, suspects and unchecked rules are compared by host and rule, but for
    the pairs under `open`, where the contract leaves two readings. Where a planted fault names its page, or
    its broken target too, a found row must name the same. Plants are written before their rule: rows of a
    rule that the catalogue does not have yet are not compared.
    """
    known = by_id()
    found = [
        f"{part}: {result[part]!r} in place of {expected[part]!r}"
        for part in ("duties", "orders", "messages")
        if result[part] != expected[part]
    ]
    if result["bulletin"]["conflicts"] != expected["bulletin"]["conflicts"]:
        found.append(f"conflicts: {result['bulletin']['conflicts']!r}")
    left_open = {_pair(row) for row in expected.get("open", [])}
    for part in ("faults", "suspects", "not_checked"):
        there = {_pair(row) for row in result[part]} - left_open
        wanted = {_pair(row) for row in expected[part] if row["rule"] in known} - left_open
        found += [f"{part}: {host} {rule} is not in the world" for host, rule in sorted(there - wanted)]
        found += [f"{part}: {host} {rule} was not found" for host, rule in sorted(wanted - there)]
    return found + _misplaced(result["faults"], expected["faults"]) + _doubled(result["faults"])


def _pair(row: Row) -> tuple[str, str]:
    return str(row["host"]), str(row["rule"])


def _misplaced(result: Sequence[Row], expected: Sequence[Row]) -> list[str]:
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in result:
        rows.setdefault(_pair(row), []).append(row)
    return [
        f"faults: {_pair(wanted)} is not at {wanted['url']} ({wanted.get('target')})"
        for wanted in expected
        if wanted["url"]
        and _pair(wanted) in rows
        and not any(
            row["url"] == wanted["url"] and wanted.get("target") in (None, row.get("target"))
            for row in rows[_pair(wanted)]
        )
    ]


def _doubled(result: Sequence[Row]) -> list[str]:
    """One cause is one finding: the same broken target twice on a host is a difference."""
    targets = Counter((row["host"], row["target"]) for row in result if row["rule"] == "dead_link")
    return [
        f"faults: {host} has {count} findings for {target}"
        for (host, target), count in targets.items()
        if count > 1
    ]
