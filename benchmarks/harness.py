"""Ratios measured in one run: the machine's noise falls on both sides of each."""

import argparse
import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

TIMES = "\N{MULTIPLICATION SIGN}"
SLACK = 1.25
"""How far --check lets a ratio stray from its target: this is no laboratory."""
LINEAR = 1.25
"""How much more than twice is still called twice: tables and lists grow in steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison of seconds: ``ratio`` is ours to theirs, at most ``target``."""

    what: str
    ours: float
    baseline: str
    theirs: float
    target: float | None = None

    HEAD: ClassVar = ("what", "ours", "against", "theirs", "ratio", "target")

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def is_met(self) -> bool:
        return self.target is None or self.ratio <= self.target * SLACK

    @property
    def cells(self) -> tuple[str, ...]:
        ours, theirs = seconds(self.ours), seconds(self.theirs)
        return (self.what, ours, self.baseline, theirs, times(self.ratio), times(self.target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Bytes at one size and at twice the size; ``ratio`` 1 is linear growth."""

    what: str
    one: int
    two: int

    HEAD: ClassVar = ("what", "at one size", "at twice the size", "to twice the first")

    @property
    def ratio(self) -> float:
        return self.two / (2 * self.one)

    @property
    def is_met(self) -> bool:
        return self.ratio <= LINEAR

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.what, megabytes(self.one), megabytes(self.two), f"{self.ratio:.2f} {TIMES}")


@dataclass(slots=True, kw_only=True)
class Report:
    """The rows of one benchmark, printed, written as JSON and into docs/performance.md."""

    name: str
    rows: Sequence[Row | Growth] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def table(self) -> str:
        """As Markdown."""
        head = self.rows[0].HEAD if self.rows else ()
        lines = [_line(head), _line(["---"] * len(head))] if head else []
        lines += [_line(row.cells) for row in self.rows]
        return "\n".join(lines + [f"\nNot measured: {each}." for each in self.missing])

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        rows = [{**asdict(row), "ratio": row.ratio} for row in self.rows]
        return {"name": self.name, "rows": rows, "missing": self.missing}


Benchmark = Callable[[bool], Report]
"""Measures, quickly or with care."""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def megabytes(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB"


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.3g} ms"


def times(ratio: float | None) -> str:
    """A ratio of ours to theirs in words; below 1 it is turned round."""
    if ratio is None:
        return "-"
    return f"{ratio:.2f} {TIMES}" if ratio >= 1 else f"{1 / ratio:.1f} {TIMES} faster"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run; rubbish is collected before it, not counted."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spent(work: Callable[[], object]) -> float:
    """Seconds that processors worked for one run, in this process and those it waits for.

    For what only computes: on a machine that others use too, a clock measures their work as well.
    """
    gc.collect()
    begun = _used()
    work()
    return _used() - begun


def _used() -> float:
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited_for.ru_utime + waited_for.ru_stime


def alternating(contenders: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """The median seconds of each contender; they take turns, so that noise falls on all."""
    for run in contenders.values():
        run()
    measured: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, run in contenders.items():
            measured[name].append(run())
    return {name: statistics.median(each) for name, each in measured.items()}


def write_between(path: Path, name: str, text: str) -> None:
    """Replace what stands between the markers of ``name`` in a Markdown file."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    content = path.read_text()
    before, rest = content.split(begin)
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}")


def arguments(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write the figures to NAME.json in this folder")
    parser.add_argument("--markdown", type=Path, help="write the tables between their markers")
    parser.add_argument("--check", action="store_true", help="fail when a target is missed by far")
    parser.add_argument("--quick", action="store_true", help="fewer runs, no largest sizes")
    return parser.parse_args()


def publish(report: Report, asked: argparse.Namespace) -> int:
    """Print the report, write it where asked; the exit status."""
    print(f"\n{report.name}\n\n{report.table()}\n", flush=True)
    if asked.json:
        path = asked.json / f"{report.name}.json"
        path.write_text(json.dumps(report.facts(), indent=2) + "\n")
    if asked.markdown:
        write_between(asked.markdown, report.name, report.table())
    missed = [row for row in report.rows if not row.is_met]
    for row in missed:
        print(f"missed: {' '.join(row.cells)}", file=sys.stderr)
    return int(bool(missed) and asked.check)


def run(*benchmarks: Benchmark, description: str | None) -> int:
    """Measure one after the other; the exit status."""
    asked = arguments(description)
    return max([publish(benchmark(asked.quick), asked) for benchmark in benchmarks])
