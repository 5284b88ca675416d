"""What a database remembers of its own answers."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TypeVar, cast

from app.store.records import Chapter

Answer = TypeVar("Answer")
MOST_MILESTONES = 1_000_000
"""How many milestones all remembered chapters may have together: most of them share objects."""
MOST_WEIGHT = 200_000
"""How many milestones all other answers may have together, at some 1.7 kB each."""


def weightless(_answer: object) -> int:
    """Of what is small, or part of what is weighed already."""
    return 0


class Memory:
    """The answers used last, each under a name that says all it depends on.

    There are ``size`` at the most, and no more than weigh ``most`` together; the newest always
    stays. Only what can never change may be named here (a plan at a revision and a data date): an
    entry may be forgotten, it is never wrong.
    """

    def __init__(self, size: int, most: int = MOST_WEIGHT) -> None:
        self.histories = Histories()
        self._size = size
        self._most = most
        self._weight = 0
        self._answers: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = Lock()

    def recall(
        self,
        name: Hashable,
        compute: Callable[[], Answer],
        *,
        keep: bool,
        weigh: Callable[[Answer], int] = weightless,
    ) -> Answer:
        """The answer under ``name``, computed outside the lock when it is not there."""
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
                return cast(Answer, self._answers[name][0])
        answer = compute()
        if keep:
            self._put(name, answer, weigh(answer))
        return answer

    def forget(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._answers.clear()
            self._weight = 0
        self.histories.forget()

    def _put(self, name: Hashable, answer: object, weight: int) -> None:
        with self._lock:
            _, known = self._answers.pop(name, (None, 0))  # another thread may have been first
            self._answers[name] = answer, weight
            self._weight += weight - known
            while len(self._answers) > self._size or (
                self._weight > self._most and len(self._answers) > 1
            ):
                _, (_, gone) = self._answers.popitem(last=False)
                self._weight -= gone


class Histories:
    """The chapters of the plans that were asked for last, one stretch of each plan.

    What was accepted never changes, so any part of a stretch is an answer. They are forgotten, the
    oldest plan first, when all together have more than ``most`` milestones.
    """

    def __init__(self, most: int = MOST_MILESTONES) -> None:
        self._most = most
        self._known: OrderedDict[int, Sequence[Chapter]] = OrderedDict()
        self._lock = Lock()

    def find(self, plan_id: int, since: int, until: int) -> Sequence[Chapter] | None:
        """The chapters from revision ``since`` to ``until``; None unless all are known."""
        with self._lock:
            known = self._known.get(plan_id, ())
            if not known or since < known[0].revision.number:
                return None
            first = since - known[0].revision.number
            found = known[first : first + until - since + 1]
            if len(found) <= until - since:
                return None
            self._known.move_to_end(plan_id)
            return found

    def keep(self, plan_id: int, chapters: Sequence[Chapter]) -> None:
        """Remember ``chapters`` in place of what was known of the plan."""
        with self._lock:
            self._known[plan_id] = chapters
            self._known.move_to_end(plan_id)
            size = sum(map(_size, self._known.values()))
            while size > self._most:
                _, gone = self._known.popitem(last=False)
                size -= _size(gone)

    def forget(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._known.clear()


def _size(chapters: Sequence[Chapter]) -> int:
    return sum(len(each.plan.milestones) for each in chapters)
