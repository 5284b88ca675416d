from datetime import date

import pytest

from app.plan import (
    Certainty,
    Milestone,
    Update,
    apply_dates,
    completed,
    progress_of,
    progress_problems,
)
from scheduling import NOT_STARTED, Progress, Span
from tests.plan.milestones import DATA_DATE, day, milestone

TASK = milestone("a", duration=5)
POINT = milestone("a")
ONE_DAY = milestone("a", duration=1)
FAIR = milestone("a", fixed=Span(first=day("2021-05-03"), last=day("2021-05-06")))

SECOND, THIRD, FOURTH = day("2021-05-02"), day("2021-05-03"), day("2021-05-04")

BEGUN = Progress(actual_start=SECOND, remaining=3)


def say(**facts: object) -> Update:
    return Update(milestone="a", **facts)  # type: ignore[arg-type]


FOLDS = {
    "nothing said": (TASK, NOT_STARTED, [say(note="on its way")], None),
    "begun": (TASK, NOT_STARTED, [say(actual_start=SECOND, remaining=3)], BEGUN),
    "fewer days remain": (
        TASK,
        BEGUN,
        [say(remaining=1)],
        Progress(actual_start=SECOND, remaining=1),
    ),
    "an expected finish replaces what remains": (
        TASK,
        BEGUN,
        [say(expected_finish=day("2021-06-01"))],
        Progress(actual_start=SECOND, expected_finish=day("2021-06-01")),
    ),
    "what remains replaces an expected finish": (
        TASK,
        Progress(actual_start=SECOND, expected_finish=day("2021-06-01")),
        [say(remaining=3)],
        BEGUN,
    ),
    "over, so nothing remains": (
        TASK,
        BEGUN,
        [say(actual_finish=FOURTH)],
        Progress(actual_start=SECOND, actual_finish=FOURTH),
    ),
    "over, and it is said that nothing remains": (
        TASK,
        BEGUN,
        [say(actual_finish=FOURTH, remaining=0)],
        Progress(actual_start=SECOND, actual_finish=FOURTH),
    ),
    "the latest statement wins": (
        TASK,
        NOT_STARTED,
        [say(actual_start=SECOND, remaining=3), say(actual_start=THIRD), say(actual_start=FOURTH)],
        Progress(actual_start=FOURTH, remaining=3),
    ),
    "one date of a point": (
        POINT,
        NOT_STARTED,
        [say(actual_finish=THIRD)],
        Progress(actual_start=THIRD, actual_finish=THIRD),
    ),
    "one date of a day": (
        ONE_DAY,
        NOT_STARTED,
        [say(actual_start=THIRD)],
        Progress(actual_start=THIRD, actual_finish=THIRD),
    ),
    "a corrected date of a point moves both": (
        POINT,
        Progress(actual_start=THIRD, actual_finish=THIRD),
        [say(actual_start=FOURTH)],
        Progress(actual_start=FOURTH, actual_finish=FOURTH),
    ),
    "a day's work that took longer keeps its start": (
        ONE_DAY,
        NOT_STARTED,
        [say(actual_start=SECOND, remaining=1), say(actual_finish=FOURTH)],
        Progress(actual_start=SECOND, actual_finish=FOURTH),
    ),
    "an event of several days needs both dates": (
        FAIR,
        NOT_STARTED,
        [say(actual_start=THIRD)],
        Progress(actual_start=THIRD),
    ),
    "cancelled": (TASK, BEGUN, [say(cancelled=True)], Progress(cancelled=True)),
    "restored": (TASK, BEGUN, [say(cancelled=True), say(cancelled=False)], BEGUN),
    "restored before it began": (TASK, NOT_STARTED, [say(cancelled=False)], None),
}


@pytest.mark.parametrize(("about", "before", "said", "after"), FOLDS.values(), ids=FOLDS)
def test_updates_fold(
    about: Milestone, before: Progress, said: list[Update], after: Progress | None
) -> None:
    assert progress_of({"a": before}, said, [about]) == ({"a": after} if after else {})


def test_others_are_left_alone() -> None:
    other = {"b": BEGUN}
    assert progress_of(other, [say(actual_finish=THIRD)], [POINT]) == {
        "b": BEGUN,
        "a": Progress(actual_start=THIRD, actual_finish=THIRD),
    }
    assert other == {"b": BEGUN}


JULY = Span(first=day("2021-07-01"), last=day("2021-07-31"))
DAY = Span.of(day("2021-08-31"))


