"""What an event says to somebody outside the plan, where a plain reading could mislead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.feeds.texts import isolated
from app.plan import Certainty, PlanLink, Update
from scheduling import Span
from tests.feeds.story import DRAFT, LAUNCH, MOVED, Story
from tests.feeds.test_publications import changed, sequences
from tests.plans import milestone, uid

AFRICA = "Regional review; Africa, Addis Ababa"
LATE = date(2021, 8, 20)
DEADLINES = "/feeds/public/awkward/deadlines.ics"


def lines(event: bytes) -> list[str]:
    """The summary, then the description line by line."""
    told = dict(line.split(":", 1) for line in unfolded(event) if ":" in line)
    return [told["SUMMARY"], *told["DESCRIPTION"].split("\\n")]


def unfolded(event: bytes) -> list[str]:
    plain = event.replace(b"\r\n ", b"").decode()
    for escaped in (";", ","):
        plain = plain.replace(f"\\{escaped}", escaped)
    return plain.split("\r\n")


def test_a_window_that_has_passed_is_not_yet_reported_and_names_no_day(told: Story) -> None:
    told.say(LATE, Update(milestone="held", note="minutes"))
    event = told.events()["review"]
    assert lines(event)[:2] == [
        f"{AFRICA} (not yet reported)",
        "Now: in July 2021, not yet reported",
    ]
    assert b"DTSTART;VALUE=DATE:20210701\r\nDTEND;VALUE=DATE:20210801" in event


def test_what_follows_names_whom_it_waits_for(told: Story) -> None:
    told.say(LATE, Update(milestone="held", note="minutes"))
    cause = next(each for each in lines(told.events()["clear"]) if each.startswith("What changed"))
    assert cause == (
        "What changed: moved from 2–6 Aug 2021 to 31 Aug – 6 Sep 2021 (ends 31 calendar "
        f"days later), because nothing was reported of “{DRAFT.title}” by 20 Aug 2021"
    )


def test_a_day_that_is_named_within_its_window_is_no_move(told: Story) -> None:
    named = Span(first=date(2021, 7, 12), last=date(2021, 7, 13))
    told.say(date(2021, 5, 6), Update(milestone="review", fixed=named, on_behalf_of="ECA"))
    cause = next(each for each in lines(told.events()["review"]) if each.startswith("What changed"))
    assert cause == (
        "What changed: was in July 2021, is now 12–13 Jul 2021: reported by ECA, 6 May 2021"
    )


def test_what_was_done_within_its_window_was_done_on_its_days(told: Story) -> None:
    done = Update(
        milestone="review",
        actual_start=date(2021, 7, 12),
        actual_finish=date(2021, 7, 13),
        on_behalf_of="ECA",
    )
    told.say(date(2021, 7, 14), done)
    assert lines(told.events()["review"])[:4] == [
        f"Done: {AFRICA}",
        "Now: done, 12–13 Jul 2021",
        "Approved plan: in July 2021",
        "What changed: was in July 2021, is now 12–13 Jul 2021: reported done by ECA, 14 Jul 2021",
    ]


def test_a_gap_says_between_which_of_the_two(told: Story) -> None:
    events = told.events()
    assert "Needed for: Forum 🌍 (at least 84 calendar days after this)" in lines(events["launch"])
    assert any("(at least 84 calendar days before this)" in each for each in lines(events["forum"]))


@pytest.mark.parametrize(
    ("said", "words", "related"),
    [
        (
            Update(milestone="cofacs", cancelled=True),
            "Co-facilitators appointed (cancelled)",
            False,
        ),
        (
            Update(milestone="youth", fixed=Span.of(date(2021, 9, 1)), certainty=Certainty.STATED),
            "; Youth forum;",
            True,
        ),
    ],
)
def test_neighbours_hear_that_one_has_gone_or_has_a_date(
    told: Story, said: Update, words: str, related: bool
) -> None:
    before = told.events()
    told.say(date(2021, 6, 1), said)
    after = told.events()
    assert changed(before, after) >= {said.milestone, "forum"}
    assert sequences(after)["forum"] == 1
    assert any(words in each for each in lines(after["forum"]))
    beside = f"RELATED-TO;RELTYPE=DEPENDS-ON:{uid(said.milestone)}"
    assert (beside in unfolded(after["forum"])) is related


def test_every_changed_event_has_a_new_sequence_and_a_new_time(told: Story) -> None:
    """Whatever happens: other bytes are another sequence, the same sequence the same bytes."""
    plan = told.plan()
    shorter = replace(plan, milestones=tuple(e for e in plan.milestones if e.code != "quiet"))
    happenings: tuple[Callable[[], None], ...] = (
        lambda: told.say(*MOVED),
        lambda: told.say(date(2021, 6, 25), Update(milestone="youth", fixed=Span.of(LATE))),
        lambda: told.say(date(2021, 6, 26), Update(milestone="cofacs", cancelled=True)),
        lambda: told.change(date(2021, 6, 27), replace(shorter, progress=told.plan().progress)),
        lambda: told.say(date(2021, 6, 28), Update(milestone="cofacs", cancelled=False)),
        lambda: told.say(LATE, Update(milestone="held", note="minutes")),
        lambda: told.say(date(2021, 9, 2), Update(milestone="held", note="again")),
    )
    for happen in happenings:
        before = told.events()
        happen()
        after = told.events()
        told_twice = before.keys() & after.keys()
        raised = {code for code in told_twice if sequences(after)[code] > sequences(before)[code]}
        assert raised == changed(before, after) & told_twice
        stamps = {code: b"DTSTAMP:" + stamp_of(before[code]) for code in raised}
        assert {code for code in raised if stamps[code] in after[code]} == set()


def stamp_of(event: bytes) -> bytes:
    return event.split(b"LAST-MODIFIED:")[1].split(b"\r\n")[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Review \u2067turned", "Review turned"),
        ("أهلا\u2069 A/76", "\u2068أهلا A/76\u2069"),
        ("Plain", "Plain"),
        (" 中文\r\n", "中文"),
    ],
)
def test_no_text_turns_what_stands_beside_it(given: str, kept: str) -> None:
    assert isolated(given) == kept


def what_changed(event: bytes) -> str:
    return next(each for each in lines(event) if each.startswith("What changed: "))


def test_a_lead_says_how_far_ahead_at_most(told: Story) -> None:
    plan = told.plan()
    links = tuple(replace(each, lag=-84) if each.lag == 84 else each for each in plan.links)
    told.change(date(2021, 5, 6), replace(plan, links=links))
    events = told.events()
    assert "Needed for: Forum 🌍 (at most 84 calendar days before this)" in lines(events["launch"])
    assert any("(at most 84 calendar days after this)" in each for each in lines(events["forum"]))


def test_what_only_begins_otherwise_says_so(told: Story) -> None:
    two_days = Span(first=date(2021, 10, 27), last=date(2021, 10, 28))
    told.say(date(2021, 5, 6), Update(milestone="briefing", fixed=two_days, on_behalf_of="IOM"))
    assert what_changed(told.events()["briefing"]) == (
        "What changed: moved from 28 Oct 2021 to 27–28 Oct 2021 (begins 1 calendar day earlier): "
        "reported by IOM, 6 May 2021"
    )


def test_of_many_neighbours_and_many_unreported_some_are_named(told: Story) -> None:
    plan = told.plan()
    many = tuple(milestone(f"input-{each:02}", title=f"Input {each:02}", duration=1)
                 for each in range(13))  # fmt: skip
    links = tuple(PlanLink(predecessor=each.code, successor="clear") for each in many)
    told.change(
        date(2021, 5, 6),
        replace(plan, milestones=plan.milestones + many, links=plan.links + links),
    )
    told.say(LATE, Update(milestone="draft", actual_start=LATE, actual_finish=LATE))
    told.say(date(2021, 9, 27), Update(milestone="held", note="minutes"))
    clear = told.events()["clear"]
    waits = next(each for each in lines(clear) if each.startswith("Waits for: "))
    assert waits.count("Input") + waits.count(DRAFT.title) == 12
    assert waits.endswith("; and 2 more")
    assert what_changed(clear).endswith(
        "because nothing was reported of “Input 00”; “Input 01”; “Input 02” and 10 more "
        "by 27 Sep 2021"
    )


def test_a_date_that_was_taken_back_is_told_as_that(told: Story) -> None:
    told.say(date(2021, 5, 6), Update(milestone="youth", fixed=Span.of(LATE)))
    plan = told.plan()
    undated = tuple(replace(each, fixed=None) if each.code == "youth" else each
                    for each in plan.milestones)  # fmt: skip
    told.change(date(2021, 5, 7), replace(plan, milestones=undated))
    assert lines(told.events()["youth"])[:3] == [
        "No date any more: Youth forum",
        "Now: no date any more (was to be 20 Aug 2021)",
        "What changed: its date was taken back, 7 May 2021",
    ]


def test_a_deadline_says_how_late_it_is_and_how_late_it_was(told: Story) -> None:
    in_march = Span(first=date(2022, 3, 1), last=date(2022, 3, 2))
    told.say(date(2021, 6, 1), Update(milestone="review", fixed=in_march))
    title = isolated(LAUNCH.title)
    expected = f"Deadline: {title} (expected 9 Mar 2022, 9 calendar days late)"
    assert lines(told.events(DEADLINES)["launch"])[0] == expected
    day = date(2022, 3, 8)
    told.say(day, Update(milestone="launch", actual_start=day, actual_finish=day))
    assert lines(told.events(DEADLINES)["launch"])[0] == f"Done: {title} (8 calendar days late)"


def test_what_has_begun_says_who_reported_it(told: Story) -> None:
    told.say(*MOVED)
    began = Update(milestone="review", actual_start=date(2021, 8, 30), on_behalf_of="ECA")
    told.say(date(2021, 8, 31), began)
    assert lines(told.events()["review"])[1:4] == [
        "Now: 30 Aug – 1 Sep 2021, under way",
        "Approved plan: in July 2021; now 32 calendar days later (32 working days)",
        "What changed: moved from 31 Aug – 1 Sep 2021 to 30 Aug – 1 Sep 2021 (begins 1 calendar "
        "day earlier): reported begun by ECA, 31 Aug 2021",
    ]
