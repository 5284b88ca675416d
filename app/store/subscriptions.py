"""Private feeds, known by the digest of their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, bindparam, update
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import Select

from app.errors import NotFound
from app.store.tables import PlanRow, Row, table_of


class SubscriptionRow(Row, table=True):
    """A private feed as it is kept: of its address only the SHA-256."""

    __tablename__ = "subscriptions"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id")
    digest: str = Field(unique=True)
    kind: str
    names: list[str] = Field(sa_type=JSON)
    silence_days: int | None
    label: str
    created_by: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A private feed as it is known after its address has been shown.

    ``kind`` and ``names`` say which milestones of ``plan`` it shows, ``silence_days`` after how
    many days without any it asks for news (None: the usual); ``used_at`` is when it was last asked
    for, as far as that has been kept yet.
    """

    id: int
    plan: str
    kind: str
    names: tuple[str, ...]
    label: str
    created_by: str
    created_at: datetime
    silence_days: int | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class Subscriptions:
    """The private feeds in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, plan_id: int, digest: str, subscription: Subscription) -> Subscription:
        """Keep a new one; its id is given here."""
        row = SubscriptionRow(
            plan_id=plan_id,
            digest=digest,
            kind=subscription.kind,
            names=list(subscription.names),
            silence_days=subscription.silence_days,
            label=subscription.label,
            created_by=subscription.created_by,
            created_at=subscription.created_at,
            used_at=None,
            revoked_at=None,
        )
        self._session.add(row)
        self._session.flush()
        return self.find(row.id)

    def find(self, number: int) -> Subscription:
        """The subscription of that number, or NotFound."""
        found = self._session.exec(_with_plan().where(SubscriptionRow.id == number)).first()
        if found is None:
            raise NotFound("feed", str(number))
        return _subscription(*found)

    def every(self, plan: str | None = None) -> tuple[Subscription, ...]:
        """All of them or those of one plan, oldest first."""
        query = _with_plan().order_by(col(SubscriptionRow.id))
        if plan is not None:
            query = query.where(PlanRow.code == plan)
        return tuple(_subscription(*each) for each in self._session.exec(query))

    def revoke(self, number: int, now: datetime) -> Subscription:
        """End one; a second time changes nothing."""
        table = table_of(SubscriptionRow)
        standing = (table.c.id == number) & table.c.revoked_at.is_(None)
        self._session.connection().execute(update(table).where(standing).values(revoked_at=now))
        return self.find(number)

    def keep_uses(self, uses: Mapping[int, datetime]) -> None:
        """When each was last asked for; what is later already stays."""
        table = table_of(SubscriptionRow)
        earlier = table.c.used_at.is_(None) | (table.c.used_at < bindparam("at"))
        statement = (
            update(table)
            .where(table.c.id == bindparam("number"), earlier)
            .values(used_at=bindparam("at"))
        )
        rows = [{"number": number, "at": uses[number]} for number in sorted(uses)]
        if rows:
            self._session.connection().execute(statement, rows)


def _with_plan() -> Select[SubscriptionRow, str]:
    return select(SubscriptionRow, PlanRow.code).join(
        PlanRow, col(PlanRow.id) == SubscriptionRow.plan_id
    )


def _subscription(row: SubscriptionRow, plan: str) -> Subscription:
    return Subscription(
        id=row.id,
        plan=plan,
        kind=row.kind,
        names=tuple(row.names),
        silence_days=row.silence_days,
        label=row.label,
        created_by=row.created_by,
        created_at=row.created_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
