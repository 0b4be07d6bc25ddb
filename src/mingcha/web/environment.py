"""The environment that a running installation is told by, read whole before anything starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mingcha.core.errors import UsageError

KNOWN = frozenset(
    {
        "MINGCHA_HOME",
        "MINGCHA_DATABASE",
        "MINGCHA_EVIDENCE",
        "MINGCHA_CONTACT",
        "MINGCHA_FONT_DIR",
        "MINGCHA_SECRET_KEY",
        "MINGCHA_ALLOWED_HOSTS",
    }
)
_LEAST_KEY_LENGTH = 32  # what Django's own check asks is 50; 32 random characters are as good
_HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the store is: an SQLite file, or a PostgreSQL server's database."""

    engine: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine."""
        return self.engine == "sqlite"


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says; `secret_key` is None where the one kept at home serves."""

    database: DatabaseAddress
    secret_key: str | None = None
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")


def read_environment(home: Path, environ: Mapping[str, str]) -> Environment:
    """The environment of a home folder; an unknown name or a malformed value is refused with UsageError."""
    unknown = sorted(name for name in environ if name.startswith("MINGCHA_") and name not in KNOWN)
    if unknown:
        raise UsageError(
            f"环境变量 {'、'.join(unknown)} 不认识：请改正或删去；可用的是 {'、'.join(sorted(KNOWN))}"
        )
    address = environ.get("MINGCHA_DATABASE", "")
    default = DatabaseAddress("sqlite", str(home / "mingcha.sqlite3"))
    hosts = environ.get("MINGCHA_ALLOWED_HOSTS", "")
    return Environment(
        database=database_address(address) if address else default,
        secret_key=_secret_key(environ.get("MINGCHA_SECRET_KEY")),
        allowed_hosts=_allowed_hosts(hosts) if hosts else Environment(default).allowed_hosts,
    )


def database_address(address: str, where: str = "环境变量 MINGCHA_DATABASE") -> DatabaseAddress:
    """Where a URL points; UsageError names `where` it stood, not the value, which may hold a password."""
    wrong = UsageError(
        f"{where} 的值不对：应为 sqlite:////目录/文件 或 postgresql://用户:密码@主机:端口/库名"
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return DatabaseAddress("sqlite", unquote(parts.path[1:]))
    if parts.scheme in ("postgresql", "postgres") and parts.path.count("/") == 1 and len(parts.path) > 1:
        return DatabaseAddress(
            "postgresql",
            unquote(parts.path[1:]),
            parts.hostname or "",
            str(port or ""),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    raise wrong


def _secret_key(value: str | None) -> str | None:
    if value is not None and len(value) < _LEAST_KEY_LENGTH:
        raise UsageError(
            f"环境变量 MINGCHA_SECRET_KEY 太短：应为不少于 {_LEAST_KEY_LENGTH} 个随机字符；不设则自动生成"
        )
    return value


def _allowed_hosts(value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise UsageError(
                f"环境变量 MINGCHA_ALLOWED_HOSTS 中的“{name}”不对：应为用逗号分开的域名，如 a.linyi.gov.cn"
            )
    return names
