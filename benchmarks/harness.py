"""Ratios measured in one run: the machine's noise falls on both sides of each."""

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

SLACK = 1.25
"""How far --check lets a ratio stray from its target: this is no laboratory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison: ``ratio`` is ours to theirs, at most ``target`` where there is one."""

    what: str
    ours: float
    baseline: str
    theirs: float | None
    target: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.theirs is None else self.ours / self.theirs

    @property
    def is_met(self) -> bool:
        return self.target is None or self.ratio is None or self.ratio <= self.target * SLACK


@dataclass(slots=True, kw_only=True)
class Report:
    """The rows of one benchmark, printed, written as JSON and into docs/performance.md."""

    name: str
    rows: list[Row] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def table(self) -> str:
        """As Markdown."""
        lines = [
            "| what | ours | against | theirs | ratio | target |",
            "|---|---:|---|---:|---:|---:|",
        ]
        lines += [
            f"| {row.what} | {seconds(row.ours)} | {row.baseline} | {seconds(row.theirs)} "
            f"| {times(row.ratio)} | {times(row.target)} |"
            for row in self.rows
        ]
        return "\n".join(lines + [f"\nNot measured: {each}." for each in self.missing])

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        rows = [{**asdict(row), "ratio": row.ratio} for row in self.rows]
        return {"name": self.name, "rows": rows, "missing": self.missing}


def seconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.2f} ms"


def times(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} ×"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run; rubbish is collected before it, not counted."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


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
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the table between its markers here")
    parser.add_argument("--check", action="store_true", help="fail when a target is missed by far")
    parser.add_argument("--quick", action="store_true", help="fewer runs, no largest sizes")
    return parser.parse_args()


def publish(report: Report, asked: argparse.Namespace) -> int:
    """Print the report, write it where asked; the exit status."""
    print(f"\n{report.name}\n\n{report.table()}\n", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(report.facts(), indent=2) + "\n")
    if asked.markdown:
        write_between(asked.markdown, report.name, report.table())
    missed: Sequence[Row] = [row for row in report.rows if not row.is_met]
    for row in missed:
        print(f"missed: {row.what} against {row.baseline}", file=sys.stderr)
    return int(bool(missed) and asked.check)
