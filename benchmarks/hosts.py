"""What one process needs to hold 10,000 hosts at once, each with an open connection, plain or TLS."""

import asyncio
import gc
import json
import resource
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.processes import run
from mingcha.core.fetch import Response
from mingcha.engine.fetch import Fetcher, FetchSettings

HOSTS = 10_000
IN_FLIGHT = 2_000
ROUNDS = 2
_BODY = b"<html><head><title>page</title></head><body>" + b"x" * 2_000 + b"</body></html>"


def address(number: int) -> str:
    """The loopback address of one host."""
    return f"127.{2 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """One run each for plain and TLS hosts: the figures are memory, which hardly varies."""
    figures: dict[str, object] = {"hosts": HOSTS, "in_flight": IN_FLIGHT}
    for kind in ("plain", "tls"):
        with _served(kind) as port:
            _, said = run([sys.executable, "-m", "benchmarks.hosts", "hold", kind, str(port)])
        figures |= {f"{kind}_{key}": value for key, value in json.loads(said).items()}
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


@contextmanager
def _served(kind: str) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.hosts", "serve", kind], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


class _Line(asyncio.Protocol):
    """Answers every request alike; counts how many are being answered at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if not transport.get_extra_info("sockname")[0].startswith("127."):
            transport.abort()

    def data_received(self, data: bytes) -> None:
        status = b"404 Not Found" if b" /robots.txt " in data else b"200 OK"
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (status, len(_BODY))
        self._transport.write(head + _BODY)


async def _serve(kind: str) -> None:
    context = None
    if kind == "tls":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate())
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Line, "0.0.0.0", 0, backlog=8192, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _certificate() -> Path:
    pem = Path(tempfile.mkdtemp()) / "both.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "2",
    ]
    subprocess.run(
        [*command, "-keyout", pem, "-out", pem.with_suffix(".crt")], check=True, capture_output=True
    )
    pem.write_bytes(pem.read_bytes() + pem.with_suffix(".crt").read_bytes())
    return pem


def _memory_kb() -> int:
    gc.collect()
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1])


async def _hold(kind: str, port: int) -> dict[str, object]:
    """Ask every host in rounds; what is held between the rounds is what a host costs."""
    settings = FetchSettings(rate=0, per_host=2, in_flight=IN_FLIGHT, timeout_s=300, connections_kept=HOSTS)
    scheme = "https" if kind == "tls" else "http"
    urls = [f"{scheme}://{address(number)}:{port}/" for number in range(HOSTS)]
    async with Fetcher(settings, lambda: datetime.now(UTC)) as fetcher:
        await fetcher.get(urls[0], private_ok=True)
        before, started, cpu = _memory_kb(), time.perf_counter(), time.process_time()
        waits: list[float] = []
        good = 0

        async def ask(url: str) -> None:
            nonlocal good
            since = time.perf_counter()
            found = await fetcher.get(url, private_ok=True)
            good += isinstance(found, Response)
            waits.append(time.perf_counter() - since)

        for _ in range(ROUNDS):
            waits.clear()
            await asyncio.gather(*map(ask, urls))
        held = _memory_kb() - before
        waits.sort()
        return {
            "kb_per_host": round(held / HOSTS, 1),
            "peak_kb_per_host": round(
                (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / HOSTS, 1
            ),
            "answered": good,
            "asked": ROUNDS * HOSTS,
            "requests": fetcher.requests,
            "connections": len(list(Path("/proc/self/fd").iterdir())),
            "cpu_ms_per_request": round(1000 * (time.process_time() - cpu) / fetcher.requests, 3),
            "wall_s": round(time.perf_counter() - started, 1),
            "slowest_to_median": round(waits[-1] / waits[len(waits) // 2], 2),
        }


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(_serve(sys.argv[2]))
    else:
        print(json.dumps(asyncio.run(_hold(sys.argv[2], int(sys.argv[3])))))
