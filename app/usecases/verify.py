"""Whether a plan's log is whole, and says what the tables hold."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.store import Entry, Store
from app.store.chain import FIRST, canonical, digest_of
from app.store.log import Kept
from app.usecases.archiving import ARCHIVE, RESTORE
from app.usecases.visibility import PRIVATE, PUBLIC

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first revision of which the log and the tables do not tell the same story, and how."""

    revision: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found of one plan; ``digest`` is that of its newest entry.

    Who keeps a digest can show later that nothing up to it was changed or taken away.
    """

    plan: str
    entries: int
    digest: str
    broken: Broken | None


def verify(store: Store, plan: str, *, seen: str = "") -> Verified:
    """Walk the log of ``plan``. ``seen`` is a digest noted earlier, which must still be there."""
    plan_id = store.find(plan).plan_id
    entries, kept = store.log(plan_id), store.kept(plan_id)
    broken = next(_broken(plan, entries, kept), None)
    if broken is None and seen and seen not in (entry.digest for entry in entries):
        broken = Broken(revision=len(entries), reason="the digest noted earlier is in no entry")
    return Verified(
        plan=plan,
        entries=len(entries),
        digest=entries[-1].digest if entries else FIRST,
        broken=broken,
    )


def verify_all(store: Store) -> tuple[Verified, ...]:
    """Every plan, by code."""
    return tuple(verify(store, plan.code) for plan in store.plans())


def verify_asked(store: Store, plan: str | None, *, seen: str = "") -> tuple[Verified, ...]:
    """The plan asked for, else every plan; NotFound where there is none."""
    if plan is not None:
        return (verify(store, plan, seen=seen),)
    found = verify_all(store)
    if not found:
        raise NotFound("plan", "any")
    return found


def _broken(plan: str, entries: Sequence[Entry], kept: Kept) -> Iterator[Broken]:
    """All that is wrong, in the order of the revisions."""
    by_number = {entry.revision: entry for entry in entries}
    previous, told = FIRST, list[Facts]()
    for number in range(1, max([*by_number, *kept.revisions, *kept.numbers], default=0) + 1):
        entry = by_number.get(number)
        if entry is None:
            yield Broken(revision=number, reason="it has no entry in the log")
            continue
        for reason in _faults(plan, entry, previous, kept):
            yield Broken(revision=number, reason=reason)
        told.extend(_said(entry).get("baselines", ()))
        previous = entry.digest
    if _more(kept.baselines, told):
        yield Broken(revision=len(entries), reason="a baseline is in no entry")
    if kept.is_private != _is_private(entries):
        yield Broken(revision=len(entries), reason="who sees the plan is not what the log says")
    if kept.archived_since != _archived_since(entries):
        yield Broken(revision=len(entries), reason="whether it is in use is not what the log says")


def _is_private(entries: Sequence[Entry]) -> bool:
    """Whether only who holds a key sees the plan; all do unless it was said."""
    kinds = [_said(entry).get("kind") for entry in entries]
    return next((each == PRIVATE for each in reversed(kinds) if each in (PRIVATE, PUBLIC)), False)


def _archived_since(entries: Sequence[Entry]) -> int | None:
    """The revision that put the plan away, unless a later one took it back into use."""
    for entry in reversed(entries):
        kind = _said(entry).get("kind")
        if kind in (ARCHIVE, RESTORE):
            return entry.revision if kind == ARCHIVE else None
    return None


def _faults(plan: str, entry: Entry, previous: str, kept: Kept) -> Iterator[str]:
    if entry.previous != previous:
        yield "its entry does not follow the one before"
    if entry.digest != digest_of(entry.previous, entry.text):
        yield "its entry was changed after it was written"
    row = kept.revisions.get(entry.revision)
    if row is None:
        yield "the revision is missing"
        return
    said = _said(entry)
    if said.get("plan") != plan or not _agree([row], [_shared(said, row)]):
        yield "who made it, when or why is not what its entry says"
    yield from _rows_that_differ(entry.revision, said, kept)


def _rows_that_differ(number: int, said: Facts, kept: Kept) -> Iterator[str]:
    wrote = kept.written(number)
    for part, tables in (("before", wrote.before), ("after", wrote.after)):
        for table, rows in tables.items():
            if not _agree(rows, said.get(part, {}).get(table, ())):
                yield f"its {table} are not what its entry says"
    if not _agree(wrote.updates, said.get("updates", ())):
        yield "its updates are not what its entry says"
    if _more(said.get("publications", ()), wrote.publications):
        yield "its publications are not what its entry says"
    if _more(said.get("news", ()), wrote.news):
        yield "its news are not what its entry says"
    if _more(said.get("baselines", ()), kept.baselines):
        yield "its baseline is not what its entry says"


def _said(entry: Entry) -> Facts:
    try:
        said = json.loads(entry.text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _shared(said: Facts, row: Facts) -> Facts:
    return {name: value for name, value in said.items() if name in row}


def _agree(rows: Sequence[Facts], told: Sequence[Facts]) -> bool:
    """Whether the tables hold exactly what was told."""
    return not _more(told, rows) and len(rows) == len(told)


def _more(first: Iterable[Facts], second: Iterable[Facts]) -> Counter[str]:
    """What ``first`` has over ``second``, of the facts that both of them know.

    A later release may keep more of a row than an earlier one told.
    """
    first, second = list(first), list(second)
    if not first:
        return Counter()
    known = set.intersection(*(set(each) for each in (*first, *second)))
    counted = [
        Counter(canonical({name: each[name] for name in known}) for each in side)
        for side in (first, second)
    ]
    return counted[0] - counted[1]
