"""Text of a cell: cleaned when read, harmless to a spreadsheet program when written."""

import re
import unicodedata
from datetime import date, datetime, time

# Spreadsheet programs take a cell that begins so for a formula; some fold the full-width forms.
_FORMULA_START = "=+\\-@\t\r＝＋－＠"
_DANGEROUS = re.compile(f"'*[{_FORMULA_START}]")
_NEUTRALISED = re.compile(f"'+[{_FORMULA_START}]")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_BLANKS = " \t\r\n\u3000\u00a0"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would compute; `clean` takes it away again."""
    return "'" + text if _DANGEROUS.match(text) else text


def clean(text: str) -> str:
    """The text as meant: no blanks at its ends, no invisible characters, soft line breaks closed up."""
    kept = text.translate(_INVISIBLE).strip(_BLANKS)
    if _NEUTRALISED.match(kept):
        kept = kept[1:]
    return (
        "".join(line.strip(_BLANKS) for line in kept.splitlines()) if "\n" in kept or "\r" in kept else kept
    )


def has_control_characters(text: str) -> bool:
    """Whether a cleaned text still holds bytes that no person typed."""
    return _CONTROL.search(text) is not None


def folded(text: str) -> str:
    """Full-width letters, digits and signs as half-width: for headers, codes, numbers, never for names."""
    return unicodedata.normalize("NFKC", text).strip()


def text_of(value: object) -> str:
    """The words of a spreadsheet cell: a code kept as a number keeps its digits, a day is ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