def test_the_last_word_is_the_date() -> None:
    windowed = milestone("a", window=JULY)
    fixed = apply_dates(windowed, say(fixed=DAY, certainty=Certainty.CONFIRMED))
    assert fixed == milestone("a", fixed=DAY, certainty=Certainty.CONFIRMED)
    assert apply_dates(fixed, say(window=JULY)) == milestone(
        "a", window=JULY, certainty=Certainty.CONFIRMED
    )
    assert apply_dates(fixed, say(note="nothing new")) == fixed


COMPLETED = {
    "a point's finish": (POINT, Progress(actual_finish=THIRD), THIRD, THIRD),
    "a point's start": (POINT, Progress(actual_start=THIRD), THIRD, THIRD),
    "a day's start": (ONE_DAY, Progress(actual_start=THIRD), THIRD, THIRD),
    "a task's start": (TASK, Progress(actual_start=THIRD), THIRD, None),
    "a fair's finish": (FAIR, Progress(actual_finish=THIRD), None, THIRD),
    "nothing remains": (
        TASK,
        Progress(actual_start=SECOND, actual_finish=THIRD, remaining=0),
        SECOND,
        THIRD,
    ),
}


@pytest.mark.parametrize(
    ("about", "told", "start", "finish"), COMPLETED.values(), ids=list(COMPLETED)
)
def test_one_date_may_say_both(
    about: Milestone, told: Progress, start: date | None, finish: date | None
) -> None:
    assert completed(about, told) == Progress(actual_start=start, actual_finish=finish)


def test_a_day_that_is_not_over_is_not_completed() -> None:
    told = Progress(actual_start=THIRD, remaining=1)
    assert completed(ONE_DAY, told) == told


LATER = day("2021-05-06")
GOES_ON = "must not be given for what takes no time: it is over on the day on which it begins"
PROBLEMS = {
    "nothing": (TASK, NOT_STARTED, []),
    "begun": (TASK, BEGUN, []),
    "an expectation that has passed": (
        TASK,
        Progress(actual_start=SECOND, expected_finish=THIRD),
        [],
    ),
    "a fixed event has begun": (FAIR, Progress(actual_start=THIRD), []),
    "a point that goes on": (
        POINT,
        Progress(actual_start=SECOND, remaining=3),
        [("remaining", GOES_ON)],
    ),
    "a point that is expected to": (
        POINT,
        Progress(actual_start=SECOND, expected_finish=LATER),
        [("expected_finish", GOES_ON)],
    ),
    "a point of which nothing remains": (POINT, Progress(actual_start=SECOND, remaining=0), []),
    "half filled": (
        TASK,
        Progress(actual_start=SECOND),
        [
            (
                "actual_start",
                "needs remaining or expected_finish beside it, or actual_finish if it is over",
            )
        ],
    ),
    "no start": (
        TASK,
        Progress(actual_finish=THIRD),
        [("actual_finish", "needs actual_start: say when it began")],
    ),
    "remaining, not begun": (
        TASK,
        Progress(remaining=3),
        [("remaining", "needs actual_start: say when it began")],
    ),
    "two kinds of remainder": (
        TASK,
        Progress(actual_start=SECOND, remaining=3, expected_finish=LATER),
        [("expected_finish", "must not be given beside remaining: say one of them")],
    ),
    "over and not over": (
        TASK,
        Progress(actual_start=SECOND, actual_finish=THIRD, remaining=2),
        [("remaining", "must not be given beside actual_finish")],
    ),
    "in the future": (
        TASK,
        Progress(actual_start=LATER, actual_finish=LATER),
        [
            ("actual_start", "must not be after the data date 2021-05-05"),
            ("actual_finish", "must not be after the data date 2021-05-05"),
        ],
    ),
    "backwards": (
        TASK,
        Progress(actual_start=THIRD, actual_finish=SECOND),
        [("actual_finish", "must not be before actual_start 2021-05-03")],
    ),
    "cancelled and begun": (
        TASK,
        Progress(cancelled=True, actual_start=SECOND, remaining=3),
        [
            ("actual_start", "must not be given for a cancelled milestone"),
            ("remaining", "must not be given for a cancelled milestone"),
        ],
    ),
}


@pytest.mark.parametrize(("about", "told", "problems"), PROBLEMS.values(), ids=list(PROBLEMS))
def test_progress_obeys_rules(
    about: Milestone, told: Progress, problems: list[tuple[str, str]]
) -> None:
    assert list(progress_problems(about, told, DATA_DATE)) == problems


@pytest.mark.parametrize(
    ("told", "field"),
    [(BEGUN, "actual_start"), (Progress(cancelled=True), "cancelled")],
)
def test_progress_is_as_of_a_day(told: Progress, field: str) -> None:
    rule = "needs a data date of the plan: progress is as of a day"
    assert list(progress_problems(TASK, told, None)) == [(field, rule)]
