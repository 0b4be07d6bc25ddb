"""Holds the layers of ARCHITECTURE.md over whatever is in src/mingcha, now and later."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"

DATA = {"schemes", "calendars", "worlds"}  # data files with a small loader, at the bottom like core
# What each package may import of mingcha, besides itself.
ARROWS: dict[str, set[str]] = {
    "core": set(),
    "schemes": {"core"},
    "calendars": {"core"},
    "worlds": {"core"},
    "text": {"core"},
    "engine": {"text", "core"},
    "rules": {"text", "core"},
    "reports": {"text", "core"} | DATA,
    "registry": {"text", "core"},
    # The runs of a quarter: what the others do, in order.
    "jobs": {"reports", "engine", "rules", "registry", "text", "core"},
    "world": {"text", "core"} | DATA,
    "web": {"jobs", "reports", "engine", "rules", "registry", "text", "core", "world"} | DATA,
    "cli": {"web", "jobs", "reports", "engine", "rules", "registry", "text", "core", "world"} | DATA,
}
TELLS_TIME = {"cli", "web", "jobs"}
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "timezone.now",
    "timezone.localtime",
}
# Input and output, the clock and chance: none of core's business.
NOT_IN_CORE = {
    "asyncio",
    "io",
    "os",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
}


@dataclass(frozen=True, slots=True)
class Import:
    name: str
    line: int
    at_top: bool  # runs when the module is imported


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    source: str

    @property
    def package(self) -> str:
        """The layer: `engine` of `mingcha.engine.fetch`; empty for mingcha itself and its __main__."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and parts[1] != "__main__" else ""

    @property
    def lines(self) -> int:
        return self.source.count("\n")

    def imports(self) -> Iterator[Import]:
        tree = ast.parse(self.source)
        top = set(map(id, _run_on_import(tree)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, node.lineno, id(node) in top)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                # `from mingcha.core import clock` may name a module or a thing in one: both are given.
                yield Import(node.module, node.lineno, id(node) in top)
                for alias in node.names:
                    yield Import(f"{node.module}.{alias.name}", node.lineno, id(node) in top)


def _run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are executed when the module is: no bodies of functions, nothing for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from _run_on_import(child)


def modules(source: Path = SOURCE) -> list[Module]:
    found = []
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path.read_text(encoding="utf-8")))
    return found


def against_the_arrows(found: list[Module]) -> list[str]:
    wrong = []
    for module in found:
        if not module.package:
            continue
        allowed = ARROWS.get(module.package, set()) | {module.package}
        for used in module.imports():
            parts = used.name.split(".")
            if parts[0] == "mingcha" and len(parts) > 1 and parts[1] in ARROWS and parts[1] not in allowed:
                wrong.append(f"{module.name}:{used.line} imports {used.name}")
    return wrong


