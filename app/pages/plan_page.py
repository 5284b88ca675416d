"""What the page of a plan shows, ready to be laid out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.pages import words
from app.pages.addresses import milestone_address, moved_address
from app.pages.asked import query_of
from app.pages.drawing import Drawing, draw
from app.store import Store
from app.usecases.critical_path import Path, path_to
from app.usecases.plans import Standing, Timeline, timeline
from app.usecases.reading import AsOf
from app.usecases.room import Room, rooms
from app.usecases.slippage import Slippage, Wanted, against_approved
from app.usecases.variance import Comparison, Variance
from app.usecases.wording import spoken_day
from scheduling import FindingKind, Status, findings

LEADING = Wanted(comparisons=frozenset({Comparison.DATED}), leading=True)
MOST_SLIPPED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A milestone in a table: ``room`` is the word, ``float`` the days before the target moves."""

    title: str
    address: str
    owner: str
    when: str
    how_sure: str
    room: Room
    room_word: str
    float: str
    approved: str
    moved: str
    later: bool
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A track and its milestones, in the order of their dates."""

    anchor: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target, when it stands, and the path that it waits for; ``note`` says how it was found."""

    title: str
    address: str
    when: str
    note: str
    steps: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A milestone to look at; ``says`` by how much, where that is known."""

    title: str
    address: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All milestones that are to be looked at for one reason."""

    title: str
    lines: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """A plan at one revision and data date."""

    code: str
    title: str
    description: str
    data_date: str
    data_day: str
    revision: int
    looking_ahead: bool
    past: bool
    baseline: str
    first_target: str
    targets: tuple[Target, ...]
    slipped: tuple[Line, ...]
    moved_address: str
    tracks: tuple[Track, ...]
    findings: tuple[Findings, ...]
    drawing: Drawing | None


def plan_page(store: Store, plan: str, asked: AsOf) -> PlanPage:
    """The plan as asked for, against the baseline that was taken last."""
    found = timeline(store, plan, asked)
    draft = _Draft(found, against_approved(store, found.reading), query_of(asked))
    newest = store.find(plan).revision.number
    return draft.page(past=found.reading.revision.number != newest)


