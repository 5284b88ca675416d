"""What a database remembers of its own answers."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Answer = TypeVar("Answer")


class Memory:
    """The ``size`` most recently used answers, each under a name that says all it depends on.

    Only what can never change may be named here (a plan at a revision and a data date): an entry
    may be forgotten, it is never wrong.
    """

    def __init__(self, size: int) -> None:
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

    def _put(self, name: Hashable, answer: object) -> None:
        with self._lock:
            self._answers[name] = answer
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
