"""Dated assessment schemes as data, one TOML file each, named for the scheme; a used one is never edited."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from mingcha.core.errors import UsageError
from mingcha.core.rule import Rule
from mingcha.core.scheme import Scheme, check_validity, parse_scheme


def ids() -> tuple[str, ...]:
    """The ids of all schemes that come with mingcha, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load(scheme_id: str, catalogue: Mapping[str, Rule]) -> Scheme:
    """One scheme, checked against the rules that exist, sealed by its file's SHA-256.

    An unknown id, rule, key or parameter is refused with UsageError.
    """
    scheme = parse(content(scheme_id), catalogue)
    if scheme.id != scheme_id:
        raise UsageError(f"{scheme_id}.toml 中的 id 是 {scheme.id}，应与文件名一致")
    return scheme


def content(scheme_id: str) -> str:
    """The file of a scheme as text; an unknown id is refused with UsageError."""
    if scheme_id not in ids():
        raise UsageError(f"没有考核方案 {scheme_id}；现有：{'、'.join(ids())}")
    return files(__name__).joinpath(f"{scheme_id}.toml").read_text(encoding="utf-8")


def parse(text: str, catalogue: Mapping[str, Rule] | None) -> Scheme:
    """A scheme from the text of its file, sealed by the text's SHA-256; as `parse_scheme`."""
    return parse_scheme(tomllib.loads(text), catalogue, hashlib.sha256(text.encode()).hexdigest())


def read(path: Path, catalogue: Mapping[str, Rule]) -> Scheme:
    """A scheme from an office's own file, to be tried; UsageError where it cannot be read."""
    try:
        return parse(path.read_text(encoding="utf-8"), catalogue)
    except OSError as error:
        raise UsageError(f"考核方案文件 {path} 读不出来（{error.strerror}）：请核对路径和权限") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise UsageError(f"考核方案文件 {path} 不是 TOML：{error}；请按现有方案的写法改正") from error


def all_schemes(catalogue: Mapping[str, Rule]) -> tuple[Scheme, ...]:
    """All schemes by id; two of one family that hold on the same day are refused."""
    schemes = tuple(load(scheme_id, catalogue) for scheme_id in ids())
    check_validity(schemes)
    return schemes


def in_force(day: date, catalogue: Mapping[str, Rule]) -> Scheme:
    """The scheme that holds on a day: the office's own before the State Council's, then the latest.

    No scheme for the day is refused with UsageError, which names what there is.
    """
    every = all_schemes(catalogue)
    held = [scheme for scheme in every if scheme.in_force(day)]
    if not held:
        first = min(every, key=lambda scheme: (scheme.since, scheme.id))
        raise UsageError(
            f"{day} 没有生效的考核方案：最早的 {first.id} 自 {first.since} 起。"
            f"请核对日期，或用 --scheme 指定一个（{'、'.join(ids())}）"
        )
    return max(held, key=lambda scheme: (scheme.local, scheme.since, scheme.id))
