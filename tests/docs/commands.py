"""The commands that a document shows, run as a reader would run them.

Blocks marked ``console`` share one folder and one database per document. A line that begins with
``$ `` is run, the lines below it are what it has to print. ``…`` stands for anything on a line, a
line of only ``...`` for any lines. A command that ends with ``&`` goes on in the background. A
block whose mark names a file (``toml report.toml``) is that file. Port 8000 becomes a free one.
"""

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from app.cli import main

BLOCK = re.compile(r"^```(\w+)(?: +(\S+))?[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
SHELL = re.compile(r"[|&;<>$`*]")
ANY_LINES = "..."
ANYTHING = "…"
PORT = "8000"
PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command and what the document says that it prints."""

    command: str
    output: str


def blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Language, file name and content of each fenced block."""
    for found in BLOCK.finditer(text):
        language, name, content = found.groups()
        yield language, name or "", content


def shown(content: str) -> Iterator[Shown]:
    """The commands of a console block; one that ends with a backslash goes on below."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, output = re.sub(r"\\\n(?:> )?\s*", "", part).partition("\n")
        yield Shown(command=command, output=output)


def matches(expected: str, actual: str) -> bool:
    return re.fullmatch(_pattern(expected), tidy(actual)) is not None


def tidy(text: str) -> str:
    """Without spaces at the ends of lines and blank lines at the end."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip() + "\n"


def _pattern(expected: str) -> str:
    lines = [
        r"(?:.*\n)*" if line == ANY_LINES else re.escape(line).replace(ANYTHING, ".*") + r"\n"
        for line in tidy(expected).splitlines()
    ]
    return "".join(lines)


class Reader:
    """Somebody with an empty folder who types what the document shows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._running: list[subprocess.Popen[str]] = []

    def here(self, text: str) -> str:
        """``text`` as it reads where another port is used."""
        return text.replace(f":{PORT}", f":{self._port}")

    def run(self, command: str) -> str:
        """What ``command`` prints, errors included."""
        command = self.here(command)
        if command.endswith("&"):
            return self._start(command.removesuffix("&").replace("make serve", "imrf serve"))
        first, piped, rest = command.partition(" | ")
        if not first.startswith("imrf ") or SHELL.search(first):
            return self._shell(command)
        said = CliRunner().invoke(main, shlex.split(first)[1:])
        return said.stderr + self._shell(rest, said.stdout) if piped else said.output

    def leave(self) -> None:
        """End what still runs."""
        for process in self._running:
            process.terminate()
            process.communicate(timeout=PATIENCE)

    def _shell(self, command: str, typed: str = "") -> str:
        done = subprocess.run(
            command,
            shell=True,
            input=typed,
            cwd=self._folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout

    def _start(self, command: str) -> str:
        """Start a service, and answer what it prints until it is ready."""
        process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {command}"],
            cwd=self._folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running.append(process)
        assert process.stdout is not None
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.lstrip().startswith("Feed"):
                break
        return "".join(printed)

    def _environment(self) -> dict[str, str]:
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": programs, "IMRF_PORT": str(self._port)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
