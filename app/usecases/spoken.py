"""What an agency is told of its milestones beside what is published: news, and what has no date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.store import News, Point, Publication, Store
from app.usecases.reading import recalled
from app.usecases.telling import Undated, told_undated


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """When the milestones of a plan that began on ``first`` were last spoken of, by uid.

    ``news`` is how that was told. ``undated`` are those of the agency that nobody has dated,
    ``shown`` is what calendars were told of any milestone last.
    """

    first: date = date.min
    days: Mapping[UUID, date] = field(default_factory=dict)
    news: Mapping[UUID, News] = field(default_factory=dict)
    undated: tuple[Undated, ...] = ()
    shown: Mapping[UUID, Publication] = field(default_factory=dict)

    @property
    def last(self) -> News | None:
        """The newest entry of the plan."""
        return max(self.news.values(), key=lambda each: each.number, default=None)


def spoken(store: Store, newest: Point, agency: str) -> Spoken:
    """What ``agency`` is told as of the plan's ``newest`` revision."""
    reading = recalled(store, newest, newest.revision.data_date)
    shown, news = store.published(newest.plan_id), store.news(newest.plan_id)
    return Spoken(
        first=store.find(reading.plan.code, 1).revision.data_date,
        days=store.last_spoken(newest),
        news=news,
        undated=tuple(
            each
            for each in told_undated(reading, shown)
            if agency in each.milestone.agencies and each.milestone.uid in news
        ),
        shown=shown,
    )
