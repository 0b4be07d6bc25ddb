"""robots.txt of one origin, as RFC 9309 reads it."""

from dataclasses import dataclass

from protego import Protego

from mingcha.engine.decode import decode

ROBOTS_AGENT = "mingcha"
MAX_BYTES = 512 * 1024
"""RFC 9309 2.5 asks for at least 500 KiB; what follows is not read."""
MAX_DELAY_S = 10.0
"""A Crawl-delay beyond it is read as this: at 10 s a site of 2,000 pages takes a working day."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What an origin allows. `rules` None: everything; `unreadable` not empty: nothing but the home page.

    RFC 9309 2.3.1.4: a file that the server fails to give means 'stay away'. The home page is still asked
    for: one visit is what every availability probe makes, and it tells a broken server from a shy one.
    """

    rules: Protego | None = None
    unreadable: str = ""
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether an address of this origin may be fetched."""
        if self.unreadable:
            return url.partition("://")[2].partition("/")[2] == ""
        return self.rules is None or bool(self.rules.can_fetch(url, ROBOTS_AGENT))


EVERYTHING = Robots()


def read_robots(status: int, body: bytes, content_type: str = "") -> Robots:
    """The rules in an answer: 4xx, or a web page in robots.txt's place, allow everything; 5xx nothing."""
    if status >= 500 or status == 429:
        return Robots(unreadable=f"HTTP {status}")
    if status != 200:
        return EVERYTHING
    body = body[:MAX_BYTES]
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or b"llow" not in body.lower():
        return EVERYTHING  # a 'not found' page sent as 200, or nothing that restricts
    rules = Protego.parse(decode(body, content_type)[0])
    delay_s = float(rules.crawl_delay(ROBOTS_AGENT) or 0.0)
    return Robots(rules, delay_s=min(delay_s, MAX_DELAY_S) if delay_s > 0 else 0.0)  # nan is not above 0
