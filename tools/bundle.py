"""One file for machines without any network: `./mingcha bundle FILE [--python 3.12] [--platform NAME]…`.

FILE is a .tar.gz with this program, its locks, and every package that they name as a wheel. Unpacked there,
`./mingcha` sets itself up from the folder `wheels` beside it and asks no network. For another kind of machine
than this one say its platform as pip does, e.g. --platform manylinux_2_28_aarch64 (several are alternatives).
"""

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHEELS = "wheels"
LOCKS = ("requirements.lock", "requirements-uv.lock")
# What tools and people leave in a folder, where there is no git to say what belongs to it.
NOT_OURS = frozenset(
    (".venv", ".git", "data", WHEELS, "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
)


def main() -> int:
    words = __doc__.splitlines()[0] if __doc__ else ""
    parser = argparse.ArgumentParser(prog="mingcha bundle", description=words)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--python", metavar="VERSION", help="the other machine's Python, e.g. 3.12")
    parser.add_argument("--platform", action="append", default=[], metavar="NAME")
    arguments = parser.parse_args()
    path = Path(arguments.file).absolute()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with tempfile.TemporaryDirectory(prefix="mingcha-bundle-") as name:
        wheels = Path(name)
        if not download(wheels, arguments.python, arguments.platform):
            print(
                "错误：有软件包没有取到，未生成文件。请检查网络或镜像设置（pip config）后重试。\n"
                "Error: a package could not be had; no file was made. Check the network or the mirror.",
                file=sys.stderr,
            )
            return 3
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(part, wheels)
            part.replace(path)
        except OSError as error:
            print(f"错误：{path} 写不成（{error.strerror}）。 / Error: cannot write it.", file=sys.stderr)
            return 3
        finally:
            part.unlink(missing_ok=True)
        count = sum(1 for _ in wheels.iterdir())
    megabytes = path.stat().st_size / 1e6
    print(f"{path}：{count} 个软件包，{megabytes:.0f} MB。解开后运行其中的 ./mingcha，不需要网络。")
    return 0


def download(folder: Path, python: str | None, platforms: list[str]) -> bool:
    """Every package of the locks as a wheel, checked against its hash."""
    target = [word for name in platforms for word in ("--platform", name)]
    if python:
        target += ["--python-version", python]
    for lock in LOCKS:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
        if subprocess.run([*command, *target, "-r", str(ROOT / lock)], check=False).returncode:
            return False
    return True


def write(path: Path, wheels: Path) -> None:
    """The archive, with one folder at its top; owners and times are nobody's, so that equal makes equal."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    top = f"mingcha-{version}"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT, compresslevel=1) as tar:
        for file in own_files():
            add(tar, f"{top}/{file.relative_to(ROOT).as_posix()}", file)
        for wheel in sorted(wheels.iterdir()):
            add(tar, f"{top}/{WHEELS}/{wheel.name}", wheel)


def add(tar: tarfile.TarFile, name: str, path: Path) -> None:
    content = path.read_bytes()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o755 if os.access(path, os.X_OK) else 0o644
    tar.addfile(member, io.BytesIO(content))


def own_files() -> Iterator[Path]:
    """What belongs to the repository: what git says, else all but what tools leave behind."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    yield from sorted(path for path in paths if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
