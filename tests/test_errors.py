import pytest

from app.errors import (
    DocumentError,
    Forbidden,
    NotFound,
    PlannerError,
    Problem,
    Refused,
    Stale,
    TooLarge,
    Unauthenticated,
    problem_of,
    shown,
)
from scheduling import (
    BeyondHorizon,
    CycleError,
    DuplicateCode,
    InvalidField,
    SchedulingError,
    UnknownCalendar,
    UnknownCode,
)

MESSAGES = {
    "there is no milestone 'x'": NotFound("milestone", "x"),
    "a.window: is wrong; b: is missing": DocumentError(
        [Problem("a.window", "is wrong"), Problem("b", "is missing")]
    ),
    "the plan stands at revision 7, not 5": Stale(5, 7),
    "a valid key is needed": Unauthenticated(),
    "ECA may not report on imrf": Forbidden("ECA", "report on imrf"),
    "the document is larger than 1,000,000 bytes": TooLarge("the document", 1_000_000),
}


@pytest.mark.parametrize(("message", "error"), MESSAGES.items())
def test_an_error_tells_its_facts(message: str, error: PlannerError) -> None:
    assert str(error) == message


def test_a_document_is_refused_as_anything_else() -> None:
    problem = Problem("plan", "is missing")
    with pytest.raises(Refused) as refusal:
        raise DocumentError([problem])
    assert refusal.value.problems == (problem,)


LONG_CYCLE = tuple(f"m{number}" for number in range(1_000))

PROBLEMS = [
    (InvalidField("a", "duration", "must be whole"), Problem("a.duration", "must be whole")),
    (UnknownCode("x", "a FS → x"), Problem("a FS → x", "there is no milestone 'x'")),
    (UnknownCalendar("a", "c"), Problem("a.calendar", "there is no calendar 'c'")),
    (DuplicateCode("a"), Problem("plan", "the code 'a' is used twice")),
    (CycleError(["a", "b"]), Problem("links", "form a cycle: a → b → a")),
    (
        CycleError(LONG_CYCLE),
        Problem(
            "links",
            f"form a cycle: {' → '.join(LONG_CYCLE[:20])} → … 980 more … → m0",
        ),
    ),
    (BeyondHorizon("a"), Problem("a.finish", "as computed, leaves the years 1 to 3999")),
    (SchedulingError("a", "work", "not now\n"), Problem("plan", "a: work not now\\n")),
]


@pytest.mark.parametrize(("error", "problem"), PROBLEMS)
def test_what_the_engine_refuses_is_a_problem(error: SchedulingError, problem: Problem) -> None:
    assert problem_of(error) == problem


SHOWN = {
    "rr-africa": "'rr-africa'",
    "الاستعراض": "'الاستعراض'",
    "a\u202eb\ud800\n": r"'a\u202eb\ud800\n'",
    "a" * 80: f"'{'a' * 80}'",
    "a" * 81: f"'{'a' * 79}…'",
}


@pytest.mark.parametrize(("text", "told"), SHOWN.items(), ids=range(len(SHOWN)))
def test_foreign_text_is_told_in_short(text: str, told: str) -> None:
    assert shown(text) == told
