"""Every check of this repository: `./mingcha test [--no-install] [--all] [pytest's own arguments]`.

As root it first says which Debian packages the tests need and this machine lacks, and installs them
(`--no-install` declines). Then ruff, mypy and pytest; each runs whatever the others found. pytest comes last,
and before its closing line it counts what was skipped and why. Exit code 1 when one of them failed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from mingcha.cli import debian, doctor

ROOT = Path(__file__).resolve().parents[1]


def main(words: Sequence[str]) -> int:
    if "--help" in words or "-h" in words:
        print(__doc__)
        return 0
    if "--no-install" not in words:
        _install()
    rest = [_from_here(word) for word in words if word != "--no-install"]
    python = (sys.executable, "-P", "-m")
    steps = {
        "ruff check": (*python, "ruff", "check", "--quiet", "."),
        "ruff format": (*python, "ruff", "format", "--check", "--quiet", "."),
        "mypy": (*python, "mypy", "--no-error-summary"),
        "pytest": (*python, "pytest", *_workers(rest), *rest),
    }
    results = [_run(name, command) for name, command in steps.items()]
    print(" · ".join(text for _, text in results), flush=True)
    return int(not all(passed for passed, _ in results))


def _from_here(word: str) -> str:
    """A test's path as it is meant in the person's current folder; the checks themselves run in the root."""
    path, colons, test = word.partition("::")
    return f"{Path(path).absolute()}{colons}{test}" if Path(path).exists() else word


def _workers(words: Sequence[str]) -> list[str]:
    """Two processes on a machine with two cores or more, unless the person says otherwise or debugs."""
    own = any(
        word in ("--pdb", "-s", "--collect-only") or word.startswith(("-n", "--numprocesses"))
        for word in words
    )
    return [] if own or (os.cpu_count() or 1) < 2 else ["-n", "2"]


def _run(name: str, command: Sequence[str]) -> tuple[bool, str]:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    return passed, f"{name}: {'通过' if passed else '未通过'} {time.monotonic() - started:.0f} s"


def _install() -> None:
    """Brings the Debian packages that tests need, after saying which. Tests without them are skipped."""
    home = ROOT / "data"
    lacking = [part for part in doctor.PARTS if part.in_tests and part.lacks(home) is not None]
    packages = debian.missing([package for part in lacking for package in part.packages])
    if not packages:
        return
    names = " ".join(packages)
    if not debian.may_install():
        print(f"测试所需的软件包未装，相关测试将跳过。安装：{debian.command(packages)}", flush=True)
        return
    print(f"将安装测试所需的 Debian 软件包（--no-install 可不装）：{names}", flush=True)
    print(f"Installing Debian packages that tests need (decline with --no-install): {names}", flush=True)
    if left := debian.install(packages, start_services=False):
        print(f"未能安装：{' '.join(left)}。相关测试将跳过。", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
