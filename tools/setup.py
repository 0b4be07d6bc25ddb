"""Makes the launcher's .venv: `setup.py ROOT [--for=VERB] LOCK…`, run by any Python ≥ 3.11 without packages.

A set-up that was killed is repaired by the next one: `.venv/unfinished` stands from the first step to the
last, and a .venv in which it is found is made anew. A finished one holds a copy of every lock that it
satisfies; the launcher compares them byte by byte. Two starts at once wait for each other at a lock on the
repository's folder, which the installers inherit, so that it holds until the last of them is gone.

Exit codes: 0 ready · 3 cannot be made ready (one sentence says why and what to do) · 130 stopped by Ctrl-C.
"""

import ast
import contextlib
import fcntl
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(sys.argv[1]) if __name__ == "__main__" else Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"
UV_LOCK = "requirements-uv.lock"

# What pip is told by its configuration (a mirror, a private index, a company's certificate), in uv's words.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


class SetupError(Exception):
    """The environment cannot be made; the message is for the person who started the launcher."""


def say(zh: str, en: str) -> None:
    print(f"{zh}\n{en}" if "\n" in zh else f"{zh} / {en}", file=sys.stderr, flush=True)


def is_ready(locks: Sequence[str]) -> bool:
    return (
        os.access(PYTHON, os.X_OK)
        and not UNFINISHED.exists()
        and all(_same(ROOT / lock, VENV / lock) for lock in locks)
    )


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


@contextlib.contextmanager
def only_one() -> Iterator[int]:
    """Holds the lock on the repository's folder; yields its descriptor for the children to inherit."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在准备运行环境，等待其完成……", "another start is setting up, waiting for it …")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


class Setup:
    """One set-up under the lock: `descriptor` is passed on to every installer."""

    def __init__(self, locks: Sequence[str], descriptor: int) -> None:
        self.locks = locks
        self.descriptor = descriptor

    def run(self) -> None:
        started = time.monotonic()
        say(
            "正在准备运行环境，首次约需一分钟……",
            "setting up; the first time takes about a minute …",
        )
        self._prepare_folder()
        if not self._python_works():
            self._make_venv()
        # The last lock holds the others too.
        tool = self._install(ROOT / self.locks[-1])
        _point_at_source()
        for lock in self.locks:
            shutil.copyfile(ROOT / lock, VENV / lock)
        UNFINISHED.unlink()
        seconds = time.monotonic() - started
        say(f"运行环境已就绪（{tool}，{seconds:.0f} 秒）。", f"set up with {tool} in {seconds:.0f} s.")

    def _prepare_folder(self) -> None:
        """Leaves a .venv marked as unfinished: a whole one of ours to bring up to date, or an empty one."""
        if not (VENV / self.locks[0]).exists() or UNFINISHED.exists() or not self._python_works():
            _remove(VENV)
        VENV.mkdir(exist_ok=True)
        UNFINISHED.touch()

    def _python_works(self) -> bool:
        with contextlib.suppress(OSError):
            return subprocess.run((PYTHON, "-c", ""), capture_output=True, check=False).returncode == 0
        return False

    def _make_venv(self) -> None:
        _need_ensurepip()
        # The real file, not a link of another .venv or of a version manager: when a system upgrade takes it
        # away, .venv/bin/python is seen to be dead and the environment is made anew.
        base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
        self._call("创建 .venv 失败", "cannot create .venv", [base, "-m", "venv", str(VENV)])

    def _install(self, lock: Path) -> str:
        """Installs what `lock` names; returns the tool: uv, or pip where uv cannot be had or fails."""
        pip = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        # Built from source, uv would need a Rust compiler and minutes: then rather pip.
        if self._succeeds(
            [*pip, "--only-binary", ":all:", "--no-deps", "-r", str(ROOT / UV_LOCK)], os.environ
        ):
            settings = _pip_settings_here()
            uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
            if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
                uv.append("--no-index")
            words = [*uv, "--compile-bytecode", "--require-hashes", "-r", str(lock)]
            if self._succeeds(words, uv_environment(settings)):
                return "uv"
        say("改用 pip 安装，请稍候……", "installing with pip instead, please wait …")
        self._call(
            "安装依赖包失败。请检查网络；内网请先用 pip config 设置镜像，再重新运行",
            "cannot install the packages. Check the network or set a mirror (pip config), then start again",
            [*pip, "-r", str(lock)],
        )
        return "pip"

    def _succeeds(self, words: Sequence[str], environment: Mapping[str, str]) -> bool:
        done = self._child(words, environment)
        if done.returncode:
            print(_tail(done.stderr), file=sys.stderr)
        return done.returncode == 0

    def _call(self, zh: str, en: str, words: Sequence[str]) -> None:
        done = self._child(words, os.environ)
        if done.returncode:
            raise SetupError(f"{_tail(done.stderr + done.stdout)}\n错误：{zh}。\nError: {en}.")

    def _child(
        self, words: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                words,
                cwd=ROOT,
                env=environment,
                pass_fds=(self.descriptor,),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        except OSError as error:  # not a program of this machine, or on a disk from which none may be run
            return subprocess.CompletedProcess(words, 126, "", f"{words[0]}: {error.strerror}")


def uv_environment(settings: dict[str, str]) -> dict[str, str]:
    """This process's environment with pip's settings added in uv's words; what the person set for uv wins.

    pip takes the best version from all its indexes, uv from the first that knows the name: the strategy makes
    uv agree. Safe here, since every file is checked against its hash.
    """
    environment = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, variable in UV_NAMES.items():
        if value := settings.get(name):
            # uv takes several values apart at commas in find-links, at blanks elsewhere.
            environment[variable] = ("," if name == "find-links" else " ").join(value.split())
    if not _can_cache():
        environment["UV_NO_CACHE"] = "1"
    return environment | os.environ


def _can_cache() -> bool:
    """Whether this user has a home to keep downloads in; a service's user often has none."""
    place = Path(os.path.expanduser("~"))
    return place.is_absolute() and os.access(place, os.W_OK | os.X_OK)


