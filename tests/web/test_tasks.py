"""Orders and tasks: read, answered, proved by a look or returned; who may do which step, and when."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.support import tiny_world
from tests.web.cast import BUREAU, COUNTY, LATER, TOWN, City, finding_of, signed_in

from mingcha.core.errors import UsageError
from mingcha.core.task import Action, State, after, allowed, deadline
from mingcha.engine.manners import FetchSettings
from mingcha.world import World, WorldServer

DUE = date(2018, 5, 2)


def order(city: City, *units: str, rule: str = "", number: str = "云政办函〔2018〕1号"):  # type: ignore[no-untyped-def]
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.tasks import NewOrder, issue_order

    ids = tuple(city.units[unit] for unit in units or (BUREAU.short_name,))
    return issue_order(order=NewOrder(number, "整改", DUE, "请整改", ids, rule), by=PROGRAM, at=LATER)


def task_of(unit: str, city: City):  # type: ignore[no-untyped-def]
    from mingcha.web.models import Task

    return Task.objects.get(unit_id=city.units[unit])


TYPED = {"number": "云政办函〔2018〕9号", "title": "整改通知", "due": "2018-05-02", "about": "", "rule": ""}


def test_an_order_makes_a_task_a_unit_with_its_faults_and_no_suspects(city: City) -> None:
    from mingcha.web.models import Order, Task

    client = signed_in("office", city)
    units = [str(city.units[unit.short_name]) for unit in (COUNTY, BUREAU)]
    answer = client.post("/orders/new", TYPED | {"units": units})
    assert answer.headers["Location"] == f"/orders/{Order.objects.get().id}"
    rules = {task.unit_id: [row.finding.rule for row in task.findings.all()] for task in Task.objects.all()}
    assert rules == {int(unit): ["stale_column"] for unit in units}


def test_only_who_may_order_is_offered_it(city: City) -> None:
    for role, offered in (("office", True), ("county", True), ("liaison", False), ("leader", False)):
        client = signed_in(role, city)
        page = client.get("/orders").content.decode()
        assert ('href="/orders/new"' in page) is offered, role


def test_an_order_is_in_the_ledger_that_the_bulletin_reads(city: City) -> None:
    from mingcha.web.selectors.ledger import ledger_until

    order(city, COUNTY.short_name, BUREAU.short_name)
    entry = ledger_until(LATER).orders[0]
    assert (entry.number, entry.to, entry.due) == ("云政办函〔2018〕1号", ("松崖县", "市科技局"), DUE)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due": "2018-04-01"}, "已过"),
        ({"number": "云政办函〔2018〕1号"}, "已经用过"),
        ({"units": []}, "至少选择一个单位"),
        ({"due": "五月"}, "2018-05-02"),
        ({"title": "长" * 301}, "300"),
        ({"about": "字" * 20_001}, "20000"),
    ],
)
def test_a_wrong_order_is_refused_and_what_was_typed_is_kept(
    city: City, wrong: dict[str, object], words: str
) -> None:
    from mingcha.web.models import Order

    order(city)
    client = signed_in("office", city)
    typed = TYPED | {"about": "请于期限内整改", "units": [str(city.units[COUNTY.short_name])]} | wrong
    answer = client.post("/orders/new", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert str(typed["about"])[:500] in page
    assert Order.objects.count() == 1


def test_a_county_orders_within_its_subtree_and_not_itself(city: City) -> None:
    from mingcha.web.models import Task

    client = signed_in("county", city)
    for unit in (BUREAU, COUNTY):
        answer = client.post("/orders/new", TYPED | {"units": [str(city.units[unit.short_name])]})
        assert answer.status_code == 400, unit
    assert (
        client.post("/orders/new", TYPED | {"units": [str(city.units[TOWN.short_name])]}).status_code == 302
    )
    assert [task.unit_id for task in Task.objects.all()] == [city.units[TOWN.short_name]]


def test_the_unit_that_opens_a_task_has_received_it_and_nobody_else_has(city: City) -> None:
    order(city)
    task = task_of(BUREAU.short_name, city)
    signed_in("office", city).get(f"/tasks/{task.id}")
    liaison = signed_in("liaison", city)
    liaison.head(f"/tasks/{task.id}")
    task.refresh_from_db()
    assert task.state == "issued"
    liaison.get(f"/tasks/{task.id}")
    liaison.get(f"/tasks/{task.id}")
    task.refresh_from_db()
    assert task.state == "read"
    assert [event.action for event in task.events.order_by("id")] == ["issue", "read"]


def test_feedback_enters_the_ledger_and_asks_for_a_look(city: City) -> None:
    from mingcha.web.selectors.ledger import ledger_until

    order(city)
    task = task_of(BUREAU.short_name, city)
    client = signed_in("liaison", city)
    assert client.post(f"/tasks/{task.id}/answer", {"text": "  "}).status_code == 400
    assert client.post(f"/tasks/{task.id}/answer", {"text": "已更新"}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.recheck is not None) == ("answered", True)
    feedback = ledger_until(LATER + timedelta(hours=1)).feedbacks
    assert [(row.order, row.unit, row.text) for row in feedback] == [
        ("云政办函〔2018〕1号", "市科技局", "已更新")
    ]
    assert client.post(f"/tasks/{task.id}/answer", {"text": "再说"}).status_code == 400


def test_only_the_units_own_people_answer(city: City) -> None:
    order(city, TOWN.short_name)
    task = task_of(TOWN.short_name, city)
    county = signed_in("county", city)
    assert county.get(f"/tasks/{task.id}").status_code == 200
    assert county.post(f"/tasks/{task.id}/answer", {"text": "x"}).status_code == 404
    stranger = signed_in("liaison", city)
    assert stranger.get(f"/tasks/{task.id}").status_code == 404
    assert stranger.post(f"/tasks/{task.id}/answer", {"text": "x"}).status_code == 404


def test_a_county_judges_the_tasks_below_it_and_not_its_own(city: City) -> None:
    order(city, TOWN.short_name, COUNTY.short_name)
    county = signed_in("county", city)
    below, own = task_of(TOWN.short_name, city), task_of(COUNTY.short_name, city)
    assert county.post(f"/tasks/{own.id}/judge", {"action": "close", "text": ""}).status_code == 404
    assert county.post(f"/tasks/{below.id}/judge", {"action": "close", "text": ""}).status_code == 302
    below.refresh_from_db()
    assert below.state == "closed"


def test_more_time_is_asked_once_at_a_time_and_granted_by_the_office(city: City) -> None:
    order(city)
    task = task_of(BUREAU.short_name, city)
    liaison, office = signed_in("liaison", city), signed_in("office", city)
    path = f"/tasks/{task.id}"
    assert liaison.post(f"{path}/ask-time", {"until": "2018-05-02", "text": "x"}).status_code == 400
    assert liaison.post(f"{path}/ask-time", {"until": "2018-05-09", "text": "改版"}).status_code == 302
    assert liaison.post(f"{path}/ask-time", {"until": "2018-05-20", "text": "改版"}).status_code == 400
    assert office.post(f"{path}/judge", {"action": "grant_time", "text": ""}).status_code == 302
    task.refresh_from_db()
    assert (task.due, task.order.due) == (date(2018, 5, 9), DUE)
    assert "原定 2018-05-02" in office.get(path).content.decode()
    assert office.post(f"{path}/judge", {"action": "grant_time", "text": ""}).status_code == 400


def test_refusing_more_time_needs_a_reason_and_leaves_the_day(city: City) -> None:
    order(city)
    task = task_of(BUREAU.short_name, city)
    signed_in("liaison", city).post(f"/tasks/{task.id}/ask-time", {"until": "2018-05-09", "text": "改版"})
    office = signed_in("office", city)
    refuse = {"action": "refuse_time", "text": ""}
    assert office.post(f"/tasks/{task.id}/judge", refuse).status_code == 400
    assert office.post(f"/tasks/{task.id}/judge", refuse | {"text": "时间充足"}).status_code == 302
    task.refresh_from_db()
    assert task.due == DUE


def test_the_count_of_days_is_shown_day_by_day(city: City) -> None:
    order(city)
    page = signed_in("office", city).get(f"/tasks/{task_of(BUREAU.short_name, city).id}")
    days = {one.date.isoformat(): one.counted for one in page.context["days"]}
    assert days["2018-04-28"] is True, "a Saturday that was worked"
    assert days["2018-05-01"] is False
    assert list(days)[-1] == "2018-05-02"


@pytest.mark.parametrize("state", list(State))
def test_every_transition_that_is_not_allowed_is_refused_with_a_sentence(state: State) -> None:
    for action in Action:
        if action in allowed(state):
            assert isinstance(after(state, action), State)
        else:
            with pytest.raises(UsageError, match="不能"):
                after(state, action)


@pytest.mark.parametrize(("day", "overdue"), [(1, False), (2, False), (3, True)])
def test_a_task_is_overdue_after_its_day_and_not_on_it(day: int, overdue: bool) -> None:
    assert deadline(State.READ, DUE, date(2018, 5, day)).overdue is overdue
    assert deadline(State.ANSWERED, DUE, date(2018, 5, day)).overdue is False


def test_overdue_tasks_are_counted_and_listed(city: City) -> None:
    from mingcha.core.clock import end_of_day
    from mingcha.web import clock

    order(city, BUREAU.short_name, COUNTY.short_name)
    office = signed_in("office", city)
    clock.set_to(end_of_day(DUE) - timedelta(minutes=5))
    assert office.get("/").context["tasks"].overdue == 0
    clock.set_to(end_of_day(DUE) + timedelta(minutes=5))
    assert office.get("/").context["tasks"].overdue == 2
    assert office.get("/tasks?state=overdue").context["list"].count == 2
    assert signed_in("liaison", city).get("/").context["tasks"].overdue == 1


def test_an_order_shows_a_unit_only_its_own_task(city: City) -> None:
    row = order(city, BUREAU.short_name, COUNTY.short_name)
    page = signed_in("liaison", city).get(f"/orders/{row.id}")
    assert page.context["list"].count == 1
    assert page.context["asked"] == [BUREAU.short_name]
    assert (
        signed_in("liaison", city, login="town", unit=TOWN.short_name).get(f"/orders/{row.id}").status_code
        == 404
    )


class Town:
    """A site on loopback with one dead link, its task answered; the page can be mended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("/tz/gone.html")

    def write(self, link: str) -> None:
        rows = tiny_world.listing([("通知", "/tz/1.html", "2018-04-10")])
        home = tiny_world.page(f'<a href="{link}">专题</a><a href="/tz/index.html">通知公告</a>{rows}')
        files = {
            "index.html": home,
            "tz/index.html": tiny_world.page(rows),
            "tz/1.html": tiny_world.page("文"),
        }
        self.world: World = tiny_world.write_world(self.folder / "world", files)

    def recheck(self) -> str:
        """Take the look that waits; the task's state then."""
        from django.conf import settings

        from mingcha.web import clock
        from mingcha.web.models import Task
        from mingcha.web.services.rechecks import recheck, waiting_task

        with WorldServer(self.world) as server:
            settings.RECHECK_FETCHING = FetchSettings(rate=0, connect_to=(server.connect_to,), timeout_s=3.0)
            task = waiting_task(clock.now())
            assert task is not None
            recheck(task)
        assert waiting_task(clock.now()) is None
        return Task.objects.get().state


