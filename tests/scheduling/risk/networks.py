"""Random networks with everything that the engine knows: the hard cases come often."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scheduling import (
    Activity,
    Boundary,
    Calendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    Options,
    Progress,
    ProgressRule,
    Span,
    WindowAssumption,
)
from scheduling.risk import BetaPert, Triangular, Uncertainty

DATA_DATE = date(2021, 5, 5)
CALENDARS = (
    Calendar(name="week", holidays=frozenset({date(2021, 5, 13), date(2021, 6, 1)})),
    Calendar(name="sunday-thursday", weekdays=frozenset({6, 0, 1, 2, 3})),
    Calendar(
        name="three-days", weekdays=frozenset({0, 2, 4}), working=frozenset({date(2021, 5, 15)})
    ),
)
NAMES = ("every-day", *(calendar.name for calendar in CALENDARS))


@dataclass(frozen=True)
class Question:
    network: Network
    progress: dict[str, Progress]
    uncertainty: dict[str, Uncertainty]
    options: Options


def random_question(seed: int, size: int = 14) -> Question:
    random = Random(seed)
    codes = [f"A{n}" for n in range(size)]
    activities = [_activity(random, code) for code in codes]
    network = Network.of(activities, _links(random, codes), CALENDARS)
    progress = {
        each.code: reported
        for each in activities[: size // 2]
        if (reported := _progress(random, each)) is not None
    }
    return Question(
        network=network,
        progress=progress,
        uncertainty={
            each.code: _uncertainty(random)
            for each in activities
            if not each.has_no_length and random.random() < 0.7
        },
        options=Options(
            windows=random.choice(list(WindowAssumption)),
            progress=random.choice(list(ProgressRule)),
        ),
    )


def _day(random: Random, first: int, last: int) -> date:
    return DATA_DATE + timedelta(days=random.randint(first, last))


def _span(random: Random) -> Span:
    first = _day(random, -10, 60)
    return Span(first=first, last=first + timedelta(days=random.choice((0, 1, 5, 20))))


def _activity(random: Random, code: str) -> Activity:
    draw = random.random()
    opened = random.random() < 0.2
    window = _span(random) if 0.1 < draw < 0.4 else None
    return Activity(
        code=code,
        duration=random.choice((0, 0, 1, 2, 5, 9)),
        calendar=random.choice(NAMES),
        boundary=random.choice(list(Boundary)),
        fixed=_span(random) if draw < 0.1 else None,
        window=Span(first=None, last=window.last) if window and opened else window,
        not_before=_day(random, -5, 40) if random.random() < 0.15 else None,
        finish_not_before=_day(random, -5, 40) if random.random() < 0.15 else None,
        deadline=_day(random, 0, 80) if random.random() < 0.15 else None,
    )


def _links(random: Random, codes: list[str]) -> list[Link]:
    return [
        Link(
            predecessor=codes[random.randrange(j)],
            successor=codes[j],
            type=random.choice((LinkType.FS, *LinkType)),
            lag=random.choice((0, 0, 0, 1, 3, -1, -2, 14)),
            unit=random.choice(list(LagUnit)),
        )
        for j in range(1, len(codes))
        for _ in range(random.choice((0, 1, 2, 2, 3)))
    ]


def _progress(random: Random, activity: Activity) -> Progress | None:
    draw = random.random()
    started = _day(random, -20, 0)
    if draw < 0.15:
        return Progress(cancelled=True)
    if draw < 0.3:
        finished = started if activity.has_no_length else DATA_DATE
        return Progress(actual_start=started, actual_finish=finished)
    if draw < 0.55 and not activity.has_no_length:
        if random.random() < 0.3:
            return Progress(actual_start=started, expected_finish=_day(random, -2, 20))
        return Progress(actual_start=started, remaining=random.choice((0, 1, 4)))
    return None


def _uncertainty(random: Random) -> Uncertainty:
    low, likely, high = sorted(random.choice((0, 1, 2, 2.5, 4, 8, 13)) for _ in range(3))
    return random.choice((Triangular, BetaPert))(low=low, likely=likely, high=high)
