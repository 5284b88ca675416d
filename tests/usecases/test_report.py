from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.errors import Contradicted, Forbidden, NotFound, PlannerError, Refused
from app.plan import Author, BaselineDates, Certainty, Role, Update
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.reading import read
from app.usecases.receipts import CriticalChange, FloatChange, Move, Receipt
from app.usecases.report import report
from app.usecases.shifts import Shifts
from scheduling import (
    Driver,
    DriverKind,
    Finding,
    FindingKind,
    Link,
    LinkType,
    Progress,
    Shift,
    Span,
)
from tests.plans import ECA, NOW, PLANNER, SEEDED, VIEWER, small_plan

AUC = Author(name="African Union", role=Role.AGENCY, agency="AUC")
ADMINISTRATOR = Author(name="Administrator", role=Role.ADMINISTRATOR)
AUGUST = date(2021, 8, 9)
POSTPONED = Update(
    milestone="review",
    fixed=Span(first=date(2021, 8, 31), last=date(2021, 9, 1)),
    certainty=Certainty.CONFIRMED,
    note="postponed",
    source="https://example.org/review",
)


def said(database: Database, *updates: Update, by: Author = PLANNER, **how: Any) -> Receipt:
    with database.write() as store:
        return report(store, "small", updates, by, NOW, **how)


def shifts(*, start: tuple[int, int], finish: tuple[int, int]) -> Shifts:
    """Shifts of working and calendar days."""
    return Shifts(
        start=Shift(working=start[0], calendar=start[1]),
        finish=Shift(working=finish[0], calendar=finish[1]),
    )


def after(predecessor: str, successor: str, kind: LinkType = LinkType.FS) -> Driver:
    link = Link(predecessor=predecessor, successor=successor, type=kind)
    return Driver(kind=DriverKind.LINK, link=link)


def refusal(database: Database, *updates: Update, **how: Any) -> tuple[type[PlannerError], str]:
    """What an update is refused with; nothing of the plan has changed then."""
    with pytest.raises(PlannerError) as refused:
        said(database, *updates, **how)
    with database.read() as store:
        after = read(store, "small")
    assert (after.revision.number, after.plan) == (1, small_plan())
    return type(refused.value), str(refused.value)


def test_who_names_no_day_speaks_of_the_latest_that_was_spoken_of(seeded: Database) -> None:
    said(seeded, POSTPONED, data_date=AUGUST)
    receipt = said(seeded, Update(milestone="review", note="Rooms are booked"), by=ECA)
    assert (receipt.revision.number, receipt.revision.data_date) == (3, AUGUST)


def test_the_receipt_says_what_moved(seeded: Database) -> None:
    receipt = said(seeded, POSTPONED, data_date=AUGUST, reason="letter")
    assert (receipt.previous.number, receipt.revision.number) == (1, 2)
    assert (receipt.revision.data_date, receipt.revision.reason) == (AUGUST, "letter")
    assert receipt.kept
    assert receipt.moved == (
        Move(
            code="launch",
            before=BaselineDates(start=date(2021, 8, 6), finish=date(2021, 8, 6)),
            after=BaselineDates(start=date(2021, 9, 8), finish=date(2021, 9, 8)),
            shifts=shifts(start=(33, 33), finish=(33, 33)),
            drivers=(after("clear", "launch"),),
        ),
        Move(
            code="clear",
            before=BaselineDates(start=date(2021, 8, 2), finish=date(2021, 8, 6)),
            after=BaselineDates(start=date(2021, 9, 2), finish=date(2021, 9, 8)),
            shifts=shifts(start=(23, 31), finish=(23, 33)),
            drivers=(after("draft", "clear"),),
        ),
        Move(
            code="draft",
            before=BaselineDates(start=date(2021, 5, 3), finish=date(2021, 7, 30)),
            after=BaselineDates(start=date(2021, 5, 3), finish=date(2021, 9, 1)),
            shifts=shifts(start=(0, 0), finish=(23, 33)),
            drivers=(after("review", "draft", LinkType.FF),),
        ),
        Move(
            code="review",
            before=BaselineDates(start=date(2021, 7, 30), finish=date(2021, 7, 31)),
            after=BaselineDates(start=date(2021, 8, 31), finish=date(2021, 9, 1)),
            shifts=shifts(start=(32, 32), finish=(32, 32)),
            drivers=(Driver(kind=DriverKind.FIXED),),
        ),
    )


