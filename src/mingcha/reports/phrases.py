"""Sentences with places for facts: `{name}`, `{name?text|other text}`, `{name*text|joiner}`.

`{reports.late.count}` stands for a value; `{reports.late?…|…}` for a text where the value is there (not
zero, not empty) and another where it is not; `{!name?…}` turns that round;
`{reports.late*{unit}于{on}公布|、}` for a text once for each row, joined. Braces may stand inside texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

_NAME = re.compile(r"!?[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")


class PhraseError(ValueError):
    """A sentence cannot be read; `offset` is where in it, the message what is wrong and what is right."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text and the query that gave them; "" for words of the template itself."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a name stands for. `text` may wait until it is printed: a first mention is longer than later ones.

    `rows` are the scopes of a list's entries, `model` a scope with their names (for checking sentences).
    """

    text: str | Callable[[], str] = ""
    true: bool = False
    rows: tuple[Scope, ...] = ()
    model: Scope | None = None

    @classmethod
    def count(cls, number: int) -> Value:
        """A number, there when it is not 0."""
        return cls(str(number), number != 0)

    @classmethod
    def words(cls, text: str | Callable[[], str], true: bool | None = None) -> Value:
        """A text; one that waits to be printed says by `true` whether it is there."""
        return cls(text, bool(text) if true is None else true)

    @classmethod
    def flag(cls, true: bool) -> Value:
        """What is only asked for."""
        return cls("", true)

    def shown(self) -> str:
        """The text to print."""
        return self.text if isinstance(self.text, str) else self.text()


@dataclass(frozen=True, slots=True)
class Scope:
    """Values by name; what a row does not know is asked of its list's surroundings."""

    values: Mapping[str, Value]
    outer: Scope | None = None

    def find(self, name: str) -> Value | None:
        """The value of a name, None when there is none."""
        value = self.values.get(name)
        return value if value is not None or self.outer is None else self.outer.find(name)

    def inside(self, outer: Scope) -> Scope:
        """This scope within another."""
        return Scope(self.values, outer)


@dataclass(frozen=True, slots=True)
class _Words:
    text: str


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Choice:
    name: str
    negated: bool
    yes: tuple[_Node, ...]
    no: tuple[_Node, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class _Each:
    name: str
    body: tuple[_Node, ...]
    joiner: str
    offset: int


_Node = _Words | _Shown | _Choice | _Each


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or more, read once and printed for any facts."""

    source: str
    nodes: tuple[_Node, ...] = field(repr=False)

    def pieces(self, scope: Scope) -> tuple[Piece, ...]:
        """The text for the facts of a scope, word for word with where each comes from."""
        return tuple(piece for piece in _print(self.nodes, scope) if piece.text)

    def check(self, scope: Scope) -> None:
        """Raise PhraseError at the first name that the scope does not know."""
        _check(self.nodes, scope)

    @property
    def own_words(self) -> Iterator[str]:
        """The texts that the template itself says, in order."""
        return _own(self.nodes)


def parse_phrase(source: str) -> Phrase:
    """Read a sentence; PhraseError says where it cannot be read."""
    nodes, end = _nodes(source, 0, "")
    if end < len(source):
        raise PhraseError(end, "“}”前没有与之相配的“{”，请删去或补上“{”")
    return Phrase(source, nodes)


def _nodes(source: str, at: int, stops: str) -> tuple[tuple[_Node, ...], int]:
    """Nodes up to one of the `stops` or the end of the text."""
    nodes: list[_Node] = []
    start = at
    while at < len(source) and source[at] not in stops:
        if source[at] == "}":
            break
        if source[at] != "{":
            at += 1
            continue
        if at > start:
            nodes.append(_Words(source[start:at]))
        node, at = _braced(source, at)
        nodes.append(node)
        start = at
    if at > start:
        nodes.append(_Words(source[start:at]))
    return tuple(nodes), at


def _braced(source: str, start: int) -> tuple[_Node, int]:
    match = _NAME.match(source, start + 1)
    if match is None:
        raise PhraseError(start, f"“{source[start : start + 12]}”：“{{”后应写数据名称，如 {{period}}")
    name, at = match[0], match.end()
    mark = source[at : at + 1]
    if mark == "}" and name[0] != "!":
        return _Shown(name, start), at + 1
    if mark == "?":
        yes, at = _nodes(source, at + 1, "|}")
        no: tuple[_Node, ...] = ()
        if source[at : at + 1] == "|":
            no, at = _nodes(source, at + 1, "|}")
        return _Choice(name.lstrip("!"), name[0] == "!", yes, no, start), _closed(source, at, start, name)
    if mark == "*" and name[0] != "!":
        body, at = _nodes(source, at + 1, "|}")
        joiner = ""
        if source[at : at + 1] == "|":
            end = source.find("}", at)
            joiner, at = (source[at + 1 : end], end) if end >= 0 else ("", len(source))
        return _Each(name, body, joiner, start), _closed(source, at, start, name)
    raise PhraseError(start, f"“{{{name}”后应为“}}”“?”或“*”，请改正")


def _closed(source: str, at: int, start: int, name: str) -> int:
    if source[at : at + 1] != "}":
        raise PhraseError(start, f"“{{{name}”没有结束，请在相应位置补上“}}”")
    return at + 1


def _known(scope: Scope, name: str, offset: int) -> Value:
    value = scope.find(name)
    if value is None:
        raise PhraseError(offset, f"不认识数据名称“{name}”，可用的名称见模板说明")
    return value


def _print(nodes: tuple[_Node, ...], scope: Scope) -> Iterator[Piece]:
    for node in nodes:
        match node:
            case _Words(text):
                yield Piece(text)
            case _Shown(name, offset):
                yield Piece(_known(scope, name, offset).shown(), name)
            case _Choice(name, negated, yes, no, offset):
                yield from _print(yes if _known(scope, name, offset).true != negated else no, scope)
            case _Each(name, body, joiner, offset):
                for number, row in enumerate(_known(scope, name, offset).rows):
                    if number:
                        yield Piece(joiner)
                    yield from _print(body, row.inside(scope))


def _check(nodes: tuple[_Node, ...], scope: Scope) -> None:
    for node in nodes:
        match node:
            case _Words():
                pass
            case _Shown(name, offset):
                _known(scope, name, offset)
            case _Choice(name, _, yes, no, offset):
                _known(scope, name, offset)
                _check((*yes, *no), scope)
            case _Each(name, body, _, offset):
                value = _known(scope, name, offset)
                if value.model is None:
                    raise PhraseError(offset, f"“{name}”不是列表，不能用“*”逐项列出")
                _check(body, value.model.inside(scope))


def _own(nodes: tuple[_Node, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case _Words(text):
                yield text
            case _Shown():
                pass
            case _Choice(_, _, yes, no):
                yield from _own((*yes, *no))
            case _Each(_, body, _):
                yield from _own(body)
