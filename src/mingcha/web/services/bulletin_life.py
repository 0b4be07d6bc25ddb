"""What people do with a bulletin, step by step; what was issued is never changed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max

from mingcha.core.errors import UsageError
from mingcha.core.publication import Action, Number, Stage, read_number, require_reason, stage_after
from mingcha.reports.bulletin import BulletinData
from mingcha.reports.compose import compose, compose_text
from mingcha.reports.disagreement import Disagreement
from mingcha.reports.docx import render_docx
from mingcha.reports.fonts import FontSet, font_set
from mingcha.reports.manuscript import Manuscript, read_manuscript, write_manuscript
from mingcha.reports.pdf import render_pdf
from mingcha.reports.storage import write_whole
from mingcha.reports.template import Template
from mingcha.web.models import Bulletin, BulletinStep, DocumentNumber, Explanation
from mingcha.web.selectors.bulletin_life import StoredBulletin, bulletin
from mingcha.web.services.bulletins import BulletinVersion, save_bulletin, sha256

_SHOWN = 20
_TRIES = 20
"""So many people may ask for the next number at once; each try that fails is another's success."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who does something, when, and why."""

    person: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How an issued bulletin is numbered: the next number of `word`, or `number` as given.

    `skipped` says what the numbers between the last one and this were used for.
    """

    word: str = ""
    number: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: its number ("" for none) and the files that are kept of it."""

    version: BulletinVersion
    number: str
    files: tuple[Path, ...]


def review(*, bulletin_id: int, who: Who) -> None:
    """A second person read the draft."""
    _step(bulletin_id, Action.REVIEW, who)


def approve(*, bulletin_id: int, who: Who) -> None:
    """The bulletin may be issued."""
    _step(bulletin_id, Action.APPROVE, who)


def send_back(*, bulletin_id: int, who: Who) -> None:
    """Back to the drafter."""
    _step(bulletin_id, Action.SEND_BACK, who)


def withdraw(*, bulletin_id: int, who: Who) -> None:
    """An issued bulletin no longer holds; it and its number stay."""
    _step(bulletin_id, Action.WITHDRAW, who)


def edit(
    *, bulletin_id: int, who: Who, source: str | None = None, template: Template | None = None
) -> list[Disagreement]:
    """Take another text, or what another template makes of the data; it is a draft again.

    Returns where the new text disagrees with the data. UsageError when the text cannot be read.
    """
    if source is not None:
        read_manuscript(source)
    with transaction.atomic():
        row = _row(bulletin_id)
        stage = _check(row, Action.EDIT, who)
        if template is not None:
            row.template = dict(template.sources)
        row.text = source or ""
        row.text_sha256, row.state = sha256(row.text), stage.value
        row.save(update_fields=["template", "text", "text_sha256", "state"])
        _record(row, Action.EDIT, who, stage)
    return bulletin(bulletin_id).disagreements


def explain(*, bulletin_id: int, key: str, who: Who) -> Disagreement:
    """Say why the text may differ from the data in one place; the explanation is kept with the bulletin."""
    stored = bulletin(bulletin_id)
    found = next((one for one in stored.disagreements if one.blocks and one.key == key), None)
    with transaction.atomic():
        row = _row(bulletin_id)
        stage = _check(row, Action.EXPLAIN, who)
        if found is None:
            keys = "、".join(one.key for one in stored.unexplained) or "（没有）"
            raise UsageError(f"{stored.name}没有代号为 {key} 的不符之处：现有 {keys}")
        Explanation.objects.update_or_create(
            bulletin=row,
            key=key,
            defaults={"words": str(found), "at": who.at, "person": who.person, "reason": who.reason},
        )
        _record(row, Action.EXPLAIN, replace(who, reason=f"{key}：{who.reason}"), stage)
    return found


def correct(*, bulletin_id: int, who: Who, draft_id: int | None = None) -> BulletinVersion:
    """Open the correction of an issued bulletin: a new draft with its data and text, or a draft made already.

    The issued version holds until the correction is issued.
    """
    stored = bulletin(bulletin_id)
    with transaction.atomic():
        row = _row(bulletin_id)
        stage = _check(row, Action.CORRECT, who)
        waiting = Bulletin.objects.filter(corrects=row).exclude(state=Stage.WITHDRAWN.value).first()
        if waiting is not None:
            raise UsageError(f"{stored.name}已有更正稿，编号 {waiting.id}：请在该稿上修改")
        if draft_id is not None:
            draft = _row(draft_id)
            if draft.state != Stage.DRAFT or draft.period != row.period:
                raise UsageError(f"{_name(draft)}不是{row.period}的草稿，不能作为更正稿：请核对编号")
            draft.corrects = row
            draft.save(update_fields=["corrects"])
            version = BulletinVersion(draft.id, draft.period, draft.version)
        else:
            data = replace(stored.data, number=None)
            head = tuple(pair for pair in stored.manuscript.head if pair[0] != "文号")
            text = write_manuscript(replace(stored.manuscript, head=head)) if row.text else ""
            version = save_bulletin(
                period=row.period,
                title=row.title,
                number="",
                data=data.to_json(),
                docx_sha256="",
                pdf_sha256="",
                at=who.at,
                as_of=row.as_of,
                text=text,
                template=row.template,
                person=who.person,
                reason=who.reason,
                corrects=row.id,
            )
            _carry_explanations(row, version.id)
        _record(row, Action.CORRECT, replace(who, reason=f"{who.reason}（更正稿编号 {version.id}）"), stage)
    return version


