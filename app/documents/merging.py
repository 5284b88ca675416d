"""Two changes of one plan brought together: where they conflict, and what they come to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.documents.applying import checked
from app.documents.building import calendar_of, link_of, milestone_of
from app.documents.changes import Renaming
from app.documents.changing import Changing
from app.documents.differences import Difference, Fate, Subject, differences, table_of_part
from app.documents.entries import CalendarEntry, LinkEntry, MilestoneFacts, PlanEntry
from app.documents.tables import Table, table_of
from app.documents.verbs import rename_milestone
from app.errors import ChangesError
from app.plan.model import Plan
from app.plan.recoding import recoded
from scheduling import NOT_STARTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What two changes say of one key of one part, and what stood there before them.

    ``field`` is empty where one of them removed the part that the other changed.
    """

    subject: Subject
    name: str
    key: str
    field: str
    before: Any
    present: Any
    proposed: Any


def conflicts(base: Plan, present: Plan, proposed: Plan) -> tuple[Conflict, ...]:
    """Where what became of ``base`` in ``present`` is not what becomes of it in ``proposed``."""
    names = _Names(base, present, proposed)
    was, wanted = names.alike(base), names.alike(proposed)
    theirs = {(each.subject, each.key): each for each in differences(was, present)}
    return (
        *names.conflicts(),
        *(
            conflict
            for ours in differences(was, wanted)
            if (other := theirs.get((ours.subject, ours.key)))
            for conflict in _conflicts(ours, other)
        ),
    )


class _Names:
    """What the milestones are called in three states of a plan: a new code is no other change."""

    def __init__(self, base: Plan, present: Plan, proposed: Plan) -> None:
        self._base, self._present, self._proposed = map(_codes, (base, present, proposed))
        labels = {**self._present}
        taken = set(labels.values())
        for uid, code in {**self._proposed, **self._base}.items():
            if uid not in labels:
                labels[uid] = str(uid) if code in taken else code
        self._labels = labels

    def alike(self, plan: Plan) -> Plan:
        """``plan`` with its milestones called as in the present, where they are part of it."""
        return recoded(plan, {each.code: self._labels[each.uid] for each in plan.milestones})

    def renamed(self) -> Iterator[tuple[str, str]]:
        """The code in the present, and the proposed one, of what the proposal renames."""
        for uid, code in self._proposed.items():
            if uid in self._present and self._base.get(uid, code) != code:
                yield self._present[uid], code

    def conflicts(self) -> Iterator[Conflict]:
        """The milestones that both rename, not to the same."""
        for uid, was in self._base.items():
            present, proposed = self._present.get(uid, was), self._proposed.get(uid, was)
            if was not in (present, proposed) and present != proposed:
                yield Conflict(
                    subject=Subject.MILESTONE,
                    name=present,
                    key=str(uid),
                    field="code",
                    before=was,
                    present=present,
                    proposed=proposed,
                )


def _codes(plan: Plan) -> dict[UUID, str]:
    return {each.uid: each.code for each in plan.milestones}


def _conflicts(ours: Difference, theirs: Difference) -> Iterator[Conflict]:
    linked = ours.subject is Subject.LINK
    name = f"{theirs.name} ({theirs.title})" if linked else theirs.name
    about: dict[str, Any] = {"subject": ours.subject, "name": name, "key": ours.key}
    if Fate.REMOVED in (ours.fate, theirs.fate):
        if ours.fate is not theirs.fate:
            yield Conflict(**about, field="", before=None, present=theirs.fate, proposed=ours.fate)
        return
    said = {each.field: each for each in theirs.fields}
    for each in ours.fields:
        other = said.get(each.field)
        if other and other.after != each.after:
            yield Conflict(
                **about,
                field=each.field,
                before=each.before,
                present=other.after,
                proposed=each.after,
            )


def merged(base: Plan, present: Plan, proposed: Plan) -> Plan:
    """``present`` with what ``proposed`` changed of ``base``; ChangesError where that is no plan.

    Progress is left as it is in ``present``. Where the two conflict, ``proposed`` wins.
    """
    names = _Names(base, present, proposed)
    was, wanted = (replace(names.alike(plan), progress={}) for plan in (base, proposed))
    changing = Changing.of(present, next_link=0)
    found = differences(was, wanted)
    for difference in sorted(found, key=lambda each: each.fate is not Fate.REMOVED):
        _MERGES[difference.subject](changing, difference, wanted)
    for code, to in names.renamed():
        if code != to:
            rename_milestone(changing, Renaming(code=code, to=to), f"milestone {code}")
    changing.problems.refuse(ChangesError)
    return checked(changing)


def _merge_plan(changing: Changing, difference: Difference, _proposed: Plan) -> None:
    header = _with(table_of(changing.header), difference)
    changing.header = PlanEntry.model_validate(header)


def _merge_track(changing: Changing, difference: Difference, proposed: Plan) -> None:
    code = difference.key
    if difference.fate is Fate.REMOVED:
        changing.tracks.pop(code, None)
    else:
        changing.tracks[code] = proposed.tracks[code]


def _merge_calendar(changing: Changing, difference: Difference, proposed: Plan) -> None:
    code = difference.key
    standing = changing.calendars.get(code)
    if difference.fate is Fate.REMOVED:
        changing.calendars.pop(code, None)
    elif standing is None:
        changing.calendars[code] = next(each for each in proposed.calendars if each.code == code)
    else:
        facts = _with(table_of_part(standing), difference)
        changing.calendars[code] = calendar_of(CalendarEntry.model_validate(facts))


def _merge_milestone(changing: Changing, difference: Difference, proposed: Plan) -> None:
    uid = UUID(difference.key)
    standing = next((each for each in changing.milestones.values() if each.uid == uid), None)
    if difference.fate is Fate.REMOVED:
        if standing:
            del changing.milestones[standing.code]
        return
    if standing is None:
        milestone = next(each for each in proposed.milestones if each.uid == uid)
    else:
        facts = _with(table_of_part((standing, NOT_STARTED)), difference)
        entry = MilestoneFacts.model_validate(facts)
        milestone = replace(milestone_of(entry, changing.header), uid=uid)
    code = milestone.code
    if standing or changing.frees(changing.milestones, code, "milestone", f"milestone {code}"):
        changing.milestones[code] = milestone


def _merge_link(changing: Changing, difference: Difference, proposed: Plan) -> None:
    link_id = int(difference.key)
    standing = changing.links.get(link_id)
    if difference.fate is Fate.REMOVED:
        changing.links.pop(link_id, None)
    elif standing is None:
        changing.links[link_id] = next(each for each in proposed.links if each.id == link_id)
    else:
        facts = _with(table_of_part(standing), difference)
        changing.links[link_id] = replace(link_of(LinkEntry.model_validate(facts)), id=link_id)


def _with(standing: Table, difference: Difference) -> Table:
    return {**standing, **{each.field: each.after for each in difference.fields}}


_MERGES: Mapping[Subject, Callable[[Changing, Difference, Plan], None]] = {
    Subject.PLAN: _merge_plan,
    Subject.TRACK: _merge_track,
    Subject.CALENDAR: _merge_calendar,
    Subject.MILESTONE: _merge_milestone,
    Subject.LINK: _merge_link,
}
