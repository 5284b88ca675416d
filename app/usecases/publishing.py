"""What an accepted change makes known: the ledger's next entries.

A milestone gets an entry when the facts told of it differ from those told last; its sequence then
grows by one, and its time is later than any time told before, even when the clock was set back or
two changes fall into one second. Moving back is told like any other move.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from app.plan.updates import Baseline
from app.store import News, Publication
from app.usecases.causes import Causes, Event
from app.usecases.reading import Reading
from app.usecases.telling import UNDATED, Told, told, told_undated
from app.usecases.wording import spoken_day
from scheduling import Status

SECOND = timedelta(seconds=1)
TOMBSTONE = timedelta(days=30)
"""How long what was cancelled or taken away is still shown so, counted between data dates."""
WITHDRAWN = "withdrawn"
BURIED = "buried"
WHY = {UNDATED: "its date was taken back", WITHDRAWN: "taken out of the plan"}


def publications(
    reading: Reading,
    ledger: Mapping[UUID, Publication],
    *,
    event: Event,
    baseline: Baseline | None,
    at: datetime,
) -> tuple[Publication, ...]:
    """The entries that ``reading`` adds to ``ledger`` (what was last told of each milestone).

    ``at`` is later than all that was told before.
    """
    draft = _Draft(reading, ledger, Causes(reading, event), at)
    current = {each.milestone.uid: each for each in told(reading, ledger, baseline)}
    news = [entry for each in current.values() if (entry := draft.entry(each))]
    news.extend(draft.withdrawals(current))
    return tuple(sorted(news, key=lambda entry: entry.uid))


def news(
    reading: Reading,
    ledger: Mapping[UUID, Publication],
    heard: Mapping[UUID, News],
    spoken_of: Iterable[str],
    *,
    at: datetime,
) -> tuple[News, ...]:
    """The entries that ``reading`` adds to ``heard``, the last entry of each milestone.

    ``ledger`` is what calendars show of it. A second word of the same day is no news.
    """
    number = max((last.number for last in heard.values()), default=0) + 1
    spoken = {reading.milestone(code).uid for code in spoken_of}
    undated = {each.milestone.uid: each.facts for each in told_undated(reading, ledger)}
    ended = {uid for uid, last in heard.items() if last.facts}
    entries = []
    for uid in sorted(spoken | undated.keys() | ended):
        last, facts = heard.get(uid), undated.get(uid, "")
        before = last.day if last else None
        day = reading.data_date if uid in spoken else before
        if last is None or (last.day, last.facts) != (day, facts):
            entry = News(
                uid=uid,
                number=number,
                sequence=last.sequence + 1 if last else 0,
                revision=reading.revision.number,
                day=day,
                facts=facts,
                last_modified=at,
            )
            entries.append(entry)
    return tuple(entries)


def later_than(now: datetime, told: Iterable[Publication | News]) -> datetime:
    """``now`` in whole seconds, and at least a second after all that was told before."""
    latest = max((each.last_modified for each in told), default=None)
    second = now.replace(microsecond=0)
    return max(second, latest + SECOND) if latest else second


class _Draft:
    """Entries of one publication: they share its number and its time."""

    def __init__(
        self,
        reading: Reading,
        ledger: Mapping[UUID, Publication],
        causes: Causes,
        at: datetime,
    ) -> None:
        self._reading = reading
        self._ledger = ledger
        self._causes = causes
        self._number = max((last.number for last in ledger.values()), default=0) + 1
        self._time = at

    def entry(self, news: Told) -> Publication | None:
        """The next entry of a milestone; None when people know all of it already."""
        last = self._ledger.get(news.milestone.uid)
        if last and last.facts == news.facts:
            return self._burial(last) if news.state == Status.CANCELLED else None
        return Publication(
            uid=news.milestone.uid,
            number=self._number,
            sequence=last.sequence + 1 if last else 0,
            revision=self._reading.revision.number,
            data_date=self._reading.data_date,
            last_modified=self._time,
            facts=news.facts,
            start=news.start,
            finish=news.finish,
            cause=self._cause(news, last) if last else "",
        )

    def withdrawals(self, current: Mapping[UUID, Told]) -> Iterator[Publication]:
        """An entry for what was told and has left the plan, or has lost its date."""
        standing = {milestone.uid for milestone in self._reading.plan.milestones}
        for uid, last in self._ledger.items():
            if uid in current:
                continue
            if not last.withdrawn:
                facts = UNDATED if uid in standing else WITHDRAWN
                yield self._end(last, facts, f"{WHY[facts]}, {spoken_day(self._reading.data_date)}")
            elif last.facts != BURIED and (burial := self._burial(last)):
                yield burial

    def _burial(self, last: Publication) -> Publication | None:
        """The entry after which nothing is shown any more, once it has been shown long enough."""
        if self._reading.data_date - last.data_date <= TOMBSTONE:
            return None
        return self._end(last, BURIED, "")

    def _end(self, last: Publication, facts: str, cause: str) -> Publication:
        return replace(
            last,
            number=self._number,
            sequence=last.sequence + 1,
            revision=self._reading.revision.number,
            data_date=self._reading.data_date,
            last_modified=self._time,
            facts=facts,
            cause=cause,
            withdrawn=True,
        )

    def _cause(self, news: Told, last: Publication) -> str:
        """Why it moved; what moves nothing leaves people the reason of the last move."""
        if (last.start, last.finish) == (news.start, news.finish):
            return last.cause or self._causes.of_change(news.milestone)
        return self._causes.of_move(
            news.milestone, (last.start, last.finish), (news.start, news.finish)
        )
