"""When an article was published, by ordered rules; no date is an answer.

Failures of other extractors on real pages set the rules: header clocks, 成文 and 实施 dates, dates of
events, births and related entries are not publication; a PubDate tag may be the time of a migration.
"""

import re
from datetime import date
from typing import Final

from mingcha.core.page import DateReading
from mingcha.engine.parse import squeeze
from mingcha.text.dates import Spotted, address_dates, date_at, date_places, dates_in

_PUBLISHED: Final = re.compile(
    r"(?:发\s*布|发\s*表|公\s*开|公\s*布|刊\s*登|上\s*传|上\s*网|录\s*入|添\s*加|编\s*辑|提\s*交|"
    r"稿\s*件)\s*(?:时\s*间|日\s*期|于)\s*[:：∶]?\s*$|"
    r"(?:发布|发表)\s*[:：∶]\s*$|发布于\s*$|(?:pub(?:lish)?(?:ed)?\s*(?:date|time|on)?|"
    r"posted(?:\s*on)?)\s*[:：]?\s*$",
    re.I,
)
_PLAIN: Final = re.compile(r"(?:^|[\s\[【（(|｜>　\u00a0])(?:时\s*间|日\s*期|date|time)\s*[:：∶]?\s*$", re.I)
_RENEWED: Final = re.compile(r"(?:更\s*新|修\s*改|修\s*订)\s*(?:时\s*间|日\s*期|于)?\s*[:：∶]?\s*$")
_ISSUED: Final = re.compile(r"(?:发\s*文)\s*(?:时\s*间|日\s*期)\s*[:：∶]?\s*$")
_FOREIGN: Final = re.compile(
    r"(?:成文|生成|实施|施行|生效|失效|废止|有效|印发|签发|制定|制发|落款|通过|活动|会议|展会|展览|"
    r"举办|举行|召开|比赛|"
    r"截止|截至|结束|开始|起止|报名|考试|面试|笔试|开标|投标|招标|出生|任职|入党|参加工作|成立|"
    r"到期|起始|办理|受理|登记|"
    r"来信|留言|写信|咨询|答复|回复|提问|征集|公示|采购|中标|合同|签订|竣工|开工|检查|监测|统计|"
    r"数据|访谈|直播|播出|"
    r"拍摄|摄影|打印|访问|登录|当前|现在|系统|页面|服务器)\s*"
    r"(?:(?:时\s*间|日\s*期|期限?|年\s*月|日)\s*(?:为|是)?\s*[:：∶]?|[:：∶])\s*$|"
    r"今\s*天(?:\s*是)?\s*[:：]?\s*$|(?:截至|截止|自|至|从|到|于|在|生于|有效期)[ \t\u00a0]*$|"
    r"(?:欢迎您?|您好)[！!，,]?\s*$|copyright\s*$|©\s*$",
    re.I,
)
_DRAWN: Final = re.compile(
    r"(?:发\s*布|发\s*表|公\s*布|刊\s*登|录\s*入|上\s*传|更\s*新)\s*(?:时\s*间|日\s*期)|"
    r"(?:时\s*间|日\s*期)\s*[:：∶]\s*(?:\n|$)"
)
"""A label without its date: a script or a picture may show it."""
_RAIL: Final = re.compile(
    r"相关(?:解读|文章|链接|新闻|信息|阅读|文件|政策|推荐)|(?:热点|最新|推荐)(?:信息|新闻|文章|"
    r"阅读|动态)|延伸阅读|"
    r"[上下]一[篇条]"
)
"""What begins the rail of related entries: dates after it are theirs."""
_CLOCK: Final = re.compile(r"今\s*天|欢迎|当前时间|现在是|北京时间|农历|您好")
_WEEKDAY_AFTER: Final = re.compile(r"^\s*(?:星期|周)[一二三四五六日天]")
_INFO_WORDS: Final = re.compile(
    r"来\s*源|作\s*者|浏\s*览|点\s*击|访\s*问|阅\s*读|字\s*[号体]|责\s*[任编]|编\s*辑|【大|\[大|"
    r"分享|次数|发布人|信息员|供稿|审核"
)
_AFTER_TITLE: Final = 260
"""An information line stands within so many characters after the title (blanks not counted)."""
_OPENING: Final = frozenset("〔[［（(【")
_CLOSED: Final = re.compile(r"[\s\d:：∶]*[〕\]］）)】]")
"""A bracket that closes right after the date; else it tells of a meeting that passed something."""
_LABEL_ENDS: Final = frozenset("间期于:：∶布表新改订文eEnN")
_FAR: Final = 1500
"""No line under the title starts so many characters after it, blanks counted."""
_ENOUGH: Final = 20
_META_NAMES: Final = (
    "pubdate",
    "publishdate",
    "publish_time",
    "article:published_time",
    "publishtime",
    "pub_date",
)
_AGREEING: Final = 0.05


def date_readings(text: str, titles: tuple[str, ...], tags: dict[str, str], url: str) -> list[DateReading]:
    """All that may tell the publication date of an article page, whatever the day of reading.

    `text` is the page's words in order, `titles` what the article's title may be, `tags` the meta tags.
    """
    told = [*_visible(text, titles), *_tagged(tags)]
    return [*told, *_addressed(url, "" if told else text)]


