"""A network of its own without any way out, for one command."""

import shutil
import subprocess

import pytest


def without_network() -> list[str]:
    """The words that start a command there; where the machine allows none, the test is skipped."""
    words = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") is None or subprocess.run([*words, "true"], check=False).returncode:
        pytest.skip("本机不允许切断网络（unshare --net）")
    return words
