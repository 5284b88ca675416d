"""Scenarios: what was proposed for a plan, under names of their own."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint, delete, update
from sqlmodel import Field, Session, col, select

from app.errors import NotFound, Problem, Refused
from app.store.records import Scenario
from app.store.tables import Row, of_revision, table_of


class ScenarioRow(Row, table=True):
    """What was proposed at a revision; ``accepted`` is the revision that it has become."""

    __tablename__ = "scenarios"
    __table_args__ = (
        of_revision("revision"),
        of_revision("accepted"),
        UniqueConstraint("plan_id", "name"),
    )

    id: int = Field(default=None, primary_key=True)
    plan_id: int
    name: str
    revision: int
    note: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    author: str
    saved_at: datetime
    accepted: int | None


class Scenarios:
    """The scenarios of plans, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def every(self, plan_id: int) -> tuple[Scenario, ...]:
        """All scenarios of the plan in the order in which they were saved."""
        query = (
            select(ScenarioRow).where(ScenarioRow.plan_id == plan_id).order_by(col(ScenarioRow.id))
        )
        return tuple(map(_scenario, self._session.exec(query)))

    def find(self, plan_id: int, name: str) -> Scenario:
        """The scenario ``name``, or NotFound."""
        named = (ScenarioRow.plan_id == plan_id, ScenarioRow.name == name)
        row = self._session.exec(select(ScenarioRow).where(*named)).first()
        if row is None:
            raise NotFound("scenario", name)
        return _scenario(row)

    def save(self, plan_id: int, scenario: Scenario) -> None:
        """Keep a scenario under a name that is not in use."""
        named = (ScenarioRow.plan_id == plan_id, ScenarioRow.name == scenario.name)
        if self._session.exec(select(ScenarioRow.id).where(*named)).first() is not None:
            raise Refused([Problem("name", f"there is a scenario {scenario.name!r} already")])
        row = ScenarioRow(
            plan_id=plan_id,
            name=scenario.name,
            revision=scenario.revision,
            note=scenario.note,
            content=scenario.content,
            author=scenario.author,
            saved_at=scenario.saved_at,
            accepted=scenario.accepted,
        )
        self._session.add(row)
        self._session.flush()

    def mark_accepted(self, plan_id: int, name: str, revision: int) -> None:
        """The scenario ``name`` has become ``revision``."""
        table = table_of(ScenarioRow)
        named = (table.c.plan_id == plan_id, table.c.name == name)
        self._session.connection().execute(update(table).where(*named).values(accepted=revision))

    def discard(self, plan_id: int, name: str) -> None:
        """Forget the scenario ``name``."""
        table = table_of(ScenarioRow)
        named = (table.c.plan_id == plan_id, table.c.name == name)
        self._session.connection().execute(delete(table).where(*named))


def _scenario(row: ScenarioRow) -> Scenario:
    return Scenario(
        name=row.name,
        revision=row.revision,
        note=row.note,
        content=row.content,
        author=row.author,
        saved_at=row.saved_at,
        id=row.id,
        accepted=row.accepted,
    )