def best_reading(readings: list[DateReading], today: date) -> DateReading | None:
    """The publication date with the words it was read from; None when none can be told.

    Visible labels come first, then a date in the line under the title, then the PubDate tag, then the
    address; each that agrees raises the confidence. A date after `today` gives way to any that is not.
    """
    if not readings:
        return None
    present = [reading for reading in readings if reading.day <= today] or readings
    best = max(present, key=lambda reading: reading.confidence)
    votes = {reading.rule for reading in present if reading.day == best.day and reading.rule != best.rule}
    confidence = min(0.99, best.confidence + _AGREEING * len(votes))
    if best.day > today:
        confidence = min(confidence, 0.5)
    return DateReading(best.day, best.rule, best.excerpt, round(confidence, 2))


def _visible(text: str, titles: tuple[str, ...]) -> list[DateReading]:
    places = date_places(text)
    if not places:
        return []
    title_at, title_end = _title_place(text, titles)
    readings: list[DateReading] = []
    for place in places:
        if place - title_end > _FAR and text[max(0, place - 12) : place].rstrip()[-1:] not in _LABEL_ENDS:
            continue
        spot = date_at(text, place)
        reading = _read(text, spot, title_at, title_end) if spot is not None else None
        if reading is not None:
            readings.append(reading)
            if len(readings) == _ENOUGH:
                break
    return readings


def _title_place(text: str, titles: tuple[str, ...]) -> tuple[int, int]:
    """Where the title stands: where a date soon follows it, else its first place; (-1, -1) when nowhere."""
    places: list[tuple[int, int]] = []
    for title in titles:
        if len(title) < 4:
            continue
        start = text.find(title)
        while start >= 0 and len(places) < 8:
            places.append((start, start + len(title)))
            start = text.find(title, start + len(title))
        if places:
            break
    for start, end in places:
        if dates_in(text[end : end + 3 * _AFTER_TITLE]) and not _in_trail(text, start):
            return start, end
    return places[0] if places else (-1, -1)


def _in_trail(text: str, start: int) -> bool:
    return re.search(r"[>》»]\s*$", text[max(0, start - 6) : start]) is not None


def _read(text: str, spot: Spotted, title_at: int, title_end: int) -> DateReading | None:
    day = spot.day
    if day is None:
        return None
    before = text[max(0, spot.start - 24) : spot.start]
    after = text[spot.end : spot.end + 24]
    excerpt = squeeze(text[max(0, spot.start - 12) : spot.end + 9])
    line = before.rpartition("\n")[2] if "\n" in before.strip() else before
    if _PUBLISHED.search(before):
        base, rule = 0.92, "label"
    elif (
        _FOREIGN.search(before)
        or _CLOCK.search(line)
        or (_WEEKDAY_AFTER.match(after) and title_at > spot.start)
    ):
        return None
    elif _RENEWED.search(before):
        base, rule = 0.74, "renewed"
    elif _ISSUED.search(before):
        base, rule = 0.6, "issued"
    elif _PLAIN.search(before):
        base, rule = 0.86, "label"
    else:
        base, rule = 0.0, "line"
    if (
        title_at >= 0
        and title_end < spot.start < title_end + 20_000
        and _RAIL.search(text, title_end, spot.start)
    ):
        return None
    distance = _distance(text, spot, title_at, title_end)
    if rule == "line":
        return _unlabelled(text, spot, day, distance, excerpt)
    if distance is None:
        base -= 0.06
    elif distance > _AFTER_TITLE:
        base -= 0.1 if rule == "label" else 0.3
    if (
        rule == "label"
        and distance is not None
        and distance > 3 * _AFTER_TITLE
        and not _PUBLISHED.search(before)
    ):
        return None
    return DateReading(day, rule, excerpt, base)


def _distance(text: str, spot: Spotted, title_at: int, title_end: int) -> int | None:
    """Characters between title and date, blanks not counted; None where the title is not before the date."""
    if title_at < 0 or spot.start < title_end:
        return None
    between = text[title_end : min(spot.start, title_end + 4000)]
    return len("".join(between.split()))


def _unlabelled(
    text: str, spot: Spotted, day: date, distance: int | None, excerpt: str
) -> DateReading | None:
    """A date without a label counts only in the line under the title, among words such as 来源 and 浏览."""
    if distance is None or distance > _AFTER_TITLE // 2:
        return None
    if text[: spot.start].rstrip()[-1:] in _OPENING and _CLOSED.match(text, spot.end) is None:
        return None
    start = max(text.rfind("\n", 0, spot.start), spot.start - 80)
    end = text.find("\n", spot.end)
    end = min(end if end >= 0 else len(text), spot.end + 80)
    line = squeeze(text[start:end])
    rest = squeeze(text[start : spot.start] + " " + text[spot.end : end])
    rest = re.sub(r"\d{1,2}\s*[:：∶]\s*\d{2}(?:\s*[:：∶]\s*\d{2})?", "", rest)
    bare = len("".join(rest.split())) <= 12
    if not bare and not _INFO_WORDS.search(line):
        return None
    if not bare and len(rest) > 90:
        return None
    if re.search(r"[。；]", rest):
        return None
    return DateReading(day, "line", excerpt, 0.82 if distance <= 60 else 0.76)


def _tagged(tags: dict[str, str]) -> list[DateReading]:
    for name in _META_NAMES:
        value = tags.get(name, "")
        if value:
            days = [spot.day for spot in dates_in(value)]
            if days and days[0] is not None:
                return [DateReading(days[0], "meta", f"{name}: {value}", 0.7)]
    return []


def _addressed(url: str, text: str) -> list[DateReading]:
    """The day in the address: "url", or "hinted" where the page shows that day, or a place for one, too."""
    days = address_dates(url)
    if not days:
        return []
    hinted = _DRAWN.search(text) or any(spot.day == days[0] for spot in dates_in(text))
    return [DateReading(days[0], "hinted" if hinted else "url", url, 0.5)]
