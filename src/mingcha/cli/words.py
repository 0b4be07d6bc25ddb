"""The terminal's language: Chinese unless the locale is English."""

import os


def chinese() -> bool:
    """Whether to speak Chinese: everywhere but in an English or C locale that was set on purpose."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return not value.lower().startswith("en")
    return True


def say(zh: str, en: str) -> str:
    """The sentence in the terminal's language."""
    return zh if chinese() else en
