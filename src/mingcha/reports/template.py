"""A bulletin's template: text files that an office adapts without code.

A folder holds `bulletin.md` and, if wanted, `requirements.md`; what lacks is taken from the shipped ones.
They are written as the manuscript is (`# 标题`, `主送：`, `##`, `###`, paragraphs), with facts in braces
(`phrases`) and lines that begin with @:

    @when NAME     the next paragraph or section only where there is NAME (`!NAME`: where there is none)
    @each LIST     the next paragraph or section once for each entry of LIST
    @end           what follows belongs to the part (##), no longer to the section (###)
    @requirements  the office's own requirements, or else those of requirements.md

A section whose paragraphs are all empty is left out with its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from mingcha.core.errors import UsageError
from mingcha.reports.bulletin import BulletinData
from mingcha.reports.manuscript import HEAD_KEYS, Entry, Manuscript, bare, given_entries
from mingcha.reports.phrases import Phrase, PhraseError, Piece, Scope, parse_phrase
from mingcha.reports.queries import blank_scope
from mingcha.reports.wording import one_line

MAIN, REQUIREMENTS = "bulletin.md", "requirements.md"
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_HEADING = re.compile(r"(#{1,4})\s+(.*)")
_HEAD_LINE = re.compile(rf"({'|'.join(HEAD_KEYS)})[：:](.*)")
_DIRECTIVE = re.compile(r"@(\w+)\s*(\S*)\s*")
_COUNTED = re.compile(
    r"\d+(?:\.\d+)?(?:%|％|个单位|个部门|个县区|家单位|家网站|个网站|件|处)|百分之[一二三四五六七八九十]"
)


class TemplateError(UsageError):
    """A template cannot be used; the message names file, line, what is wrong and what is right."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """When and how often a block is printed."""

    when: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    phrase: Phrase
    line: int
    rule: _Rule
    run_in: bool


@dataclass(frozen=True, slots=True)
class _Section:
    level: int
    heading: Phrase
    line: int
    rule: _Rule
    blocks: list[_Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Requirements:
    line: int


_Block = _Text | _Section | _Requirements


@dataclass(frozen=True, slots=True)
class Template:
    """A read template. `sources` are its files as text, by name: with the data they give the text again."""

    title: Phrase
    head: tuple[tuple[str, Phrase], ...]
    blocks: tuple[_Block, ...]
    requirements: tuple[_Block, ...]
    sources: tuple[tuple[str, str], ...]

    def manuscript(self, data: BulletinData, scope: Scope) -> Manuscript:
        """The text of a bulletin; what the office says of itself (title, requirements) goes before."""
        title = data.title or _text(self.title.pieces(scope))
        head = tuple((key, _text(phrase.pieces(scope))) for key, phrase in self.head)
        own = given_entries(data.requirements, "requirements")
        requirements = own or [entry for block in self.requirements for entry in _print(block, scope, [])]
        entries = [entry for block in self.blocks for entry in _print(block, scope, requirements)]
        shown = tuple(
            replace(entry, run_in=entry.run_in and before is not None and before.level > 0)
            for before, entry in zip([None, *entries], entries, strict=False)
        )
        return Manuscript("".join(title.split()), tuple(row for row in head if row[1]), shown)


def _print(block: _Block, scope: Scope, requirements: list[Entry]) -> Iterator[Entry]:
    if isinstance(block, _Requirements):
        yield from requirements
        return
    for inner in _scopes(block.rule, scope):
        if isinstance(block, _Text):
            pieces = block.phrase.pieces(inner)
            if text := _text(pieces):
                yield Entry(0, text, block.run_in, pieces=pieces)
            continue
        entries = [entry for one in block.blocks for entry in _print(one, inner, requirements)]
        if entries:
            pieces = block.heading.pieces(inner)
            yield Entry(block.level, _text(pieces), pieces=pieces)
            yield from entries


def _scopes(rule: _Rule, scope: Scope) -> Iterator[Scope]:
    """The scopes in which a block is printed: none, one, or one for each entry of its list."""
    rows: tuple[Scope, ...] = (scope,)
    if rule.each:
        value = scope.find(rule.each)
        rows = tuple(row.inside(scope) for row in value.rows) if value else ()
    for row in rows:
        value = row.find(rule.when.lstrip("!")) if rule.when else None
        if value is None or value.true != rule.when.startswith("!"):
            yield row


def _text(pieces: tuple[Piece, ...]) -> str:
    return one_line("".join(piece.text for piece in pieces))


@cache
def shipped_template() -> Template:
    """The template that comes with the program."""
    return _template({name: _shipped(name) for name in (MAIN, REQUIREMENTS)}, "")


def load_template(folder: Path) -> Template:
    """The template of a folder; TemplateError names file and line of what cannot be used."""
    if not folder.is_dir():
        raise TemplateError(f"模板目录 {folder} 不存在，请核对路径")
    sources = {name: _read(folder / name) or _shipped(name) for name in (MAIN, REQUIREMENTS)}
    if all((folder / name).is_file() is False for name in sources):
        raise TemplateError(f"模板目录 {folder} 里没有 {MAIN} 或 {REQUIREMENTS}，请至少放入一个")
    return _template(sources, f"{folder}/")


def template_of(sources: dict[str, str]) -> Template:
    """The template of files kept as text (beside an issued bulletin)."""
    return _template(sources, "")


def _shipped(name: str) -> str:
    return files("mingcha.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _read(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateError(f"{path} 第{line}行：不是 UTF-8 文本，请转存为 UTF-8") from error
    except OSError as error:
        raise TemplateError(f"{path} 读不出来（{error.strerror}），请检查权限") from error


def _template(sources: dict[str, str], where: str) -> Template:
    scope = blank_scope()
    main = _Reader(f"{where}{MAIN}", scope)
    main.read(sources[MAIN])
    if main.title is None:
        raise TemplateError(f"{main.place}：没有标题，请加一行“# {{issuer}}关于……的通报”")
    extra = _Reader(f"{where}{REQUIREMENTS}", scope, part_of_main=True)
    extra.read(sources[REQUIREMENTS])
    return Template(
        main.title, tuple(main.head.items()), tuple(main.blocks), tuple(extra.blocks), tuple(sources.items())
    )


class _Reader:
    """Reads one file line by line into blocks, each checked where it stands."""

    def __init__(self, place: str, scope: Scope, part_of_main: bool = False) -> None:
        self.place = place
        self.scope = scope
        self.part_of_main = part_of_main
        self.title: Phrase | None = None
        self.head: dict[str, Phrase] = {}
        self.blocks: list[_Block] = []
        self.open: list[_Section] = []
        self.when = self.each = ""
        self.rule_line = 0
        self.after_heading = False

    def read(self, source: str) -> None:
        text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
        number = 0
        for number, raw in enumerate(text.splitlines(), 1):
            line = raw.strip()
            if not line:
                self.after_heading = False
            elif line.startswith("@"):
                self._directive(line, number)
            elif match := _HEADING.fullmatch(line):
                self._heading(len(match[1]) - 1, match[2].strip(), number)
            elif not self.blocks and not self.part_of_main and (match := _HEAD_LINE.fullmatch(line)):
                self.head[match[1]] = self._phrase(match[2].strip(), number, self.scope)
            else:
                self._paragraph(line, number)
        if self.when or self.each:
            raise self._error(self.rule_line, "@when 或 @each 之后没有段落，请补上段落或删去这一行")

    def _directive(self, line: str, number: int) -> None:
        match = _DIRECTIVE.fullmatch(line)
        name, value = (match[1], match[2]) if match else ("", "")
        if name in ("when", "each") and value:
            self.rule_line = number
            if name == "when":
                self.when = value
            else:
                self.each = value
        elif name == "end" and not value:
            self.open = self.open[:1]
            self.after_heading = False
        elif name == "requirements" and not value and not self.part_of_main:
            self._add(_Requirements(number))
        else:
            known = "@when 名称、@each 列表、@end、@requirements"
            raise self._error(number, f"不认识“{line}”，可用的是{known}")

    def _heading(self, level: int, text: str, number: int) -> None:
        if level == 0:
            if self.title is not None or self.blocks or self.part_of_main:
                raise self._error(number, "标题“# …”只能有一个，且在最前，请改用“## …”或“### …”")
            self.title = self._phrase(text, number, self.scope)
            return
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        rule = self._rule()
        section = _Section(level, self._phrase(bare(text), number, self._inside(rule)), number, rule)
        self._add(section)
        self.open.append(section)
        self.after_heading = level > 1

    def _paragraph(self, line: str, number: int) -> None:
        rule = self._rule()
        self._add(_Text(self._phrase(line, number, self._inside(rule)), number, rule, self.after_heading))
        self.after_heading = False

    def _add(self, block: _Block) -> None:
        (self.open[-1].blocks if self.open else self.blocks).append(block)

    def _rule(self) -> _Rule:
        rule = _Rule(self.when, self.each)
        self.when = self.each = ""
        outer = self._inside(_Rule())
        if rule.each:
            value = outer.find(rule.each)
            if value is None or value.model is None:
                raise self._error(self.rule_line, f"@each 的“{rule.each}”不是列表，可用的列表见模板说明")
        if rule.when and self._inside(rule).find(rule.when.lstrip("!")) is None:
            raise self._error(self.rule_line, f"@when 的“{rule.when}”不是数据名称，可用的名称见模板说明")
        return rule

    def _inside(self, rule: _Rule) -> Scope:
        """The scope in which a block with this rule is printed here."""
        scope = self.scope
        for name in (*(section.rule.each for section in self.open), rule.each):
            value = scope.find(name) if name else None
            if value is not None and value.model is not None:
                scope = value.model.inside(scope)
        return scope

    def _phrase(self, text: str, number: int, scope: Scope) -> Phrase:
        try:
            phrase = parse_phrase(text)
            phrase.check(scope)
        except PhraseError as error:
            raise self._error(number, f"第{error.offset + 1}个字符起：{error}") from error
        for words in phrase.own_words:
            if match := _COUNTED.search(words):
                raise self._error(number, f"数字“{match[0]}”写死在模板里，请改用数据名称，如 {{sites.total}}")
        return phrase

    def _error(self, number: int, message: str) -> TemplateError:
        return TemplateError(f"{self.place} 第{number}行：{message}")
