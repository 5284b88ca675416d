"""What an agency owes as events of their own: a report by the last day in time, and news.

Nothing here counts days: a report that is owed stays in its place until it is made, and news are
due a number of days after the last ones, on a day that nothing but news moves.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from app.feeds.ical import Event
from app.feeds.texts import (
    DAY,
    description_of,
    description_without_date,
    isolated,
    milestone_page,
)
from app.store import News, Publication
from app.usecases.feed import Feed, Item
from app.usecases.owed import SILENT_DAYS
from app.usecases.telling import UNREPORTED, Undated
from app.usecases.wording import counted, spoken_day

ASKED = "To report: held, done, begun, or a new date."
ASKED_NEWS = "To say: how it stands; a note is enough."
ASKED_DATE = "To say: a date or a window, or how it stands; a note is enough."


def owed_of(item: Item, feed: Feed, base_url: str) -> Event:
    """The event of what is to be reported of a milestone."""
    url = milestone_page(item, feed, base_url)
    asked = "Not yet reported: " if item.state == UNREPORTED else "To report: "
    return _event(
        item,
        owed_uid(item.milestone.uid),
        url,
        entries=(item.entry,),
        day=due_on(item),
        summary=asked + isolated(item.milestone.title),
        told=(ASKED, *description_of(item, feed.target, url)),
    )


def news_of(item: Item, feed: Feed, base_url: str) -> Event:
    """The event of the day from which on it counts as silent, unless there are news before."""
    url, day = milestone_page(item, feed, base_url), feed.spoken.days.get(item.milestone.uid)
    told = description_of(item, feed.target, url)
    return _news(item, feed, url, heard=_heard(day), told=(ASKED_NEWS, _since(day, feed), *told))


def date_of(undated: Undated, feed: Feed, base_url: str) -> Event:
    """The same of what nobody has dated: beside news, a date is asked for."""
    uid, url = undated.milestone.uid, milestone_page(undated, feed, base_url)
    day = feed.spoken.days.get(uid)
    told = description_without_date(undated, feed.spoken.shown.get(uid), url)
    return _news(
        undated,
        feed,
        url,
        heard=f"no date; {_heard(day)}",
        told=(ASKED_DATE, _since(day, feed), *told),
    )


def owed_uid(milestone: UUID) -> UUID:
    """Another than the milestone's: it is another event."""
    return uuid5(milestone, "owed")


def news_uid(milestone: UUID, days: int) -> UUID:
    """Another for each number of days, since it stands on another day."""
    return uuid5(milestone, f"news {days}")


def silence_of(feed: Feed) -> int:
    """After how many days without any the feed asks for news."""
    return feed.scope.silence_days or SILENT_DAYS


def due_on(item: Item) -> date:
    """Its deadline, or the date that was told of it, whichever comes first."""
    return min(item.due or item.entry.finish, item.entry.finish)


def _news(item: Item | Undated, feed: Feed, url: str, *, heard: str, told: Iterable[str]) -> Event:
    """Both ledgers tell of it: either may change what is told."""
    uid, days = item.milestone.uid, silence_of(feed)
    ledgers = (feed.spoken.shown.get(uid), feed.spoken.news.get(uid))
    return _event(
        item,
        news_uid(uid, days),
        url,
        entries=[each for each in ledgers if each],
        day=(feed.spoken.days.get(uid) or feed.spoken.first) + timedelta(days=days),
        summary=f"News due: {isolated(item.milestone.title)} ({heard})",
        told=told,
    )


def _event(
    item: Item | Undated,
    uid: UUID,
    url: str,
    *,
    entries: Sequence[Publication | News],
    day: date,
    summary: str,
    told: Iterable[str],
) -> Event:
    """An event on ``day``; its sequence and its time grow with each of the ``entries``."""
    return Event(
        uid=str(uid),
        sequence=sum(each.sequence + 1 for each in entries) - 1,
        modified=max(each.last_modified for each in entries),
        starts=day,
        ends=day + DAY,
        summary=summary,
        description="\n".join(told),
        status="CONFIRMED",
        busy=False,
        url=url,
        categories=tuple(filter(None, (item.track, item.milestone.owner))),
    )


def _heard(day: date | None) -> str:
    return f"last {spoken_day(day)}" if day else "none yet"


def _since(day: date | None, feed: Feed) -> str:
    heard = (
        f"Last news: {spoken_day(day)}" if day else f"No news since {spoken_day(feed.spoken.first)}"
    )
    return f"{heard}; asked for after {counted(silence_of(feed))} without any."
