from datetime import date

from app.plan import Role
from app.plan.updates import Revision
from app.store import Chapter
from app.store.memory import Histories, Memory
from tests.plans import NOW, small_plan


def test_an_answer_is_computed_once() -> None:
    memory, asked = Memory(2), []

    def compute() -> str:
        asked.append(1)
        return "answer"

    assert [memory.recall("name", compute, keep=True) for _ in range(3)] == ["answer"] * 3
    assert len(asked) == 1


def test_the_answer_unused_for_longest_is_forgotten() -> None:
    memory = Memory(2)
    for name in ("a", "b", "a", "c"):
        memory.recall(name, name.upper, keep=True)
    assert list(memory._answers) == ["a", "c"]


def test_large_answers_leave_room_for_fewer() -> None:
    memory = Memory(8, most=5)
    for name in ("aa", "b", "cc", "b", "dd"):
        memory.recall(name, name.upper, keep=True, weigh=len)
    assert list(memory._answers) == ["cc", "b", "dd"]
    memory.recall("eeeeee", "eeeeee".upper, keep=True, weigh=len)
    assert list(memory._answers) == ["eeeeee"]
    memory.recall("f", "f".upper, keep=True, weigh=len)
    assert list(memory._answers) == ["f"]


def test_what_may_not_be_kept_is_only_looked_up() -> None:
    memory = Memory(2)
    assert memory.recall("name", lambda: 1, keep=False) == 1
    assert memory.recall("name", lambda: 2, keep=True) == 2
    assert memory.recall("name", lambda: 3, keep=False) == 2


def chapter(number: int) -> Chapter:
    revision = Revision(
        number=number,
        recorded_at=NOW,
        data_date=date(2021, 5, 5),
        author="planner",
        reason="",
        kind="edit",
        role=Role.PLANNER,
    )
    return Chapter(revision=revision, plan=small_plan(), updates=())


CHAPTERS = tuple(map(chapter, range(3, 8)))
"""Revisions 3 to 7."""


def test_any_part_of_what_is_known_is_found() -> None:
    known = Histories()
    known.keep(1, CHAPTERS)
    assert known.find(1, 3, 7) == CHAPTERS
    assert known.find(1, 4, 6) == CHAPTERS[1:4]
    assert known.find(1, 7, 7) == CHAPTERS[4:]


def test_what_goes_beyond_it_is_not() -> None:
    known = Histories()
    known.keep(1, CHAPTERS)
    assert [known.find(1, 2, 5), known.find(1, 5, 8), known.find(2, 3, 7)] == [None] * 3
    assert known.find(1, 1, 1) is None
    known.forget()
    assert known.find(1, 3, 7) is None


def test_no_more_is_known_than_may_be() -> None:
    known = Histories(most=2 * len(CHAPTERS) * len(small_plan().milestones))
    for plan_id in (1, 2, 1, 3):
        known.keep(plan_id, CHAPTERS)
    assert [plan_id for plan_id in (1, 2, 3) if known.find(plan_id, 3, 7)] == [1, 3]
    known.keep(4, CHAPTERS * 3)
    assert [plan_id for plan_id in (1, 2, 3, 4) if known.find(plan_id, 3, 7)] == []
