"""Memory: the peak that Python allocates, which has to grow no faster than the network.

One row for each doubling: the peak at the larger size against twice the peak at the smaller. 1.0 is
linear; what is fixed makes it less. The last rows are the simulation's: in activities, and in
iterations, where all but the targets' finishes is bounded by the blocks.
"""

import gc
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.harness import Growth, Report, run
from benchmarks.networks import CALENDARS, DATA_DATE, Sample, sample
from benchmarks.risk import uncertainties
from scheduling import PROJECT, Network, schedule
from scheduling.risk import simulate


def peak(work: Callable[[], object]) -> int:
    """Bytes at the highest point of ``work``, its result held."""
    gc.collect()
    tracemalloc.start()
    held = work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del held
    return most


def of_schedule(material: Sample) -> object:
    network = Network.of(material.activities, material.links, material.calendars)
    found = schedule(network, data_date=DATA_DATE)
    found.total_float(material.activities[0].code, PROJECT)
    return found


def of_risk(material: Sample, iterations: int) -> object:
    network = Network.of(material.activities, material.links, material.calendars)
    return simulate(
        network,
        uncertainty=uncertainties(material),
        data_date=DATA_DATE,
        iterations=iterations,
    )


def growths(*, quick: bool) -> Iterator[Growth]:
    of_risk(sample(10, CALENDARS), 10)
    largest = 20_000 if quick else 100_000
    for size in (largest // 4, largest // 2):
        one, two = (peak(partial(of_schedule, sample(n, CALENDARS))) for n in (size, 2 * size))
        yield Growth(what=f"schedule, {size:,} to {2 * size:,} activities", one=one, two=two)
    one, two = (peak(partial(of_risk, sample(n, CALENDARS), 2_000)) for n in (1_000, 2_000))
    yield Growth(what="simulate, 1,000 to 2,000 activities", one=one, two=two)
    for count in (10_000, 400_000):
        material = sample(100, CALENDARS)
        one, two = (peak(partial(of_risk, material, n)) for n in (count, 2 * count))
        what = f"simulate 100 activities, {count:,} to {2 * count:,} iterations"
        yield Growth(what=what, one=one, two=two)


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    return Report(name="memory", rows=list(growths(quick=quick)))


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))
