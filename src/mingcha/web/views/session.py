"""Signing in and out, the one-time link, the password of one's own, the language."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.models import Person
from mingcha.web.services import persons as people

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. Wrong ones are counted, whether or not there is such a name."""
    then = _next(request)
    if request.method != "POST":
        return redirect(then) if request.user.is_authenticated else _form(request, then)
    name = request.POST.get("login", "").strip()
    address = request.META.get("REMOTE_ADDR", "")
    now = clock.now()
    until = people.locked_until(login=name, address=address, at=now)
    if until is not None:
        told = _("密码多次输错，已暂停登录，请于 %(time)s 后再试；忘记密码请联系系统管理员")
        return _form(request, then, name, told % {"time": f"{until.astimezone(CHINA):%H:%M}"})
    person = authenticate(request, login=name[:60], password=request.POST.get("password", ""))
    if not isinstance(person, Person):
        people.note_failure(login=name, address=address, at=now)
        return _form(request, then, name, _("登录名或密码不对，请核对后再试；忘记密码请联系系统管理员"))
    login(request, person, backend=_BACKEND)
    people.note_sign_in(person=person, address=address, at=now)
    return redirect(then)


def _form(request: HttpRequest, then: str, name: str = "", error: str = "") -> HttpResponse:
    status = 200 if not error else 403
    return render(request, "sign_in.html", {"next": then, "login": name, "error": error}, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go on: an address of our own, else the overview."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking at it uses nothing up, so that no preview of a mail program does."""
    if request.method != "POST":
        person = people.person_of_link(token, clock.now())
        return render(request, "enter.html", {"invited": person}, status=200 if person else 404)
    person = people.use_link(token=token, address=request.META.get("REMOTE_ADDR", ""), at=clock.now())
    if person is None:
        return render(request, "enter.html", {"invited": None}, status=404)
    login(request, person, backend=_BACKEND)
    return redirect("password" if person.must_change else "overview")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session on the server too."""
    logout(request)
    return redirect("sign-in")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: ConsoleRequest) -> HttpResponse:
    """A password of one's own; the old one is asked for where there is one."""
    person = request.user
    asks_old = person.has_usable_password() and not person.must_change
    context = {"asks_old": asks_old, "error": ""}
    if request.method != "POST":
        return render(request, "password.html", context)
    new = request.POST.get("new", "")
    if asks_old and not person.check_password(request.POST.get("old", "")):
        return render(request, "password.html", context | {"error": _("原密码不对，请重新输入")}, status=400)
    if new != request.POST.get("again", ""):
        wrong = _("两次输入的新密码不一致，请重新输入")
        return render(request, "password.html", context | {"error": wrong}, status=400)
    try:
        people.set_password(person=person, password=new, by=actor(request), at=clock.now())
    except UsageError as error:
        return render(request, "password.html", context | {"error": str(error)}, status=400)
    update_session_auth_hash(request, person)
    return redirect("overview")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language that was chosen."""
    response = redirect(_next(request))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        year = 365 * 24 * 3600
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=year, samesite="Lax", httponly=True
        )
    return response
