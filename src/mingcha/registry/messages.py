"""Messages of citizens with their replies, as offices export them: CSV or XLSX, one message a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from mingcha.core.clock import CHINA, china_day
from mingcha.core.duty import unit_of_message
from mingcha.core.ledger import Entry, Message, Reply
from mingcha.core.unit import Register
from mingcha.registry import fields as f
from mingcha.registry.cells import folded
from mingcha.registry.fields import NotRight, Reject, RowReader
from mingcha.registry.table import Row, read_table

NUMBER, RECEIVED, CONTENT, KIND = "编号", "收到时间", "内容", "类型"
SITE_CODE, URL = "网站标识码", "网址"
REPLIED, ANSWER = "答复时间", "答复内容"
NEEDED = (NUMBER, RECEIVED, SITE_CODE, URL, CONTENT, KIND, REPLIED, ANSWER)

_KINDS = {
    "网民找错": ("error_report", False),
    "找错": ("error_report", False),
    "纠错": ("error_report", False),
    "咨询": ("consultation", False),
    "复杂咨询": ("consultation", True),
}


@dataclass(frozen=True, slots=True)
class MessageFile:
    """The ledger entries of the good rows, message before reply, and what is wrong with the others."""

    path: Path
    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]


def read_messages(
    path: Path, register: Register, now: datetime, recorded: Iterable[Message] = ()
) -> MessageFile:
    """Read a file of messages; each must be about a site of the register, and not contradict a recorded one.

    A reply without hour is of the end of its day. Every column is needed and so is the kind: a file without
    replies would make every unit late, and a consultation has more days than an error report.
    Raises UsageError when the file cannot be read at all.
    """
    known = {message.id: message for message in recorded}
    entries: list[Entry] = []
    rejects: list[Reject] = []
    numbers: dict[str, int] = {}
    for row in read_table(path, NEEDED).rows:
        reader = RowReader(row)
        own = _entries(reader, register, now)
        number = folded(reader.text(NUMBER))
        first = numbers.setdefault(number, row.number)
        if number and first != row.number:
            reader.reject(NUMBER, number, f"未用过的编号；第 {first} 行已用")
        stored = known.get(number)
        if own and stored is not None and stored != own[0]:
            reader.reject(NUMBER, number, "未用过的编号：此编号已记录过另一内容，已记录的不会改动")
        rejects.extend(reader.rejects)
        entries.extend(() if reader.rejects else own)
    return MessageFile(path, tuple(entries), tuple(rejects))


def _entries(reader: RowReader, register: Register, now: datetime) -> list[Entry]:
    number = folded(reader.needed(NUMBER, "2018-0001"))
    reader.needed(RECEIVED, "2018-03-01 09:30")
    reader.needed(KIND, "网民找错")
    about, is_complex = reader.read(KIND, _kind, ("error_report", False))
    received = reader.read(RECEIVED, lambda text: _instant(text, time()), None)
    replied = reader.read(REPLIED, lambda text: _instant(text, time(23, 59, 59)), None)
    if reader.text(ANSWER) and not reader.text(REPLIED):
        reader.reject(REPLIED, "", "答复的时间（已有答复内容），如 2018-03-02 16:00")
    for column, at in ((RECEIVED, received), (REPLIED, replied)):
        if at is not None and china_day(at) > china_day(now):
            reader.reject(column, reader.row[column], f"不晚于今天（{china_day(now)}）的时间")
    if received and replied and replied < received:
        reader.reject(REPLIED, reader.row[REPLIED], f"不早于收到时间（{reader.row[RECEIVED]}）的时间")
    if received is None:
        return []
    message = Message(
        at=received,
        id=number,
        site_code=reader.read(SITE_CODE, f.site_code, ""),
        url=reader.text(URL),
        text=reader.text(CONTENT),
        about=about,
        complex=is_complex,
    )
    _reject_unknown_site(reader.row, reader, message, register)
    return [message] if replied is None else [message, Reply(replied, number, reader.text(ANSWER))]


def _reject_unknown_site(row: Row, reader: RowReader, message: Message, register: Register) -> None:
    if any(reject.field == SITE_CODE for reject in reader.rejects):
        return
    if unit_of_message(message, register) is None:
        column = SITE_CODE if message.site_code or not message.url else URL
        reader.reject(column, row[column], "登记中某个网站的标识码或网址：由此确定由哪个单位答复")


def _kind(text: str) -> tuple[str, bool]:
    if text not in _KINDS:
        raise NotRight(" · ".join(_KINDS) + " 之一")
    return _KINDS[text]


def _instant(text: str, hour: time) -> datetime:
    """A time in China; a day alone gets the given hour."""
    words = folded(text).replace("/", "-").replace("T", " ")
    day, _, clock = words.partition(" ")
    try:
        at = time.fromisoformat(clock.strip().zfill(5)) if clock else hour
    except ValueError:
        raise NotRight("时间，如 2018-03-01 09:30") from None
    try:
        return datetime.combine(f.day(day), at.replace(tzinfo=at.tzinfo or CHINA))
    except NotRight:
        raise NotRight("时间，如 2018-03-01 09:30") from None