def test_the_receipt_shows_the_float_before_and_after(seeded: Database) -> None:
    receipt = said(seeded, POSTPONED, data_date=AUGUST)
    assert receipt.floats == (
        FloatChange(code="review", target="launch", before=205, after=0),
        FloatChange(code="launch", target="launch", before=206, after=173),
        FloatChange(code="forum", target="launch", before=None, after=None),
        FloatChange(code="review", target="forum", before=191, after=0),
        FloatChange(code="launch", target="forum", before=192, after=159),
        FloatChange(code="forum", target="forum", before=0, after=0),
    )


def test_the_receipt_names_what_became_critical_and_what_to_look_at(seeded: Database) -> None:
    done = Update(milestone="review", actual_finish=date(2021, 5, 20), actual_start=SEEDED)
    receipt = said(seeded, done, data_date=date(2022, 6, 1))
    assert receipt.critical == (
        CriticalChange(target="launch", newly=(), no_longer=("review",)),
        CriticalChange(target="forum", newly=(), no_longer=("review",)),
    )
    assert (receipt.newly_critical, receipt.no_longer_critical) == ((), ("review",))
    link = small_plan().links[3]
    assert [(each.kind, each.activity) for each in receipt.findings] == [
        (FindingKind.DEADLINE_MISSED, "launch"),
        (FindingKind.LINK_VIOLATED, "forum"),
        (FindingKind.AWAITING_REPORT, "forum"),
    ]
    assert receipt.findings[0] == Finding(
        kind=FindingKind.DEADLINE_MISSED, activity="launch", days=113
    )
    assert receipt.findings[1].link is not None
    assert receipt.findings[1].link.successor == link.successor


def test_a_preview_answers_the_same_and_keeps_nothing(seeded: Database) -> None:
    preview = said(seeded, POSTPONED, data_date=AUGUST, preview=True)
    with seeded.read() as store:
        assert read(store, "small").plan == small_plan()
    receipt = said(seeded, POSTPONED, data_date=AUGUST)
    assert (preview.kept, receipt.kept) == (False, True)
    assert (preview.revision, preview.moved, preview.floats) == (
        receipt.revision,
        receipt.moved,
        receipt.floats,
    )


def test_several_updates_are_one_revision(seeded: Database) -> None:
    receipt = said(
        seeded,
        Update(milestone="review", actual_start=date(2021, 7, 12), actual_finish=date(2021, 7, 13)),
        Update(milestone="draft", remaining=3, on_behalf_of="IOM"),
        Update(milestone="draft", note="on track"),
        data_date=AUGUST,
    )
    with seeded.read() as store:
        assert read(store, "small").plan.progress == {
            "review": Progress(actual_start=date(2021, 7, 12), actual_finish=date(2021, 7, 13)),
            "draft": Progress(actual_start=date(2021, 5, 3), remaining=3),
        }
    assert receipt.revision.number == 2


def test_owner_contributor_and_planner_may_report(seeded: Database) -> None:
    note = Update(milestone="review", note="news")
    receipts = [said(seeded, note, by=author) for author in (ECA, AUC, PLANNER, ADMINISTRATOR)]
    assert [each.revision.number for each in receipts] == [2, 3, 4, 5]


def test_a_pinned_plan_stays_at_its_day_until_a_planner_moves_it(seeded: Database) -> None:
    note = Update(milestone="review", note="news")
    days = [said(seeded, note).revision.data_date]
    days.append(said(seeded, note, data_date=AUGUST).revision.data_date)
    days.append(said(seeded, note).revision.data_date)
    assert days == [SEEDED, AUGUST, AUGUST]


def test_a_live_plan_speaks_of_today_in_its_zone(database: Database) -> None:
    plan = small_plan(data_date=None, start=SEEDED, progress={})
    late_evening = datetime(2021, 5, 12, 2, 0, tzinfo=UTC)
    with database.write() as store:
        import_plan(store, plan, PLANNER, NOW)
    with database.write() as store:
        note = Update(milestone="review", note="news")
        receipt = report(store, "small", [note], ECA, late_evening)
    assert receipt.revision.data_date == date(2021, 5, 11)


