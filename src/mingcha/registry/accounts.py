"""New-media accounts as offices list them: CSV or XLSX, one account a row."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mingcha.core.clock import china_day
from mingcha.core.unit import Account, Register
from mingcha.registry import fields as f
from mingcha.registry.cells import folded
from mingcha.registry.fields import Reject, RowReader
from mingcha.registry.table import read_table

PLATFORM, NAME, UNIT_CODE, UPDATED, STATUS = "平台", "名称", "单位编码", "最近更新", "状态"
NEEDED = (PLATFORM, NAME, UNIT_CODE, UPDATED, STATUS)


@dataclass(frozen=True, slots=True)
class AccountFile:
    """The accounts of the good rows, in the order of the file, and what is wrong with the others."""

    path: Path
    accounts: tuple[Account, ...]
    rejects: tuple[Reject, ...]


def read_accounts(path: Path, register: Register, now: datetime) -> AccountFile:
    """Read a file of accounts; each must belong to a unit of the register and stand in the file once.

    An empty 最近更新 is an account whose latest post nobody knows. 状态 is kept as the office words it.
    Raises UsageError when the file cannot be read at all.
    """
    accounts: list[Account] = []
    rejects: list[Reject] = []
    rows: dict[tuple[str, str], int] = {}
    for row in read_table(path, NEEDED).rows:
        reader = RowReader(row)
        account = _account(reader, register, now)
        key = (account.platform, account.name)
        first = rows.setdefault(key, row.number)
        if all(key) and first != row.number:
            reader.reject(NAME, account.name, f"未列过的账号；第 {first} 行已列“{account.platform}”同名账号")
        rejects.extend(reader.rejects)
        if not reader.rejects:
            accounts.append(account)
    return AccountFile(path, tuple(accounts), tuple(rejects))


def _account(reader: RowReader, register: Register, now: datetime) -> Account:
    code = folded(reader.needed(UNIT_CODE, "371300005"))
    if code and code not in register.by_code:
        reader.reject(UNIT_CODE, code, "登记中有的单位编码")
    updated = reader.read(UPDATED, _day, None)
    if updated is not None and updated > china_day(now):
        reader.reject(UPDATED, reader.row[UPDATED], f"不晚于当日（{china_day(now)}）的日期")
    return Account(
        platform=reader.needed(PLATFORM, "微信"),
        name=reader.needed(NAME, "云川发布"),
        unit_code=code,
        updated=updated,
        status=reader.text(STATUS),
    )


def _day(text: str) -> date | None:
    """The day of a time: an export often says 2018-04-18 09:30."""
    return f.day(folded(text).replace("T", " ").partition(" ")[0])
