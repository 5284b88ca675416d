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

# M. Vanhoucke, Integrated Project Management and Control, 2014, p. 6 and p. 9: the activities a1 to
# a17 (A to Q here) of two projects of 11 and 25 weeks. Their times, and those with the durations of
# the second one changed (31 weeks), are asserted by the R package criticalpath, in its tests.
COST_INFORMATION_SYSTEM = Textbook(
    name="Vanhoucke: Cost Information System",
    rows={
        "A": (1, "", (0, 1, 0, 1, 0)),
        "B": (2, "A", (1, 3, 1, 3, 0)),
        "C": (2, "A", (1, 3, 3, 5, 2)),
        "D": (4, "B", (3, 7, 3, 7, 0)),
        "E": (3, "B", (3, 6, 4, 7, 1)),
        "F": (3, "B", (3, 6, 4, 7, 1)),
        "G": (3, "C", (3, 6, 5, 8, 2)),
        "H": (2, "C", (3, 5, 6, 8, 3)),
        "I": (1, "C", (3, 4, 7, 8, 4)),
        "J": (1, "C", (3, 4, 7, 8, 4)),
        "K": (2, "DEF", (7, 9, 7, 9, 0)),
        "L": (1, "G", (6, 7, 8, 9, 2)),
        "M": (1, "H", (5, 6, 8, 9, 3)),
        "N": (1, "I", (4, 5, 8, 9, 4)),
        "O": (1, "J", (4, 5, 8, 9, 4)),
        "P": (2, "KLMNO", (9, 11, 9, 11, 0)),
        "Q": (1, "KLMNO", (9, 10, 10, 11, 1)),
    },
    path="ABDKP",
)

PATIENT_TRANSPORT = Textbook(
    name="Vanhoucke: Patient Transport System",
    rows={
        "A": (1, "", (0, 1, 0, 1, 0)),
        "B": (1, "A", (1, 2, 1, 2, 0)),
        "C": (3, "B", (2, 5, 2, 5, 0)),
        "D": (2, "C", (5, 7, 5, 7, 0)),
        "E": (2, "D", (7, 9, 7, 9, 0)),
        "F": (2, "C", (5, 7, 5, 7, 0)),
        "G": (2, "F", (7, 9, 7, 9, 0)),
        "H": (1, "EG", (9, 10, 9, 10, 0)),
        "I": (4, "H", (10, 14, 11, 15, 1)),
        "J": (5, "H", (10, 15, 10, 15, 0)),
        "K": (3, "H", (10, 13, 12, 15, 2)),
        "L": (3, "H", (10, 13, 12, 15, 2)),
        "M": (4, "H", (10, 14, 11, 15, 1)),
        "N": (5, "IJKLM", (15, 20, 15, 20, 0)),
        "O": (1, "M", (14, 15, 19, 20, 5)),
        "P": (5, "NO", (20, 25, 20, 25, 0)),
        "Q": (2, "NO", (20, 22, 23, 25, 3)),
    },
    path="ABCDEFGHJNP",
)

PATIENT_TRANSPORT_CHANGED = Textbook(
    name="Vanhoucke: Patient Transport System, durations changed",
    rows={
        "A": (1, "", (0, 1, 0, 1, 0)),
        "B": (2, "A", (1, 3, 1, 3, 0)),
        "C": (5, "B", (3, 8, 3, 8, 0)),
        "D": (4, "C", (8, 12, 8, 12, 0)),
        "E": (3, "D", (12, 15, 12, 15, 0)),
        "F": (2, "C", (8, 10, 12, 14, 4)),
        "G": (1, "F", (10, 11, 14, 15, 4)),
        "H": (5, "EG", (15, 20, 15, 20, 0)),
        "I": (3, "H", (20, 23, 22, 25, 2)),
        "J": (5, "H", (20, 25, 20, 25, 0)),
        "K": (5, "H", (20, 25, 20, 25, 0)),
        "L": (3, "H", (20, 23, 22, 25, 2)),
        "M": (4, "H", (20, 24, 21, 25, 1)),
        "N": (2, "IJKLM", (25, 27, 25, 27, 0)),
        "O": (1, "M", (24, 25, 26, 27, 2)),
        "P": (2, "NO", (27, 29, 29, 31, 2)),
        "Q": (4, "NO", (27, 31, 27, 31, 0)),
    },
    path="ABCDEHJKNQ",
)

TEXTBOOKS = (
    RELIABLE_CONSTRUCTION,
    MILWAUKEE_PAPER,
    PERT,
    CRITICAL_PATH_DRAG,
    COST_INFORMATION_SYSTEM,
    PATIENT_TRANSPORT,
    PATIENT_TRANSPORT_CHANGED,
)


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
