"""Django's settings for a home folder: one app, one database, and the console on top."""

import os
import secrets
import tempfile
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mingcha.core.errors import CannotDo
from mingcha.web.environment import DatabaseAddress, Environment

_SQLITE_WAITS_S = 30
"""How long a writer waits for another; IMMEDIATE transactions queue instead of failing half-way."""


def settings_for(home: Path, environment: Environment) -> dict[str, Any]:
    """All settings by Django's names. Makes the home folder and the key that is kept in it."""
    _make(home)
    return {
        "SECRET_KEY": environment.secret_key or _kept_key(home),
        "ALLOWED_HOSTS": list(environment.allowed_hosts),
        "DEBUG": False,
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "mingcha.web",
        ],
        "AUTH_USER_MODEL": "mingcha.Person",
        "DATABASES": {"default": database_settings(environment.database)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LANGUAGE_CODE": "zh-hans",
        "TIME_ZONE": "Asia/Shanghai",
        "USE_TZ": True,
        "EVIDENCE_FOLDER": environment.evidence,
        **_CONSOLE,
    }


_PACKAGE = Path(__file__).parent
_VALIDATORS = "django.contrib.auth.password_validation."
_CONSOLE: dict[str, Any] = {
    "ROOT_URLCONF": "mingcha.web.urls",
    "MIDDLEWARE": [
        "mingcha.web.security.SecurityHeaders",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "mingcha.web.access.Gate",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [str(_PACKAGE / "templates")],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "mingcha.web.context.console",
                ],
                "builtins": ["django.templatetags.i18n", "mingcha.web.templatetags.mingcha"],
            },
        }
    ],
    "LANGUAGES": [("zh-hans", "中文"), ("en", "English")],
    "LOCALE_PATHS": [str(_PACKAGE / "locale")],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": _VALIDATORS + "UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("login",)},
        },
        {"NAME": _VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {"NAME": _VALIDATORS + "CommonPasswordValidator"},
        {"NAME": _VALIDATORS + "NumericPasswordValidator"},
    ],
    "LOGIN_URL": "sign-in",
    "SESSION_COOKIE_NAME": "mingcha_session",
    "SESSION_COOKIE_AGE": 8 * 3600,  # a working day
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "CSRF_COOKIE_NAME": "mingcha_csrf",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_FAILURE_VIEW": "mingcha.web.views.errors.stale_form",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,  # a form with 1 MB of text in UTF-8, and its other fields
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
    "APPEND_SLASH": False,
    "CLOCK_OFFSET": timedelta(),
    "RECHECK_FETCHING": None,
}


def database_settings(address: DatabaseAddress) -> dict[str, Any]:
    """The entry of DATABASES for an address; CannotDo where PostgreSQL's driver is not installed."""
    if address.is_sqlite:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.name,
            "OPTIONS": {
                "timeout": _SQLITE_WAITS_S,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if find_spec("psycopg") is None:
        raise CannotDo("MINGCHA_DATABASE 指向 PostgreSQL，而本机没有 psycopg：请安装 psycopg[binary] 3.x")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "HOST": address.host,
        "PORT": address.port,
        "USER": address.user,
        "PASSWORD": address.password,
    }


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotDo(
            f"目录 {home} 建不起来（{error.strerror}）：请换一个目录（--home），或检查权限"
        ) from error


def _kept_key(home: Path) -> str:
    """The key of this home, made at first use and readable by its owner alone."""
    file = home / "secret.key"
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotDo(f"{file} 写不进去或读不出来（{error}）：请检查权限和磁盘空间") from error
    if not key:
        raise CannotDo(f"{file} 是空的：请删去它后重试（已登录的人需重新登录）")
    return key


def _make_key(file: Path) -> None:
    """Put a whole key in place, unless another process was first: both then read the same one."""
    handle, part = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(50) + "\n")
        with suppress(FileExistsError):
            os.link(part, file)
    finally:
        os.unlink(part)
