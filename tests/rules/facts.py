"""Reads the fact blocks of the case files: one fact a line, a word first, its parts divided by “ | ”.

    今天 2018-04-18
    单位 市水利局 | 云川市水利局 | 市政府部门      the first unit is the one that is judged
    网站 http://slj.example.gov.cn/ | 标识码 3713000001
    栏目 通知公告 | notice | listed | /tzgg/
      2018-04-01 关于……的通知
    - a date, 文章 and a date (read from the article), 无日期 (none anywhere) or 未读 (article not read), then
      the title, then “| address”

What is not said is whole: a home page that opens, every part read, the site read to its end.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urljoin

from tests.support.reports import numbers, report_page

from mingcha import calendars
from mingcha.core.clock import CHINA
from mingcha.core.fetch import FailureKind, FetchFailure
from mingcha.core.ledger import (
    Entry,
    Feedback,
    Merger,
    Message,
    OfflineFiling,
    Order,
    Reply,
    ledger_of,
)
from mingcha.core.page import (
    Advert,
    Column,
    ColumnKind,
    DateReading,
    Item,
    Link,
    ListState,
    Mark,
    MarkKind,
    MarkPlace,
    PageFacts,
    PageKind,
)
from mingcha.core.rule import Rule, Subject, View
from mingcha.core.unit import Account, Register, Site, SiteKind, SiteStatus, Unit, UnitKind, host_of
from mingcha.core.view import (
    BrokenLink,
    Contradiction,
    HomeFace,
    Outbound,
    Probe,
    SearchAnswer,
    SearchBox,
    SiteView,
    UnitView,
)
from mingcha.engine.parse import Document
from mingcha.engine.tables import tables_of

_DATED = re.compile(r"((?:文章 )?\d{4}-\d\d-\d\d|无日期|未读) (.+)")


def at(text: str, default: time = time(10)) -> datetime:
    """2018-04-18 or 2018-04-18T10:00, in China."""
    if "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=CHINA)
    return datetime.combine(date.fromisoformat(text), default, CHINA)


@dataclass
class SiteFacts:
    """One site while its lines are read."""

    site: Site
    seen: bool = True
    home: PageFacts | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    home_columns: list[Column] = field(default_factory=list)
    pages: list[PageFacts] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    broken: list[BrokenLink] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)

    def view(self, as_of: datetime, unit: Unit | None) -> SiteView:
        return SiteView(
            site=self.site,
            as_of=as_of,
            home=self.home,
            marks=tuple(self.marks),
            unread_parts=tuple(self.unread),
            columns=tuple(self.columns),
            home_columns=tuple(self.home_columns),
            pages=tuple(self.pages),
            broken_links=tuple(self.broken),
            probes=tuple(self.probes),
            unit=unit,
            **self.parts,
        )


class Facts:
    """What a fact block says; `view(rule)` is what the rule is shown."""

    def __init__(self, block: str) -> None:
        self.as_of = at("2018-04-18", time(23, 59, 59))
        self.units: list[Unit] = []
        self.sites: list[SiteFacts] = []
        self.portal: SiteFacts | None = None
        self.entries: list[Entry] = []
        self.report_year: int | None = None
        self.siteless = False
        self.accounts: list[Account] = []
        self._items: list[Column] | None = None
        for line in block.splitlines():
            if line.strip():
                self._read(line)

    def view(self, rule: Rule) -> View:
        if not self.units:
            self._unit("市水利局", "云川市水利局")
        if not self.sites and not self.siteless:
            self._site("http://slj.yunchuan.gov.cn/")
        units = {unit.code: unit for unit in self.units}
        views = {
            id(facts): facts.view(self.as_of, units.get(facts.site.unit_code))
            for facts in (*self.sites, *([self.portal] if self.portal else []))
        }
        if rule.subject is Subject.SITE:
            return views[id(self.sites[0])]
        unit = self.units[0]
        own = [facts for facts in self.sites if facts.site.unit_code == unit.code]
        portal = [self.portal] if self.portal else []
        return UnitView(
            unit=unit,
            as_of=self.as_of,
            register=Register(tuple(self.units), tuple(f.site for f in (*self.sites, *portal))),
            calendar=calendars.shipped(),
            ledger=ledger_of(self.entries),
            sites=tuple(views[id(f)] for f in own if f.seen and f.site.status is SiteStatus.RUNNING),
            portal=views[id(self.portal)] if self.portal else None,
            report_year=self.report_year,
            accounts=tuple(account for account in self.accounts if account.unit_code == unit.code),
        )

    def url(self, path: str) -> str:
        """The address of a path on the site that the block speaks of last."""
        home = self._here.site.home_url if self.sites or self.portal else "http://slj.yunchuan.gov.cn/"
        return urljoin(home, path)

    @property
    def _here(self) -> SiteFacts:
        if not self.sites and self.portal is None:
            if not self.units:
                self._unit("市水利局", "云川市水利局")
            self._site("http://slj.yunchuan.gov.cn/")
        return self._last

    def _read(self, line: str) -> None:
        dated = _DATED.fullmatch(line.strip())
        if line.startswith(" ") and dated and self._items is not None:
            self._item(dated[1], [part.strip() for part in dated[2].split("|")])
            return
        word, _, rest = line.strip().partition(" ")
        parts = [part.strip() for part in rest.split("|")] if rest else []
        getattr(self, _WORDS[word])(*parts)

    def _today(self, text: str) -> None:
        self.as_of = at(text, time(23, 59, 59))

    def _unit(self, short: str, name: str = "", kind: str = "市政府部门") -> None:
        number = len(self.units) + 1
        self.units.append(Unit(f"U{number}", name or short, short, UnitKind(kind), order=number))

    def _site(self, url: str, *options: str) -> None:
        self.sites.append(self._facts(url, options))

    def _portal(self, url: str, *options: str) -> None:
        self.portal = self._facts(url, options)
        self.portal.site = replace(self.portal.site, kind=SiteKind.PORTAL)
        if self.portal.site.unit_code == self.units[0].code:
            self.sites.append(self.portal)

    def _facts(self, url: str, options: tuple[str, ...]) -> SiteFacts:
        if not self.units:
            self._unit("市水利局", "云川市水利局")
        site = Site(self.units[0].code, url)
        for option in options:
            name, _, value = option.partition(" ")
            site = replace(site, **_SITE_OPTIONS[name](value, self))
        home = PageFacts(url, PageKind.HOME, "首页", evidence="sha256:home")
        self._last = SiteFacts(site, home=home)
        return self._last

    def _column(self, name: str, kind: str, state: str = "listed", path: str = "", *options: str) -> None:
        self._items = self._here.columns
        self._add_column(name, kind, state, path, options)

    def _home_column(
        self, name: str, kind: str, state: str = "listed", path: str = "", *options: str
    ) -> None:
        self._items = self._here.home_columns
        self._add_column(name, kind, state, path, options)

    def _add_column(self, name: str, kind: str, state: str, path: str, options: tuple[str, ...]) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        url = self.url(path or f"/c{len(self._here.columns)}/")
        assert self._items is not None
        self._items.append(
            Column(
                name=name,
                url=url,
                kind=ColumnKind(kind),
                state=ListState(state),
                trail=("首页", *([given["上级"]] if "上级" in given else [])),
                complete="未读完" not in given,
                structure=given.get("目录设置", "")
                or ("在“信息公开目录”之下" if "目录设置" in given else ""),
                reason=given.get("原因", ""),
                evidence="sha256:column",
            )
        )

    def _item(self, dated: str, parts: list[str]) -> None:
        assert self._items
        column = self._items[-1]
        how, _, day_text = dated.rpartition(" ")
        day = None if dated in ("无日期", "未读") else date.fromisoformat(day_text)
        by = {"无日期": "none", "未读": "unread"}.get(dated, "article" if how else "list")
        path = parts[1] if len(parts) > 1 else f"{column.url}{len(column.items) + 1}.html"
        item = Item(parts[0], self.url(path), day, by)
        self._items[-1] = replace(column, items=(*column.items, item))

    def _page(self, path: str, kind: str, title: str, *options: str) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        day, _, said = given.get("日期", "").partition(" ")
        self._here.pages.append(
            PageFacts(
                url=self.url(path),
                kind=PageKind(kind),
                title=title,
                tags=_tags(given.get("标签", "")),
                date=DateReading(date.fromisoformat(day), *_reading(said or day)) if day else None,
                marks=(self._new_mark(given["标识"], ""),) if "标识" in given else (),
                text_length=int(given.get("字数", "2000")),
                attachments=int(given.get("附件", "0")),
                videos=int(given.get("视频", "0")),
                evidence="sha256:page",
                links=tuple(self.url(link) for link in given.get("链接", "").split("、") if link),
                document_number=given.get("文号", ""),
                modified=at(given["修改"]) if "修改" in given else None,
                headings=tuple(word for word in given.get("小标题", "").split("、") if word),
                column=self.url(given["在"]) if "在" in given else None,
                elements=tuple(word for word in given.get("要素", "").split("、") if word),
                forms=tuple(word for word in given.get("表格", "").split("、") if word),
                unanswered=given.get("未答复", ""),
            )
        )

    def _report_tables(self, *options: str) -> None:
        """年报表格 新收 6,0,0,0,0,0,6 | 复议 …: the form of 2021 on the last page, numbers changed."""
        read = (option.partition(" ") for option in options)
        given = {name: [int(n) if n else None for n in text.split(",")] for name, _, text in read}
        appeals = given.pop("复议", None)
        page = self._here.pages[-1]
        html = report_page({**numbers(), **given}, appeals)
        self._here.pages[-1] = replace(page, tables=tables_of(Document(html.encode())))

    def _home_link(self, words: str) -> None:
        assert self._here.home is not None
        self._here.home = replace(self._here.home, headings=(*self._here.home.headings, words))

    def _new_mark(self, kind: str, value: str, link: str = "") -> Mark:
        return Mark(MarkKind(kind), value, value, link, MarkPlace.HTML, self._here.site.home_url)

    def _mark(self, kind: str, value: str = "", link: str = "", words: str = "") -> None:
        mark = self._new_mark(kind, value, link)
        self._here.marks.append(replace(mark, text=words) if words else mark)

    def _seconds(self, text: str) -> None:
        self._here.parts["home_seconds"] = float(text)

    def _outbound(self, url: str, text: str, *options: str) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        unlisted = True if "未登记" in given else False if "已登记" in given else None
        host = "" if unlisted is None else host_of(url)
        link = Outbound(url, text, self.url(given.get("在", "/")), unlisted, host)
        self._here.parts["outbound"] = (*self._here.parts.get("outbound", ()), link)

    def _advert(self, sign: str, words: str, url: str = "", *options: str) -> None:
        """广告 floating | 楼盘开盘 | http://… | 在 /a/1.html: on the home page, or on a page told before."""
        given = dict(option.partition(" ")[::2] for option in options)
        advert = Advert(url, words, sign)
        if "在" not in given:
            assert self._here.home is not None
            self._here.home = replace(self._here.home, adverts=(*self._here.home.adverts, advert))
            return
        place = next(n for n, page in enumerate(self._here.pages) if page.url == self.url(given["在"]))
        page = self._here.pages[place]
        self._here.pages[place] = replace(page, adverts=(*page.adverts, advert))

    def _contradicted(self, path: str, looked: str, what: str, entry: str) -> None:
        """与前次不符 /tzgg/ | 2018-04-10 | 没有 (or 已有) | 2018-03-01 标题."""
        day, _, title = entry.partition(" ")
        item = Item(title, self.url(f"{path}x.html"), date.fromisoformat(day))
        row = Contradiction(self.url(path), item, at(looked), known=what == "已有")
        self._here.parts["contradictions"] = (*self._here.parts.get("contradictions", ()), row)

    def _face(self, head: str, *options: str) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        pictures = tuple(given["图片"].split("、")) if "图片" in given else ()
        self._here.parts["face"] = HomeFace(
            head, pictures, given.get("公告", ""), "别无内容" in given, given.get("占位", "")
        )

    def _landed(self, url: str) -> None:
        assert self._here.home is not None
        self._here.home = replace(self._here.home, url=url)

    def _home_title(self, title: str = "") -> None:
        assert self._here.home is not None
        self._here.home = replace(self._here.home, title=title)

    def _home_tags(self, text: str) -> None:
        home = self._here.home
        assert home is not None
        self._here.home = replace(home, tags=_tags(text))

    def _unread(self, path: str) -> None:
        self._here.unread.append(self.url(path))

    def _down(self, kind: str, detail: str) -> None:
        failure = FetchFailure(self._here.site.home_url, FailureKind(kind), detail, self.as_of, looks=2)
        self._here.home = None
        self._here.parts["home_failure"] = failure

    def _not_seen(self) -> None:
        self._here.seen = False

    def _door(self) -> None:
        self._here.parts["doorway"] = True

    def _incomplete(self) -> None:
        self._here.parts["complete"] = False

    def _broken(self, path: str, text: str, kind: str, *options: str) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        target = self.url(path)
        looks = int(given.get("次数", "2"))
        self._here.broken.append(
            BrokenLink(
                target=target,
                text=text,
                source=self.url(given.get("在", "/")),
                on_home="在" not in given,
                pages=int(given.get("页数", "1")),
                role=given.get("种类", "page"),
                failure=FetchFailure(target, FailureKind(kind), f"{kind}", self.as_of, looks=looks),
                source_evidence="sha256:source",
            )
        )

    def _probe(self, days: str, *options: str) -> None:
        given = dict(option.partition(" ")[::2] for option in options)
        first, last = (date.fromisoformat(day) for day in (days.split("..") * 2)[:2])
        number, failed = int(given.get("每日", "20")), int(given.get("失败", "0"))
        seconds = float(given.get("秒", "0.5"))
        slow = "秒" in given
        for k in range((last - first).days + 1):
            midnight = datetime.combine(first + timedelta(days=k), time(0), CHINA)
            for n in range(number):
                bad = n < failed
                when = midnight + n * timedelta(minutes=1440 / number)
                self._here.probes.append(Probe(when, slow or not bad, seconds if bad else 0.5))

    def _year(self, text: str) -> None:
        self.report_year = int(text)

    def _order(self, number: str, day: str, due: str, to: str) -> None:
        names = tuple(to.split("、"))
        self.entries.append(Order(at(day), number, f"关于{number}的通知", names, date.fromisoformat(due)))

    def _feedback(self, number: str, day: str, unit: str, quality: str = "plain") -> None:
        self.entries.append(Feedback(at(day), number, unit, "已整改", quality))

    def _message(self, name: str, day: str, url: str, about: str = "error_report", *options: str) -> None:
        self.entries.append(Message(at(day), name, "", url, "有错字", about, "复杂" in options))

    def _account(self, platform: str, name: str, updated: str, status: str = "正常", unit: str = "") -> None:
        """账号 微信 | 云川水利 | 2018-04-10 | 正常: an account; “未填” for an unknown day."""
        code = next((row.code for row in self.units if row.short_name == unit), "U1")
        day = None if updated == "未填" else date.fromisoformat(updated)
        self.accounts.append(Account(platform, name, code, day, status))

    def _exit(self, url: str, words: str) -> None:
        """首页外链 http://… | 12345: a link of the home page to another site."""
        self._here.parts["exits"] = (*self._here.parts.get("exits", ()), Link(url, words))

    def _search(self, *options: str) -> None:
        """搜索 | 地址 /s | 找到 / 找不到 why: the search of the home page, tried or not."""
        given = dict(option.partition(" ")[::2] for option in options)
        works = True if "找到" in given else False if "找不到" in given else None
        home = self._here.site.home_url
        action = self.url(given.get("地址", "/search.jsp"))
        self._here.parts["search"] = SearchBox(home, action, works, given.get("找不到", ""))

    def _answered(self, words: str, *titles: str) -> None:
        """搜索答复 2017年政府信息公开 | 标题 /nb/1.html | …: what the search showed for some words."""
        links = tuple(Link(self.url(path), title) for title, _, path in map(_parted, titles))
        box = self._here.parts["search"]
        answer = SearchAnswer(words, f"{box.action}?q", links, "sha256:search", self.as_of)
        self._here.parts["search"] = replace(box, answers=(*box.answers, answer))

    def _reply(self, name: str, day: str) -> None:
        self.entries.append(Reply(at(day), name, "已更正"))

    def _merger(self, host: str, by: str = "") -> None:
        self.entries.append(Merger(at("2018-01-02"), host, "", date.fromisoformat(by) if by else None))

    def _filing(self, host: str, until: str) -> None:
        self.entries.append(OfflineFiling(at("2018-01-02"), host, date.fromisoformat(until)))

    def _siteless(self) -> None:
        self.siteless = True


