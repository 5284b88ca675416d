"""What has happened to an activity, as of the close of the data date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Progress of one activity: actual dates (inclusive days) and what remains.

    ``remaining`` is in working days of the activity's calendar, counted from the day after the
    data date; ``expected_finish`` (inclusive) may be given in its place. ``cancelled`` excludes
    everything else: the activity keeps its links and loses its duration and its dates.
    """

    actual_start: date | None = None
    actual_finish: date | None = None
    remaining: int | None = None
    expected_finish: date | None = None
    cancelled: bool = False

    @property
    def started(self) -> bool:
        return self.actual_start is not None

    @property
    def finished(self) -> bool:
        return self.actual_finish is not None


NOT_STARTED = Progress()