def cycle(found: list[Module]) -> list[str]:
    """The names of one import cycle, or none."""
    names = {module.name for module in found}
    graph = {
        module.name: {used.name for used in module.imports() if used.at_top and used.name in names}
        - {module.name, *_packages_of(module.name)}
        for module in found
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _packages_of(name: str) -> Iterator[str]:
    """A package that gathers its modules is imported by them implicitly: no cycle of anybody's making."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def clock_readings(found: list[Module]) -> list[str]:
    wrong = []
    for module in found:
        if module.package in TELLS_TIME or not module.package:
            continue
        for node in ast.walk(ast.parse(module.source)):
            if isinstance(node, ast.Attribute):
                words = ast.unparse(node).split(".")
                if ".".join(words[-2:]) in CLOCKS:
                    wrong.append(f"{module.name}:{node.lineno} reads the clock: {ast.unparse(node)}")
    return wrong


def foreign_to_core(found: list[Module]) -> list[str]:
    wrong = []
    for module in found:
        if module.package != "core":
            continue
        for used in module.imports():
            first = used.name.partition(".")[0]
            if first not in sys.stdlib_module_names | {"mingcha"} or first in NOT_IN_CORE:
                wrong.append(f"{module.name}:{used.line} imports {used.name}")
        for node in ast.walk(ast.parse(module.source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("open", "input")
            ):
                wrong.append(f"{module.name}:{node.lineno} calls {node.func.id}()")
    return wrong


def django_outside_web(found: list[Module]) -> list[str]:
    return [
        f"{module.name}:{used.line} imports {used.name}"
        for module in found
        if module.package != "web"
        for used in module.imports()
        if used.name.partition(".")[0] == "django"
    ]


def web_on_import_of_cli(found: list[Module]) -> list[str]:
    return [
        f"{module.name}:{used.line} imports {used.name} outside of a function"
        for module in found
        if module.package == "cli"
        for used in module.imports()
        if used.at_top and used.name.startswith("mingcha.web")
    ]


def test_imports_run_one_way() -> None:
    assert against_the_arrows(modules()) == []


def test_every_package_has_its_place_in_the_layers() -> None:
    assert {module.package for module in modules()} - {""} <= set(ARROWS)


def test_no_module_imports_itself_by_a_detour() -> None:
    assert cycle(modules()) == []


def test_core_is_standard_library_without_input_output_or_chance() -> None:
    assert foreign_to_core(modules()) == []


def test_only_cli_web_and_jobs_read_the_clock() -> None:
    assert clock_readings(modules()) == []


def test_only_web_imports_django() -> None:
    assert django_outside_web(modules()) == []


def test_cli_imports_web_only_inside_the_verbs_that_need_it() -> None:
    assert web_on_import_of_cli(modules()) == []


def test_no_module_is_longer_than_400_lines() -> None:
    assert [f"{module.name}: {module.lines}" for module in modules() if module.lines > 400] == []


def test_no_rule_is_longer_than_80_lines() -> None:
    """A rule is a module inside a family: mingcha.rules.<family>.<rule>; names with _ are helpers."""
    rules = [module for module in modules() if module.package == "rules" and module.name.count(".") == 3]
    rules = [module for module in rules if not module.name.rpartition(".")[2].startswith("_")]
    assert [f"{module.name}: {module.lines}" for module in rules if module.lines > 80] == []


def test_everything_but_web_is_imported_without_django() -> None:
    """As on a machine that has no Django at all, in a fresh interpreter."""
    names = [module.name for module in modules() if module.package not in ("web", "")]
    program = (
        "import importlib, sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'django' or name.startswith('mingcha.web'):\n"
        "            raise ImportError(f'{name} is not to be imported here')\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_set_up_needs_nothing_but_the_standard_library() -> None:
    """tools/setup.py runs before any package is there, and so do the modules of ours that it imports."""
    early = {"mingcha", "mingcha.cli", "mingcha.cli.debian"}
    found = [module for module in modules() if module.name in early]
    found.append(Module("setup", (ROOT / "tools" / "setup.py").read_text(encoding="utf-8")))
    assert {module.name for module in found} == early | {"setup"}
    known = sys.stdlib_module_names | {"mingcha"}
    used = {(module.name, used.name) for module in found for used in module.imports()}
    assert [pair for pair in used if pair[1].partition(".")[0] not in known] == []


REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry", "npmjs"),
    ("deb", "debian"),
    ("pypi", "tuna"),
    ("mirrors", "aliyun"),
)
# Where this checkout and this person's settings lie; a short path such as /app is what web pages have too.
OWN_PATHS = (f"{place}/{tail}" for place, tail in ((ROOT, ""), (Path.home(), ".")) if len(place.parts) > 3)
MACHINE_PATHS = ("/" + "work/main", "/" + "work/shared", "/" + "root/.", *OWN_PATHS)


def addresses_and_machine_paths(texts: Mapping[str, str]) -> list[str]:
    registries = [rf"{one}\.{other}\b" for one, other in REGISTRIES]
    pattern = re.compile("|".join(registries + [re.escape(path) for path in MACHINE_PATHS]))
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1} holds {found.group()}"
        for name, text in texts.items()
        for found in pattern.finditer(text)
    ]


def repository_texts() -> dict[str, str]:
    """Every text file that belongs to the repository; outside of git, all but what the tools made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    else:
        paths = [
            p for p in ROOT.rglob("*") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)
        ]
    texts = {}
    for path in paths:
        if path.is_file() and path.stat().st_size < 5_000_000:
            raw = path.read_bytes()
            if b"\0" not in raw[:8000]:
                texts[str(path.relative_to(ROOT))] = raw.decode("utf-8", errors="replace")
    return texts


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    assert addresses_and_machine_paths(repository_texts()) == []