@pytest.mark.parametrize(
    ("update", "how", "expected"),
    [
        (
            Update(milestone="nobody", note="?"),
            {},
            (NotFound, "there is no milestone 'nobody'"),
        ),
        (
            Update(milestone="forum", note="?"),
            {"by": ECA},
            (Forbidden, "ECA may not report on forum"),
        ),
        (
            Update(milestone="review", note="?", on_behalf_of="AUC"),
            {"by": ECA},
            (Forbidden, "ECA may not speak for AUC"),
        ),
        (
            Update(milestone="review", note="?", on_behalf_of="IOM"),
            {},
            (Refused, "on_behalf_of: must be one of those responsible for review: ECA, AUC"),
        ),
        (
            Update(milestone="review", note="?"),
            {"by": ECA, "data_date": AUGUST},
            (Forbidden, "ECA focal point may not choose the data date"),
        ),
        (
            Update(milestone="review", note="?"),
            {"by": VIEWER},
            (Forbidden, "Reader may not report"),
        ),
        (
            Update(milestone="review", note="?"),
            {"data_date": date(2021, 5, 4)},
            (
                Refused,
                "data_date: must not be before 2021-05-05, the data date of revision 1",
            ),
        ),
        (
            Update(milestone="review", actual_start=AUGUST, actual_finish=AUGUST),
            {},
            (
                Refused,
                "actual_start: must not be after the data date 2021-05-05: what lies ahead is a "
                "new date; actual_finish: must not be after the data date 2021-05-05: what lies "
                "ahead is a new date",
            ),
        ),
        (
            Update(milestone="review", actual_start=SEEDED),
            {},
            (
                Refused,
                "actual_start: needs remaining or expected_finish beside it, or actual_finish "
                "if it is over",
            ),
        ),
        (
            Update(milestone="review", actual_finish=SEEDED),
            {},
            (Refused, "actual_finish: needs actual_start: say when it began"),
        ),
        (
            Update(milestone="review", actual_start=SEEDED, actual_finish=date(2021, 5, 4)),
            {},
            (Refused, "actual_finish: must not be before actual_start 2021-05-05"),
        ),
        (
            Update(milestone="draft", actual_finish=date(2021, 5, 2)),
            {},
            (Contradicted, "actual_finish: must not be before actual_start 2021-05-03"),
        ),
        (Update(milestone="review"), {}, (Refused, "milestone: nothing is said about it")),
    ],
)
def test_what_is_wrong_is_refused_by_name(
    seeded: Database,
    update: Update,
    how: dict[str, Any],
    expected: tuple[type[PlannerError], str],
) -> None:
    assert refusal(seeded, update, **how) == expected


def test_of_several_updates_the_wrong_one_is_named_and_none_is_kept(seeded: Database) -> None:
    right = Update(milestone="review", note="news")
    wrong = Update(milestone="draft", actual_finish=date(2021, 5, 2))
    assert refusal(seeded, right, wrong) == (
        Contradicted,
        "updates[1] (draft).actual_finish: must not be before actual_start 2021-05-03",
    )
    assert refusal(seeded) == (Refused, "updates: must hold at least one update")


def test_a_cancelled_milestone_has_to_be_restored_first(seeded: Database) -> None:
    said(seeded, Update(milestone="review", cancelled=True), data_date=AUGUST)
    held = Update(milestone="review", actual_start=SEEDED, actual_finish=SEEDED)
    with pytest.raises(Contradicted, match="the milestone was cancelled: say cancelled = false"):
        said(seeded, held)
    said(seeded, Update(milestone="review", cancelled=False, actual_start=SEEDED, remaining=1))
    said(seeded, held)
    with pytest.raises(Contradicted, match="cancelled: the milestone was finished on 2021-05-05"):
        said(seeded, Update(milestone="review", cancelled=True))


def test_a_restored_milestone_stands_where_it_stood(seeded: Database) -> None:
    said(seeded, Update(milestone="draft", cancelled=True))
    said(seeded, Update(milestone="draft", cancelled=False))
    with seeded.read() as store:
        assert read(store, "small").plan.progress == small_plan().progress
