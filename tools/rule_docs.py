"""Writes docs/reference/rules/ from the rules; `--check` says what is not current and exits with 1."""

import argparse
import sys
from pathlib import Path

from mingcha import rules, schemes
from mingcha.rules import pages

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rules"


def wanted() -> dict[str, str]:
    """File name → text of every page."""
    every = schemes.all_schemes(rules.by_id())
    found = {f"{rule.id}.md": pages.page(rule, every) for rule in rules.catalogue()}
    return found | {"README.md": pages.index(rules.catalogue(), every)}


def out_of_date(folder: Path = FOLDER) -> list[str]:
    """Names of pages that are missing, differ, or belong to no rule."""
    pages_wanted = wanted()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    differing = {name for name, text in pages_wanted.items() if there.get(name) != text}
    return sorted(differing | (set(there) - set(pages_wanted)))


def write(folder: Path = FOLDER) -> list[str]:
    """Bring the folder up to date; returns the names that were written or removed."""
    stale, texts = out_of_date(folder), wanted()
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in texts:
            (folder / name).write_text(texts[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return stale


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        stale = out_of_date()
        print("\n".join(stale) or "current")
        return bool(stale)
    print("\n".join(write()) or "current")
    return 0


if __name__ == "__main__":
    sys.exit(main())
