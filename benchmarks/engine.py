"""Scheduling against the usual networkx program, TaskJuggler and C.

Ours is everything from plan objects to a schedule that answers every date and float: checking,
numbering, the forward pass on working calendars, the backward pass to the project. networkx is the
textbook: attributes on the nodes of a DiGraph, no calendars, no checks, numbers for dates.
TaskJuggler's time holds its start and its reading of the file; C's holds neither. A change is
measured against the whole: one activity gets another duration, both at random.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import networkx as nx

from app.documents import write_plan
from app.plan import Plan, network_of, options_of
from benchmarks.harness import Report, Row, alternating, run, spent
from benchmarks.networks import CALENDARS, DATA_DATE, Sample, sample
from scheduling import EVERY_DAY, PROJECT, Change, Network, reschedule, schedule
from seed import imrf_2022

SIZES = {1_000: 15, 10_000: 9, 100_000: 5}
"""Activities, and how often each contender runs."""
FASTER = 3.0
LARGEST_FOR_TASKJUGGLER = 1_000
CHANGED, CHANGES, SHARE = 10_000, 200, 0.02
"""Activities, changes to them, and the share of a whole run that the median change may take."""
SOURCE = Path(__file__).with_name("engine.c")


def ours(material: Sample) -> Callable[[], float]:
    last = material.activities[-1].code

    def work() -> None:
        network = Network.of(material.activities, material.links, material.calendars)
        found = schedule(network, data_date=DATA_DATE)
        found.dates(last)
        found.total_float(last, PROJECT)
        found.free_float(last)

    return partial(spent, work)


def rescheduled(material: Sample) -> Callable[[], float]:
    """Another duration for one activity after the other, late dates and floats included."""
    random = Random(1)
    network = Network.of(material.activities, material.links, material.calendars)
    before = schedule(network, data_date=DATA_DATE)
    before.total_float(material.activities[0].code, PROJECT)

    def work() -> float:
        activity = random.choice(material.activities)
        change = Change(activities=(replace(activity, duration=random.randint(1, 20)),))
        begun = time.process_time()
        found = reschedule(before, change)
        found.total_float(activity.code, PROJECT)
        found.free_float(activity.code)
        return time.process_time() - begun

    return work


def with_networkx(material: Sample) -> Callable[[], float]:
    return partial(spent, partial(textbook, material))


def textbook(material: Sample) -> "nx.DiGraph[str]":
    """Early and late dates, total and free float as attributes of the nodes."""
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
        node["free_float"] = (
            min((graph.nodes[each]["early_start"] for each in graph.successors(code)), default=end)
            - node["early_finish"]
        )
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
    return spent(partial(subprocess.run, command, capture_output=True, check=True))


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


def measure_changes(rows: list[Row]) -> None:
    """The median change beside the median of the whole; many changes, for they differ."""
    material = sample(CHANGED, CALENDARS)
    whole, change = ours(material), rescheduled(material)
    wholes, changes = [], []
    for _ in range(CHANGES // 20):
        wholes.append(whole())
        changes += [change() for _ in range(20)]
    rows.append(
        Row(
            what=f"reschedule, {CHANGED:,} activities, three calendars",
            ours=statistics.median(changes),
            baseline="ours, whole",
            theirs=statistics.median(wholes),
            target=SHARE,
        )
    )


def measure_real(rows: list[Row], folder: Path) -> None:
    """Every answer about the plan of the forum, beside ``imrf schedule`` with its start."""
    plan, path = imrf_2022(), folder / "plan.json"
    path.write_text(write_plan(plan, "json"))
    command = [Path(sys.executable).with_name("imrf"), "schedule", path, "--json"]
    shown = partial(subprocess.run, command, check=True, capture_output=True)
    asked = partial(every_answer, plan)
    found = alternating({"ours": partial(spent, asked), "terminal": partial(spent, shown)}, 5)
    what = f"the real plan, {len(plan.milestones)} milestones: every date and float to each target"
    terminal = "`imrf schedule`, with its start"
    rows.append(Row(what=what, ours=found["ours"], baseline=terminal, theirs=found["terminal"]))


def every_answer(plan: Plan) -> None:
    """All that a schedule can be asked of its activities."""
    network = network_of(plan)
    found = schedule(
        network, progress=plan.progress, data_date=plan.data_date, options=options_of(plan)
    )
    for code in network.activities:
        found.dates(code)
        found.free_float(code)
        for target in plan.targets:
            found.late(code, target)


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
        measure_changes(rows)
        measure_real(rows, folder)
        if tj3 is None:
            report.missing.append("TaskJuggler: tj3 is not installed (Debian: tj3)")
        else:
            measure_taskjuggler(rows, folder, tj3)
    return report


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))
