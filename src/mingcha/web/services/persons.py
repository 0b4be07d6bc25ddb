"""People: made, changed, let in by one-time links, and locked out after wrong passwords."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingcha.core.errors import UsageError
from mingcha.web.models import FailedSignIn, Person, SignInLink
from mingcha.web.services.audit import PROGRAM, Actor, note

FIRST = "admin"
"""The login name of the first administrator."""
LINK_HOLDS = timedelta(hours=24)
TRIES = 5
TRIES_OF_ADDRESS = 30
"""An office shares one address: many more wrong passwords are needed to lock it than to lock a person."""
LOCKED_FOR = timedelta(minutes=15)


_WRONG = {
    "password_too_short": _("密码太短：至少要 10 个字符"),
    "password_too_similar": _("密码与登录名太相近：请换一个"),
    "password_too_common": _("密码太常见，容易被猜中：请换一个"),
    "password_entirely_numeric": _("密码不能只有数字：请加上字母、汉字或符号"),
}
"""By Django's codes; its own words are not translated in every release."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a person."""

    login: str
    full_name: str
    role: str
    unit_id: int | None = None
    phone: str = ""
    active: bool = True


def add_person(*, who: Particulars, by: Actor, at: datetime) -> Person:
    """Enter a person, who comes in by a one-time link and sets a password. UsageError for a taken name."""
    with transaction.atomic():
        if Person.objects.filter(login__iexact=who.login).exists():
            raise UsageError(f"登录名 {who.login} 已有人使用：请换一个")
        person = Person(
            login=who.login,
            full_name=who.full_name,
            role=who.role,
            unit_id=who.unit_id,
            phone=who.phone,
            is_active=who.active,
            must_change=True,
            since=at,
        )
        person.set_unusable_password()
        person.save()
        note(by=by, action="person.add", subject=f"person {who.login}", at=at, data={"after": who})
    return person


def change_person(*, person_id: int, who: Particulars, by: Actor, at: datetime) -> None:
    """Change what is said of a person; the login name stays. UsageError for the last administrator."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id)
        before = particulars(person)
        was_admin = before.active and before.role == "admin"
        if was_admin and not (who.active and who.role == "admin") and _admins() == 1:
            raise UsageError("这是最后一名在用的系统管理员：请先另设一名，再停用或改变角色")
        person.full_name, person.role, person.unit_id = who.full_name, who.role, who.unit_id
        person.phone, person.is_active = who.phone, who.active
        person.save()
        changed = {"before": before, "after": particulars(person)}
        note(by=by, action="person.change", subject=f"person {person.login}", at=at, data=changed)


def _admins() -> int:
    return Person.objects.filter(role="admin", is_active=True).count()


def particulars(person: Person) -> Particulars:
    """What is said of a person now."""
    return Particulars(
        person.login, person.full_name, person.role, person.unit_id, person.phone, person.is_active
    )


def make_link(*, person: Person, by: Actor, at: datetime) -> str:
    """The token of a new one-time link; links made before for the same person no longer work."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        SignInLink.objects.filter(person=person, used=None).update(used=at)
        SignInLink.objects.create(person=person, token_sha256=_sha256(token), until=at + LINK_HOLDS)
        note(by=by, action="person.link", subject=f"person {person.login}", at=at)
    return token


def person_of_link(token: str, at: datetime) -> Person | None:
    """Whom a link would let in; None for one that is unknown, used or too old."""
    link = _open_links(token, at).select_related("person").first()
    return link.person if link else None


def use_link(*, token: str, address: str, at: datetime) -> Person | None:
    """Let in whom a link is for, once; a password of one's own has to be set then."""
    with transaction.atomic():
        person = person_of_link(token, at)
        if person is None or not _open_links(token, at).update(used=at):
            return None
        if not person.has_usable_password():
            Person.objects.filter(id=person.id).update(must_change=True)
        note(by=Actor(person.login, address), action="sign-in.link", subject=f"person {person.login}", at=at)
    return person


def _open_links(token: str, at: datetime) -> QuerySet[SignInLink]:
    links = SignInLink.objects.filter(token_sha256=_sha256(token), used=None, until__gte=at)
    return links.filter(person__is_active=True)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def skip_password(*, person: Person) -> None:
    """Let a person of a demonstration look around without setting a password first."""
    person.set_password(secrets.token_urlsafe(24))
    person.must_change = False
    person.save(update_fields=["password", "must_change"])


def set_password(*, person: Person, password: str, by: Actor, at: datetime) -> None:
    """Give a person a password; every other session of his ends. UsageError says what is wrong with it."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        wrong = [str(_WRONG.get(one.code or "", one.messages[0])) for one in error.error_list]
        raise UsageError("；".join(wrong)) from None
    with transaction.atomic():
        person.set_password(password)
        person.must_change = False
        person.save(update_fields=["password", "must_change"])
        note(by=by, action="person.password", subject=f"person {person.login}", at=at)


def locked_until(*, login: str, address: str, at: datetime) -> datetime | None:
    """Until when a name or an address is locked out, known or unknown; None when it is not."""
    since = at - LOCKED_FOR
    limits = (
        (FailedSignIn.objects.filter(login=_name(login), at__gt=since), TRIES),
        (FailedSignIn.objects.filter(address=address, at__gt=since), TRIES_OF_ADDRESS),
    )
    ends = [
        times[limit - 1] + LOCKED_FOR
        for rows, limit in limits
        if len(times := list(rows.order_by("-at").values_list("at", flat=True)[:limit])) == limit
    ]
    return max(ends, default=None)


def note_failure(*, login: str, address: str, at: datetime) -> None:
    """Count a wrong password; what is older than a lock-out is forgotten."""
    with transaction.atomic():
        FailedSignIn.objects.filter(at__lt=at - LOCKED_FOR).delete()
        FailedSignIn.objects.create(login=_name(login), address=address, at=at)
        note(by=Actor("", address), action="sign-in.failed", subject=f"person {_name(login)}", at=at)


def note_sign_in(*, person: Person, address: str, at: datetime) -> None:
    """Note a sign-in by password; the name's wrong ones are forgiven."""
    with transaction.atomic():
        FailedSignIn.objects.filter(login=_name(person.login)).delete()
        note(by=Actor(person.login, address), action="sign-in", subject=f"person {person.login}", at=at)


def _name(login: str) -> str:
    return login.strip().lower()[:60]


def link_for(*, login: str, at: datetime) -> str:
    """The token of a new link, asked for on the machine itself. UsageError for an unknown name."""
    person = Person.objects.filter(login__iexact=login, is_active=True).first()
    if person is None:
        some = Person.objects.filter(is_active=True).order_by("id")[:20]
        known = "、".join(one.login for one in some) or "（无）"
        raise UsageError(f"没有登录名为 {login} 的在用人员；现有：{known}")
    return make_link(person=person, by=PROGRAM, at=at)


def first_link(*, at: datetime) -> str:
    """The token by which the first administrator comes in; made anew as long as none has a password."""
    with transaction.atomic():
        person = Person.objects.filter(login=FIRST).first() or add_person(
            who=Particulars(FIRST, "系统管理员", "admin"), by=PROGRAM, at=at
        )
        return make_link(person=person, by=PROGRAM, at=at)
