"""`python -m tools.sample_world [NAME…] [--out DIR]`: writes the worlds (default: all, into the package).

`--turn N` with `--out` writes the sample worlds with every site in another layout, encoding and footer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tools.sample_world import lanjiang, linyi, sample

WORLDS: dict[str, Callable[[Path], None]] = {
    "linyi-2018q1": linyi.write,
    "sample": sample.write,
    "sample-2019": lanjiang.write,
}
TURNED = ("sample", "sample-2019")
HOME = Path(__file__).resolve().parents[2] / "src" / "mingcha" / "worlds"


def main() -> None:
    """Writes the named worlds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *WORLDS], metavar="NAME", help=", ".join(WORLDS))
    parser.add_argument("--out", type=Path, default=HOME)
    parser.add_argument("--turn", type=int, default=0, help="dress the sample worlds so many layouts further")
    asked = parser.parse_args()
    if asked.turn:
        if asked.out == HOME:
            parser.error("--turn needs --out: the shipped world is not turned")
        for name, write in (("sample", sample.write), ("sample-2019", lanjiang.write)):
            if name in (asked.names or TURNED):
                write(asked.out / f"{name}-turn-{asked.turn}", asked.turn)
        return
    for name in asked.names or WORLDS:
        WORLDS[name](asked.out / name)


if __name__ == "__main__":
    main()
