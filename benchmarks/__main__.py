"""Run one benchmark, or all: each prints a table and one JSON line."""

import argparse
import json
import sys

from benchmarks import (
    again,
    big_memory,
    bulletin,
    console,
    hosts,
    inspect_cpu,
    machine,
    observe_cpu,
    one_core,
    whatif,
    workers,
)

BENCHMARKS = {
    "one_core": one_core.measure,
    "again": again.measure,
    "hosts": hosts.measure,
    "big": big_memory.measure,
    "inspect": inspect_cpu.measure,
    "observe": observe_cpu.measure,
    "whatif": whatif.measure,
    "bulletin": bulletin.measure,
    "workers": workers.measure,
    "console": console.measure,
}
"""Name → function that returns (rows of a table, figures)."""


def main() -> int:
    """Print what was measured; exit 2 for an unknown name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--runs", type=int, default=3, help="counted runs; the median is printed")
    args = parser.parse_args()
    for name in BENCHMARKS if args.name == "all" else [args.name]:
        rows, figures = BENCHMARKS[name](args.runs)
        width = max(len(label) for label, _ in rows)
        print(f"## {name}  ({machine.describe()})")
        for label, value in rows:
            print(f"{label:<{width}}  {value}")
        print(json.dumps({"benchmark": name, **figures, **machine.facts()}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
