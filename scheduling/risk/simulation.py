"""``simulate``: a network, its progress and what is uncertain, many times over."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from datetime import date

from scheduling.activities import Link
from scheduling.errors import InvalidField, UnknownCode
from scheduling.network import Network
from scheduling.options import DEFAULTS, Options
from scheduling.progress import Progress
from scheduling.risk.block import Block, Tally
from scheduling.risk.building import Builder
from scheduling.risk.frame import Frame
from scheduling.risk.model import Model
from scheduling.risk.reading import read
from scheduling.risk.result import RiskResult
from scheduling.risk.streams import DRAWS_PER_COUNT
from scheduling.risk.summing import Events, summed
from scheduling.risk.uncertainty import Uncertainty, check_uncertainty
from scheduling.schedule import Schedule, schedule
from scheduling.standing import Kind
from scheduling.targets import PROJECT, is_project

MOST_ITERATIONS = 1_000_000
LARGEST_SEED = (1 << 64) - 1
LONGEST_BLOCK, LONGEST_SHARED_BLOCK = 10_000, 2_504
"""Iterations at once, and at once when an executor shares them out: long enough for numpy."""
BYTES_AT_ONCE = 96 << 20
"""How many bytes the rows of a block may take, beside what it draws."""
BLOCKS_IN_FLIGHT = 32
"""With an executor: how many blocks may be under way or waiting to be added up."""

ProgressCallback = Callable[[int, int], None]


def simulate(
    network: Network,
    *,
    uncertainty: Mapping[str, Uncertainty],
    progress: Mapping[str, Progress] | None = None,
    data_date: date | None = None,
    options: Options = DEFAULTS,
    targets: Sequence[str] = (PROJECT,),
    rules: Iterable[Link] = (),
    iterations: int = 10_000,
    seed: int = 0,
    executor: Executor | None = None,
    progress_callback: ProgressCallback | None = None,
) -> RiskResult:
    """Schedule ``network`` so many times with durations and windows drawn at random.

    ``uncertainty`` says by activity code how many working days remain; what is over, cancelled or
    fixed has its dates and ignores it. The window of what has not started is drawn as well: every
    place that the window, the data date and the work leave is equally likely. ``rules`` are links
    of the network whose probability to hold is asked for. The answer depends on the question and
    the seed alone: not on ``executor``, which shares out the blocks, nor on the order of the
    activities; and what an activity draws does not change when other activities do.
    ``progress_callback`` is told the iterations done and their total. Raises the errors of
    :mod:`scheduling.errors`.
    """
    planned = schedule(network, progress=progress, data_date=data_date, options=options)
    _check_numbers(iterations, seed)
    _check_uncertainty(network, uncertainty)
    _check_targets(planned, targets)
    events = _events(planned, tuple(rules))
    reading = read(planned, uncertainty)
    frame = Frame(planned, reading.bounds)
    model = Builder(frame, reading).model(targets, events.links, events.groups, seed, iterations)
    tallies = _tallies(model, executor, progress_callback)
    return summed(frame, model, tallies, events, executor)


def blocks_of(model: Model, longest: int) -> Iterator[tuple[int, int]]:
    """The first iteration and the length of each block, of ``longest`` at most."""
    longest = max(DRAWS_PER_COUNT, min(longest, BYTES_AT_ONCE // (model.rows * model.item + 1)))
    longest -= longest % DRAWS_PER_COUNT
    for first in range(0, model.iterations, longest):
        yield first, min(longest, model.iterations - first)


def run(model: Model, first: int, count: int) -> Tally:
    """One block: what an executor is given to do."""
    return Block(model, first, count).tally()


def _tallies(
    model: Model, executor: Executor | None, callback: ProgressCallback | None
) -> Iterator[Tally]:
    done = 0
    for tally in _each_block(model, executor):
        done += tally.count
        if callback is not None:
            callback(done, model.iterations)
        yield tally


def _each_block(model: Model, executor: Executor | None) -> Iterator[Tally]:
    if executor is None:
        for first, count in blocks_of(model, LONGEST_BLOCK):
            yield run(model, first, count)
        return
    waiting: set[Future[Tally]] = set()
    try:
        for first, count in blocks_of(model, LONGEST_SHARED_BLOCK):
            waiting.add(executor.submit(run, model, first, count))
            if len(waiting) == BLOCKS_IN_FLIGHT:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in waiting)
    finally:
        for future in waiting:
            future.cancel()


def _check_numbers(iterations: int, seed: int) -> None:
    if type(iterations) is not int or not 1 <= iterations <= MOST_ITERATIONS:
        rule = f"must be a whole number from 1 to {MOST_ITERATIONS}"
        raise InvalidField("risk", "iterations", rule)
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise InvalidField("risk", "seed", f"must be a whole number from 0 to {LARGEST_SEED}")


def _check_uncertainty(network: Network, uncertainty: Mapping[str, Uncertainty]) -> None:
    for code, each in uncertainty.items():
        activity = network.activities.get(code)
        if activity is None:
            raise UnknownCode(code, "uncertainty")
        check_uncertainty(code, each)
        if activity.has_no_length:
            rule = "must be of an activity with a duration; a vague date is a window"
            raise InvalidField(code, "uncertainty", rule)


def _check_targets(planned: Schedule, targets: Sequence[str]) -> None:
    if isinstance(targets, str) or not targets:
        raise InvalidField("risk", "targets", "must be at least one code")
    for n, code in enumerate(targets):
        if code in targets[:n]:
            raise InvalidField("risk", "targets", f"must name {code!r} once")
        is_all = is_project(planned.prepared, code)
        ends = planned.finishing_last() if is_all else [code]
        if all(planned.dates(each).finish is None for each in ends):
            raise InvalidField("risk", "targets", f"must not be cancelled or empty: {code!r}")


def _events(planned: Schedule, rules: tuple[Link, ...]) -> Events:
    network = planned.network
    for link in rules:
        if link not in network.links_into.get(link.successor, ()):
            raise InvalidField(str(link), "rules", "must be a link of the network")
    fixed = {}
    for activity in network.dated:
        number = network.topology.index[activity.code]
        held = planned.prepared.setting.standings[number].kind is Kind.HELD
        if held and network.links_into[activity.code]:
            fixed[activity.code] = network.links_into[activity.code]
    return Events(named=rules, fixed=fixed)
