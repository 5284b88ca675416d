"""The one way in which a plan changes: hold it, then accept a change to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, select

from app.errors import NotFound, Problem, Refused
from app.plan.model import Plan
from app.plan.taking_back import standing
from app.plan.updates import Author, Revision, Update
from app.store import baselines, links, log, news, plans, publications, updates
from app.store.records import Change, Header, Point, Statement
from app.store.tables import PlanRow, RevisionRow
from app.store.updates import Said, said_until
from app.store.versions import CALENDARS, HEADERS, LINKS, MILESTONES, Rows, Superseded


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A plan whose row this transaction holds: nobody else changes it before the transaction ends.

    ``point`` and ``plan`` are None for a plan that has no revision yet. ``archived``: it is put
    away, and changes no more until it is restored. ``private``: only who holds a key sees it.
    """

    plan_id: int
    code: str
    archived: bool = False
    private: bool = False
    point: Point | None = None
    plan: Plan | None = None
    rows: Rows = field(default_factory=Rows)
    said: Sequence[Said] = ()

    @property
    def pinned(self) -> bool:
        """Whether the data date stays where it is until somebody moves it."""
        return bool(self.rows.headers) and self.rows.headers[0].value.pinned

    @property
    def at(self) -> Point:
        """Where the plan stands; NotFound before its first revision."""
        if self.point is None:
            raise NotFound("plan", self.code)
        return self.point

    @property
    def planned(self) -> Plan:
        """The plan as it stands; NotFound before its first revision."""
        if self.plan is None:
            raise NotFound("plan", self.code)
        return self.plan

    def next_point(self, statement: Statement) -> Point:
        """Where the plan will stand once ``statement`` is accepted."""
        revision = Revision(
            number=self.point.revision.number + 1 if self.point else 1,
            recorded_at=statement.now,
            data_date=statement.data_date,
            author=statement.author.name,
            reason=statement.reason,
            kind=statement.kind,
            role=statement.author.role,
            agency=statement.author.agency,
        )
        return Point(plan_id=self.plan_id, plan=self.code, revision=revision)

    def codes_by_update(self) -> dict[int, str]:
        """By the id of each update, the code that its milestone bears now, if it is still there."""
        codes = {each.uid: each.code for each in self.planned.milestones}
        return {each.id: codes[each.uid] for each in self.said if each.uid in codes}

    def updates_with(self, new: Sequence[Update], plan: Plan) -> tuple[Update, ...]:
        """All that counts of what was said of ``plan``'s milestones, and then ``new``."""
        return (*plans.known_by_code(standing(self.said, new), plan.milestones), *new)


def hold(session: Session, code: str) -> Held:
    """Lock the plan's row (on SQLite a writer holds the whole database), then read the plan."""
    query = select(PlanRow.archived_since, PlanRow.private).where(PlanRow.code == code)
    row = session.exec(query.with_for_update()).first()
    if row is None:
        raise NotFound("plan", code)
    since, private = row
    found = behind(session, plans.find(session, code))
    return replace(found, archived=since is not None, private=private)


def behind(session: Session, point: Point) -> Held:
    """All that stands behind the plan at ``point``; nobody is kept from changing it."""
    number = point.revision.number
    rows = plans.rows_at(session, point.plan_id, number)
    said = said_until(session, point.plan_id, number)
    return Held(
        plan_id=point.plan_id,
        code=point.plan,
        point=point,
        plan=plans.plan_of(point, rows, said),
        rows=rows,
        said=said,
    )


def found(session: Session, code: str, now: datetime) -> Held:
    """A new plan, without a revision yet."""
    if session.exec(select(PlanRow.id).where(PlanRow.code == code)).first() is not None:
        raise Refused([Problem("plan.code", f"there is a plan {code!r} already")])
    row = PlanRow(code=code, created_at=now)
    session.add(row)
    session.flush()
    return Held(plan_id=row.id, code=code)


def accept(session: Session, held: Held, change: Change) -> Revision:
    """Make ``change`` the next revision of the plan that is ``held``."""
    _check_data_date(held, change)
    revision = held.next_point(change.statement).revision
    author = change.statement.author
    _record(session, held, revision, author)
    written = _write(session, held, change, revision)
    if change.archived != held.archived:
        plans.archive(session, held.plan_id, revision.number if change.archived else None)
    if change.private != held.private:
        plans.show(session, held.plan_id, private=change.private)
    log.append(session, held.plan_id, log.entry_of(held.code, revision, author, written))
    return revision


def _write(session: Session, held: Held, change: Change, revision: Revision) -> log.Written:
    superseded = _supersede(session, held, change, revision.number)
    uids = {milestone.code: milestone.uid for milestone in change.plan.milestones}
    now, baseline = change.statement.now, change.baseline
    said = updates.append(session, held.plan_id, revision, change.updates, uids)
    if baseline:
        baselines.take(session, held.plan_id, baseline, uids, now)
    return log.Written(
        before={table: each.before for table, each in superseded.items()},
        after={table: each.after for table, each in superseded.items()},
        updates=said,
        publications=publications.append(session, held.plan_id, change.publications),
        news=news.append(session, held.plan_id, change.news),
        baselines=[log.baseline_facts(baseline, now, uids)] if baseline else [],
    )


def _check_data_date(held: Held, change: Change) -> None:
    last = held.point.revision if held.point else None
    if last and change.statement.data_date < last.data_date:
        rule = f"must not be before {last.data_date}, the data date of revision {last.number}"
        raise Refused([Problem("data_date", rule)])


def _record(session: Session, held: Held, revision: Revision, author: Author) -> None:
    row = RevisionRow(
        plan_id=held.plan_id,
        number=revision.number,
        recorded_at=revision.recorded_at,
        data_date=revision.data_date,
        author=author.name,
        role=author.role.value,
        agency=author.agency,
        reason=revision.reason,
        kind=revision.kind,
    )
    session.add(row)
    session.flush()


def _supersede(session: Session, held: Held, change: Change, number: int) -> dict[str, Superseded]:
    rows, plan, place = held.rows, change.plan, (session, held.plan_id, number)
    standing = [row.value for row in rows.links]
    linked = links.identified(session, held.plan_id, standing, plan.links)
    return {
        "headers": HEADERS.supersede(*place, rows.headers, [_header(plan, pinned=change.pinned)]),
        "milestones": MILESTONES.supersede(*place, rows.milestones, plan.milestones),
        "links": LINKS.supersede(*place, rows.links, linked),
        "calendars": CALENDARS.supersede(*place, rows.calendars, plan.calendars),
    }


def _header(plan: Plan, *, pinned: bool) -> Header:
    return Header(
        title=plan.title,
        description=plan.description,
        zone=plan.zone,
        start=plan.start,
        pinned=pinned,
        targets=plan.targets,
        tracks=plan.tracks,
        window_assumption=plan.window_assumption,
        progress_rule=plan.progress_rule,
        rhythm=plan.rhythm,
    )
