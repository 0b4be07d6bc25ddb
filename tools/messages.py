"""The console's words in English: `python -m tools.messages` compiles them and names what lacks.

Chinese is the source: it stands in the templates (`translate`, `blocktranslate`) and in `_("…")` of
mingcha.web. English is kept in locale/en/LC_MESSAGES/django.po; the compiled .mo beside it is what gettext
reads. Exit code 1 when a sentence has no English, or the .po has one that nobody says any more.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "src" / "mingcha" / "web"
FOLDER = WEB / "locale" / "en" / "LC_MESSAGES"
_TRANSLATE = re.compile(r'{%\s*translate\s+"([^"]*)"')
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.S)
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)\nmsgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.M)


def said() -> set[str]:
    """Every sentence of the console, as gettext looks it up."""
    found: set[str] = set()
    for template in sorted((WEB / "templates").rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        found.update(_TRANSLATE.findall(text))
        for block in _BLOCK.findall(text):
            found.add(_VARIABLE.sub(r"%(\1)s", block.replace("%", "%%")))
    for module in sorted(WEB.rglob("*.py")):
        found.update(_marked(ast.parse(module.read_text(encoding="utf-8"))))
    return found - {""}


def _marked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "_"
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def english() -> dict[str, str]:
    """What the .po says, by sentence."""
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    return {_joined(key): _joined(value) for key, value in _ENTRY.findall(text)}


def _joined(quoted: str) -> str:
    return "".join(str(ast.literal_eval(line)) for line in quoted.strip().splitlines())


def compiled(messages: dict[str, str]) -> bytes:
    """The .mo of messages (GNU gettext's format, little-endian, sorted, without a hash table)."""
    head = {"": "Content-Type: text/plain; charset=UTF-8\nLanguage: en\n"}
    told = {key: value for key, value in messages.items() if key and value}
    pairs = sorted((key.encode(), value.encode()) for key, value in (head | told).items())
    start = 28 + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    tables: list[list[int]] = [[], []]
    for table, offset, texts in (
        (tables[0], start, [key for key, _ in pairs]),
        (tables[1], start + len(keys), [value for _, value in pairs]),
    ):
        for text in texts:
            table += [len(text), offset]
            offset += len(text) + 1
    front = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    numbers = struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1])
    return front + numbers + keys + b"".join(value + b"\0" for _, value in pairs)


def main() -> int:
    needed, there = said(), english()
    (FOLDER / "django.mo").write_bytes(compiled(there))
    lacking = sorted(key for key in needed if not there.get(key))
    stale = sorted(set(there) - needed - {""})
    for key in lacking:
        print(f"没有英文 / no English: {key}")
    for key in stale:
        print(f"已不再使用 / no longer said: {key}")
    return int(bool(lacking or stale))


if __name__ == "__main__":
    sys.exit(main())
