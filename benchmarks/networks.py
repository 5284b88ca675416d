"""The networks that are measured: at random, three links into each activity, the same each run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scheduling import EVERY_DAY, Activity, Calendar, Link

LINKS = 3
REACH = 50
"""How far back a predecessor lies at most."""
DATA_DATE = date(2021, 5, 5)

CALENDARS = tuple(
    Calendar(
        name=f"station-{n}",
        weekdays=frozenset(weekdays),
        holidays=frozenset(date(2021, 1, 4 + n) + timedelta(days=37 * k) for k in range(300)),
    )
    for n, weekdays in enumerate(((0, 1, 2, 3, 4), (6, 0, 1, 2, 3), (0, 1, 2, 3, 4)))
)


@dataclass(frozen=True)
class Sample:
    """The material of a network."""

    activities: Sequence[Activity]
    links: Sequence[Link]
    calendars: Sequence[Calendar]


def sample(size: int, calendars: Sequence[Calendar] = (EVERY_DAY,), seed: int = 1) -> Sample:
    """``size`` activities of 1 to 20 days, in topological order, FS links among them."""
    random = Random(seed)
    activities = [
        Activity(
            code=f"A{n}", duration=random.randint(1, 20), calendar=random.choice(calendars).name
        )
        for n in range(size)
    ]
    links = [
        Link(predecessor=f"A{i}", successor=f"A{j}")
        for j in range(1, size)
        for i in sorted({random.randrange(max(0, j - REACH), j) for _ in range(LINKS)})
    ]
    return Sample(activities, links, [each for each in calendars if each != EVERY_DAY])
