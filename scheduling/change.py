"""What if: a change to a network, its progress or its data date, and the problem after it."""

from collections import ChainMap, Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from scheduling.activities import Activity, Link
from scheduling.calendars import EVERY_DAY, Calendar
from scheduling.errors import UnknownCode
from scheduling.instants import SPARSE
from scheduling.network import Network
from scheduling.progress import Progress, checked_progress
from scheduling.setting import Case
from scheduling.validation import check_activities


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A set of changes, made at once.

    ``activities`` and ``calendars`` are added, or replace those of the same code or name;
    ``removed`` activities go with their links. ``unlinked`` takes one equal link each. ``progress``
    replaces what was reported of an activity; ``data_date`` None leaves the date as it was.
    """

    activities: tuple[Activity, ...] = ()
    removed: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    data_date: date | None = None


def changed_network(network: Network, change: Change) -> Network:
    """``network`` after ``change``.

    Raises as :meth:`Network.of` does; UnknownCode for what is removed or unlinked and not there.
    """
    activities = dict(network.activities)
    for code in change.removed:
        if activities.pop(code, None) is None:
            raise UnknownCode(code, "removed")
    activities.update((each.code, each) for each in change.activities)
    gone = set(change.removed) - {each.code for each in change.activities}
    kept = (
        link
        for link in _without(network.links, change.unlinked)
        if gone.isdisjoint((link.predecessor, link.successor))
    )
    calendars = {**network.calendars, **{each.name: each for each in change.calendars}}
    own = (each for each in calendars.values() if each is not EVERY_DAY)
    return Network.of(activities.values(), (*kept, *change.links), own, network.start)


def _without(links: Sequence[Link], unlinked: Sequence[Link]) -> Sequence[Link]:
    """``links`` less one equal link for each of ``unlinked``."""
    if not unlinked:
        return links
    left, kept = Counter(unlinked), []
    for link in links:
        if left[link]:
            left[link] -= 1
        else:
            kept.append(link)
    for link in left.elements():
        raise UnknownCode(str(link), "unlinked", "link")
    return kept


def changed_case(case: Case, change: Change, network: Network | None = None) -> Case:
    """``case`` after ``change``, not scheduled yet; ``network`` is the changed one if it is known.

    Raises as :func:`reschedule` does, but for dates beyond the horizon.
    """
    data_date = change.data_date or case.data_date
    progress: Mapping[str, Progress]
    if not goes_on(case, change):
        network = network or changed_network(case.network, change)
        progress = checked_progress(network.activities, progress_after(case, change), data_date)
    else:
        if change.activities:
            network = network or with_activities(case.network, change.activities)
        network = network or case.network
        progress = reported_after(case, network, change, data_date)
    return Case(network=network, progress=progress, data_date=data_date, options=case.options)


def progress_after(case: Case, change: Change) -> Mapping[str, Progress]:
    """What is reported after ``change``, of what is still there; not checked yet."""
    progress = {**case.progress, **change.progress}
    return {code: each for code, each in progress.items() if code not in change.removed}


def goes_on(before: Case, change: Change) -> bool:
    """Whether links and calendars stay, and the data date stays or moves forward.

    What was reported then still holds.
    """
    known, after = before.data_date, change.data_date
    forward_only = after is None or (known is not None and known <= after)
    return forward_only and _keeps_topology(before.network, change)


def _keeps_topology(network: Network, change: Change) -> bool:
    same = not (change.removed or change.links or change.unlinked or change.calendars)
    return same and all(
        each.code in network.activities and network.activities[each.code].calendar == each.calendar
        for each in change.activities
    )


def changed_by(change: Change) -> Set[str]:
    """The codes of the activities of which ``change`` says anything."""
    return {each.code for each in change.activities} | change.progress.keys()


def reported_after(
    before: Case, network: Network, change: Change, data_date: date | None
) -> Mapping[str, Progress]:
    """The progress after ``change``; only that of the activities which it names is checked."""
    codes = changed_by(change)
    if not (change.progress or any(code in before.progress for code in codes)):
        return before.progress
    merged = {**before.progress, **change.progress}
    said = {code: merged.pop(code) for code in codes if code in merged}
    return {**merged, **checked_progress(network.activities, said, data_date)}


def with_activities(network: Network, activities: Iterable[Activity]) -> Network:
    """``network`` with some ``activities`` replaced by others of the same code and calendar.

    Cheaper than making it anew, which is needed where links, calendars or codes change; nothing
    checks that here. InvalidField where one of them breaks a rule.
    """
    replaced = {each.code: each for each in activities}
    dated = check_activities(replaced.values(), network.calendars)
    if dated or any(network.activities[code].says_a_date for code in replaced):
        dated = (*(each for each in network.dated if each.code not in replaced), *dated)
    else:
        dated = network.dated
    return replace(network, activities=_overlaid(network.activities, replaced), dated=dated)


def _overlaid(
    activities: Mapping[str, Activity], replaced: Mapping[str, Activity]
) -> Mapping[str, Activity]:
    """``activities`` with some ``replaced``, at the cost of those as long as they are few."""
    earlier: Mapping[str, Activity] = {}
    whole = activities
    if isinstance(activities, ChainMap):
        earlier, whole = activities.maps
    own = {**earlier, **replaced}
    if SPARSE * len(own) >= len(whole):
        return {**whole, **own}
    return ChainMap(own, cast("dict[str, Activity]", whole))
