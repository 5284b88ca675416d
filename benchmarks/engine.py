"""Scheduling against the usual networkx program, TaskJuggler and C.

Ours is everything from plan objects to a schedule that answers every date and float: checking,
numbering, the forward pass on working calendars, the backward pass to the project. networkx is the
textbook: attributes on the nodes of a DiGraph, no calendars, no checks, numbers for dates.
TaskJuggler's time holds its start and its reading of the file; C's holds neither.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import networkx as nx

from benchmarks.harness import Report, Row, alternating, run, timed
from benchmarks.networks import CALENDARS, DATA_DATE, Sample, sample
from scheduling import EVERY_DAY, PROJECT, Network, schedule

SIZES = {1_000: 15, 10_000: 9, 100_000: 5}
"""Activities, and how often each contender runs."""
FASTER = 3.0
LARGEST_FOR_TASKJUGGLER = 1_000
SOURCE = Path(__file__).with_name("engine.c")


def ours(material: Sample) -> Callable[[], float]:
    last = material.activities[-1].code

    def work() -> None:
        network = Network.of(material.activities, material.links, material.calendars)
        found = schedule(network, data_date=DATA_DATE)
        found.dates(last)
        found.total_float(last, PROJECT)

    return partial(timed, work)


def with_networkx(material: Sample) -> Callable[[], float]:
    return partial(timed, partial(textbook, material))


def textbook(material: Sample) -> "nx.DiGraph[str]":
    """Early and late dates and total float as attributes of the nodes."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for activity in material.activities:
        graph.add_node(activity.code, duration=activity.duration)
    for link in material.links:
        graph.add_edge(link.predecessor, link.successor)
    order = list(nx.topological_sort(graph))
    for code in order:
        node = graph.nodes[code]
        node["early_start"] = max(
            (graph.nodes[each]["early_finish"] for each in graph.predecessors(code)), default=0
        )
        node["early_finish"] = node["early_start"] + node["duration"]
    end = max(graph.nodes[code]["early_finish"] for code in order)
    for code in reversed(order):
        node = graph.nodes[code]
        node["late_finish"] = min(
            (graph.nodes[each]["late_start"] for each in graph.successors(code)), default=end
        )
        node["late_start"] = node["late_finish"] - node["duration"]
        node["total_float"] = node["late_start"] - node["early_start"]
    return graph


def input_of(material: Sample) -> str:
    """The network as the C program reads it."""
    index = {activity.code: n for n, activity in enumerate(material.activities)}
    into: list[list[int]] = [[] for _ in material.activities]
    for link in material.links:
        into[index[link.successor]].append(index[link.predecessor])
    lines = [str(len(into))]
    for activity, predecessors in zip(material.activities, into, strict=True):
        lines.append(" ".join(map(str, [activity.duration, len(predecessors), *predecessors])))
    return "\n".join(lines) + "\n"


def c_program(binary: Path, text: str) -> float:
    run = subprocess.run([binary], input=text, capture_output=True, text=True, check=True)
    return float(run.stdout.split()[0])


def with_taskjuggler(program: str, folder: Path, material: Sample) -> float:
    """Seconds of ``tj3`` on the same links, with one week and no report."""
    path = folder / "network.tjp"
    into: dict[str, list[str]] = {activity.code: [] for activity in material.activities}
    for link in material.links:
        into[link.successor].append(f"!{link.predecessor}")
    tasks = [
        f'task {each.code} "{each.code}" {{ length {each.duration}d '
        + (f"depends {', '.join(into[each.code])} " if into[each.code] else "start 2021-05-06 ")
        + "}"
        for each in material.activities
    ]
    path.write_text('project p "p" 2021-05-06 +90y { }\n' + "\n".join(tasks) + "\n")
    command = [program, "--silent", "--no-color", "--output-dir", str(folder), str(path)]
    return timed(partial(subprocess.run, command, capture_output=True, check=True))


def measure(rows: list[Row], binary: Path | None, size: int, runs: int) -> None:
    for title, calendars in (("every day", (EVERY_DAY,)), ("three calendars", CALENDARS)):
        material = sample(size, calendars)
        contenders = {"ours": ours(material), "networkx": with_networkx(material)}
        if binary is not None:
            contenders["C"] = partial(c_program, binary, input_of(material))
        found = alternating(contenders, runs)
        what = f"{size:,} activities, {len(material.links):,} links, {title}"
        for baseline, target in (("networkx", 1 / FASTER), ("C", None)):
            if baseline in found:
                rows.append(
                    Row(
                        what=what,
                        ours=found["ours"],
                        baseline=baseline,
                        theirs=found[baseline],
                        target=target,
                    )
                )


def measure_taskjuggler(rows: list[Row], folder: Path, program: str) -> None:
    size = LARGEST_FOR_TASKJUGGLER
    material = sample(size, CALENDARS)
    theirs = with_taskjuggler(program, folder, material)
    found = alternating({"ours": ours(material)}, 5)
    what = f"{size:,} activities, {len(material.links):,} links"
    rows.append(Row(what=what, ours=found["ours"], baseline="tj3, with its start", theirs=theirs))


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    rows: list[Row] = []
    report = Report(name="engine", rows=rows)
    gcc, tj3 = shutil.which("gcc"), shutil.which("tj3")
    with tempfile.TemporaryDirectory() as name:
        folder, binary = Path(name), None
        if gcc is None:
            report.missing.append("C: gcc is not installed")
        else:
            binary = folder / "engine"
            subprocess.run([gcc, "-O2", "-o", binary, SOURCE], check=True)
        for size, runs in SIZES.items():
            if not quick or size < max(SIZES):
                measure(rows, binary, size, 3 if quick else runs)
        if tj3 is None:
            report.missing.append("TaskJuggler: tj3 is not installed (Debian: tj3)")
        else:
            measure_taskjuggler(rows, folder, tj3)
    return report


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))
