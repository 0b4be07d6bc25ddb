"""A server that behaves as badly as real ones do: raw sockets, one behaviour for each path, HTTP or TLS."""

import contextlib
import gzip
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket, "Request"], None]

PAGE = (
    "<html><head><title>市政府公告</title></head><body>" + "关于印发工作方案的通知。" * 40 + "</body></html>"
)


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]


def reply(
    body: bytes | str = PAGE,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> Behaviour:
    """A well-formed answer; a header is a keyword with _ for -."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw)}"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"

    def behave(client: socket.socket, request: Request) -> None:
        client.sendall(head if request.method == "HEAD" else head + raw)

    return behave


def raw(answer: bytes, hold_s: float = 0.0) -> Behaviour:
    """These bytes, then silence for a while, then the connection is closed, TLS with its goodbye."""

    def behave(client: socket.socket, _request: Request) -> None:
        client.sendall(answer)
        time.sleep(hold_s)
        if isinstance(client, ssl.SSLSocket):
            client.unwrap()
        raise ConnectionError

    return behave


def redirect(to: str, status: str = "302 Found", **headers: str) -> Behaviour:
    return reply(b"", status, Location=to, **headers)


def stall(_client: socket.socket, _request: Request) -> None:
    time.sleep(2)
    raise ConnectionError


def drop(_client: socket.socket, _request: Request) -> None:
    raise ConnectionError


def reset(client: socket.socket, _request: Request) -> None:
    """Half a head, then RST."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-")
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    raise ConnectionError


def drip(client: socket.socket, _request: Request) -> None:
    """A byte every 20 ms: never silent, never done."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        client.sendall(b"x")
        time.sleep(0.02)
    raise ConnectionError


def endless(client: socket.socket, _request: Request) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(2000):
        client.sendall(b"x" * 65_536)
    raise ConnectionError


def bomb(client: socket.socket, request: Request) -> None:
    packed = gzip.compress(b"\0" * 8_000_000)
    reply(packed, Content_Encoding="gzip")(client, request)


def header_flood(client: socket.socket, _request: Request) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(5000):
        client.sendall(b"X-Flood-%d: " % number + b"y" * 100 + b"\r\n")
    raise ConnectionError


@dataclass
class BadServer:
    """`at(path, behaviour)` adds a behaviour; paths without one are 404. `seen` lists the requests so far."""

    port: int
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    scheme: str = "http"
    host: str = "127.0.0.1"

    def at(self, path: str, *behaviours: Behaviour) -> str:
        """Behave so at a path, one after the other, the last for good; the address comes back."""
        turns = list(behaviours)

        def behave(client: socket.socket, request: Request) -> None:
            (turns.pop(0) if len(turns) > 1 else turns[0])(client, request)

        self.behaviours[path] = behave
        return self.url(path)

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.seen if request.path == path]

    def serve(self, client: socket.socket) -> None:
        with contextlib.suppress(ConnectionError, OSError, ssl.SSLError), client:
            client.settimeout(5)
            waiting = b""
            while True:
                while b"\r\n\r\n" not in waiting:
                    chunk = client.recv(65_536)
                    if not chunk:
                        return
                    waiting += chunk
                    if waiting.startswith(b"\x16\x03"):  # TLS on a plain port
                        client.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                        return
                head, _, waiting = waiting.partition(b"\r\n\r\n")
                request = _request(head.decode("latin-1"))
                self.seen.append(request)
                path = request.path.partition("?")[0]
                self.behaviours.get(path, reply("没有", "404 Not Found"))(client, request)


def _request(head: str) -> Request:
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
    return Request(method, path, {key.lower(): value for key, value in headers.items()})


@contextmanager
def listening(meet: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a loopback listener that meets every connection in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=meet, args=(client,), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(2)


@contextmanager
def bad_server(context: ssl.SSLContext | None = None, broken_handshakes: int = 0) -> Iterator[BadServer]:
    """A server on a free loopback port; with a context it speaks TLS, after so many broken handshakes."""
    broken = [None] * broken_handshakes
    server = BadServer(0, scheme="https" if context else "http")

    def meet(client: socket.socket) -> None:
        if broken:
            broken.pop()
            client.close()
            return
        if context is not None:
            client.settimeout(5)
            try:
                client = context.wrap_socket(client, server_side=True)
            except (OSError, ssl.SSLError):
                client.close()
                return
        server.serve(client)

    with listening(meet) as port:
        server.port = port
        yield server


@contextmanager
def handshake_server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """The https address of a server that behaves so instead of shaking hands."""

    def meet(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            behave(client)

    with listening(meet) as port:
        yield f"https://127.0.0.1:{port}/"
