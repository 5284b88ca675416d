"""What takes one accepted change back out of the plan that came of it and all that followed."""

from collections.abc import Iterator

from scheduling import NOT_STARTED, Activity, Change, Link, Progress, Schedule, State


def undo(before: State, after: State, final: Schedule) -> Change:
    """The change that undoes in ``final`` what led from ``before`` to ``after``.

    What a later change has said otherwise already is left as that change said.
    """
    missing, added = _links(before, after, final)
    return Change(
        activities=tuple(_activities(before, after, final)),
        removed=tuple(
            code
            for code in after.network.activities
            if code not in before.network.activities and code in final.network.activities
        ),
        links=tuple(missing),
        unlinked=tuple(added),
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


def _links(before: State, after: State, final: Schedule) -> tuple[list[Link], list[Link]]:
    """The links that the change took away and nothing has put back; those it added that stand."""
    if before.network.links == after.network.links:
        return [], []
    was, made = set(before.network.links), set(after.network.links)
    now, here = set(final.network.links), final.network.activities.keys()
    missing = [
        link
        for link in before.network.links
        if link not in made and link not in now and {link.predecessor, link.successor} <= here
    ]
    return missing, [link for link in after.network.links if link not in was and link in now]


def _progress(before: State, after: State, final: Schedule) -> Iterator[tuple[str, Progress]]:
    for code, made in after.progress.items():
        known = before.progress.get(code, NOT_STARTED)
        if made is known or made == known or code not in before.network.activities:
            continue
        if final.progress.get(code, NOT_STARTED) == made:
            yield code, known
