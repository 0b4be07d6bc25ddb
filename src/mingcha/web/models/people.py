"""People who sign in, the one-time links that let them in, and the attempts that failed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.register import Unit


class People(BaseUserManager["Person"]):
    """Finds people by login name; services make them."""


class Person(AbstractBaseUser):
    """人员 with one role (`access.Role`); `unit` is the county office's or the liaison's, None for the city.

    `must_change` asks for an own password at the next sign-in. `since` is when the person was entered; nobody
    is deleted, since the audit log names people: who has left is not `is_active`.
    """

    id: int
    unit_id: int | None
    login: models.CharField[str, str] = models.CharField(max_length=60, unique=True)
    full_name = f.text()
    role = f.text()
    unit: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    phone = f.text()
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    must_change = f.flag()
    since = f.instant()

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.full_name or self.login


class SignInLink(models.Model):
    """A link that signs a person in once, first or after a lost password. Only its hash is kept."""

    id: int
    person_id: int
    person: models.ForeignKey[Person, Person] = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+"
    )
    token_sha256 = f.text(unique=True)
    until = f.instant()
    used = f.later_instant()


class FailedSignIn(models.Model):
    """A wrong password for a login name, registered or not, from an address."""

    id: int
    login = f.text()
    address = f.text()
    at = f.instant()

    class Meta:
        indexes = (
            models.Index(fields=["login", "at"], name="failed_by_login"),
            models.Index(fields=["address", "at"], name="failed_by_address"),
        )