def _carry_explanations(row: Bulletin, correction_id: int) -> None:
    """What was explained of the old text is explained of its copy."""
    for one in Explanation.objects.filter(bulletin=row).order_by("id"):
        Explanation.objects.create(
            bulletin_id=correction_id,
            key=one.key,
            words=one.words,
            at=one.at,
            person=one.person,
            reason=one.reason,
        )


def issue(
    *,
    bulletin_id: int,
    who: Who,
    folder: Path,
    numbering: Numbering | None = None,
    issued_on: date | None = None,
    fonts: FontSet | None = None,
) -> Issued:
    """Issue an approved bulletin: number, final files, frozen data.

    The version that it corrects is corrected from then on. The files are kept under `folder`/ID. UsageError
    for what is not explained or may not be done.
    """
    stored = bulletin(bulletin_id)
    stage_after(stored.stage, Action.ISSUE, stored.name)
    who = who if who.person else replace(who, person=_approver(stored))
    require_reason(Action.ISSUE, who.person, who.reason)
    _require_agreement(stored)
    _require_room(stored)
    chosen = fonts or font_set()
    number = _reserve(stored, numbering or Numbering(), issued_on or stored.data.issued_on, who)
    data = replace(stored.data, number=number or None, issued_on=issued_on or stored.data.issued_on)
    manuscript = _final_text(stored, data)
    document = compose(data, stored.template, manuscript)
    files = {"docx": render_docx(document), "pdf": render_pdf(document, chosen)}
    texts = {"json": data.to_json(), "md": write_manuscript(manuscript)}
    paths = tuple(
        _kept(folder / str(stored.id) / f"bulletin-{stored.period}-v{stored.version}.{kind}", content)
        for kind, content in (files | {kind: text.encode() for kind, text in texts.items()}).items()
    )
    with transaction.atomic():
        row = _row(bulletin_id)
        stage = stage_after(Stage(row.state), Action.ISSUE, _name(row))
        if (row.data_sha256, row.text_sha256) != (stored.data_sha256, stored.text_sha256):
            raise UsageError(f"{stored.name}在签发期间被修改：请核对后重新签发")
        row.data, row.text = texts["json"], texts["md"]
        row.data_sha256, row.text_sha256 = sha256(row.data), sha256(row.text)
        row.docx_sha256, row.pdf_sha256 = (_sha256(files[kind]) for kind in ("docx", "pdf"))
        row.template = dict(stored.template.sources)
        row.number, row.state, row.issued = number, stage.value, who.at
        row.save()
        _record(row, Action.ISSUE, who, stage)
        if row.corrects_id is not None:
            _replace(_row(row.corrects_id), row.id, who)
    return Issued(BulletinVersion(row.id, row.period, row.version), number, paths)


def _replace(before: Bulletin, by: int, who: Who) -> None:
    """The version that was corrected; one that was withdrawn meanwhile stays withdrawn."""
    if before.state != Stage.ISSUED:
        return
    before.state = stage_after(Stage.ISSUED, Action.REPLACE, _name(before)).value
    before.save(update_fields=["state"])
    _record(before, Action.REPLACE, replace(who, reason=f"由编号 {by} 更正"), Stage.CORRECTED)


def _require_agreement(stored: StoredBulletin) -> None:
    """Nothing is issued that disagrees with the data unless it was explained."""
    open_ones = stored.unexplained
    if open_ones:
        listed = "\n".join(f"  {one}" for one in open_ones[:_SHOWN])
        more = f"\n  ……共{len(open_ones)}处" if len(open_ones) > _SHOWN else ""
        raise UsageError(
            f"{stored.name}的文稿与数据不符，不能签发：请改正（bulletin edit），或说明理由"
            f"（bulletin explain {stored.id} 代号 --by 姓名 --reason 理由）\n{listed}{more}"
        )


