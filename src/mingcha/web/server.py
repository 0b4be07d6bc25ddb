"""The console as a server: waitress, with one thread beside it that takes the looks that are asked for."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from waitress import wasyncore
from waitress.server import create_server

from mingcha.core.errors import CannotDo
from mingcha.web import clock
from mingcha.web.services.rechecks import recheck, waiting_task
from mingcha.web.services.upkeep import begin_day

_THREADS = 8
_LOOK_EVERY_S = 3.0
_WAKES_EVERY_S = 0.5
_MAX_BODY = 25_000_000
T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen; `proxy` is the address of a server in front that ends TLS, "" for none."""

    port: int
    host: str = "127.0.0.1"
    proxy: str = ""

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        return f"http://{self.host}:{self.port}/"


class Console:
    """A context manager: inside the block the console answers. CannotDo where the port cannot be had."""

    def __init__(self, place: Place) -> None:
        self._wanted = place
        self._stop = threading.Event()
        self._sockets: dict[int, object] = {}
        self._looks = threading.Thread(target=self._look, name="rechecks", daemon=True)
        trusted = {"trusted_proxy": place.proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
        try:
            self._server = create_server(
                get_wsgi_application(),
                map=self._sockets,
                host=place.host,
                port=place.port,
                threads=_THREADS,
                ident="mingcha",
                max_request_body_size=_MAX_BODY,
                clear_untrusted_proxy_headers=True,
                **(trusted if place.proxy else {}),
            )
        except OSError as error:
            raise CannotDo(
                f"端口 {place.port} 不能使用（{error.strerror}）："
                f"请用 --port 另选一个，如 --port {place.port + 1}"
            ) from error

    @property
    def place(self) -> Place:
        """Where it listens, with the port that was given where any was wanted."""
        return Place(self._port, self._wanted.host, self._wanted.proxy)

    @property
    def _port(self) -> int:
        """The first port, where a name has several addresses."""
        several = getattr(self._server, "effective_listen", None)
        return int(several[0][1] if several else self._server.effective_port)

    def __enter__(self) -> "Console":
        self._looks.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        wasyncore.close_all(self._sockets)

    def run(self) -> None:
        """Answer until Ctrl-C or `stop`; what is being answered then is answered to its end."""
        try:
            while not self._stop.is_set():
                wasyncore.loop(timeout=_WAKES_EVERY_S, map=self._sockets, use_poll=True, count=1)
        finally:
            self._server.task_dispatcher.shutdown()

    def stop(self) -> None:
        """End `run` from another thread."""
        self._stop.set()

    def _look(self) -> None:
        """Rechecks one after the other, and the end of exemptions when a day begins."""
        day = None
        while not self._stop.wait(_LOOK_EVERY_S):
            close_old_connections()
            if day != clock.today():
                day = clock.today()
                _survive(begin_day, day)
            task = waiting_task(clock.now())
            if task is not None:
                _survive(recheck, task)


def _survive(step: Callable[[T], object], what: T) -> None:
    """A step that fails is told and does not end the thread: the next one may have nothing to do with it."""
    try:
        step(what)
    except Exception:
        _log.exception("a background step failed")
