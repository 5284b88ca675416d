from typing import Any

import pytest

from app.plan import Certainty, Update, update_problems
from app.plan.statements import said_otherwise
from scheduling import Span
from tests.plan.milestones import DATA_DATE, day

BEFORE, AFTER = day("2021-05-04"), day("2021-05-06")
JULY = Span(first=day("2021-07-01"), last=day("2021-07-31"))

PROBLEMS = {
    "a note": ({"note": "under way"}, []),
    "a certainty": ({"certainty": Certainty.CONFIRMED}, []),
    "a remainder alone": ({"remaining": 3}, []),
    "restored with a window": ({"cancelled": False, "window": JULY}, []),
    "nothing": ({"source": "a letter"}, [("milestone", "nothing is said about it")]),
    "future": (
        {"actual_start": AFTER},
        [
            (
                "actual_start",
                "must not be after the data date 2021-05-05: what lies ahead is a new date",
            )
        ],
    ),
    "past expectation": (
        {"expected_finish": DATA_DATE},
        [("expected_finish", "must be after the data date 2021-05-05")],
    ),
    "backwards": (
        {"actual_start": DATA_DATE, "actual_finish": BEFORE},
        [("actual_finish", "must not be before actual_start 2021-05-05")],
    ),
    "two dates": (
        {"fixed": JULY, "window": JULY},
        [("window", "must not be given beside fixed: say one of them")],
    ),
    "two remainders": (
        {"remaining": 3, "expected_finish": AFTER},
        [("expected_finish", "must not be given beside remaining: say one of them")],
    ),
    "over and not over": (
        {"actual_finish": BEFORE, "remaining": 1},
        [("remaining", "must not be given beside actual_finish")],
    ),
    "over, nothing remains": ({"actual_finish": BEFORE, "remaining": 0}, []),
    "cancelled with a date": (
        {"cancelled": True, "fixed": JULY},
        [("fixed", "must not be given for a cancelled milestone")],
    ),
}


@pytest.mark.parametrize(("said", "problems"), PROBLEMS.values(), ids=list(PROBLEMS))
def test_a_statement_obeys_rules(said: dict[str, object], problems: list[tuple[str, str]]) -> None:
    update = Update(milestone="a", **said)  # type: ignore[arg-type]
    assert list(update_problems(update, DATA_DATE)) == problems


SAID = {
    "alike": ([{"certainty": Certainty.STATED, "remaining": 0}] * 2, []),
    "other fields": ([{"remaining": 3}, {"certainty": Certainty.STATED}, {"note": "x"}], []),
    "another date": (
        [{"actual_start": BEFORE}, {"note": "x"}, {"actual_start": AFTER}, {"actual_start": AFTER}],
        [(0, "actual_start"), (2, "actual_start"), (3, "actual_start")],
    ),
    "one date in two words": (
        [{"window": JULY}, {"fixed": JULY}],
        [(0, "window"), (1, "fixed")],
    ),
    "two ends": (
        [{"remaining": 0}, {"expected_finish": AFTER}],
        [(0, "remaining"), (1, "expected_finish")],
    ),
    "both fates": (
        [{"cancelled": True}, {"cancelled": False}],
        [(0, "cancelled"), (1, "cancelled")],
    ),
    "one that is wrong alone": ([{"window": JULY, "fixed": JULY}], []),
}


@pytest.mark.parametrize(("said", "expected"), SAID.values(), ids=SAID)
def test_what_is_said_otherwise_beside_it(
    said: list[dict[str, Any]], expected: list[tuple[int, str]]
) -> None:
    updates = [Update(milestone="a", **each) for each in said]
    assert list(said_otherwise(updates)) == expected
    assert not list(said_otherwise([Update(milestone=str(n), **e) for n, e in enumerate(said)]))
