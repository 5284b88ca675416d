"""A receipt as people read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.pages import words
from app.pages.addresses import milestone_address
from app.usecases.receipts import CriticalChange, Move, Receipt
from app.usecases.sentences import finding_words
from app.usecases.wording import spoken_day

NO_DATE = "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A milestone that moved: from when to when, by how much, and what sets its date now."""

    title: str
    address: str
    was: str
    now: str
    by: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What a report does, or has done as ``revision``; ``expected`` is the one it was made for."""

    kept: bool
    revision: int
    expected: int
    day: str
    moved: tuple[Moved, ...]
    critical: tuple[str, ...]
    look_at: tuple[str, ...]


def receipt_view(receipt: Receipt) -> ReceiptView:
    titles = {each.code: each.title for each in receipt.reading.plan.milestones}
    return ReceiptView(
        kept=receipt.kept,
        revision=receipt.revision.number,
        expected=receipt.previous.number,
        day=spoken_day(receipt.reading.data_date),
        moved=tuple(_moved(receipt, each, titles) for each in receipt.moved),
        critical=tuple(
            sentence
            for each in receipt.critical
            for sentence in _critical(each, receipt.reading.title(each.target), titles)
        ),
        look_at=tuple(
            titles.get(each.activity, each.activity)
            + finding_words(each).removeprefix(each.activity)
            for each in receipt.findings
        ),
    )


def _moved(receipt: Receipt, move: Move, titles: Mapping[str, str]) -> Moved:
    return Moved(
        title=titles[move.code],
        address=milestone_address(receipt.reading.plan.code, move.code),
        was=words.dated(move.before) or NO_DATE,
        now=words.dated(move.after) or NO_DATE,
        by=words.moved(move.finish),
        why=tuple(words.set_by(move.drivers, dict(titles))),
    )


def _critical(change: CriticalChange, target: str, titles: Mapping[str, str]) -> Iterator[str]:
    for said, codes in (
        ("now critical", change.newly),
        ("critical no more", change.no_longer),
    ):
        for code in codes:
            yield f"{titles.get(code, code)} is {said} to {target}"
