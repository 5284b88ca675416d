"""What a database remembers of its own answers."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TypeVar, cast

from app.store.records import Chapter

Answer = TypeVar("Answer")
MOST_MILESTONES = 1_000_000
"""How many milestones all remembered chapters may have together."""


class Memory:
    """The ``size`` most recently used answers, each under a name that says all it depends on.

    Only what can never change may be named here (a plan at a revision and a data date): an entry
    may be forgotten, it is never wrong.
    """

    def __init__(self, size: int) -> None:
        self.histories = Histories()
        self._size = size
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def recall(self, name: Hashable, compute: Callable[[], Answer], *, keep: bool) -> Answer:
        """The answer under ``name``, computed outside the lock when it is not there."""
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
                return cast(Answer, self._answers[name])
        answer = compute()
        if keep:
            self._put(name, answer)
        return answer

    def forget(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._answers.clear()
        self.histories.forget()

    def _put(self, name: Hashable, answer: object) -> None:
        with self._lock:
            self._answers[name] = answer
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)


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
