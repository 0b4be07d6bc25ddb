"""Renews the hashed locks from pyproject.toml: `./mingcha lock [--upgrade] [PACKAGE…]`.

Without a word, versions stay and only what pyproject.toml changed is resolved anew; `--upgrade` takes the
newest of everything, names of packages the newest of those. No line of a lock names a registry.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = (sys.executable, "-m", "uv", "pip", "compile")
# For every platform and every supported Python; no comments, so that no address gets in.
FLAGS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
# Bound to the run-time lock, the development lock never has another version of the same package.
LOCKS = (
    ("requirements.lock", ("pyproject.toml",)),
    ("requirements-dev.lock", ("pyproject.toml", "--group=dev", "--constraints=requirements.lock")),
    ("requirements-uv.lock", ("--group=uv",)),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="mingcha lock", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--upgrade", action="store_true", help="take the newest version of everything")
    parser.add_argument("package", nargs="*", help="take the newest version of these packages")
    arguments = parser.parse_args()
    choice = (
        ["--upgrade"] if arguments.upgrade else [f"--upgrade-package={name}" for name in arguments.package]
    )
    for lock, sources in LOCKS:
        words = (*UV, *FLAGS, *choice, *sources, f"--output-file={lock}")
        if subprocess.run(words, cwd=ROOT, check=False).returncode != 0:
            print(f"{lock}：未能更新，原文件未动。 / {lock}: not renewed, left as it was.", file=sys.stderr)
            return 3
        text = (ROOT / lock).read_text(encoding="utf-8")
        if "://" in text or "--index" in text or "--find-links" in text:
            print(
                f"{lock}：含有软件源地址，请勿提交。 / it names a registry: do not commit it.",
                file=sys.stderr,
            )
            return 1
        print(f"{lock}: {sum('==' in line for line in text.splitlines() if line[:1].isalnum())} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
