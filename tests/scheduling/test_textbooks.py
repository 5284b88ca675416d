"""Networks with published results. Their units (weeks, hundredths of weeks) count as days here.

A published time *t* is the close of day *t*, counted from the first: ES 2, EF 6 are days 3 to 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from scheduling import (
    PROJECT,
    Activity,
    Link,
    Network,
    Schedule,
    critical_path,
    drag,
    schedule,
)

START = date(2021, 1, 1)

Times = tuple[int, int, int, int, int]
"""ES, EF, LS, LF, slack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Textbook:
    name: str
    rows: Mapping[str, tuple[int, str, Times]]
    """Duration, predecessors (one letter each), published times."""
    path: str
    """One letter each."""

    def __str__(self) -> str:
        return self.name

    @property
    def schedule(self) -> Schedule:
        network = Network.of(
            [
                Activity(code=code, duration=duration)
                for code, (duration, _, _) in self.rows.items()
            ],
            [
                Link(predecessor=predecessor, successor=code)
                for code, (_, predecessors, _) in self.rows.items()
                for predecessor in predecessors
            ],
            start=START,
        )
        return schedule(network)

    @property
    def last(self) -> str:
        return self.path[-1]


# F. S. Hillier, G. J. Lieberman, Introduction to Operations Research, 8th ed., ch. 22, Table 22.1
# and the table of slacks: the Reliable Construction Co. project, 44 weeks.
RELIABLE_CONSTRUCTION = Textbook(
    name="Hillier and Lieberman: Reliable Construction",
    rows={
        "A": (2, "", (0, 2, 0, 2, 0)),
        "B": (4, "A", (2, 6, 2, 6, 0)),
        "C": (10, "B", (6, 16, 6, 16, 0)),
        "D": (6, "C", (16, 22, 20, 26, 4)),
        "E": (4, "C", (16, 20, 16, 20, 0)),
        "F": (5, "E", (20, 25, 20, 25, 0)),
        "G": (7, "D", (22, 29, 26, 33, 4)),
        "H": (9, "EG", (29, 38, 33, 42, 4)),
        "I": (7, "C", (16, 23, 18, 25, 2)),
        "J": (8, "FI", (25, 33, 25, 33, 0)),
        "K": (4, "J", (33, 37, 34, 38, 1)),
        "L": (5, "J", (33, 38, 33, 38, 0)),
        "M": (2, "H", (38, 40, 42, 44, 4)),
        "N": (6, "KL", (38, 44, 38, 44, 0)),
    },
    path="ABCEFJLN",
)

# J. Heizer, B. Render, Operations Management, ch. 3: Milwaukee Paper Manufacturing, 15 weeks.
MILWAUKEE_PAPER = Textbook(
    name="Heizer and Render: Milwaukee Paper",
    rows={
        "A": (2, "", (0, 2, 0, 2, 0)),
        "B": (3, "", (0, 3, 1, 4, 1)),
        "C": (2, "A", (2, 4, 2, 4, 0)),
        "D": (4, "AB", (3, 7, 4, 8, 1)),
        "E": (4, "C", (4, 8, 4, 8, 0)),
        "F": (3, "C", (4, 7, 10, 13, 6)),
        "G": (5, "DE", (8, 13, 8, 13, 0)),
        "H": (2, "FG", (13, 15, 13, 15, 0)),
    },
    path="ACEGH",
)

# Wikipedia, "Program evaluation and review technique", the example with expected times: 19.51 work
# days along A, C, E, G. In hundredths of a day.
PERT = Textbook(
    name="Wikipedia: PERT",
    rows={
        "A": (400, "", (0, 400, 0, 400, 0)),
        "B": (533, "", (0, 533, 384, 917, 384)),
        "C": (517, "A", (400, 917, 400, 917, 0)),
        "D": (633, "A", (400, 1033, 868, 1501, 468)),
        "E": (517, "BC", (917, 1434, 917, 1434, 0)),
        "F": (450, "D", (1033, 1483, 1501, 1951, 468)),
        "G": (517, "E", (1434, 1951, 1434, 1951, 0)),
    },
    path="ACEG",
)

# Wikipedia, "Critical path drag" (after S. A. Devaux): A, B, C, D, E are critical, F, G, H have
# floats of 15, 5 and 20 days.
CRITICAL_PATH_DRAG = Textbook(
    name="Wikipedia: critical path drag",
    rows={
        "A": (10, "", (0, 10, 0, 10, 0)),
        "B": (20, "A", (10, 30, 10, 30, 0)),
        "C": (5, "B", (30, 35, 30, 35, 0)),
        "D": (10, "C", (35, 45, 35, 45, 0)),
        "E": (20, "DGH", (45, 65, 45, 65, 0)),
        "F": (15, "A", (10, 25, 25, 40, 15)),
        "G": (5, "CF", (35, 40, 40, 45, 5)),
        "H": (15, "A", (10, 25, 30, 45, 20)),
    },
    path="ABCDE",
)

TEXTBOOKS = (RELIABLE_CONSTRUCTION, MILWAUKEE_PAPER, PERT, CRITICAL_PATH_DRAG)


def closes(day: date | None) -> int:
    assert day is not None
    return (day - START).days + 1


def times(schedule: Schedule, code: str) -> tuple[int | None, ...]:
    early, late = schedule.dates(code), schedule.late(code, PROJECT)
    dates = (early.start, early.finish, late.start, late.finish)
    es, ef, ls, lf = (closes(day) for day in dates)
    return es - 1, ef, ls - 1, lf, late.total_float


@pytest.mark.parametrize("textbook", TEXTBOOKS, ids=str)
def test_published_times(textbook: Textbook) -> None:
    result = textbook.schedule
    published = {code: row[2] for code, row in textbook.rows.items()}
    assert {code: times(result, code) for code in textbook.rows} == published


@pytest.mark.parametrize("textbook", TEXTBOOKS, ids=str)
def test_published_path(textbook: Textbook) -> None:
    path = critical_path(textbook.schedule, textbook.last)
    assert path.activities == tuple(textbook.path)
    assert (path.by_least_float, path.total_float) == (False, 0)


def test_published_drag() -> None:
    """Nothing is parallel to A and E; the floats of F and G bound B and D; C is only 5 long."""
    result = CRITICAL_PATH_DRAG.schedule
    assert drag(result, "E") == {"A": 10, "B": 15, "C": 5, "D": 5, "E": 20}
    assert drag(result, "E", "FGH") == {"F": 0, "G": 0, "H": 0}


def test_variance_along_the_published_path() -> None:
    """Milwaukee Paper's variances of 4/36, 4/36, 36/36, 64/36 and 4/36 along its path: 3.11."""
    variances = {"A": 4, "B": 4, "C": 4, "D": 16, "E": 36, "F": 64, "G": 64, "H": 4}
    path = critical_path(MILWAUKEE_PAPER.schedule, "H").activities
    assert round(sum(variances[code] for code in path) / 36, 2) == 3.11