def _require_room(stored: StoredBulletin) -> None:
    """One version of a period is in force at a time; the next one corrects it and says why."""
    other = Bulletin.objects.filter(period=stored.period, state=Stage.ISSUED.value).first()
    if other is not None and other.id != stored.corrects:
        raise UsageError(
            f"{_name(other)}已签发：请先说明更正"
            f"（bulletin correct {other.id} --draft {stored.id} --by 姓名 --reason 原因），或撤回该版"
        )


def _approver(stored: StoredBulletin) -> str:
    approvals = [step.person for step in stored.steps if step.action == Action.APPROVE]
    return approvals[-1] if approvals else ""


def _final_text(stored: StoredBulletin, data: BulletinData) -> Manuscript:
    """The text with the number and the date that the data now have."""
    composed = compose_text(data, stored.template)
    if stored.manuscript is stored.composed:
        return composed
    facts = {key: value for key, value in composed.head if key in ("文号", "成文日期")}
    rest = tuple(pair for pair in stored.manuscript.head if pair[0] not in ("文号", "成文日期"))
    return replace(stored.manuscript, head=(*facts.items(), *rest))


def _reserve(stored: StoredBulletin, numbering: Numbering, issued_on: date, who: Who) -> str:
    """The bulletin's number, taken so that no other can have it; "" where none was asked for.

    A number that was taken and then not used, because the files could not be made, is used at the next try.
    """
    asked = numbering.number or ("" if numbering.word else stored.data.number or "")
    if not asked and not numbering.word:
        return ""
    for _ in range(_TRIES):
        try:
            return _take(stored, asked, numbering, issued_on, who)
        except IntegrityError:
            continue  # taken by another in this moment
    raise UsageError(f"{stored.name}没有取得发文字号：同时签发的人太多，请稍后再试")


def _take(stored: StoredBulletin, asked: str, numbering: Numbering, issued_on: date, who: Who) -> str:
    with transaction.atomic():
        mine = DocumentNumber.objects.filter(bulletin_id=stored.id).first()
        wanted = read_number(asked) if asked else None
        if mine is not None:
            held = Number(mine.word, mine.year, mine.sequence)
            if wanted is None or wanted == held:
                return str(held)
            raise UsageError(f"{stored.name}已取得发文字号 {held}，不能改为 {wanted}：文号不得空出")
        word, year = (wanted.word, wanted.year) if wanted else (numbering.word, issued_on.year)
        last = DocumentNumber.objects.filter(word=word, year=year).aggregate(last=Max("sequence"))["last"]
        number = wanted or Number(word, year, (last or 0) + 1)
        if last is not None and number.sequence <= last:
            raise UsageError(
                f"发文字号 {number} 已经编过（{word}〔{year}〕已编到{last}号）：请用{last + 1}号"
            )
        missed = range((last or number.sequence - 1) + 1, number.sequence)
        if missed and not numbering.skipped.strip():
            raise UsageError(
                f"发文字号 {number} 之前的{missed[0]}号至{missed[-1]}号没有使用记录：请用{missed[0]}号，"
                "或用 --skipped 写明这些文号的去向"
            )
        for sequence in missed:
            DocumentNumber.objects.create(
                word=word, year=year, sequence=sequence, at=who.at, reason=numbering.skipped
            )
        DocumentNumber.objects.create(
            word=word, year=year, sequence=number.sequence, bulletin_id=stored.id, at=who.at
        )
    return str(number)


def _step(bulletin_id: int, action: Action, who: Who) -> None:
    with transaction.atomic():
        row = _row(bulletin_id)
        stage = _check(row, action, who)
        row.state = stage.value
        row.save(update_fields=["state"])
        _record(row, action, who, stage)


def _row(bulletin_id: int) -> Bulletin:
    row = Bulletin.objects.select_for_update().filter(id=bulletin_id).first()
    if row is None:
        raise UsageError(f"没有编号为 {bulletin_id} 的通报：请用 bulletin list 核对编号")
    return row


def _check(row: Bulletin, action: Action, who: Who) -> Stage:
    """The stage after the action, if it may be done by this person now."""
    after = stage_after(Stage(row.state), action, _name(row))
    require_reason(action, who.person, who.reason)
    return after


def _name(row: Bulletin) -> str:
    return f"通报 {row.id}（{row.period} 第 {row.version} 版）"


def _record(row: Bulletin, action: Action, who: Who, stage: Stage) -> None:
    BulletinStep.objects.create(
        bulletin=row,
        at=who.at,
        person=who.person,
        action=action.value,
        state=stage.value,
        reason=who.reason,
    )


def _kept(path: Path, content: bytes) -> Path:
    write_whole(path, content)
    return path


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
