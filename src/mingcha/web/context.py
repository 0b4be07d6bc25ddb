"""What every page of the console shows around its content."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingcha.web import clock
from mingcha.web.access import ROLE_NAMES, ROUTES, Allowed, May
from mingcha.web.static import static_address

_MENU = (
    ("overview", _("总览")),
    ("units", _("单位")),
    ("sites", _("网站")),
    ("findings", _("问题")),
    ("unchecked", _("未能检查")),
    ("tasks", _("整改任务")),
    ("orders", _("交办")),
    ("appeals", _("申诉")),
    ("scores", _("得分")),
    ("bulletins", _("通报")),
    ("runs", _("检查")),
    ("rules", _("规则")),
    ("people", _("人员")),
    ("audit", _("操作记录")),
)


_ROLE_NAMES = {role.value: name for role, name in ROLE_NAMES.items()}


def console(request: HttpRequest) -> dict[str, Any]:
    """The menu as far as the role goes, who is signed in, and the day it is."""
    known: dict[str, Any] = {"style": static_address("console.css"), "icon": static_address("icon.svg")}
    allowed = getattr(request, "allowed", None)
    if not isinstance(allowed, Allowed):
        return known
    match = request.resolver_match
    here = (match.url_name or "") if match else ""
    return known | {
        "menu": [
            (name, title, here == name or here.startswith(f"{name.removesuffix('s')}"))
            for name, title in _MENU
            if allowed(ROUTES.get(name, May.SEE))
        ],
        "allowed": allowed,
        "person": request.user,
        "role_name": _ROLE_NAMES.get(getattr(request.user, "role", ""), ""),
        "today": clock.today(),
    }