def test_no_lock_holds_any_address() -> None:
    locks = sorted(ROOT.glob("*.lock"))
    assert len(locks) == 3
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []
    unhashed = [lock.name for lock in locks if "--hash=sha256:" not in lock.read_text(encoding="utf-8")]
    assert unhashed == []


def fake(**sources: str) -> list[Module]:
    return [Module("mingcha." + name.replace("__", "."), source) for name, source in sources.items()]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("import mingcha.web.models", "mingcha.engine.fetch:1 imports mingcha.web.models"),
        ("from mingcha import rules", "mingcha.engine.fetch:1 imports mingcha.rules"),
        ("def f():\n    import mingcha.cli", "mingcha.engine.fetch:2 imports mingcha.cli"),
    ],
)
def test_an_import_against_the_arrows_is_seen(source: str, complaint: str) -> None:
    assert complaint in against_the_arrows(fake(engine__fetch=source))


def test_an_import_along_the_arrows_is_silent() -> None:
    assert (
        against_the_arrows(fake(engine__fetch="from mingcha.core.page import Page\nimport mingcha.text"))
        == []
    )


def test_a_cycle_is_seen_and_an_import_inside_a_function_is_none() -> None:
    assert cycle(fake(core__a="import mingcha.core.b", core__b="from mingcha.core import a"))
    assert not cycle(fake(core__a="import mingcha.core.b", core__b="def f():\n    import mingcha.core.a"))


def test_a_clock_reading_is_seen_and_a_stopwatch_is_none() -> None:
    assert clock_readings(fake(rules__r="import datetime\nx = datetime.datetime.now(tz)"))
    assert clock_readings(fake(text__t="y = date.today()"))
    assert not clock_readings(fake(engine__e="import time\nx = time.monotonic()", cli__c="datetime.now()"))


def test_input_in_core_is_seen() -> None:
    assert foreign_to_core(fake(core__a="import os"))
    assert foreign_to_core(fake(core__a="import lxml"))
    assert foreign_to_core(fake(core__a="x = open('f')"))
    assert not foreign_to_core(fake(core__a="import re\nfrom mingcha.core import page"))


def test_a_machine_path_is_seen_and_a_web_path_is_none() -> None:
    told = addresses_and_machine_paths(
        {f"file{at}": f"x\nsee {path}src" for at, path in enumerate(MACHINE_PATHS)}
    )
    assert [line.partition(" ")[0] for line in told] == [f"file{at}:2" for at in range(len(MACHINE_PATHS))]
    assert addresses_and_machine_paths({"c": "files." + "pythonhosted" + ".org"})
    assert not addresses_and_machine_paths({"d": 'href="/work/index.html" http://a.cn/root/x.html /home/'})


def test_every_dependency_has_its_five_points() -> None:
    """docs/decisions/dependencies.md: what for, size, licence, who keeps it, how we would leave."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    told = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    points = ["What for", "Size", "Licence", "Who keeps it", "How we would leave"]
    sections = {
        section.partition("\n")[0].strip(): re.findall(r"^- \*\*(.+?):\*\*", section, re.MULTILINE)
        for section in told.partition("\n# For tests")[0].split("\n## ")[1:]
    }
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in declared}
    assert sections == dict.fromkeys(names, points)
