"""How to fetch: identity, pace, bounds and detours."""

from dataclasses import dataclass, field

from mingcha.core.errors import UsageError
from mingcha.engine.addresses import parse_detour


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch. `rate` is requests a second and host, 0 = unlimited; `timeout_s` is for one address with
    all its redirects, waiting for one's turn not counted.

    `connections_kept` stay open between requests, one file descriptor and 10 to 100 KB each.
    `connect_to`: curl's HOST1:PORT1:HOST2:PORT2, which also allows the private address that it names.
    `only_hosts` not empty: no other host is contacted, also not by a redirect. `https_as_http`: addresses in
    https are fetched over http (a replay). `max_pause_s` bounds what a Retry-After may cost.
    """

    user_agent: str = "mingcha/0.1 (government website inspection; contact: the inspecting office)"
    rate: float = 1.0
    per_host: int = 2
    in_flight: int = 200
    connections_kept: int = 200
    timeout_s: float = 15.0
    max_body: int = 20 * 1024 * 1024
    max_decompressed: int = 64 * 1024 * 1024
    max_redirects: int = 20
    max_pause_s: float = 60.0
    connect_to: tuple[str, ...] = ()
    only_hosts: frozenset[str] = field(default_factory=frozenset)
    https_as_http: bool = False

    def __post_init__(self) -> None:
        if not self.user_agent.isascii() or not self.user_agent.isprintable():
            raise UsageError(f"浏览器标识（User-Agent）只能用 ASCII 字符，现为 {self.user_agent!r}")
        for name, value, least, most in (
            ("rate", self.rate, 0, 1000),
            ("per_host", self.per_host, 1, 64),
            ("in_flight", self.in_flight, 1, 2000),
            ("connections_kept", self.connections_kept, 1, 20_000),
            ("timeout_s", self.timeout_s, 0.001, 600),
            ("max_redirects", self.max_redirects, 0, 50),
        ):
            if not least <= value <= most:
                raise UsageError(f"抓取设置 {name} 应在 {least} 至 {most} 之间，现为 {value}")
        for text in self.connect_to:
            parse_detour(text)

    @property
    def pause_cap_s(self) -> float:
        """Longest pause before a second try; a replay without a rate waits a fifth of a second."""
        return self.max_pause_s if self.rate else min(self.max_pause_s, 0.2)
