"""Debian's package manager, as `doctor --install`, the launcher's set-up and the test command use it.

Standard library only, and nothing of mingcha: the set-up imports it before any dependency is there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_LISTS = Path("/var/lib/apt/lists")
_INSTALL = ("install", "--yes", "--no-install-recommends")
# Another apt may be running (unattended upgrades): wait for it, not for ever.
_OPTIONS = ("-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=2")


def has_apt() -> bool:
    return shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def may_install() -> bool:
    """Whether this process can install packages: Debian's tools are there and we are root."""
    return has_apt() and os.geteuid() == 0


def command(packages: Sequence[str]) -> str:
    """The command that a person types to install `packages`."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def missing(packages: Sequence[str]) -> tuple[str, ...]:
    """Those of `packages` that are not installed, in the order given; all of them without dpkg."""
    if not packages or not has_apt():
        return tuple(packages)
    answer = subprocess.run(
        ("dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *packages),
        capture_output=True,
        text=True,
        check=False,  # exit 1 says that one of them is unknown; the others are printed all the same
    )
    installed = {
        line.removesuffix(" installed") for line in answer.stdout.splitlines() if line.endswith(" installed")
    }
    return tuple(name for name in packages if name not in installed)


def install(packages: Sequence[str], *, start_services: bool = True) -> tuple[str, ...]:
    """Installs `packages` without a question and returns those that are still missing.

    The package lists are fetched where there are none and where they turn out to be too old. A package that
    cannot be had does not keep the others out. apt's own messages go to stderr. Without `start_services` a
    server's package does not start its server (Debian does so by itself, on the usual port).
    """
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    if not start_services:
        environment["RUNLEVEL"] = "1"  # invoke-rc.d starts nothing in single-user mode

    def apt(*words: str) -> bool:
        return _ran(("apt-get", *words, "-qq", *_OPTIONS), environment)

    wanted = missing(packages)
    if not wanted:
        return ()
    if not any(_LISTS.glob("*_Packages*")) or not apt(*_INSTALL, *wanted):
        apt("update")
        wanted = missing(wanted)
        if wanted and not apt(*_INSTALL, *wanted):
            for package in wanted:
                apt(*_INSTALL, package)
    return missing(wanted)


def _ran(words: Sequence[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False
    )
    return done.returncode == 0