class _Draft:
    """What all parts of the page share."""

    def __init__(self, found: Timeline, against: Slippage | None, query: str) -> None:
        self._found = found
        self._reading = found.reading
        self._against = against
        self._variances: Mapping[str, Variance] = {
            each.code: each for each in (against.variances if against else ())
        }
        self._query = query
        self._target = found.targets[0]
        self._rooms = rooms(self._reading.schedule, self._target)
        self._by_code: Mapping[str, Standing] = {
            each.milestone.code: each for each in found.standings
        }

    def page(self, *, past: bool) -> PlanPage:
        reading = self._reading
        tracks = [(title, rows) for _, title, rows in self._tracks()]
        return PlanPage(
            code=reading.plan.code,
            title=reading.plan.title,
            description=reading.plan.description,
            data_date=spoken_day(reading.data_date),
            data_day=reading.data_date.isoformat(),
            revision=reading.revision.number,
            looking_ahead=reading.looks_ahead,
            past=past,
            baseline=approved_name(self._against),
            first_target=reading.title(self._target),
            targets=tuple(map(self._target_of, self._found.targets)),
            slipped=tuple(self._slipped()),
            moved_address=moved_address(reading.plan.code, self._query),
            tracks=tuple(self._laid_out()),
            findings=tuple(self._findings()),
            drawing=draw(tracks, reading.data_date, self._target),
        )

    def _tracks(self) -> Iterator[tuple[str, str, Sequence[Standing]]]:
        """Code, title and milestones of each track, in the plan's own order of tracks."""
        titles = self._reading.plan.tracks
        grouped: dict[str, list[Standing]] = {code: [] for code in titles}
        for each in self._found.standings:
            grouped.setdefault(each.milestone.track, []).append(each)
        for code, rows in grouped.items():
            if rows:
                yield code, titles.get(code, code) or "Other", sorted(rows, key=_by_date)

    def _laid_out(self) -> Iterator[Track]:
        for number, (_, title, rows) in enumerate(self._tracks(), start=1):
            yield Track(anchor=f"track-{number}", title=title, lines=tuple(map(self._line, rows)))

    def _line(self, standing: Standing) -> Line:
        milestone, code = standing.milestone, standing.milestone.code
        variance = self._variances.get(code)
        room = self._rooms[code]
        return Line(
            title=milestone.title,
            address=milestone_address(self._reading.plan.code, code, self._query),
            owner=milestone.owner,
            when=words.when(standing, self._reading.data_date),
            how_sure=words.how_sure(standing),
            room=room,
            room_word=words.ROOM[room],
            float=self._float(standing),
            approved=words.dated(variance.baseline) if variance else "",
            moved=words.moved(variance.finish) if variance else "",
            later=variance is not None and _is_later(variance),
            done=standing.dates.status is Status.DONE,
        )

    def _float(self, standing: Standing) -> str:
        """Nothing where there is no float to speak of: of the target, of a date fixed outside."""
        if self._rooms[standing.milestone.code] is Room.NONE:
            return ""
        return words.room_in_days(standing.late[self._target].total_float)

    def _slipped(self) -> Iterator[Line]:
        """The worst of what the targets wait for."""
        later = (
            code for code, each in self._variances.items() if LEADING.has(each) and _is_later(each)
        )
        for code in islice(later, MOST_SLIPPED):
            yield self._line(self._by_code[code])

    def _target_of(self, code: str) -> Target:
        reading = self._reading
        path = path_to(reading, code)
        steps = tuple(self._line(self._by_code[each.milestone.code]) for each in path.steps)
        by_code = self._by_code.get(code)
        return Target(
            title=reading.title(code),
            address=milestone_address(reading.plan.code, code, self._query) if by_code else "",
            when=words.when(by_code, reading.data_date) if by_code else "",
            note="This is done."
            if by_code and by_code.dates.status is Status.DONE
            else _path_note(path),
            steps=steps,
        )

    def _findings(self) -> Iterator[Findings]:
        """By reason, each milestone once with its worst."""
        worst: dict[tuple[FindingKind, str], int] = {}
        for each in findings(self._reading.schedule):
            key = each.kind, each.activity
            worst[key] = max(worst.get(key, 0), each.days or 0)
        for kind, title in words.FINDING.items():
            lines = [(code, days) for (about, code), days in worst.items() if about is kind]
            if lines:
                yield Findings(title=title, lines=tuple(self._finding(*each) for each in lines))

    def _finding(self, code: str, days: int) -> Finding:
        return Finding(
            title=self._by_code[code].milestone.title,
            address=milestone_address(self._reading.plan.code, code, self._query),
            says=words.by_how_much(days),
        )


def approved_name(against: Slippage | None) -> str:
    """The baseline and the day it speaks of; nothing before the first."""
    if against is None:
        return ""
    return f"{against.before.baseline} (as of {spoken_day(against.before.reading.data_date)})"


def _is_later(variance: Variance) -> bool:
    return variance.finish is not None and variance.finish.calendar > 0


def _by_date(standing: Standing) -> tuple[bool, str]:
    start = standing.dates.start
    return start is None, start.isoformat() if start else ""


def _path_note(path: Path) -> str:
    total_float = path.total_float
    if not path.by_least_float:
        return (
            "Each step waits for the one before it: a day lost on any of them is lost at the end."
        )
    if total_float is None or len(path.steps) == 1:
        return "Its date stands by itself, and nothing unfinished leads to it."
    if total_float < 0:
        return (
            "Its date stands by itself. These steps lead to it with the least room: "
            f"they are {words.room_in_days(total_float)} for it."
        )
    return (
        "Its date stands by itself. These steps lead to it with the least room: "
        f"together they can lose {words.room_in_days(total_float) or 'nothing'}."
    )
