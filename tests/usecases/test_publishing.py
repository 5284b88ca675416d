"""What people are told, milestone by milestone, as the plan changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.plan import Certainty, Update
from app.store import Database, Publication
from app.usecases.accepting import accept
from app.usecases.report import report
from scheduling import Span
from tests.plans import NOW, PLANNER, SEEDED, milestone, small_plan, uid
from tests.store.test_changes import statement

AUGUST = date(2021, 8, 9)
EVERYTHING = {"review": 0, "draft": 0, "clear": 0, "launch": 0, "forum": 0}
REVIEWED = Span.of(date(2021, 9, 3))
LATER = Span(first=date(2021, 8, 31), last=date(2021, 9, 1))
POSTPONED = Update(milestone="review", fixed=LATER, on_behalf_of="ECA")


def said(database: Database, *updates: Update, now: Any = NOW, **how: Any) -> None:
    with database.write() as store:
        report(store, "small", updates, PLANNER, now, **how)


def edited(database: Database, **facts: object) -> None:
    with database.write() as store:
        held = store.hold("small")
        assert held.plan is not None
        plan = replace(held.plan, **facts)  # type: ignore[arg-type]
        accept(store, held, plan, statement(AUGUST, "edited"))


def ledger(database: Database) -> dict[str, Publication]:
    with database.read() as store:
        found = store.published(store.find("small").plan_id)
    codes = {uid(code): code for code in (*EVERYTHING, "idea")}
    return {codes[each.uid]: each for each in found.values()}


def sequences(database: Database) -> dict[str, int]:
    return {code: each.sequence for code, each in ledger(database).items()}


def test_the_first_time_everything_dated_is_told(seeded: Database) -> None:
    told = ledger(seeded)
    assert sequences(seeded) == EVERYTHING
    first = {(each.number, each.revision, each.last_modified, each.cause) for each in told.values()}
    assert first == {(1, 1, datetime(2021, 5, 5, 9, 30, tzinfo=UTC), "")}
    assert (told["clear"].start, told["clear"].finish) == (date(2021, 8, 2), date(2021, 8, 6))


def test_what_nobody_has_dated_is_not_told(seeded: Database) -> None:
    edited(seeded, milestones=(*small_plan().milestones, milestone("idea")))
    assert "idea" not in sequences(seeded)


def test_an_update_that_changes_nothing_told_is_not_told(seeded: Database) -> None:
    before = ledger(seeded)
    said(seeded, Update(milestone="draft", remaining=7), Update(milestone="review", note="news"))
    assert ledger(seeded) == before


def test_a_move_is_told_of_all_that_moves_and_of_nothing_else(seeded: Database) -> None:
    before = ledger(seeded)
    said(seeded, POSTPONED, data_date=AUGUST)
    told = ledger(seeded)
    assert sequences(seeded) == {**EVERYTHING, "review": 1, "draft": 1, "clear": 1, "launch": 1}
    assert told["forum"] == before["forum"]
    assert {code: told[code].cause for code in ("review", "launch")} == {
        "review": "was in July 2021, is now 31 Aug \u2013 1 Sep 2021 "
        "(32 calendar days later): reported by ECA, 9 Aug 2021",
        "launch": "moved from 6 Aug 2021 to 8 Sep 2021 (33 calendar days later): because "
        "nothing was reported by 9 Aug 2021, 21 calendar days later; because of \u201cReview\u201d "
        "(reported by ECA, 9 Aug 2021), 12 calendar days later",
    }


def test_moving_back_is_told_as_a_new_sequence(seeded: Database) -> None:
    window = Span(first=date(2021, 7, 1), last=date(2021, 7, 31))
    before = ledger(seeded)["launch"]
    said(seeded, POSTPONED)
    said(seeded, Update(milestone="review", window=window))
    after = ledger(seeded)["launch"]
    assert (after.facts, after.sequence) == (before.facts, 2)
    assert after.last_modified > before.last_modified


def test_times_grow_within_a_second_and_when_the_clock_is_set_back(seeded: Database) -> None:
    times = [NOW]
    for day, clock in enumerate([NOW, NOW, NOW - timedelta(days=9), NOW + timedelta(days=1)]):
        last = Span.of(date(2021, 9, 1) + timedelta(days=day))
        said(seeded, Update(milestone="review", fixed=last), now=clock)
        times.append(ledger(seeded)["review"].last_modified)
    assert times == [
        NOW,
        NOW + timedelta(seconds=1),
        NOW + timedelta(seconds=2),
        NOW + timedelta(seconds=3),
        NOW + timedelta(days=1),
    ]


def test_certainty_is_told_and_keeps_the_reason_of_the_last_move(seeded: Database) -> None:
    said(seeded, Update(milestone="forum", certainty=Certainty.CONFIRMED))
    said(seeded, POSTPONED)
    moved = ledger(seeded)["review"].cause
    said(seeded, Update(milestone="review", certainty=Certainty.CONFIRMED))
    told = ledger(seeded)
    by_secretariat = "confirmed by the planners, 5 May 2021"
    assert (told["forum"].cause, told["forum"].sequence) == (by_secretariat, 1)
    assert (told["review"].cause, told["review"].sequence) == (moved, 2)


def test_what_is_past_and_unreported_stays_and_what_waits_for_it_moves(seeded: Database) -> None:
    said(seeded, Update(milestone="forum", note="news"), data_date=date(2021, 8, 20))
    told = ledger(seeded)
    assert (told["review"].start, told["review"].finish) == (date(2021, 7, 30), date(2021, 7, 31))
    assert told["review"].sequence == 1
    assert told["clear"].finish == date(2021, 9, 9)
    assert told["clear"].cause.endswith(
        "because nothing was reported of \u201cDraft\u201d by 20 Aug 2021"
    )
    said(seeded, Update(milestone="forum", note="news"), data_date=date(2021, 8, 27))
    assert ledger(seeded)["review"] == told["review"]


def test_what_is_cancelled_is_told_on_the_day_it_was_told_before(seeded: Database) -> None:
    said(seeded, Update(milestone="review", cancelled=True))
    told = ledger(seeded)["review"]
    assert (told.sequence, told.start, told.finish, told.withdrawn) == (
        1,
        date(2021, 7, 30),
        date(2021, 7, 31),
        False,
    )


def test_what_leaves_the_plan_is_withdrawn_once_and_may_come_back(seeded: Database) -> None:
    plan = small_plan()
    edited(seeded, milestones=plan.milestones[1:], links=plan.links[1:])
    edited(seeded, title="Other title")
    told = ledger(seeded)["review"]
    assert (told.sequence, told.withdrawn, told.finish) == (1, True, date(2021, 7, 31))
    edited(seeded, milestones=plan.milestones, links=plan.links)
    told = ledger(seeded)["review"]
    assert (told.sequence, told.withdrawn) == (2, False)


def test_a_preview_tells_nothing(seeded: Database) -> None:
    before = ledger(seeded)
    said(seeded, POSTPONED, preview=True)
    assert ledger(seeded) == before


def test_a_seeded_data_date_is_written_beside_each_entry(seeded: Database) -> None:
    assert {each.data_date for each in ledger(seeded).values()} == {SEEDED}


def test_nobody_is_named_who_moved_nothing(seeded: Database) -> None:
    """The draft's report reaches all that follows and moves nothing of it."""
    idle = Update(milestone="draft", remaining=7, on_behalf_of="IOM")
    said(seeded, idle, replace(POSTPONED, fixed=Span.of(date(2021, 10, 1))))
    told = ledger(seeded)
    assert told["launch"].cause == (
        "moved from 6 Aug 2021 to 8 Oct 2021 (63 calendar days later), because of "
        "\u201cReview\u201d (reported by ECA, 5 May 2021)"
    )


def test_what_is_charged_adds_up_to_the_move(seeded: Database) -> None:
    said(seeded, POSTPONED)
    longer = Update(milestone="clear", actual_start=date(2021, 9, 2), remaining=9)
    said(seeded, longer, replace(POSTPONED, fixed=REVIEWED), data_date=date(2021, 9, 3))
    assert ledger(seeded)["launch"].cause == (
        "moved from 8 Sep 2021 to 29 Sep 2021 (21 calendar days later): because nothing was "
        "reported of \u201cDraft\u201d by 3 Sep 2021, 15 calendar days later; because of "
        "\u201cClear\u201d (reported begun by the planners, 3 Sep 2021), 6 calendar days later"
    )
