"""What is told to people of a milestone: the facts that a calendar shows, and their hash.

Float is not among them: its number changes too often to stir anybody's calendar. Its word to the
plan's first target (critical, near-critical, …) is.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from app.plan.model import Milestone
from app.plan.updates import Baseline, BaselineDates
from app.store import Publication
from app.usecases.neighbours import Neighbour, neighbourhood
from app.usecases.reading import Reading
from app.usecases.room import Room, rooms
from app.usecases.shifts import Measure
from app.usecases.sides import NO_DATES
from scheduling import DriverKind, Status

CANONICAL = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=True)
UNREPORTED = "not-yet-reported"
UNDATED = "undated"
"""What had a date and has none any more; it is still part of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A milestone as people are told of it: its dates (inclusive), its state, all facts' hash.

    ``state`` is the engine's status, or ``not-yet-reported`` once its dates have passed and nobody
    has said what became of it.
    """

    milestone: Milestone
    start: date
    finish: date
    state: str
    room: Room
    waits_for: tuple[Neighbour, ...]
    blocks: tuple[Neighbour, ...]
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A milestone that nobody has dated, as its agencies are told of it; ``facts`` is the hash."""

    milestone: Milestone
    track: str
    waits_for: tuple[Neighbour, ...]
    blocks: tuple[Neighbour, ...]
    facts: str


def told(
    reading: Reading, ledger: Mapping[UUID, Publication], baseline: Baseline | None
) -> Iterator[Told]:
    """Every milestone that has dates to tell; ``ledger`` is what was told last."""
    room = rooms(reading.schedule, reading.targets[0])
    target = reading.title(reading.targets[0])
    measure = Measure(reading.plan, reading.schedule.network)
    around = neighbourhood(reading)
    for milestone in reading.plan.milestones:
        code, last = milestone.code, ledger.get(milestone.uid)
        dates = _dates(reading, milestone, last)
        if dates.start is None or dates.finish is None:
            continue
        state = _state(reading, milestone, dates.finish)
        waits_for, blocks = around.waits_for.get(code, ()), around.blocks.get(code, ())
        facts = {
            **_own_facts(reading, milestone),
            "start": dates.start,
            "finish": dates.finish,
            "state": state,
            "room": _room(room[code], target),
            "links": _links(waits_for, blocks),
            **_against(baseline, measure, milestone, dates),
        }
        yield Told(
            milestone=milestone,
            start=dates.start,
            finish=dates.finish,
            state=state,
            room=room[code],
            waits_for=waits_for,
            blocks=blocks,
            facts=_hash(facts),
        )


def told_undated(reading: Reading, ledger: Mapping[UUID, Publication]) -> Iterator[Undated]:
    """Every milestone without a date, now or in ``ledger``: calendars show none of them."""
    if not reading.undated:
        return
    around = neighbourhood(reading)
    for milestone in reading.plan.milestones:
        code, last = milestone.code, ledger.get(milestone.uid)
        if code not in reading.undated or (last and not last.withdrawn):
            continue
        waits_for, blocks = around.waits_for.get(code, ()), around.blocks.get(code, ())
        facts = {**_own_facts(reading, milestone), "links": _links(waits_for, blocks)}
        yield Undated(
            milestone=milestone,
            track=reading.plan.tracks.get(milestone.track, milestone.track),
            waits_for=waits_for,
            blocks=blocks,
            facts=_hash(facts),
        )


def _room(room: Room, target: str) -> tuple[str, ...]:
    return (room,) if room is Room.NONE else (room, target)


def _against(
    baseline: Baseline | None, measure: Measure, milestone: Milestone, dates: BaselineDates
) -> dict[str, object]:
    """The approved dates, the window that stood for them, how far the forecast is from them."""
    frozen = baseline.dates.get(milestone.code) if baseline else None
    if baseline is None or frozen is None:
        return {"baseline": None}
    moved = measure.finish(milestone.code, frozen, dates)
    window = baseline.window(milestone.code)
    return {
        "baseline": {"start": frozen.start, "finish": frozen.finish},
        "approved": asdict(window) if window else None,
        "shift": None if moved is None else moved.working,
    }


def _dates(reading: Reading, milestone: Milestone, last: Publication | None) -> BaselineDates:
    """The forecast; what is past and unreported, or cancelled, stays where it was told last."""
    code = milestone.code
    stated = _stated(milestone, last)
    if reading.schedule.status(code) is Status.CANCELLED:
        return stated if last else NO_DATES
    past = stated.finish is not None and stated.finish <= reading.data_date
    if past and _drifts(reading, code):
        return stated
    dates = reading.dates(code)
    return BaselineDates(start=dates.start, finish=dates.finish)


def _stated(milestone: Milestone, last: Publication | None) -> BaselineDates:
    """The dates that people know: those told last, else the window that the plan names."""
    if last and not last.withdrawn:
        return BaselineDates(start=last.start, finish=last.finish)
    if last or not milestone.window:
        return NO_DATES
    day = milestone.window.last
    return BaselineDates(start=milestone.window.first or day, finish=day)


def _drifts(reading: Reading, code: str) -> bool:
    """Whether nothing but the data date moves it: nobody has reported it."""
    kinds = {driver.kind for driver in reading.schedule.drivers(code)}
    not_started = reading.schedule.status(code) is Status.NOT_STARTED
    return not_started and kinds == {DriverKind.DATA_DATE}


def _state(reading: Reading, milestone: Milestone, finish: date) -> str:
    status = reading.schedule.status(milestone.code)
    passed = status is Status.NOT_STARTED and finish <= reading.data_date
    return UNREPORTED if passed else status.value


def _own_facts(reading: Reading, milestone: Milestone) -> dict[str, object]:
    window = milestone.open_window
    return {
        "code": milestone.code,
        "title": milestone.title,
        "track": reading.plan.tracks.get(milestone.track, milestone.track),
        "owner": milestone.owner,
        "contributors": milestone.contributors,
        "certainty": milestone.certainty,
        "fixed": milestone.fixed is not None,
        "window": asdict(window) if window else None,
        "deadline": milestone.deadline,
        "source": milestone.source,
        "note": milestone.note,
        "url": milestone.url,
        "meeting": asdict(milestone.meeting) if milestone.meeting else None,
    }


def _links(waits_for: Iterable[Neighbour], blocks: Iterable[Neighbour]) -> list[tuple[object, ...]]:
    """What is told of the neighbours of a milestone."""
    return [
        (word, each.uid, each.title, each.type, each.gap, each.standing)
        for word, found in (("waits", waits_for), ("blocks", blocks))
        for each in found
    ]


def _hash(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(CANONICAL.encode(facts).encode()).hexdigest()
