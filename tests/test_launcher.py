"""The launcher in copies of its own, with a blank and Chinese in the path and a program of one line.

Set-ups are real, but all that they install comes from a folder of wheels made here: no network is used.
"""

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.network import without_network

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import os, sys
import {package}
print(sys.argv[1:], os.getcwd(), sys.flags.utf8_mode, sys.flags.safe_path)
sys.exit(len(sys.argv))
"""
# Stands for uv: notes what it was told, and has pip do the work.
FAKE_UV = """#!/bin/sh
env | grep -e '^UV_' -e '^SSL_CERT_FILE' | sort > "$(dirname "$0")/told"
for word; do lock=$word; done
exec "$(dirname "$0")/python" -m pip install --quiet --require-hashes -r "$lock"
"""


def wheel(folder: Path, name: str, files: dict[str, str]) -> str:
    """Makes a wheel of version 1.0 in `folder` and returns its line for a lock."""
    info = f"{name}-1.0.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},"
        for path, text in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            entry = zipfile.ZipInfo(inner)
            entry.external_attr = 0o100755 << 16
            archive.writestr(entry, text)
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Checkout:
    """A copy of the launcher with a program that prints its arguments."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.wheels = root.parent / "wheels"
        self.wheels.mkdir()
        source = root / "src" / "mingcha"
        (source / "cli").mkdir(parents=True)
        (root / "tools").mkdir()
        shutil.copy(ROOT / "mingcha", root)
        shutil.copy(ROOT / "tools" / "setup.py", root / "tools")
        shutil.copy(ROOT / "src" / "mingcha" / "cli" / "debian.py", source / "cli")
        for package in (source, source / "cli"):
            (package / "__init__.py").touch()
        (source / "__main__.py").write_text(PROGRAM.format(package="onething"), encoding="utf-8")
        (root / "requirements.lock").write_text(wheel(self.wheels, "onething", {"onething.py": ""}), "utf-8")
        self.lock_uv("uv==1.0 --hash=sha256:" + "0" * 64 + "\n")

    def lock_uv(self, line: str) -> None:
        (self.root / "requirements-uv.lock").write_text(line, encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """No index, only our wheels, whatever this machine's own pip settings are."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
        own = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return kept | own | {"PIP_NO_CACHE_DIR": "1", "LC_ALL": "C"} | more

    def start(self, *words: str, cwd: Path | None = None, **more: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(self.root / "mingcha"), *words],
            cwd=cwd or self.root,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *words: str, cwd: Path | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        child = self.start(*words, cwd=cwd, **more)
        out, err = child.communicate(timeout=120)
        return subprocess.CompletedProcess(words, child.returncode, out, err)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "明察 试用"
    root.mkdir()
    return Checkout(root)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that has been set up once; its tests leave it as it is."""
    root = tmp_path_factory.mktemp("ready") / "明察 试用"
    root.mkdir()
    made = Checkout(root)
    made.lock_uv(wheel(made.wheels, "uv", {"uv-1.0.data/scripts/uv": FAKE_UV}))
    done = made.run("due", "x", PIP_CERT="/some/ca.pem")
    assert done.returncode == 3, done.stderr  # the program's own code: it counts its words
    return made


def test_a_verb_runs_in_the_users_folder_with_its_arguments_and_exit_code(
    ready: Checkout, tmp_path: Path
) -> None:
    done = ready.run("inspect", "--out", "甲 乙", "", cwd=tmp_path)
    assert done.stdout == f"['inspect', '--out', '甲 乙', ''] {tmp_path} 1 True\n"
    assert done.returncode == 5
    assert done.stderr == ""


def test_a_second_start_needs_no_network_and_no_time(ready: Checkout) -> None:
    started = time.monotonic()
    done = ready.run(PIP_FIND_LINKS="/nowhere")
    assert done.returncode == 1
    assert done.stderr == ""
    assert time.monotonic() - started < 3


def test_it_is_started_through_a_link_and_with_another_projects_python_settings(
    ready: Checkout, tmp_path: Path
) -> None:
    link = tmp_path / "mc"
    link.symlink_to(ready.root / "mingcha")
    (tmp_path / "onething.py").write_text("raise SystemExit('the wrong one')")
    environment = ready.environment(PYTHONPATH=str(tmp_path), PYTHONHOME="/nowhere")
    done = subprocess.run(
        [link, "a"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "")


def test_the_whole_folder_can_be_moved(ready: Checkout, tmp_path: Path) -> None:
    moved = tmp_path / "搬走"
    shutil.copytree(ready.root, moved, symlinks=True)
    away = ready.root.rename(ready.root.with_name("away"))
    try:
        done = subprocess.run(
            [moved / "mingcha"], env=ready.environment(), capture_output=True, text=True, check=False
        )
        inside = subprocess.run([moved / ".venv/bin/mingcha"], capture_output=True, text=True, check=False)
    finally:
        away.rename(ready.root)
    assert (done.returncode, done.stderr) == (1, "")
    assert (inside.returncode, inside.stderr) == (1, "")


def test_uv_is_told_what_pip_is_configured_to(ready: Checkout) -> None:
    told = (ready.root / ".venv/bin/told").read_text(encoding="utf-8").splitlines()
    assert f"UV_FIND_LINKS={ready.wheels}" in told
    assert "UV_INDEX_STRATEGY=unsafe-best-match" in told
    # Only where nobody has set it: this machine's own value, if there is one, wins.
    assert f"SSL_CERT_FILE={os.environ.get('SSL_CERT_FILE', '/some/ca.pem')}" in told


def test_without_uv_pip_installs_and_a_changed_lock_is_followed(checkout: Checkout) -> None:
    done = checkout.run()
    assert done.returncode == 1, done.stderr
    assert "运行环境已就绪（pip" in done.stderr
    lock = checkout.root / "requirements.lock"
    lock.write_text(lock.read_text("utf-8") + wheel(checkout.wheels, "another", {"another.py": ""}), "utf-8")
    main = checkout.root / "src/mingcha/__main__.py"
    main.write_text(PROGRAM.format(package="another"), encoding="utf-8")
    done = checkout.run()
    assert done.returncode == 1, done.stderr


def test_a_set_up_killed_in_the_middle_is_repaired_by_the_next_start(checkout: Checkout) -> None:
    mark = checkout.root / ".venv" / "unfinished"
    child = checkout.start()
    limit = time.monotonic() + 60
    while not (mark.exists() and (checkout.root / ".venv/bin/python").exists()):
        assert time.monotonic() < limit
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    assert mark.exists()
    done = checkout.run()
    assert done.returncode == 1, done.stderr
    assert not mark.exists()


def test_two_first_starts_at_once_wait_for_each_other(checkout: Checkout) -> None:
    both = [checkout.start(), checkout.start()]
    results = [(*child.communicate(timeout=120), child.returncode) for child in both]
    assert [code for *_, code in results] == [1, 1], results
    assert sum("运行环境已就绪" in err for _, err, _ in results) == 1
    assert sum("另一个进程" in err for _, err, _ in results) == 1


def test_a_package_that_is_not_what_was_locked_is_refused(checkout: Checkout) -> None:
    wheel(checkout.wheels, "onething", {"onething.py": "tampered = True"})
    done = checkout.run()
    assert done.returncode == 3
    assert "错误：安装依赖包失败" in done.stderr
    assert "Traceback" not in done.stderr
    assert (checkout.root / ".venv" / "unfinished").exists()


@pytest.mark.parametrize("version", ["3.9", None])
def test_a_python_too_old_or_absent_is_said_in_a_sentence(
    checkout: Checkout, tmp_path: Path, version: str | None
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "readlink", "dirname", "cmp"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    if version:
        old = tools / "python3"
        old.write_text(f'#!/bin/sh\ncase "$2" in *exit*) exit 1 ;; esac\necho {version}\n')
        old.chmod(0o755)
    done = checkout.run("demo", PATH=str(tools))
    assert done.returncode == 3
    assert "错误：需要 Python 3.11" in done.stderr
    assert f"本机的 python3：{version or '无'}" in done.stderr
    assert "sudo apt-get install" in done.stderr


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are for their user alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_checkout_that_the_user_cannot_write_is_said_in_a_sentence(open_folder: Path) -> None:
    root = open_folder / "只读"
    root.mkdir()
    checkout = Checkout(root)
    environment = checkout.environment(PATH="/usr/local/bin:/usr/bin:/bin")
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    root.chmod(0o555)
    try:
        done = subprocess.run(
            [root / "mingcha", "demo"],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            **nobody,  # type: ignore[call-overload]
        )
    finally:
        root.chmod(0o755)
    assert done.returncode == 3
    if "需要 Python 3.11" in done.stderr:
        pytest.skip("普通用户可用的 Python 低于 3.11")
    assert f"错误：无法写入 {root}/.venv" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / ".venv").exists()


def test_a_venv_of_another_hand_is_made_anew(checkout: Checkout) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout.root / ".venv"], check=True)
    (checkout.root / ".venv" / "mine").touch()
    done = checkout.run()
    assert done.returncode == 1, done.stderr
    assert not (checkout.root / ".venv" / "mine").exists()


