"""Doctor on this machine, and on machines that lack a part."""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest
import typst

from mingcha.cli import debian, doctor
from mingcha.core.verdict import Text
from mingcha.reports.document import Face
from mingcha.reports.fonts import FontChain, FontSet

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., int]


def absent(_home: Path) -> Text:
    return Text("未装", "not there")


def part(name: str, *, lacks: bool, required: bool, packages: tuple[str, ...] = ()) -> doctor.Part:
    probe = absent if lacks else (lambda _home: None)
    return doctor.Part(name, Text(name, name), Text("用", "use"), probe, packages, required)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs doctor over the given parts only; `home` is a folder of the test."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run(*words: str, parts: Sequence[doctor.Part] | None = None) -> int:
        if parts is not None:
            monkeypatch.setattr(doctor, "PARTS", tuple(parts))
        parser = argparse.ArgumentParser()
        doctor.configure(parser)
        return doctor.run(parser.parse_args(["--home", str(tmp_path), *words]))

    return run


def test_a_machine_with_everything_required_passes_and_names_what_is_optional(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [part("甲", lacks=False, required=True), part("乙", lacks=True, required=False, packages=("yi",))]
    assert run(parts=parts) == 0
    out = capsys.readouterr().out
    assert "[正常] 甲\n[可选] 乙：未装。用途：用。\n必需部件齐备。\n可选部件未装：乙。\n" in out
    assert out.endswith("补齐：sudo apt-get install --no-install-recommends yi\n")


def test_a_required_part_that_lacks_fails_the_check(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parts=[part("甲", lacks=True, required=True)]) == 1
    out = capsys.readouterr().out
    assert "[缺少] 甲" in out
    assert "缺少必需部件：甲。" in out
    assert "齐备" not in out


def test_json_holds_every_part_and_nothing_else_is_on_stdout(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in answer["parts"]] == [each.name for each in doctor.PARTS]
    assert all(each["present"] == (each["lack_zh"] is None) for each in answer["parts"])
    lacking = [each for each in answer["parts"] if each["required"] and not each["present"]]
    assert answer["ok"] == (not lacking)


def test_install_without_root_ends_with_the_command_to_run(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    parts = [part("甲", lacks=True, required=False, packages=("a-package-that-is-not",))]
    assert run("--install", parts=parts) == 3
    assert "sudo apt-get install --no-install-recommends a-package-that-is-not" in capsys.readouterr().err


def test_install_with_nothing_to_install_is_silent(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--install", parts=[part("甲", lacks=False, required=True, packages=("a",))]) == 0
    assert capsys.readouterr().err == ""


def test_a_home_that_cannot_be_written_is_required_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = doctor.part_named("home")
    assert home.required
    assert home.lacks(tmp_path / "not" / "yet" / "made") is None
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    lack = home.lacks(tmp_path / "not" / "yet" / "made")
    assert lack is not None
    assert lack.zh.startswith(f"{tmp_path} 不可写")


def test_a_full_disk_is_said_with_its_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=12_000_000))
    lack = doctor.part_named("disk").lacks(tmp_path)
    assert lack is not None
    assert "只剩 12 MB" in lack.zh


def test_a_font_folder_that_is_not_there_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MINGCHA_FONT_DIR", str(tmp_path / "nowhere"))
    lack = doctor.part_named("fonts").lacks(tmp_path)
    assert lack is not None
    assert "MINGCHA_FONT_DIR" in lack.zh


def test_a_heading_in_the_bodys_font_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fonts(kai: str) -> None:
        families = dict.fromkeys(Face, ("Song",)) | {Face.KAI: (kai, "Song")}
        chains = {face: FontChain(face, chain, 400) for face, chain in families.items()}
        book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        monkeypatch.setattr("mingcha.reports.fonts.font_set", lambda: FontSet(book, chains, ()))

    fonts("Song")
    lack = doctor.part_named("kai-font").lacks(tmp_path)
    assert lack is not None
    assert "只能以 Song 代替" in lack.zh
    fonts("Kai")
    assert doctor.part_named("kai-font").lacks(tmp_path) is None


def test_a_program_is_found_in_the_path_and_missed_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    poppler = doctor.part_named("poppler")
    assert poppler.lacks(tmp_path) is not None
    program = tmp_path / "pdftoppm"
    program.touch(mode=0o755)
    assert poppler.lacks(tmp_path) is None


def test_an_unknown_part_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="libreoffice"):
        doctor.part_named("libre-office")


def test_packages_that_are_installed_are_not_missing() -> None:
    if not debian.has_apt():
        assert debian.missing(("dpkg",)) == ("dpkg",)
    else:
        assert debian.missing(("dpkg", "a-package-that-is-not")) == ("a-package-that-is-not",)
    assert debian.missing(()) == ()


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_of_the_launcher", ROOT / "tools" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_python_without_ensurepip_is_told_which_package_brings_it(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(debian, "may_install", lambda: False)
    with pytest.raises(setup.SetupError) as told:
        setup._need_ensurepip()
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert f"sudo apt-get install --no-install-recommends {package}" in str(told.value)


def test_as_root_ensurepip_is_installed_without_being_asked(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: name if installed else None)
    monkeypatch.setattr(debian, "may_install", lambda: True)
    monkeypatch.setattr(debian, "install", installed.extend)
    setup._need_ensurepip()
    assert installed == [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def test_pips_settings_are_read_as_pip_weighs_them(setup: ModuleType) -> None:
    listing = "\n".join(
        [
            ":env:.index-url='https://env.example/simple'",
            "global.cert='/etc/ca.pem'",
            "global.index-url='https://global.example/simple'",
            "global.timeout='20'",
            "install.timeout='30'",
            "list.format='columns'",
            "no setting at all",
        ]
    )
    assert setup.pip_settings(listing) == {
        "cert": "/etc/ca.pem",
        "index-url": "https://env.example/simple",
        "timeout": "30",
    }


def test_uv_gets_pips_settings_but_the_persons_own_win(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    settings = {"index-url": "https://pip.example/simple", "find-links": "/a\n/b", "extra-index-url": "x y"}
    environment = setup.uv_environment(settings)
    assert environment["UV_DEFAULT_INDEX"] == "https://own.example/simple"
    assert environment["UV_FIND_LINKS"] == "/a,/b"
    assert environment["UV_INDEX"] == "x y"


def test_a_test_that_needs_a_part_is_skipped_with_its_reason_and_fails_in_ci(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import *\nfrom mingcha.core.verdict import Text\n"
        "moon = Text('月', 'moon')\n"
        "doctor.PARTS = (doctor.Part('moon', moon, moon, lambda home: Text('太远', 'far')),)\n",
        encoding="utf-8",
    )
    (tmp_path / "test_moon.py").write_text(
        "import pytest\n@pytest.mark.needs('moon')\ndef test_landing() -> None:\n    assert False\n",
        encoding="utf-8",
    )

    def run(ci: str) -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"CI": ci, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PYTHONUTF8": "1"}
        words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, "."]
        return subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    skipped = run("")
    assert skipped.returncode == 0, skipped.stdout + skipped.stderr
    assert "   1 × 本机缺少 moon：太远" in skipped.stdout
    failed = run("true")
    assert failed.returncode == 1
    assert "CI=true：不得跳过" in failed.stdout
