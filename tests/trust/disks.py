"""A disk whose plug can be pulled: what a process wrote to it, and what a power cut leaves of that.

Whatever was synced is there. Of what was written since, each write got to the disk or did not, in
any order, or only some of its sectors did.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from tests.workers import ROOT, planted

SOURCE = Path(__file__).parent / "disk.c"
SECTOR = 512
REACHED, TORN = 0.5, 0.2
"""How likely a write that was not synced is there after a cut, and is there in part only."""
TOLD = "told"
"""The file to which a process writes what it has acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done to a file: ``put`` bytes at ``offset``, cut there, or sync."""

    verb: str
    file: str
    offset: int = 0
    put: bytes = b""


@dataclass(slots=True)
class File:
    """What is on the disk for sure, and what was done since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)

    def do(self, step: Step) -> None:
        if step.verb != "sync":
            self.since.append(step)
            return
        for each in self.since:
            _apply(self.synced, each)
        self.since.clear()

    def after_a_cut(self, random: Random) -> bytes:
        """What the power leaves."""
        left = bytearray(self.synced)
        for step in self.since:
            if random.random() < REACHED:
                _apply(left, _torn(step, random) if random.random() < TORN else step)
        return bytes(left)


def shim(folder: Path) -> Path:
    """The disk, built to be preloaded."""
    library = folder / "disk.so"
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def written(program: str, url: str, disk: Path, folder: Path, fault: str = "") -> Sequence[Step]:
    """All that ``program`` did to the files in ``disk``, in its order."""
    log = folder / "log"
    subprocess.run(
        [sys.executable, "-c", program, url, str(disk / TOLD)],
        check=True,
        env={**os.environ, **planted(fault), "LD_PRELOAD": str(shim(folder)),
             "DISK_FOLDER": str(disk), "DISK_LOG": str(log)},
        cwd=ROOT,
    )  # fmt: skip
    return list(_steps(log.read_bytes()))


def left_by_a_cut(
    before: Mapping[str, bytes], steps: Sequence[Step], random: Random
) -> Mapping[str, bytes]:
    """The files after a power cut that follows ``steps``."""
    files = defaultdict(File, {name: File(bytearray(held)) for name, held in before.items()})
    for step in steps:
        files[step.file].do(step)
    return {name: file.after_a_cut(random) for name, file in files.items()}


def told(steps: Sequence[Step]) -> list[str]:
    """What was acknowledged in ``steps``."""
    said = (step.put for step in steps if step.file == TOLD)
    return b"".join(said).decode().split()


def _steps(log: bytes) -> Iterator[Step]:
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        verb, path, *numbers = log[at:end].decode().split(" ")
        at = end + 1
        length = int(numbers[1]) if verb == "write" else 0
        offset = int(numbers[0]) if numbers else 0
        yield Step(verb=verb, file=Path(path).name, offset=offset, put=log[at : at + length])
        at += length


def _torn(step: Step, random: Random) -> Step:
    sectors = random.randrange(len(step.put) // SECTOR + 1)
    return replace(step, put=step.put[: sectors * SECTOR])


def _apply(content: bytearray, step: Step) -> None:
    if step.verb == "cut":
        del content[step.offset :]
        content.extend(bytes(step.offset - len(content)))
        return
    end = step.offset + len(step.put)
    content.extend(bytes(max(0, end - len(content))))
    content[step.offset : end] = step.put
