"""What each change does to a plan; what cannot be done is noted and changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.documents.building import calendar_of, link_of, milestone_of
from app.documents.changes import Named, NamedLink, NamedMilestone, Patch, Renaming, TrackFacts
from app.documents.changing import Changing
from app.documents.entries import CalendarEntry, LinkEntry, MilestoneFacts, PlanEntry
from app.documents.reading import note_holidays
from app.documents.tables import table_of
from app.documents.writing import calendar_table, link_table, milestone_table
from app.plan.model import default_uid
from scheduling import EVERY_DAY

MOST_SHOWN = 10
"""Links that are named when a milestone cannot be removed for them."""


def set_plan(changing: Changing, said: Patch, place: str) -> None:
    facts = {key: value for key, value in table_of(said).items() if key != "pinned"}
    header = {**table_of(changing.header), **facts}
    changing.header = changing.problems.read(PlanEntry, header, place) or changing.header


def set_track(changing: Changing, said: TrackFacts, _place: str) -> None:
    changing.tracks[said.code] = said.title


def rename_track(changing: Changing, said: Renaming, place: str) -> None:
    used = {each.track for each in changing.milestones.values()}
    tracks = used | changing.tracks.keys()
    if not changing.knows(tracks, said.code, "track", f"{place}.code"):
        return
    if changing.frees(tracks, said.to, "track", f"{place}.to"):
        titles = changing.tracks.items()
        changing.tracks = {said.to if c == said.code else c: title for c, title in titles}
        for code, each in changing.milestones.items():
            if each.track == said.code:
                changing.milestones[code] = replace(each, track=said.to)


def remove_track(changing: Changing, said: Named, place: str) -> None:
    if changing.knows(changing.tracks, said.code, "track", f"{place}.code"):
        del changing.tracks[said.code]


def add_calendar(changing: Changing, said: CalendarEntry, place: str) -> None:
    calendars = {EVERY_DAY.name, *changing.calendars}
    if changing.frees(calendars, said.code, "calendar", f"{place}.code"):
        _put_calendar(changing, said, place)


def set_calendar(changing: Changing, said: Patch, place: str) -> None:
    facts = table_of(said)
    code = facts["code"]
    if changing.knows(changing.calendars, code, "calendar", f"{place}.code"):
        facts = {**calendar_table(changing.calendars[code]), **facts}
        entry = changing.problems.read(CalendarEntry, facts, place)
        if entry:
            _put_calendar(changing, entry, place)


def _put_calendar(changing: Changing, entry: CalendarEntry, place: str) -> None:
    note_holidays(entry, place, changing.problems)
    changing.calendars[entry.code] = calendar_of(entry)
    changing.places["calendar", entry.code] = place


def rename_calendar(changing: Changing, said: Renaming, place: str) -> None:
    """The renamed one comes last: in the store it begins anew."""
    calendars = {EVERY_DAY.name, *changing.calendars}
    if not changing.knows(changing.calendars, said.code, "calendar", f"{place}.code"):
        return
    if changing.frees(calendars, said.to, "calendar", f"{place}.to"):
        renamed = changing.calendars.pop(said.code)
        changing.calendars[said.to] = replace(renamed, code=said.to)
        for code, each in changing.milestones.items():
            if each.calendar == said.code:
                changing.milestones[code] = replace(each, calendar=said.to)


def remove_calendar(changing: Changing, said: Named, place: str) -> None:
    if changing.knows(changing.calendars, said.code, "calendar", f"{place}.code"):
        del changing.calendars[said.code]


def add_milestone(changing: Changing, said: MilestoneFacts, place: str) -> None:
    """Without a uid it gets its code's own, or the next one where a renamed one has that."""
    if not changing.frees(changing.milestones, said.code, "milestone", f"{place}.code"):
        return
    milestone = milestone_of(said, changing.header)
    if said.uid is None:
        taken = {each.uid for each in changing.milestones.values()}
        names = (said.code, *(f"{said.code}/{n}" for n in range(2, len(taken) + 3)))
        uids = (default_uid(changing.plan.code, name) for name in names)
        milestone = replace(milestone, uid=next(uid for uid in uids if uid not in taken))
    changing.milestones[said.code] = milestone
    changing.places["milestone", said.code] = place


def set_milestone(changing: Changing, said: Patch, place: str) -> None:
    facts = table_of(said)
    code, header = facts["code"], changing.header
    if changing.knows(changing.milestones, code, "milestone", f"{place}.code"):
        standing = changing.milestones[code]
        facts = {**milestone_table(standing, header.code, header.zone), **facts}
        entry = changing.problems.read(MilestoneFacts, facts, place)
        if entry:
            changing.milestones[code] = milestone_of(entry, header)
            changing.places["milestone", code] = place


def rename_milestone(changing: Changing, said: Renaming, place: str) -> None:
    old, new = said.code, said.to
    if not changing.knows(changing.milestones, old, "milestone", f"{place}.code"):
        return
    if not changing.frees(changing.milestones, new, "milestone", f"{place}.to"):
        return
    changing.milestones = {
        new if code == old else code: replace(each, code=new) if code == old else each
        for code, each in changing.milestones.items()
    }
    for link_id in changing.linked_to(old):
        link = changing.links[link_id]
        predecessor = new if link.predecessor == old else link.predecessor
        successor = new if link.successor == old else link.successor
        changing.links[link_id] = replace(link, predecessor=predecessor, successor=successor)
    targets = [new if code == old else code for code in changing.header.targets]
    changing.header = changing.header.model_copy(update={"targets": targets})
    changing.places["milestone", new] = place


def remove_milestone(changing: Changing, said: NamedMilestone, place: str) -> None:
    if not changing.knows(changing.milestones, said.code, "milestone", f"{place}.code"):
        return
    hanging = changing.linked_to(said.code)
    if hanging and not said.with_links:
        named = ", ".join(map(str, hanging[:MOST_SHOWN])) + (", …" * (len(hanging) > MOST_SHOWN))
        rule = f"links hang on it ({named}): remove them first, or say with_links = true"
        changing.problems.add(f"{place}.with_links", rule)
        return
    for link_id in hanging:
        del changing.links[link_id]
    del changing.milestones[said.code]


def add_link(changing: Changing, said: LinkEntry, place: str) -> None:
    link_id = next(changing.link_ids)
    changing.links[link_id] = replace(link_of(said), id=link_id)
    changing.places["link", link_id] = place


def set_link(changing: Changing, said: Patch, place: str) -> None:
    facts = table_of(said)
    link_id = facts.pop("id")
    if changing.knows(changing.links, link_id, "link", f"{place}.id"):
        facts = {**link_table(changing.links[link_id]), **facts}
        entry = changing.problems.read(LinkEntry, facts, place)
        if entry:
            changing.links[link_id] = replace(link_of(entry), id=link_id)
            changing.places["link", link_id] = place


def remove_link(changing: Changing, said: NamedLink, place: str) -> None:
    if changing.knows(changing.links, said.id, "link", f"{place}.id"):
        del changing.links[said.id]


VERBS: Mapping[str, Callable[[Changing, Any, str], None]] = {
    each.__name__: each
    for each in (
        set_plan,
        set_track,
        rename_track,
        remove_track,
        add_calendar,
        set_calendar,
        rename_calendar,
        remove_calendar,
        add_milestone,
        set_milestone,
        rename_milestone,
        remove_milestone,
        add_link,
        set_link,
        remove_link,
    )
}
