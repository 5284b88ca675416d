"""What is drawn: the variables of a simulation, numbered as they are read."""

from dataclasses import dataclass

import numpy as np

from scheduling.risk.bounds import Range
from scheduling.risk.model import Duration, Position, Variable
from scheduling.risk.scale import Numbers, Roll, Scale
from scheduling.risk.streams import Stream
from scheduling.risk.uncertainty import Inverse

DURATION, WINDOW = 0, 1
"""What an activity draws, each from its own stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The places in a window: ``room`` working days from number ``first`` of ``calendar`` on."""

    calendar: int
    first: int
    room: int

    def of_work(self, least: int) -> Range:
        """Where work of at least so many days may begin."""
        return self.first, self.first + max(0, self.room - least)

    def places(self, scale: Scale, roll: Roll) -> Numbers:
        """The instants at which something without length may stand."""
        numbers = np.arange(self.first, self.first + max(1, self.room))
        return scale.days[self.calendar][numbers] + (roll is Roll.CLOSES)


class Drawing:
    """The variables so far."""

    def __init__(self) -> None:
        self.variables: list[Variable] = []

    def duration(self, code: str, inverse: Inverse) -> int:
        """The number of the duration of ``code``."""
        stream = Stream.of(code, DURATION)
        return self._numbered(Duration(code=code, inverse=inverse, stream=stream))

    def place(
        self,
        code: str,
        window: Window,
        work: int,
        *,
        duration: int | None = None,
        days: Numbers | None = None,
    ) -> int:
        """The number of the place of ``code`` in ``window``; see :class:`Position`."""
        position = Position(
            code=code,
            room=window.room,
            work=work,
            duration=duration,
            first=window.first,
            days=days,
            stream=Stream.of(code, WINDOW),
        )
        return self._numbered(position)

    def _numbered(self, variable: Variable) -> int:
        self.variables.append(variable)
        return len(self.variables) - 1
