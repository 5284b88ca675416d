"""Which plans and revisions there are, and a plan as it stood at one of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from app.errors import NotFound
from app.plan.model import Milestone, Plan, PlanCalendar, PlanLink, Rhythm
from app.plan.progress import progress_of
from app.plan.taking_back import standing
from app.plan.updates import Revision, Role, Update
from app.store.records import ALL, Header, Part, PlanName, Point
from app.store.tables import EntryRow, HeaderRow, PlanRow, RevisionRow, table_of
from app.store.updates import Said, said_until
from app.store.versions import CALENDARS, HEADERS, LINKS, MILESTONES, Rows
from scheduling import Progress


def names(session: Session) -> tuple[PlanName, ...]:
    newest = (
        select(RevisionRow.plan_id, func.max(RevisionRow.number).label("number"))
        .group_by(col(RevisionRow.plan_id))
        .subquery()
    )
    found = session.exec(
        select(PlanRow, HeaderRow, RevisionRow)
        .join(HeaderRow, col(HeaderRow.plan_id) == PlanRow.id)
        .join(newest, newest.c.plan_id == PlanRow.id)
        .join(
            RevisionRow,
            (col(RevisionRow.plan_id) == newest.c.plan_id)
            & (col(RevisionRow.number) == newest.c.number),
        )
        .where(col(HeaderRow.until).is_(None))
        .order_by(PlanRow.code)
    )
    return tuple(
        PlanName(
            code=plan.code,
            title=header.title,
            revision=revision_of(revision),
            archived=plan.archived_since is not None,
            private=plan.private,
            pinned=header.pinned,
            zone=header.zone,
            rhythm=Rhythm(header.rhythm),
        )
        for plan, header, revision in found
    )


def archive(session: Session, plan_id: int, since: int | None) -> None:
    """Put the plan away as of revision ``since``; None takes it back into use."""
    table = table_of(PlanRow)
    put_away = update(table).where(table.c.id == plan_id).values(archived_since=since)
    session.connection().execute(put_away)


def show(session: Session, plan_id: int, *, private: bool) -> None:
    """Show the plan to who holds a key only, or to everybody."""
    table = table_of(PlanRow)
    shown = update(table).where(table.c.id == plan_id).values(private=private)
    session.connection().execute(shown)


def find(
    session: Session,
    code: str,
    number: int | None = None,
    known_on: date | None = None,
    *,
    private: bool = True,
) -> Point:
    """The newest revision, or revision ``number``, or the last one of which ``known_on`` knew.

    A private plan is not there for who may not see one.
    """
    query = (
        select(PlanRow.id, PlanRow.edition, EntryRow.digest, RevisionRow)
        .join(RevisionRow, col(RevisionRow.plan_id) == PlanRow.id)
        .outerjoin(
            EntryRow,
            (col(EntryRow.plan_id) == RevisionRow.plan_id)
            & (col(EntryRow.revision) == RevisionRow.number),
        )
        .where(PlanRow.code == code)
        .order_by(col(RevisionRow.number).desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(RevisionRow.number == number)
    if known_on is not None:
        query = query.where(RevisionRow.data_date <= known_on)
    if not private:
        query = query.where(col(PlanRow.private).is_(False))
    found = session.exec(query).first()
    if found is None:
        raise _missing(session, code, number, known_on, private=private)
    plan_id, edition, digest, row = found
    return Point(
        plan_id=plan_id,
        plan=code,
        revision=revision_of(row),
        digest=digest or "",
        edition=edition,
    )


def _missing(
    session: Session, code: str, number: int | None, known_on: date | None, *, private: bool
) -> NotFound:
    found = session.exec(select(PlanRow.private).where(PlanRow.code == code)).first()
    if found is None or (found and not private):
        return NotFound("plan", code)
    if number is not None:
        return NotFound("revision", str(number))
    return NotFound("revision known on", str(known_on))


def revision_of(row: RevisionRow) -> Revision:
    return Revision(
        number=row.number,
        recorded_at=row.recorded_at,
        data_date=row.data_date,
        author=row.author,
        reason=row.reason,
        kind=row.kind,
        role=Role(row.role),
        agency=row.agency,
    )


def revisions(session: Session, plan_id: int, until: int, part: Part = ALL) -> tuple[Revision, ...]:
    """Those up to ``until``, in their order: the numbers have no gap, so each is its place."""
    found = session.exec(
        select(RevisionRow)
        .where(
            RevisionRow.plan_id == plan_id,
            RevisionRow.number <= until,
            RevisionRow.number > part.after,
        )
        .order_by(col(RevisionRow.number))
        .limit(part.most)
    )
    return tuple(map(revision_of, found))


def rows_at(session: Session, plan_id: int, revision: int) -> Rows:
    return Rows(
        headers=HEADERS.standing(session, plan_id, revision),
        milestones=MILESTONES.standing(session, plan_id, revision),
        links=LINKS.standing(session, plan_id, revision),
        calendars=CALENDARS.standing(session, plan_id, revision),
    )


def plan_at(session: Session, point: Point) -> Plan:
    """The plan at ``point``; five queries whatever its size."""
    rows = rows_at(session, point.plan_id, point.revision.number)
    said = said_until(session, point.plan_id, point.revision.number)
    return plan_of(point, rows, said)


def plan_of(point: Point, rows: Rows, said: Sequence[Said]) -> Plan:
    milestones = tuple(row.value for row in rows.milestones)
    return plan_under(
        rows.headers[0].value,
        code=point.plan,
        data_date=point.revision.data_date,
        milestones=milestones,
        links=tuple(row.value for row in rows.links),
        calendars=tuple(row.value for row in rows.calendars),
        progress=progress_of({}, known_by_code(standing(said), milestones), milestones),
    )


def plan_under(
    header: Header,
    *,
    code: str,
    data_date: date,
    milestones: tuple[Milestone, ...],
    links: tuple[PlanLink, ...],
    calendars: tuple[PlanCalendar, ...],
    progress: Mapping[str, Progress],
) -> Plan:
    """The plan of which ``header`` says what is true of it as a whole."""
    return Plan(
        code=code,
        title=header.title,
        description=header.description,
        zone=header.zone,
        data_date=data_date,
        start=header.start,
        targets=header.targets,
        milestones=milestones,
        links=links,
        calendars=calendars,
        tracks=header.tracks,
        progress=progress,
        window_assumption=header.window_assumption,
        progress_rule=header.progress_rule,
        rhythm=header.rhythm,
    )


def known_by_code(said: Iterable[Said], milestones: Iterable[Milestone]) -> tuple[Update, ...]:
    """What was said of milestones that still stand, under the codes that they bear now."""
    codes: dict[UUID, str] = {milestone.uid: milestone.code for milestone in milestones}
    return tuple(row.under(codes[row.uid]) for row in said if row.uid in codes)