@pytest.fixture
def town(home: Path, tmp_path: Path) -> Iterator[Town]:
    from mingcha import rules, schemes
    from mingcha.core.rule import judge
    from mingcha.registry import read_register
    from mingcha.web import clock
    from mingcha.web.models import Unit
    from mingcha.web.services import runs
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.register import apply_register
    from mingcha.web.services.tasks import NewOrder, answer, issue_order

    town = Town(tmp_path)
    apply_register(register_file=read_register(town.world.register), at=tiny_world.AS_OF)
    view = tiny_world.inspect(town.world, home / "evidence")
    scheme = schemes.load("linyi-2018", rules.by_id())
    claim = runs.start_run(as_of=tiny_world.AS_OF, scheme=scheme, sites=[view.site], at=tiny_world.AS_OF)
    dead = judge(rules.by_id()["dead_link"], view)
    runs.save_site_result(run=claim, view=view, verdicts=(dead,), at=tiny_world.AS_OF)
    runs.finish_run(run=claim, at=tiny_world.AS_OF)
    later = tiny_world.AS_OF + timedelta(days=1)
    clock.set_to(later)
    wanted = NewOrder("测政办〔2018〕1号", "整改", DUE, "", (Unit.objects.get().id,), "dead_link")
    issued = issue_order(order=wanted, by=PROGRAM, at=later)
    answer(task_id=issued.tasks.get().id, text="已修复", by=PROGRAM, at=later)
    clock.set_to(later + timedelta(minutes=5))
    yield town
    clock.set_right()


