"""The choices on which scheduling tools differ, each with the answer taken here by default."""

from dataclasses import dataclass
from enum import StrEnum

from scheduling.errors import InvalidField


class WindowAssumption(StrEnum):
    """Where in its window an activity is taken to stand in the forward pass."""

    LAST = "last"
    """The prudent side: the last position that the window leaves."""
    FIRST = "first"


class ProgressRule(StrEnum):
    """What holds for work that started although its predecessors are unfinished (P6)."""

    RETAINED_LOGIC = "retained-logic"
    """What remains waits for the predecessors."""
    PROGRESS_OVERRIDE = "progress-override"
    """What remains goes on; links into its start no longer bind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to schedule, where tools differ; the defaults are the prudent side, and P6's default."""

    windows: WindowAssumption = WindowAssumption.LAST
    progress: ProgressRule = ProgressRule.RETAINED_LOGIC

    def __post_init__(self) -> None:
        if type(self.windows) is not WindowAssumption:
            raise InvalidField("options", "windows", "must be a WindowAssumption")
        if type(self.progress) is not ProgressRule:
            raise InvalidField("options", "progress", "must be a ProgressRule")


DEFAULTS = Options()
