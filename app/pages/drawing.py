"""The timeline as a drawing: where each bar, each month and the data date stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from app.pages.words import open_window, when
from app.usecases.plans import Standing
from app.usecases.wording import MONTHS
from scheduling import Status

LABELS = 300
WIDTH = 1120
ROW = 22
HEAD = 40
SMALLEST_BAR = 8.0
LONGEST_LABEL = 43


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One milestone: a bar over its days; ``look`` is its class."""

    x: float
    width: float
    y: int
    label: str
    look: str
    says: str

    @property
    def middle(self) -> int:
        """Where the label's line stands."""
        return self.y + 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A track's name above its bars."""

    y: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The first day of a month."""

    x: float
    label: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that is drawn, in units of its own."""

    height: int
    bars: tuple[Bar, ...]
    headings: tuple[Heading, ...]
    ticks: tuple[Tick, ...]
    data_date: float | None
    width: int = WIDTH
    left: int = LABELS
    head: int = HEAD


class _Scale:
    """Days to units, from the first day to the last."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._unit = (WIDTH - LABELS) / max(1, (last - first).days + 1)

    def __call__(self, day: date, *, closing: bool = False) -> float:
        return round(LABELS + ((day - self.first).days + closing) * self._unit, 1)


def draw(
    tracks: Iterable[tuple[str, Sequence[Standing]]], data_date: date, target: str
) -> Drawing | None:
    """The timeline of what has dates; None where nothing has."""
    dated = [(title, [each for each in rows if _shown(each)]) for title, rows in tracks]
    dated = [(title, rows) for title, rows in dated if rows]
    if not dated:
        return None
    days = [day for _, rows in dated for each in rows for day in _days(each)]
    scale = _Scale(min(days).replace(day=1), max(days))
    headings, bars, y = [], [], HEAD
    for title, rows in dated:
        headings.append(Heading(y=y + 15, title=title))
        y += ROW
        for each in rows:
            bars.append(_bar(each, scale, y, target, data_date))
            y += ROW
    return Drawing(
        height=y + 6,
        bars=tuple(bars),
        headings=tuple(headings),
        ticks=tuple(_ticks(scale)),
        data_date=scale(data_date, closing=True)
        if scale.first <= data_date <= scale.last
        else None,
    )


def _shown(standing: Standing) -> bool:
    return standing.dates.finish is not None


def _days(standing: Standing) -> tuple[date, date]:
    """A window spans its days; everything else the days of its forecast."""
    start, finish = standing.dates.start, standing.dates.finish
    window = open_window(standing)
    if window and window.first and standing.dates.status is Status.NOT_STARTED:
        return window.first, window.last
    if finish is None:
        raise ValueError("only what has dates is drawn")
    return start or finish, finish


def _bar(standing: Standing, scale: _Scale, y: int, target: str, data_date: date) -> Bar:
    first, last = _days(standing)
    x = scale(first)
    title = standing.milestone.title
    return Bar(
        x=x,
        width=max(SMALLEST_BAR, round(scale(last, closing=True) - x, 1)),
        y=y,
        label=_shortened(title),
        look=_look(standing, target),
        says=f"{title}: {when(standing, data_date)}",
    )


def _shortened(title: str) -> str:
    """What of ``title`` fits before the bars; a character of double width takes two places."""
    taken, kept = 0, 0
    for each in title:
        taken += 2 if east_asian_width(each) in "WF" else 1
        kept += taken < LONGEST_LABEL
    return title if taken <= LONGEST_LABEL else f"{title[:kept].rstrip()}…"


def _look(standing: Standing, target: str) -> str:
    if standing.dates.status is Status.DONE:
        return "done"
    if target in standing.critical_to:
        return "critical"
    window = open_window(standing)
    vague = window is not None and window.first is not None
    return "window" if vague and standing.dates.status is Status.NOT_STARTED else "planned"


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """Every month, or every third where they would stand too close."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = 1 if months <= 30 else 3 if months <= 90 else 12
    for i in range(0, months + 1, step):
        month = scale.first.month - 1 + i
        day = date(scale.first.year + month // 12, month % 12 + 1, 1)
        year = str(day.year) if not i or day.month <= step else ""
        yield Tick(x=scale(day), label=MONTHS[day.month - 1][:3], year=year)
