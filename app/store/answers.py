"""Answers to requests that their senders named, so that a second try has no second effect."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.store.holders import AnswerRow
from app.store.records import GivenAnswer
from app.store.tables import table_of


class Answers:
    """What was answered, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, sender: str, name: str, request: str, now: datetime) -> GivenAnswer | None:
        """None if the request is this transaction's to answer; else what is known of it.

        Who claims the same at the same time waits here until the first one has answered or failed.
        """
        table = table_of(AnswerRow)
        values = {
            "sender": sender,
            "name": name,
            "request": request,
            "answered_at": now,
            "status": None,
            "headers": {},
            "body": "",
        }
        embedded = self._session.connection().dialect.name == "sqlite"
        claimed = (sqlite.insert if embedded else postgresql.insert)(table)
        made = claimed.values(values).on_conflict_do_nothing().returning(table.c.sender)
        if self._session.connection().execute(made).first() is not None:
            return None
        row = self._session.get_one(AnswerRow, (sender, name))
        return GivenAnswer(
            request=row.request, status=row.status, headers=row.headers, body=row.body
        )

    def keep(self, sender: str, name: str, answer: GivenAnswer) -> None:
        """What is answered to a request that was claimed."""
        table = table_of(AnswerRow)
        answered = (
            update(table)
            .where(table.c.sender == sender, table.c.name == name)
            .values(status=answer.status, headers=dict(answer.headers), body=answer.body)
        )
        self._session.connection().execute(answered)

    def forget(self, until: datetime) -> None:
        """Forget what was answered before ``until``."""
        table = table_of(AnswerRow)
        self._session.connection().execute(delete(table).where(table.c.answered_at < until))
