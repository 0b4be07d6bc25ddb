"""People and their roles, for the administrator."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingcha.core.errors import UsageError
from mingcha.web import clock
from mingcha.web.access import ROLE_NAMES, ConsoleRequest, actor
from mingcha.web.forms import PersonForm
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.models import Person
from mingcha.web.selectors.names import Names
from mingcha.web.services import persons as services
from mingcha.web.templatetags.mingcha import minute
from mingcha.web.views.lists import list_page


def _role(row: Person) -> str:
    return next((str(name) for role, name in ROLE_NAMES.items() if role.value == row.role), row.role)


@require_safe
def people(request: ConsoleRequest) -> HttpResponseBase:
    """Everybody who signs in, or once did."""
    names = Names()
    listing = Listing(
        "people",
        (
            Column(
                "name",
                _("姓名"),
                lambda row: row.full_name,
                href=lambda row: reverse("person", args=[row.id]),
                sort="full_name",
            ),
            Column("login", _("登录名"), lambda row: row.login, sort="login"),
            Column("role", _("角色"), _role, sort="role"),
            Column("unit", _("单位"), lambda row: names.short(row.unit_id)),
            Column("phone", _("电话"), lambda row: row.phone),
            Column("active", _("状态"), lambda row: str(_("在用") if row.is_active else _("停用"))),
            Column("last", _("最近登录"), lambda row: minute(row.last_login)),
        ),
        (
            Filter(
                "role",
                _("角色"),
                lambda rows, value: rows.filter(role=value),
                [("", _("全部角色")), *((role.value, name) for role, name in ROLE_NAMES.items())],
            ),
            Filter(
                "active",
                _("状态"),
                lambda rows, value: rows.filter(is_active=value == "yes"),
                [("", _("全部")), ("yes", _("在用")), ("no", _("停用"))],
            ),
        ),
        order="login",
    )
    return list_page(request, "people.html", listing, Person.objects.all())


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ConsoleRequest) -> HttpResponse:
    """Enter a person; the one-time link to hand over is shown once."""
    form = PersonForm(request.POST or None, names=Names())
    if request.method == "POST" and form.is_valid():
        try:
            person = services.add_person(who=form.particulars(), by=actor(request), at=clock.now())
        except UsageError as error:
            form.add_error("login", str(error))
        else:
            return _with_link(request, person)
    status = 400 if request.method == "POST" else 200
    return render(request, "person.html", {"form": form, "one": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: ConsoleRequest, person_id: int) -> HttpResponse:
    """Change a person."""
    one = get_object_or_404(Person, id=person_id)
    known = services.particulars(one)
    initial = {
        "full_name": known.full_name,
        "role": known.role,
        "unit": str(known.unit_id or ""),
        "phone": known.phone,
        "active": known.active,
    }
    posted = request.POST if request.method == "POST" else None
    form = PersonForm(posted, names=Names(), person=one, initial=initial)
    if posted is not None and form.is_valid():
        try:
            services.change_person(
                person_id=person_id, who=form.particulars(one.login), by=actor(request), at=clock.now()
            )
        except UsageError as error:
            form.add_error("role", str(error))
        else:
            return redirect("people")
    status = 400 if posted is not None else 200
    return render(request, "person.html", {"form": form, "one": one}, status=status)


@require_POST
def link(request: ConsoleRequest, person_id: int) -> HttpResponse:
    """A new one-time link, for who lost the password or never came in."""
    one = get_object_or_404(Person, id=person_id)
    if not one.is_active:
        raise Http404
    return _with_link(request, one)


def _with_link(request: ConsoleRequest, person: Person) -> HttpResponse:
    token = services.make_link(person=person, by=actor(request), at=clock.now())
    address = request.build_absolute_uri(reverse("enter", args=[token]))
    return render(request, "person_link.html", {"one": person, "address": address})
