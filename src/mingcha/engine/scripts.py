"""What a script writes into its page, as far as its string literals say so; no script is run."""

import re
from typing import Final
from urllib.parse import unquote

from mingcha.engine.records import plain

_TOKEN: Final = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/|<!--[^\n]*)|(?P<d>"(?:\\.|[^"\\\n])*")|(?P<s>'(?:\\.|"""
    r"""[^'\\\n])*')|(?P<t>`(?:\\.|[^`\\])*`)|"""
    r"""(?:\bvar\s+|\blet\s+|\bconst\s+|;|,|\n)\s*(?P<name>[A-Za-z_$][\w$]*)\s*=(?!=)|"""
    r"""\+\s*(?P<used>[A-Za-z_$][\w$]*)\b(?!\s*\()""",
    re.S,
)
_PERCENT: Final = re.compile(r"%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))")
_LONGEST: Final = 1_000_000


def written_by(source: str) -> str:
    """The mark-up in a script: its string literals in order, escapes undone, known variables put in; else "".

    Strings in comments do not count. Longer scripts than a million characters are not read.
    """
    if len(source) > _LONGEST:
        return ""
    pieces: list[str] = []
    variables: dict[str, str] = {}
    pending = ""
    for token in _TOKEN.finditer(source):
        if token["comment"] is not None:
            continue
        if token["name"] is not None:
            pending = token["name"]
            continue
        if token["used"] is not None:
            pieces.append(variables.get(token["used"], ""))
            continue
        literal = _unescaped(plain(token[0][1:-1]))
        if pending:
            variables[pending] = literal
            pending = ""
            if "<" not in literal and not _looks_marked(literal):
                continue
        pieces.append(literal)
    joined = "".join(pieces)
    return joined if "<" in joined or _looks_marked(joined) else ""


def _looks_marked(text: str) -> bool:
    return "备" in text or "标识码" in text or "conac" in text or "jiucuo" in text


def _unescaped(text: str) -> str:
    """%3C and %u7F51 undone, as JavaScript's unescape does, UTF-8 sequences as decodeURIComponent does.

    A string that calls unescape itself is a script inside the script: it undoes its own when it is read.
    """
    if "unescape(" in text:
        return text
    if "%3c" not in text and "%3C" not in text and "%u" not in text:
        return text
    if "%u" in text:
        return _PERCENT.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    return unquote(text, errors="replace")
