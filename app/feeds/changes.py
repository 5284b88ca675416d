"""Changes as events: one on the day of each, saying what moved, by how much and through whom."""

from collections.abc import Callable, Iterator, Sequence

from app.feeds.ical import Event
from app.feeds.texts import DAY, isolated, plan_page
from app.store.tellings import Telling
from app.usecases.changed import Changed
from app.usecases.feed import Feed
from app.usecases.wording import spoken_days

MOST_NAMED = 40


def event_of_change(change: Changed, feed: Feed, base_url: str) -> Event:
    """The event of one publication; what was told once never changes."""
    url = plan_page(feed, base_url)
    return Event(
        uid=str(change.uid),
        sequence=0,
        modified=change.modified,
        starts=change.day,
        ends=change.day + DAY,
        summary=_summary(change),
        description="\n".join((*_description(change), f"The plan: {url}")),
        status="CONFIRMED",
        busy=False,
        url=url,
    )


def _summary(change: Changed) -> str:
    if change.number == 1:
        return f"Plan published: {_milestones(len(change.new))}"
    counts = (
        (change.moved, "moved"),
        (change.new, "added"),
        (change.gone, "taken out"),
        (change.undated, "without a date"),
    )
    told = [f"{_counted(each)} {words}" for each, words in counts if each]
    if not told:
        told = [f"particulars of {_counted(change.others)}"]
    return f"Plan changed: {'; '.join(told)}"


def _counted(told: Sequence[Telling]) -> str:
    """One is named, several are counted."""
    return isolated(told[0].title) if len(told) == 1 else _milestones(len(told))


def _description(change: Changed) -> Iterator[str]:
    yield from _listed(change.moved, lambda each: each.cause)
    yield from _listed(change.new, lambda each: spoken_days(each.start, each.finish))
    yield from _listed((*change.gone, *change.undated), lambda each: each.cause)
    yield from _listed(change.others, lambda _: "its date stays, other particulars changed")


def _listed(told: Sequence[Telling], say: Callable[[Telling], str]) -> Iterator[str]:
    for each in told[:MOST_NAMED]:
        yield f"{isolated(each.title)}: {say(each)}"
    if len(told) > MOST_NAMED:
        yield f"and {len(told) - MOST_NAMED} more"


def _milestones(count: int) -> str:
    return f"{count} milestone{'' if count == 1 else 's'}"
