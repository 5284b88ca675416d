"""What an unchanged calendar costs: one indexed read, no session, nothing that waits."""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.store.tables import PlanRow, PublicationRow

PATIENCE = 0.05
NEWEST = """
SELECT told.number, told.last_modified
FROM plans LEFT JOIN publications AS told ON told.plan_id = plans.id AND told.number =
  (SELECT max(number) FROM publications WHERE plan_id = plans.id)
WHERE plans.code = ? LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A plan's newest publication: its number and its time; 0 and None before the first."""

    number: int
    modified: datetime | None


class Polls:
    """Answers polls of the database behind ``engine``, beside its sessions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = engine.url.database if engine.dialect.name == "sqlite" else None
        self._connection: sqlite3.Connection | None = None

    async def latest(self, plan: str) -> Latest | None:
        """The newest publication of ``plan``; None when there is no such plan.

        An embedded database is read where the question stands: that takes less than asking
        another thread would. A server is asked by a thread.
        """
        if self._file:
            return self._embedded(self._file, plan)
        return await asyncio.to_thread(self._served, plan)

    def close(self) -> None:
        """Leave the database."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _embedded(self, file: str, plan: str) -> Latest | None:
        if self._connection is None:
            address = Path(file).absolute().as_uri() + "?mode=ro"
            self._connection = sqlite3.connect(
                address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
        found = self._connection.execute(NEWEST, (plan,)).fetchone()
        if found is None:
            return None
        number, modified = found
        if number is None:
            return Latest(number=0, modified=None)
        return Latest(number=number, modified=datetime.fromisoformat(modified).replace(tzinfo=UTC))

    def _served(self, plan: str) -> Latest | None:
        with Session(self._engine) as session:
            plan_id = session.exec(select(PlanRow.id).where(PlanRow.code == plan)).first()
            if plan_id is None:
                return None
            row = session.exec(
                select(PublicationRow.number, PublicationRow.last_modified)
                .where(PublicationRow.plan_id == plan_id)
                .order_by(col(PublicationRow.number).desc())
                .limit(1)
            ).first()
        return Latest(number=row[0], modified=row[1]) if row else Latest(number=0, modified=None)