def test_a_look_returns_what_is_not_mended_with_what_it_saw(town: Town) -> None:
    from mingcha.web.models import FindingRow, TaskEvent

    assert town.recheck() == "returned"
    event = TaskEvent.objects.get(action="return")
    assert "复查时仍然存在" in event.text
    assert FindingRow.objects.get(rule="dead_link").message in event.text
    assert event.run is not None
    assert event.run.state == "done"


def test_a_look_closes_what_is_mended(town: Town) -> None:
    from mingcha.web.models import FindingRow

    town.write("/tz/1.html")
    assert town.recheck() == "closed"
    assert FindingRow.objects.get(rule="dead_link").standing == "gone"


def test_a_site_that_cannot_be_reached_closes_nothing_and_returns_nothing(town: Town) -> None:
    from mingcha.web.models import FindingRow, TaskEvent

    (town.folder / "world" / "sites" / tiny_world.HOST / "_serve.toml").write_text('["*"]\ndrop = true\n')
    assert town.recheck() == "answered"
    assert "人工" in TaskEvent.objects.get(action="recheck").text
    assert FindingRow.objects.get(rule="dead_link").standing == "fault"


def test_a_look_that_a_running_inspection_stands_in_the_way_of_is_told(town: Town) -> None:
    from mingcha import rules, schemes
    from mingcha.core.unit import Site
    from mingcha.web.models import TaskEvent
    from mingcha.web.services import runs

    scheme = schemes.load("linyi-2018", rules.by_id())
    site = Site("001", f"http://{tiny_world.HOST}/")
    runs.start_run(as_of=tiny_world.AS_OF, scheme=scheme, sites=[site], at=tiny_world.AS_OF)
    assert town.recheck() == "answered"
    assert "正在第" in TaskEvent.objects.get(action="recheck").text


def test_a_false_alarm_among_the_findings_needs_no_mending(town: Town) -> None:
    from mingcha.web import clock
    from mingcha.web.models import FindingRow
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import decide

    finding = FindingRow.objects.get(rule="dead_link")
    decide(finding=finding, decision="false_alarm", reason="能打开", by=PROGRAM, at=clock.now())
    assert town.recheck() == "closed"


def test_the_history_of_a_finding_names_its_order(city: City) -> None:
    order(city)
    page = signed_in("office", city).get(f"/findings/{finding_of(BUREAU.short_name, city).id}")
    assert "云政办函〔2018〕1号" in page.content.decode()
