"""What a request came to: a `Response`, or a `FetchFailure`, which is a value and no exception."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FailureKind(StrEnum):
    """Why an address gave no page (contract, section 2)."""

    ADDRESS_REFUSED = "address_refused"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    RESET = "reset"
    BAD_HTTP = "bad_http"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    REDIRECT_LOOP = "redirect_loop"
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    SERVER_ERROR = "server_error"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    ROBOTS = "robots"
    NOT_HTML = "not_html"

    @property
    def can_be_dead(self) -> bool:
        """Whether a link that ends so, on two looks, may be called dead."""
        return self in _DEAD


_DEAD = frozenset(
    (
        FailureKind.NOT_FOUND,
        FailureKind.SOFT_404,
        FailureKind.DNS,
        FailureKind.CONNECT,
        FailureKind.TIMEOUT,
        FailureKind.RESET,
        FailureKind.BAD_HTTP,
        FailureKind.REDIRECT_LOOP,
        FailureKind.SERVER_ERROR,
    )
)


@dataclass(frozen=True, slots=True)
class Response:
    """One answered request. `url` was asked for, `final_url` answered; the body is decompressed.

    `evidence` is "sha256:…" of the stored body, None before it is stored. `relaxed_tls` says that the
    server was reached only with settings a browser no longer accepts. `unchanged` says that the server was
    asked whether the body is still the one that `evidence` names, and said yes: `body` is empty then.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float
    seen_at: datetime
    redirects: tuple[str, ...] = ()
    relaxed_tls: bool = False
    evidence: str | None = None
    unchanged: bool = False

    def header(self, name: str) -> str:
        """The last header of that name (any case), or ""."""
        name = name.lower()
        return next((value for key, value in reversed(self.headers) if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """One address that gave no page: kind, and a sentence in Chinese that says what happened.

    `looks` counts separate attempts at separated times that ended alike; `evidence` is the stored
    answer, where there was one.
    """

    url: str
    kind: FailureKind
    detail: str
    seen_at: datetime
    status: int | None = None
    seconds: float = 0.0
    looks: int = 1
    evidence: str | None = None
