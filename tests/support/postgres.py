"""A PostgreSQL server of the tests' own: private data folder, free port, gone at the end."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the newest server that Debian installed, or the one of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    named = shutil.which("postgres")
    return found[-1].parent if found else Path(named).parent if named else None


class Server:
    """PostgreSQL refuses to run as root: then it runs as Debian's user postgres.

    Its folder is no pytest folder: pytest closes those to every other user, again and again.
    """

    def __init__(self) -> None:
        programs = binaries()
        assert programs is not None
        self._programs = programs
        self._user = "postgres" if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="mingcha-postgres-"))
        self._data = self._folder / "data"
        if self._user:
            shutil.chown(self._folder, self._user)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        asked = ("-U", "mingcha", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "-D", str(self._data), *asked)
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=80",
                   "listen_addresses=127.0.0.1", "unix_socket_directories=")  # fmt: skip
        words = [word for option in options for word in ("-c", option)]
        # Also where the test process is killed, its server does not outlive it.
        tied = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
        command = [
            *tied,
            str(self._programs / "postgres"),
            "-D",
            str(self._data),
            "-p",
            str(self.port),
            *words,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, user=self._user, cwd=self._folder, process_group=0
            )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            ready = subprocess.run(
                [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
            )
            if ready.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text(errors="replace")[-2000:])

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: SIGINT ends every connection (a restart), SIGQUIT is a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def close(self) -> None:
        """Stop, and leave nothing."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def version(self) -> int:
        """The first number of the server's version."""
        said = subprocess.run(
            [self._programs / "postgres", "--version"], check=True, capture_output=True, text=True
        )
        return int(said.stdout.split()[2].partition(".")[0])

    def url(self, database: str) -> str:
        """The MINGCHA_DATABASE of one of its databases."""
        return f"postgresql://mingcha@127.0.0.1:{self.port}/{database}"

    def sql(self, *statements: str, database: str = "postgres") -> str:
        """Run statements; what they print."""
        words = [word for statement in statements for word in ("-c", statement)]
        done = subprocess.run(
            [self._programs / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
             str(self.port), "-U", "mingcha", "-d", database, *words],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def _run(self, program: str, *words: str) -> None:
        command: Sequence[str] = [str(self._programs / program), *words]
        done = subprocess.run(
            command, user=self._user, cwd=self._folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)


def free_port() -> int:
    """A port that nobody listens at now."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