def _parted(text: str) -> tuple[str, str, str]:
    return text.partition(" ")


def _reading(said: str) -> tuple[str, str, float]:
    """日期 2018-04-01 地址: by the address alone; 日期 2018-04-01 发布时间：…: by these words."""
    return ("url", said, 0.5) if said == "地址" else ("label", said, 0.9)


def _tags(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=")[::2] for part in text.split(";") if part.strip())
    return tuple((name.strip().lower(), value.strip()) for name, value in pairs)


def _between(first: str, last: str, value: str) -> dict[str, date | None]:
    start, _, end = value.partition("..")
    return {
        first: date.fromisoformat(start) if start else None,
        last: date.fromisoformat(end) if end else None,
    }


_SITE_OPTIONS: dict[str, Any] = {
    "单位": lambda value, facts: {"unit_code": next(u.code for u in facts.units if u.short_name == value)},
    "标识码": lambda value, _: {"site_code": value},
    "状态": lambda value, _: {"status": SiteStatus(value)},
    "类型": lambda value, _: {"kind": SiteKind(value)},
    "名称": lambda value, _: {"name": value},
    "没有单位": lambda _value, _facts: {"unit_code": ""},
    "备案号": lambda value, _: {"icp_number": value},
    "公安备案号": lambda value, _: {"police_number": value},
    "下线": lambda value, _: _between("offline_from", "offline_to", value),
    "有效": lambda value, _: _between("valid_from", "valid_to", value),
    "整合期限": lambda value, _: {"merge_by": date.fromisoformat(value)},
    "别名": lambda value, _: {"alias_hosts": tuple(value.split("、"))},
}

_WORDS = {
    "今天": "_today",
    "单位": "_unit",
    "没有网站": "_siteless",
    "网站": "_site",
    "门户": "_portal",
    "没有检查": "_not_seen",
    "首页打不开": "_down",
    "首页是导航门": "_door",
    "网站没有读完": "_incomplete",
    "标签": "_home_tags",
    "标识": "_mark",
    "没有读到": "_unread",
    "首页用时": "_seconds",
    "首页抬头": "_face",
    "首页标题": "_home_title",
    "首页跳到": "_landed",
    "外链": "_outbound",
    "广告": "_advert",
    "与前次不符": "_contradicted",
    "栏目": "_column",
    "首页栏目": "_home_column",
    "页面": "_page",
    "年报表格": "_report_tables",
    "首页报表链接": "_home_link",
    "坏链": "_broken",
    "探测": "_probe",
    "年报年度": "_year",
    "交办": "_order",
    "反馈": "_feedback",
    "留言": "_message",
    "答复": "_reply",
    "账号": "_account",
    "搜索": "_search",
    "搜索答复": "_answered",
    "首页外链": "_exit",
    "整合计划": "_merger",
    "下线备案": "_filing",
}