def test_a_bundle_sets_itself_up_where_there_is_no_network_at_all(checkout: Checkout, tmp_path: Path) -> None:
    checkout.lock_uv(wheel(checkout.wheels, "uv", {"uv.py": ""}))  # no program in it: pip does the work
    shutil.copy(ROOT / "tools" / "bundle.py", checkout.root / "tools")
    (checkout.root / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n', encoding="utf-8")
    made = checkout.run("bundle", str(tmp_path / "b.tar.gz"))
    assert made.returncode == 0, made.stderr
    there = tmp_path / "内 网"
    there.mkdir()
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        tar.extractall(there, filter="data")
    root = there / "mingcha-0.1.0"
    assert sorted(path.name for path in (root / "wheels").iterdir()) == [
        "onething-1.0-py3-none-any.whl",
        "uv-1.0-py3-none-any.whl",
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    done = subprocess.run(
        [*without_network(), str(root / "mingcha"), "a"],
        env=kept | {"PIP_NO_CACHE_DIR": "1", "LC_ALL": "C"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("['a']"), done.stderr


def test_a_bundle_that_lacks_a_package_is_not_made(checkout: Checkout, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tools" / "bundle.py", checkout.root / "tools")
    (checkout.root / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n', encoding="utf-8")
    made = checkout.run("bundle", str(tmp_path / "b.tar.gz"))  # its uv cannot be had
    assert made.returncode == 3
    assert "没有取到" in made.stderr
    assert not (tmp_path / "b.tar.gz").exists()