def _pip_settings_here() -> dict[str, str]:
    answer = subprocess.run(
        (PYTHON, "-m", "pip", "config", "list"), capture_output=True, text=True, errors="replace", check=False
    )
    return pip_settings(answer.stdout)


def pip_settings(listing: str) -> dict[str, str]:
    """`pip config list`'s lines `global.index-url='…'` as {option: value}, as they hold for `pip install`.

    The environment beats the section [install], and that beats [global].
    """
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listing.splitlines():
        key, equals, value = line.partition("=")
        # `:env:` is followed by a dot like the others: `:env:.find-links='…'`
        section, _, name = key.partition(".")
        if equals and section in found:
            with contextlib.suppress(ValueError, SyntaxError):
                found[section][name] = str(ast.literal_eval(value))
    return found["global"] | found["install"] | found[":env:"]


def _need_ensurepip() -> None:
    """Debian keeps the module that puts pip into a venv in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    debian = _debian()
    if debian.may_install():
        say(f"本机缺少 {package}，正在安装……", f"installing Debian's {package} …")
        debian.install((package,))
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"错误：本机的 Python（{sys.executable}）缺少 venv 组件。"
            f"请由管理员运行：{debian.command((package,))}\n"
            f"Error: this Python has no ensurepip. Have an administrator run the command above."
        )


def _debian() -> ModuleType:
    sys.path.insert(0, str(ROOT / "src"))
    try:
        return importlib.import_module("mingcha.cli.debian")
    finally:
        sys.path.pop(0)


def _remove(folder: Path) -> None:
    """Removes the environment, its locks first: a removal cut short leaves nothing that looks finished."""
    for lock in folder.glob("*.lock"):
        lock.unlink()
    if folder.exists():
        shutil.rmtree(folder)


def _point_at_source() -> None:
    """Makes `src` importable and puts the command `mingcha` into .venv/bin, both by relative paths.

    So the whole folder can be moved, and nothing has to be built or fetched for it.
    """
    answer = subprocess.run(
        (PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"),
        capture_output=True,
        text=True,
        check=True,
    )
    packages = Path(answer.stdout.strip())
    up = os.path.relpath(ROOT / "src", packages)
    (packages / "mingcha.pth").write_text(up + "\n", encoding="utf-8")
    command = VENV / "bin" / "mingcha"
    command.write_text(
        '#!/bin/sh\nexec "$(dirname -- "$0")/python" -P -X utf8 -m mingcha "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)


def use_bundled_wheels() -> None:
    """In a folder that came out of a bundle, install from its own wheels and ask no network."""
    wheels = ROOT / "wheels"
    if wheels.is_dir():
        # As an address: pip takes a path with a blank in it for two.
        os.environ.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=wheels.as_uri())


def _install_fonts() -> None:
    """Fetches Debian's Chinese fonts for a demonstration run as root: without them its PDF cannot be read."""
    program = "from pathlib import Path; from mingcha.cli import doctor; doctor.bring(doctor.FONTS, Path())"
    words = (str(PYTHON), "-P", "-X", "utf8", "-c", program)
    subprocess.run(words, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False)


def _tail(text: str, lines: int = 12) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])


def main(words: Sequence[str]) -> int:
    verb = "".join(word.removeprefix("--for=") for word in words if word.startswith("--for="))
    locks = [word for word in words if not word.startswith("--")]
    use_bundled_wheels()
    try:
        with only_one() as descriptor:
            if is_ready(locks):
                return 0
            Setup(locks, descriptor).run()
        if verb == "demo" and _debian().may_install():
            _install_fonts()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 3
    except OSError as error:
        place = error.filename or VENV
        print(
            f"错误：无法写入 {place}（{error.strerror}）。"
            "请检查磁盘空间；没有写权限时换用有权限的用户，或把整个目录复制到自己可写的位置后再运行。\n"
            f"Error: cannot write {place} ({error.strerror}). Check the disk's space; without the right to "
            "write, run as a user who has it, or copy the whole folder to a place of your own.",
            file=sys.stderr,
        )
        return 3
    except KeyboardInterrupt:
        say("已中断，再次运行会从头准备。", "stopped; the next start sets up again.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
