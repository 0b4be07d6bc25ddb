"""The console as its users meet it: in a real browser, by mouse and by keyboard, wide and narrow."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.web.cast import (
    BUREAU,
    COUNTY,
    NOW,
    PASSWORD,
    SITES,
    City,
    finding_of,
    inspect,
    person,
    verdicts_of,
)
from tests.web.test_copies import HOSTILE, URL, stored

from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.engine.manners import FetchSettings

pytestmark = pytest.mark.needs("chromium")

WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "iframes": False,  # stored pages are other people's
}


@dataclass(frozen=True)
class Desk:
    """A console that answers, a browser, and the city that it shows."""

    url: str
    browser: Browser
    city: City
    finding: int

    def context(self, *, scripts: bool = True, size: dict[str, int] | None = None) -> BrowserContext:
        viewport = size or WIDE
        return self.browser.new_context(
            base_url=self.url,
            locale="zh-CN",
            viewport={"width": viewport["width"], "height": viewport["height"]},
            java_script_enabled=scripts,
        )

    def page(self, login: str, *, scripts: bool = True, size: dict[str, int] | None = None) -> Page:
        """A page on which somebody has signed in by name and password."""
        page = self.context(scripts=scripts, size=size).new_page()
        page.set_default_timeout(8_000)
        page.goto("/sign-in")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("总览")
        return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Its driver keeps a loop running in this thread; Django is told to put up with it."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def desk(city: City, browser: Browser) -> Iterator[Desk]:
    """The console on loopback; the bureau has a dead link whose page was hostile."""
    from django.test.utils import override_settings

    from mingcha.web.server import Console, Place

    finding = stored(HOSTILE.encode())
    inspect(NOW, {SITES[3]: (*verdicts_of(SITES[3]), _dead())}, scores=False)
    for role in ("office", "reviewer", "liaison", "admin"):
        person(role, city)
    closed = FetchSettings(rate=0, connect_to=("::127.0.0.1:9",), timeout_s=1.0)  # looks reach nobody
    with override_settings(RECHECK_FETCHING=closed), Console(Place(0)) as console:
        serving = threading.Thread(target=console.run, daemon=True)
        serving.start()
        yield Desk(console.place.url.rstrip("/"), browser, city, finding)
        for context in browser.contexts:
            context.close()
        console.stop()
        serving.join(10)


def _dead() -> Verdict:
    import hashlib

    evidence = "sha256:" + hashlib.sha256(HOSTILE.encode()).hexdigest()
    target = f"{SITES[3].home_url}gone.html"
    found = Finding(URL, Text("链接打不开", "dead"), "专题一", target=target, evidence=evidence)
    return Verdict("dead_link", Outcome.FAILED, (found,))


def test_from_the_overview_to_the_proof_and_a_decision(desk: Desk) -> None:
    page = desk.page("reviewer")
    page.get_by_role("link", name=BUREAU.short_name).first.click()
    page.get_by_role("link", name="市科技局网站").click()
    page.get_by_role("link", name="通知公告", exact=True).first.click()
    expect(page.get_by_role("heading", name="一年来的更新")).to_be_visible()
    page.get_by_role("link", name="kjj.yunchuan.gov.cn").click()
    page.get_by_role("link", name="链接打不开", exact=True).click()
    expect(page.get_by_text("怎么改")).to_be_visible()
    copy = page.frame_locator("iframe.copy")
    expect(copy.get_by_text("红框为问题所在")).to_be_visible()
    expect(copy.get_by_role("link", name="专题一")).to_be_visible()
    assert page.url.endswith(f"/findings/{desk.finding}"), "the stored page's script and refresh did nothing"
    page.get_by_role("link", name="复核：属实或误报").click()
    page.get_by_label("误报").check()
    page.get_by_label("理由").fill("专题已下线，链接已撤")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main .mark").first).to_have_text("误报")
    expect(page.get_by_text("专题已下线，链接已撤")).to_be_visible()


def test_the_same_by_keyboard_alone(desk: Desk) -> None:
    page = desk.context().new_page()
    page.goto("/sign-in")
    expect(page.get_by_label("登录名")).to_be_focused()
    page.keyboard.type("reviewer")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    for words, then in (("待复核", "问题"), ("领导信箱", "“领导信箱”似为空白"), ("复核：属实或误报", "复核")):
        _tab_to(page, words)
        page.keyboard.press("Enter")
        expect(heading).to_have_text(then)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("核对属实")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main .mark").first).to_have_text("问题")
    expect(page.get_by_text("核对属实")).to_be_visible()


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until a link with these words has the focus, which must show."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("(document.activeElement.closest('a') || {textContent: ''}).textContent"):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{words}: not reached by keyboard")


def test_an_order_goes_to_the_unit_and_its_answer_comes_back(desk: Desk) -> None:
    office, liaison = desk.page("office"), desk.page("liaison")
    office.get_by_role("link", name=BUREAU.short_name, exact=True).first.click()
    office.get_by_role("link", name="向该单位交办").click()
    expect(office.get_by_label(BUREAU.short_name)).to_be_checked()
    office.get_by_label("文号").fill("云政办函〔2018〕98号")
    office.get_by_label("标题").fill("关于整改网站问题的通知")
    office.get_by_label("整改期限").fill("2018-05-02")
    office.get_by_role("button", name="交办").click()
    expect(office.locator("td .mark")).to_have_text("待签收")
    liaison.reload()
    liaison.get_by_role("link", name="云政办函〔2018〕98号").click()
    liaison.get_by_label("整改情况").fill("已更新栏目")
    liaison.get_by_role("button", name="提交反馈").click()
    office.reload()
    office.get_by_role("link", name=BUREAU.short_name, exact=True).click()
    expect(office.get_by_text("已更新栏目")).to_be_visible()


def paths(desk: Desk) -> tuple[str, ...]:
    from mingcha.web.models import Appeal, Order, Task
    from mingcha.web.selectors.sites import column_key
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import appeal
    from mingcha.web.services.tasks import NewOrder, issue_order

    unit, site = desk.city.units[BUREAU.short_name], desk.city.sites["市科技局网站"]
    order = NewOrder("云政办函〔2018〕1号", "整改", NOW.date().replace(month=5), "请整改", (unit,))
    issue_order(order=order, by=PROGRAM, at=NOW)
    suspect = finding_of(BUREAU.short_name, desk.city, "empty_column")
    appeal(finding=suspect, reason="不实", by=PROGRAM, at=NOW)
    key = column_key(f"{SITES[3].home_url}tz/")
    return (
        *("/", "/units", f"/units/{unit}", "/sites", f"/sites/{site}", f"/sites/{site}/columns/{key}"),
        *(
            "/findings",
            "/findings?words=没有",
            f"/findings/{desk.finding}",
            f"/findings/{desk.finding}/decide",
        ),
        *(f"/findings/{desk.finding}/exempt", "/unchecked", "/rules", "/rules/dead_link", "/scores"),
        *(f"/scores/{desk.city.run}/{unit}", "/bulletins", "/runs", f"/runs/{desk.city.run}", "/appeals"),
        *(f"/appeals/{Appeal.objects.get().id}/decide", "/orders", f"/orders/{Order.objects.get().id}"),
        *("/orders/new", "/tasks", f"/tasks/{Task.objects.get().id}", "/password", "/no/such/page"),
    )


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_violates_wcag_or_runs_over_the_edge(desk: Desk, size: dict[str, int]) -> None:
    office, admin = desk.page("office", size=size), desk.page("admin", size=size)
    liaison, stranger = desk.page("liaison", size=size), desk.context(size=size).new_page()
    every = paths(desk)
    task = next(path for path in every if path.startswith("/tasks/"))
    visits = [(office, path) for path in every]
    visits += [(admin, path) for path in ("/people", "/people/new", "/people/1", "/audit?verify=1")]
    visits += [(liaison, path) for path in ("/", task, f"/findings/{desk.finding}/appeal", "/people")]
    visits += [(stranger, path) for path in ("/sign-in", "/enter/unknown")]
    wrong: list[str] = []
    for page, path in visits:
        page.goto(path)
        if size is WIDE or path in every[::4]:  # narrow, it is the layout that differs: a sample of kinds
            found = Axe().run(page, options=RULES).response["violations"]
            wrong += [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
        over = page.evaluate("document.documentElement.scrollWidth") - size["width"]
        wrong += [f"{path}: {over} px over the edge"] if over > 0 else []
    assert wrong == []


def test_everything_works_without_javascript(desk: Desk) -> None:
    page = desk.page("office", scripts=False)
    page.goto(f"/findings/{desk.finding}/exempt")
    page.get_by_label("豁免至").fill("2018-06-30")
    page.get_by_label("理由").fill("正在改版")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main .mark").first).to_have_text("已豁免")


def test_a_list_is_printed_without_the_console_around_it(desk: Desk) -> None:
    page = desk.page("office")
    page.goto("/findings")
    page.emulate_media(media="print")
    expect(page.locator("nav.menu")).to_be_hidden()
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator("table.list")).to_be_visible()


def test_a_person_may_read_english(desk: Desk) -> None:
    page = desk.page("office")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")


def test_an_export_is_the_file_of_the_screen(desk: Desk) -> None:
    page = desk.page("office")
    page.goto(f"/findings?unit={desk.city.units[COUNTY.short_name]}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 1 + page.locator("table.list tbody tr").count()
