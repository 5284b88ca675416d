"""What takes one accepted change back out of the plan that came of it and all that followed."""

from collections.abc import Iterator

from scheduling import NOT_STARTED, Activity, Change, Link, Progress, Schedule, State


def undo(before: State, after: State, final: Schedule) -> Change:
    """The change that undoes in ``final`` what led from ``before`` to ``after``.

    What a later change has said otherwise already is left as that change said.
    """
    return Change(
        activities=tuple(_activities(before, after, final)),
        removed=tuple(
            code
            for code in after.network.activities
            if code not in before.network.activities and code in final.network.activities
        ),
        links=tuple(_missing(before.network.links, after.network.links, final)),
        unlinked=tuple(_added(before.network.links, after.network.links, final)),
        calendars=tuple(
            calendar
            for name, calendar in before.network.calendars.items()
            if after.network.calendars.get(name) != calendar
            and final.network.calendars.get(name) == after.network.calendars.get(name)
        ),
        progress=dict(_progress(before, after, final)),
    )


def _activities(before: State, after: State, final: Schedule) -> Iterator[Activity]:
    now = final.network.activities
    for code, known in before.network.activities.items():
        made = after.network.activities.get(code)
        if made is not None and made is not known and made != known and now.get(code) == made:
            yield known


def _missing(before: tuple[Link, ...], after: tuple[Link, ...], final: Schedule) -> Iterator[Link]:
    """The links that the change took away and nothing has put back."""
    if before == after:
        return
    here = final.network.activities
    for link in before:
        ends = {link.predecessor, link.successor}
        if link not in after and link not in final.network.links and ends <= here.keys():
            yield link


def _added(before: tuple[Link, ...], after: tuple[Link, ...], final: Schedule) -> Iterator[Link]:
    if before == after:
        return
    for link in after:
        if link not in before and link in final.network.links:
            yield link


def _progress(before: State, after: State, final: Schedule) -> Iterator[tuple[str, Progress]]:
    for code, made in after.progress.items():
        known = before.progress.get(code, NOT_STARTED)
        if made is known or made == known or code not in before.network.activities:
            continue
        if final.progress.get(code, NOT_STARTED) == made:
            yield code, known
