"""Who may see and do what: one table for roles, one for routes; a test walks both for every route.

What a role may do is `TABLE`; which units it may see is its `Scope`, and every selector of the console takes
one: what a person may not see, a list neither shows nor counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from mingcha.web.models import Person, UnitVersion
from mingcha.web.services.audit import Actor


class Role(StrEnum):
    """What a person is to the console; a person has one."""

    OFFICE = "office"
    REVIEWER = "reviewer"
    LEADER = "leader"
    COUNTY = "county"
    LIAISON = "liaison"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.OFFICE: _("市级主管部门"),
    Role.REVIEWER: _("复核员"),
    Role.LEADER: _("领导（只读）"),
    Role.COUNTY: _("县区主管部门"),
    Role.LIAISON: _("单位联络员"),
    Role.ADMIN: _("系统管理员"),
}


class May(Enum):
    """What can be allowed. `ANYBODY` needs no sign-in, `SIGNED_IN` no role."""

    ANYBODY = auto()
    SIGNED_IN = auto()
    SEE = auto()
    SEE_RUNS = auto()
    DECIDE = auto()
    EXEMPT = auto()
    ORDER = auto()
    JUDGE_TASK = auto()
    ANSWER = auto()
    APPEAL = auto()
    DECIDE_APPEAL = auto()
    MANAGE_PEOPLE = auto()
    READ_AUDIT = auto()


_EVERYBODY = frozenset(Role)
_CITY = frozenset((Role.OFFICE, Role.REVIEWER, Role.LEADER, Role.ADMIN))
TABLE: dict[May, frozenset[Role]] = {
    May.SEE: _EVERYBODY,
    May.SEE_RUNS: _CITY,
    May.DECIDE: frozenset((Role.OFFICE, Role.REVIEWER)),
    May.EXEMPT: frozenset((Role.OFFICE,)),
    May.ORDER: frozenset((Role.OFFICE, Role.COUNTY)),
    May.JUDGE_TASK: frozenset((Role.OFFICE, Role.COUNTY)),
    May.ANSWER: frozenset((Role.COUNTY, Role.LIAISON)),
    May.APPEAL: frozenset((Role.COUNTY, Role.LIAISON)),
    May.DECIDE_APPEAL: frozenset((Role.OFFICE,)),
    May.MANAGE_PEOPLE: frozenset((Role.ADMIN,)),
    May.READ_AUDIT: frozenset((Role.ADMIN, Role.LEADER)),
}

ROUTES: dict[str, May] = {
    "static": May.ANYBODY,
    "language": May.ANYBODY,
    "sign-in": May.ANYBODY,
    "enter": May.ANYBODY,
    "sign-out": May.SIGNED_IN,
    "password": May.SIGNED_IN,
    "overview": May.SEE,
    "units": May.SEE,
    "unit": May.SEE,
    "sites": May.SEE,
    "site": May.SEE,
    "column": May.SEE,
    "findings": May.SEE,
    "finding": May.SEE,
    "finding-copy": May.SEE,
    "finding-raw": May.SEE,
    "unchecked": May.SEE,
    "rules": May.SEE,
    "rule": May.SEE,
    "scores": May.SEE,
    "score": May.SEE,
    "bulletins": May.SEE,
    "bulletin-file": May.SEE,
    "runs": May.SEE_RUNS,
    "run": May.SEE_RUNS,
    "finding-decide": May.DECIDE,
    "finding-exempt": May.EXEMPT,
    "finding-appeal": May.APPEAL,
    "appeals": May.SEE,
    "appeal-decide": May.DECIDE_APPEAL,
    "orders": May.SEE,
    "order": May.SEE,
    "order-new": May.ORDER,
    "tasks": May.SEE,
    "task": May.SEE,
    "task-answer": May.ANSWER,
    "task-ask-time": May.ANSWER,
    "task-judge": May.JUDGE_TASK,
    "people": May.MANAGE_PEOPLE,
    "person": May.MANAGE_PEOPLE,
    "person-new": May.MANAGE_PEOPLE,
    "person-link": May.MANAGE_PEOPLE,
    "audit": May.READ_AUDIT,
}
"""Route → what it takes; a route that is not named here is closed to everybody."""

_WHILE_PASSWORD_IS_TO_BE_SET = frozenset(("password", "sign-out", "static", "language"))


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that a person may see; `unit_ids` None: all, and what belongs to no unit.

    `own` is the person's own unit, for which he answers.
    """

    unit_ids: frozenset[int] | None = None
    own: int | None = None

    def filter(self, rows: Any, field: str = "unit_id") -> Any:
        """The rows of a query that are in scope; `field` leads to the unit's id."""
        return rows if self.unit_ids is None else rows.filter(**{f"{field}__in": self.unit_ids})

    def holds(self, unit_id: int | None) -> bool:
        """Whether a unit is in scope."""
        return self.unit_ids is None or unit_id in self.unit_ids


def scope_of(person: Person) -> Scope:
    """What a person may see: the city's people all, a county office its subtree, a liaison his unit."""
    if person.role in _CITY:
        return Scope()
    if person.unit_id is None:
        return Scope(frozenset())
    if person.role == Role.COUNTY:
        return Scope(_subtree(person.unit_id), person.unit_id)
    return Scope(frozenset((person.unit_id,)), person.unit_id)


def _subtree(top: int) -> frozenset[int]:
    """A unit with all below it, by the register as it stands; a circle in it ends nothing but itself."""
    children: dict[int, list[int]] = {}
    rows = UnitVersion.objects.filter(until=None).exclude(parent=None)
    for unit_id, parent_id in rows.values_list("unit_id", "parent_id"):
        if parent_id is not None:
            children.setdefault(parent_id, []).append(unit_id)
    found = {top}
    waiting = [top]
    while waiting:
        below = [unit for unit in children.get(waiting.pop(), ()) if unit not in found]
        found.update(below)
        waiting.extend(below)
    return frozenset(found)


class Allowed:
    """What a person's role allows, for views and templates: `allowed.decide`."""

    do_not_call_in_templates = True

    def __init__(self, role: str) -> None:
        self._role = role

    def __call__(self, what: May) -> bool:
        return what in (May.ANYBODY, May.SIGNED_IN) or self._role in TABLE[what]

    def __getattr__(self, name: str) -> bool:
        try:
            return self(May[name.upper()])
        except KeyError:
            raise AttributeError(name) from None


class ConsoleRequest(HttpRequest):
    """A request that passed the gate, as views see it."""

    user: Person
    allowed: Allowed
    scope: Scope


class Gate:
    """Middleware: asks `ROUTES` and `TABLE` before every view, and for a password of one's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        needed = ROUTES.get(name)
        if needed is May.ANYBODY:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        person = request.user
        asked = cast("ConsoleRequest", request)
        asked.allowed = Allowed(person.role)
        asked.scope = scope_of(person)
        if person.must_change and name not in _WHILE_PASSWORD_IS_TO_BE_SET:
            return redirect("password")
        if needed is None or not asked.allowed(needed):
            return render(request, "refused.html", status=403)
        return None


def actor(request: HttpRequest) -> Actor:
    """Who acts, for services and the audit log."""
    login = getattr(request.user, "login", "")
    return Actor(login, request.META.get("REMOTE_ADDR", ""))
