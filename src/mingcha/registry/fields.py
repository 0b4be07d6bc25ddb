"""Fields of imported rows: each reads one cell, or says in Chinese what would be right."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from mingcha.core.errors import MingchaError
from mingcha.registry.cells import folded, has_control_characters
from mingcha.registry.table import FORMULA_WITHOUT_VALUE, Row, is_spreadsheet_error

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

NOTHING = frozenset({"无", "暂无", "没有", "/", "-", "—", "——", "--"})
"""What people write into a cell that has nothing to say."""


class NotRight(MingchaError):
    """A cell is wrong; the message says what is right. Never leaves this package."""


@dataclass(frozen=True, slots=True)
class Reject:
    """What is wrong with a row (the header is row 1): the field, the value, and in Chinese what is right."""

    row: int
    field: str
    value: str
    right: str

    def __str__(self) -> str:
        return f"第 {self.row} 行 {self.field}“{self.value}”：应为{self.right}"


class RowReader:
    """Reads the cells of a row and gathers all that is wrong with it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.rejects: list[Reject] = []
        if row.surplus:
            self.reject("整行", "，".join(row.surplus), "与表头一样多的格；文中有逗号的，请用引号括起")
        for column, text in row.cells.items():
            if text == FORMULA_WITHOUT_VALUE:
                self.reject(column, text, "文字或数字：这一格的公式没有算出结果，请改为数值后另存")
            elif is_spreadsheet_error(text):
                self.reject(column, text, "文字或数字：这一格是电子表格的错误值")
            elif has_control_characters(text):
                self.reject(column, repr(text)[1:-1], "不含控制字符的文字")

    def reject(self, field: str, value: str, right: str) -> None:
        """Note a fault of this row."""
        self.rejects.append(Reject(self.row.number, field, value, right))

    def text(self, column: str) -> str:
        """The cell as it stands; "" for words that mean nothing (无, /, -)."""
        value = self.row[column]
        return "" if value in NOTHING else value

    def needed(self, column: str, example: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if not value:
            self.reject(column, self.row[column], f"非空的值，如 {example}；合并的单元格请拆开，每行都写")
        return value

    def read(self, column: str, parse: Callable[[str], T], default: T) -> T:
        """The parsed cell; the default when it is empty, or wrong (which is noted)."""
        value = self.text(column)
        if not value:
            return default
        try:
            return parse(value)
        except NotRight as error:
            self.reject(column, value, str(error))
            return default


_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[ T]00:00:00)?", re.ASCII
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


def day(text: str) -> date:
    """2018-04-18, 2018/4/18, 2018.4.18, 2018年4月18日 or 20180418."""
    words = folded(text)
    found = _COMPACT_DAY.fullmatch(words) or _DAY.fullmatch(words)
    try:
        year, month, number = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, number)
    except ValueError:
        raise NotRight("真实存在的日期，如 2018-04-18") from None


def flag(text: str) -> bool:
    """是, 1, true or 否, 0, false."""
    words = folded(text).lower()
    if words in ("是", "1", "true", "yes", "y"):
        return True
    if words in ("否", "0", "false", "no", "n"):
        return False
    raise NotRight("是 或 否（空着为否）")


def whole_number(text: str) -> int:
    """A number of 0 to 999998."""
    words = folded(text)
    if not re.fullmatch(r"\d{1,6}(?:\.0+)?", words) or int(float(words)) > 999_998:
        raise NotRight("0 至 999998 的整数，如 12")
    return int(float(words))


def choice_of(kind: type[Choice]) -> Callable[[str], Choice]:
    """A reader for the values of an enumeration."""

    def parse(text: str) -> Choice:
        words = folded(text)
        if words not in set(kind):
            raise NotRight(" · ".join(kind) + " 之一")
        return kind(words)

    return parse


# Regulations 4.1: read on more than 60 real codes; 66 is the Production and Construction Corps.
_SITE_CODE = re.compile(r"bm\d{8}|(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6])\d{8}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)


def site_code(text: str) -> str:
    """网站标识码: ten digits that begin with a division's code, or bm and eight digits."""
    words = folded(text).lower()
    if _SCIENTIFIC.fullmatch(words):
        raise NotRight("10 位网站标识码；数字已被电子表格改成科学计数，请把该列设为“文本”后重填")
    if not _SITE_CODE.fullmatch(words):
        raise NotRight("10 位网站标识码：6 位行政区划代码加 4 位顺序号，如 3713000001，部委为 bm 加 8 位数字")
    return words


# The shape only: old numbers of other lengths are in use, and to compare numbers is the rules' business.
_PROVINCE = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_ICP = re.compile(rf"[{_PROVINCE}]\s*ICP\s*[备证]\s*\d{{4,12}}\s*号?(?:\s*-\s*\d{{1,4}})?", re.IGNORECASE)
_POLICE = re.compile(rf"(?:[{_PROVINCE}]\s*公网安备\s*:?\s*)?\d{{10,16}}\s*号?")


def icp_number(text: str) -> str:
    """ICP备案号 as written; anything that is none is refused."""
    if not _ICP.fullmatch(folded(text)):
        raise NotRight("ICP备案号，如 鲁ICP备05001234号-1；没有的空着")
    return text


def police_number(text: str) -> str:
    """公安备案号 as written; anything that is none is refused."""
    if not _POLICE.fullmatch(folded(text)):
        raise NotRight("公安备案号，如 鲁公网安备 37130202371001号；没有的空着")
    return text


_HOST = re.compile(r"(?=.{1,253}\Z)[\w](?:[\w-]{0,61}[\w])?(?:\.[\w](?:[\w-]{0,61}[\w])?)*\.?")


def is_host(name: str) -> bool:
    """Whether a name can be that of a host: dotted (Chinese too), an IP address, or localhost."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        dotted = "." in name.rstrip(".") or name == "localhost"
        return dotted and _HOST.fullmatch(name) is not None and not name.replace(".", "").isdigit()
    return True


def home_url(text: str) -> str:
    """首页网址: a whole address of http or https, as written."""
    bad = NotRight("以 http:// 或 https:// 开头的完整网址，如 http://www.linyi.gov.cn/")
    if is_host(text.partition("/")[0].lower()):
        raise NotRight(f"完整网址，请写成 http://{text} 或 https://{text}")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad from None
    blank = any(sign.isspace() or sign in '"<>\\^`{|}' for sign in text)
    if (
        parts.scheme not in ("http", "https")
        or blank
        or not is_host(host)
        or port == 0
        or "@" in parts.netloc
    ):
        raise bad
    return text


def address_key(url: str) -> str:
    """By what two home addresses are the same: host, port, path; not scheme, case or last slash."""
    parts: SplitResult = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return f"{(parts.hostname or '').rstrip('.')}{port}{path}"


def hosts(text: str) -> tuple[str, ...]:
    """别名域名: hosts divided by 、 , ; or blanks, in lower case, each once."""
    names = [name.lower().rstrip(".") for name in re.split(r"[、,，;；\s]+", text) if name]
    for name in names:
        if not is_host(name):
            raise NotRight(f"域名，如 linyi.gov.cn，用顿号分开；“{name}”不是域名")
    return tuple(dict.fromkeys(names))
