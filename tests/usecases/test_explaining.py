"""Why a milestone stands where it stands, in the sentences that every door says."""

from datetime import date

import pytest

from app.plan import engine_link, network_of, options_of
from app.usecases.explaining import explained
from scheduling import PROJECT, Progress, Schedule, schedule
from tests.plans import CLEAR, DRAFT, FORUM, LAUNCH, LINKS, REVIEW, SEEDED, milestone, small_plan

ASIDE = milestone("aside", duration=3)
LOOSE = milestone("loose", duration=0)
WORDS = {
    "review": "review finishes on 2021-07-31, which is set by its window",
    "draft": "draft finishes on 2021-07-30, which is set by review FF",
    "launch": "launch finishes on 2021-08-06, which is set by clear FS",
    "forum": "forum finishes on 2022-05-13, which is set by a date given from outside the plan",
    "aside": "aside finishes on 2021-05-08, which is set by the data date, after which it can "
    "begin at once",
    "loose": "loose has no date: nobody has said one",
}
REASONS = {
    ("review", "launch"): "review drives launch through draft, clear",
    ("clear", "launch"): "clear drives launch",
    ("launch", "launch"): "launch is the target itself; its date is set by clear FS",
    ("forum", "launch"): "forum does not lead to launch",
    (
        "clear",
        "forum",
    ): "No link sets the date of forum; clear is on the chain with the least "
    "float to it: 136 working days",
    ("forum", "forum"): "forum is the target itself; its date is set by a date given from outside "
    "the plan",
    ("aside", "forum"): "aside does not lead to forum",
    ("aside", PROJECT): "aside has 370 working days of float to project: nothing waits for it",
    ("launch", PROJECT): "launch has 192 working days of float to project: forum does not wait for "
    "it, its date is set by a date given from outside the plan",
    ("forum", PROJECT): "forum drives project",
}


def standing(**progress: Progress) -> Schedule:
    plan = small_plan(milestones=(REVIEW, DRAFT, CLEAR, LAUNCH, FORUM, ASIDE, LOOSE))
    told = {**plan.progress, **progress}
    return schedule(
        network_of(plan), progress=told, data_date=plan.data_date, options=options_of(plan)
    )


def words(result: Schedule, code: str, target: str) -> str:
    return explained(result, code, [target], undated=code == "loose").reasons[0].message


def test_what_sets_a_date() -> None:
    result = standing()
    said = {code: explained(result, code, [], undated=code == "loose").message for code in WORDS}
    assert said == WORDS


@pytest.mark.parametrize(("code", "target"), REASONS)
def test_what_a_milestone_is_to_a_target(code: str, target: str) -> None:
    assert words(standing(), code, target) == REASONS[code, target]


def test_the_chain_that_sets_a_date() -> None:
    found = explained(standing(), "clear", ["launch"], undated=False)
    assert (found.steps, found.links) == (
        ("review", "draft", "clear"),
        tuple(map(engine_link, LINKS[:2])),
    )
    alone = explained(standing(), "review", ["launch"], undated=False)
    assert (alone.steps, alone.links) == (("review",), ())


def test_what_is_over() -> None:
    done = Progress(actual_start=date(2021, 5, 4), actual_finish=SEEDED)
    result = standing(review=done, aside=Progress(cancelled=True))
    assert words(result, "review", "launch") == "review is done"
    assert words(result, "launch", "aside") == "aside is cancelled: its links pass through it"
    assert explained(result, "review", [], undated=False).message == "review was over on 2021-05-05"
