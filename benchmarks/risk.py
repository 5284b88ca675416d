"""Monte Carlo against a C program with the same links, calendars and distributions.

C is compiled with -O2 here and times itself without reading its input. Twice: "all" counts the
finish of every activity and follows the driving links of every iteration, as ours does; "dates"
does nothing but sample, pass forward and sort the ends. Ours is `simulate` from a network to its
result, P80 asked for, rank correlations and tornado included, which C does not compute.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.harness import TIMES, Report, Row, alternating, run, spent
from benchmarks.networks import CALENDARS, DATA_DATE, Sample, sample
from scheduling import EVERY_DAY, PROJECT, Calendar, Network
from scheduling.risk import Triangular, simulate

ITERATIONS = 10_000
SIZES = {200: 2.5, 2_000: 3.5}
RUNS = 7
SOURCE = Path(__file__).with_name("montecarlo.c")
HORIZON = 60_000


def uncertainties(material: Sample) -> dict[str, Triangular]:
    return {
        each.code: Triangular(
            low=max(1, round(each.duration * 0.7)),
            likely=each.duration,
            high=round(each.duration * 1.6) + 2,
        )
        for each in material.activities
    }


def ours(material: Sample) -> Callable[[], float]:
    network = Network.of(material.activities, material.links, material.calendars)
    uncertainty = uncertainties(material)

    def work() -> None:
        simulate(
            network, uncertainty=uncertainty, data_date=DATA_DATE, iterations=ITERATIONS, seed=1
        ).finish(PROJECT).p80.isoformat()

    return partial(spent, work)


def input_of(material: Sample, calendars: Sequence[Calendar]) -> str:
    """The network as the C program reads it; instant 0 is the first after the data date."""
    number = {calendar.name: n for n, calendar in enumerate(calendars)}
    days = [DATA_DATE + timedelta(days=1 + n) for n in range(HORIZON)]
    index = {activity.code: n for n, activity in enumerate(material.activities)}
    into: list[list[int]] = [[] for _ in material.activities]
    for link in material.links:
        into[index[link.successor]].append(index[link.predecessor])
    uncertainty = uncertainties(material)
    lines = [f"{len(into)} {len(calendars)} {HORIZON}"]
    lines += ["".join("01"[each.works(day)] for day in days) for each in calendars]
    for activity, predecessors in zip(material.activities, into, strict=True):
        three = uncertainty[activity.code]
        fields = [number[activity.calendar], three.low, three.likely, three.high]
        lines.append(" ".join(map(str, [*fields, len(predecessors), *predecessors])))
    return "\n".join(lines) + "\n"


def c_program(binary: Path, text: str, what: str) -> float:
    run = subprocess.run(
        [binary, str(ITERATIONS), "1", what], input=text, capture_output=True, text=True, check=True
    )
    return float(run.stdout.split()[0])


def measure(rows: list[Row], binary: Path, *, quick: bool) -> None:
    for size, target in SIZES.items():
        for title, calendars in (("every day", (EVERY_DAY,)), ("three calendars", CALENDARS)):
            material = sample(size, calendars)
            text = input_of(material, calendars)
            found = alternating(
                {
                    "ours": ours(material),
                    "all": partial(c_program, binary, text, "all"),
                    "dates": partial(c_program, binary, text, "dates"),
                },
                3 if quick else RUNS,
            )
            what = f"{ITERATIONS:,} {TIMES} {size:,} activities, {title}"
            rows += [
                Row(
                    what=what,
                    ours=found["ours"],
                    baseline=f"C, {kind}",
                    theirs=found[kind],
                    target=target,
                )
                for kind in ("all", "dates")
            ]


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    rows: list[Row] = []
    report = Report(name="risk", rows=rows)
    gcc = shutil.which("gcc")
    if gcc is None:
        report.missing.append("everything: gcc is not installed")
        return report
    with tempfile.TemporaryDirectory() as folder:
        binary = Path(folder) / "montecarlo"
        subprocess.run([gcc, "-O2", "-o", binary, SOURCE, "-lm"], check=True)
        measure(rows, binary, quick=quick)
    return report


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))
