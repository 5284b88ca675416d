"""What nobody has dated stands in no calendar but in that of what its agency owes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias

import httpx
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feeds.owed import news_uid
from app.plan import Plan, PlanLink, Update
from app.store import Database
from app.usecases.publishing import TOMBSTONE
from scheduling import Span
from tests.databases import ENGINE, Patterns, copied
from tests.feeds.story import FEED, Story, awkward_plan, story
from tests.feeds.test_golden import PLAIN, moments, read_back
from tests.plans import milestone, uid

OWED = "/feeds/public/awkward/owed/IOM.ics"
YOUTH = str(news_uid(uid("youth"), 30))
JULY = date(2021, 7, 1)
DAY = timedelta(days=1)
DATED = Span.of(date(2021, 11, 4))


def polled(story: Story, path: str = OWED) -> httpx.Response:
    answer: httpx.Response = story.client.get(path, headers=PLAIN)
    assert answer.status_code == 200
    return answer


def events(story: Story) -> dict[str, icalendar.Event]:
    return read_back(polled(story).content)


def with_youth(plan: Plan, **facts: object) -> Plan:
    """``plan`` with other facts of the youth forum."""
    made = (
        replace(each, **facts) if each.code == "youth" else each  # type: ignore[arg-type]
        for each in plan.milestones
    )
    return replace(plan, milestones=tuple(made))


def without_youth(plan: Plan) -> Plan:
    kept = (each for each in plan.milestones if each.code != "youth")
    linked = (each for each in plan.links if each.predecessor != "youth")
    said = {code: each for code, each in plan.progress.items() if code != "youth"}
    return replace(plan, milestones=tuple(kept), links=tuple(linked), progress=said)


def test_news_and_a_date_are_asked_for(told: Story) -> None:
    event = events(told)[YOUTH]
    assert moments(event) == (date(2021, 6, 4), date(2021, 6, 5))
    assert (event.sequence, event.LAST_MODIFIED) == (0, told.now)
    assert str(event["SUMMARY"]) == "News due: Youth forum (no date; none yet)"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "To say: a date or a window, or how it stands; a note is enough.",
        "No news since 5 May 2021; asked for after 30 calendar days without any.",
        "Now: no date yet",
        "Needed for: Forum 🌍",
        "Responsible: IOM",
        "In the plan: https://plan.example.org/plans/awkward/milestones/youth",
    ]
    assert "youth" not in told.events()


def test_a_word_on_it_moves_its_day(told: Story) -> None:
    told.say(JULY, Update(milestone="youth", note="a host is sought"))
    event = events(told)[YOUTH]
    assert moments(event)[0] == JULY + 30 * DAY
    assert (event.sequence, event.LAST_MODIFIED) == (1, told.now)
    assert str(event["SUMMARY"]) == "News due: Youth forum (no date; last 1 Jul 2021)"


def test_another_fact_is_told_and_stirs_no_other_calendar(told: Story) -> None:
    plan, before = polled(told, FEED), polled(told)
    told.change(JULY, with_youth(told.plan(), note="a host is sought", contributors=("ECA",)))
    after, event = polled(told), events(told)[YOUTH]
    assert "Note: a host is sought" in str(event["DESCRIPTION"]).splitlines()
    assert (event.sequence, event.LAST_MODIFIED) == (1, told.now)
    assert named(after) > named(before)
    unmoved = polled(told, FEED)
    assert (unmoved.headers["etag"], unmoved.content) == (plan.headers["etag"], plan.content)
    assert YOUTH in read_back(polled(told, OWED.replace("IOM", "ECA")).content)


def test_what_tells_nothing_of_it_changes_nothing(told: Story) -> None:
    before = polled(told)
    told.change(JULY, replace(told.plan(), description="in other words"))
    again = polled(told)
    assert (again.content, again.headers["etag"]) == (before.content, before.headers["etag"])


@pytest.mark.parametrize(
    "end",
    [
        without_youth,
        lambda plan: with_youth(plan, owner="OHCHR"),
    ],
    ids=["taken-out", "another's"],
)
def test_it_goes_although_nothing_was_published(told: Story, end: Callable[[Plan], Plan]) -> None:
    lone = replace(told.plan(), links=told.plan().links[:-2])
    told.change(JULY, lone, reason="nothing waits for it")
    before = polled(told)
    told.change(JULY, end(lone))
    assert YOUTH not in events(told)
    assert named(polled(told)) > named(before)


def test_it_goes_when_it_is_cancelled_on_the_day_of_another_word(told: Story) -> None:
    told.say(JULY, Update(milestone="youth", note="a host is sought"))
    told.say(JULY, Update(milestone="youth", cancelled=True))
    assert YOUTH not in events(told)


def test_a_date_that_is_given_and_taken_back_is_told_each_time(told: Story) -> None:
    undated = told.plan()
    told.change(JULY, with_youth(undated, fixed=DATED))
    given = events(told)[YOUTH]
    told.change(JULY + DAY, undated)
    back = events(told)[YOUTH]
    assert [str(each["SUMMARY"]) for each in (given, back)] == [
        "News due: Youth forum (none yet)",
        "News due: Youth forum (no date; none yet)",
    ]
    assert "Now: no date any more (was to be 4 Nov 2021)" in str(back["DESCRIPTION"])
    assert 0 < given.sequence < back.sequence
    assert given.LAST_MODIFIED < back.LAST_MODIFIED == told.now


Step: TypeAlias = Callable[[Story, date], None]


def says(**said: object) -> Step:
    """What is said of the youth forum, if it is there."""

    def step(story: Story, day: date) -> None:
        if any(each.code == "youth" for each in story.plan().milestones):
            story.say(day, Update(milestone="youth", **said))  # type: ignore[arg-type]

    return step


def plans(edit: Callable[[Plan], Plan]) -> Step:
    """What planners make of the plan."""
    return lambda story, day: story.change(day, edit(story.plan()))


def back_in(plan: Plan) -> Plan:
    made = milestone("youth", title="Youth forum")
    link = PlanLink(predecessor="youth", successor="forum")
    without = without_youth(plan)
    return replace(without, milestones=(*without.milestones, made), links=(*without.links, link))


STEPS: dict[str, Step] = {
    "a word": says(note="a host is sought"),
    "cancelled": says(cancelled=True),
    "not cancelled": says(cancelled=False),
    "dated": plans(lambda plan: with_youth(plan, fixed=DATED)),
    "undated": plans(lambda plan: with_youth(plan, fixed=None)),
    "another title": plans(lambda plan: with_youth(plan, title="Forum of the young")),
    "another's": plans(lambda plan: with_youth(plan, owner="OHCHR")),
    "taken out": plans(without_youth),
    "as it was": plans(back_in),
    "other words": plans(lambda plan: replace(plan, description="in other words")),
}


@pytest.mark.long
@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from([0, 1, 31])), max_size=6))
def test_whatever_changes_is_told_by_a_greater_number_and_a_later_time(
    patterns: Patterns, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    with copied(patterns(ENGINE), tmp_path_factory.mktemp("walk")) as url:
        database = Database(url)
        told, day = story(url, database), JULY
        told.begin(awkward_plan())
        seen, before = events(told), polled(told)
        for name, days in steps:
            day += timedelta(days=days)
            STEPS[name](told, day)
            after, now = polled(told), events(told)
            if after.content != before.content:
                assert named(after) > named(before)
            for known, event in now.items():
                if known in seen and event.to_ical() != seen[known].to_ical():
                    assert event.sequence > seen[known].sequence
                    assert event.LAST_MODIFIED > seen[known].LAST_MODIFIED
            seen, before = seen | now, after
        database.close()


def named(answer: httpx.Response) -> tuple[int, float]:
    """What a calendar program goes by: the number in the tag, and the time."""
    number = int(answer.headers["etag"].strip('"').partition("-")[0])
    return number, parsedate_to_datetime(answer.headers["last-modified"]).timestamp()


def test_it_is_gone_for_good_no_sooner_than_other_calendars_forget_its_date(told: Story) -> None:
    undated = told.plan()
    told.change(JULY, with_youth(undated, fixed=DATED))
    told.change(JULY + DAY, undated)
    before = events(told)[YOUTH]
    told.change(JULY + DAY + TOMBSTONE + DAY, replace(undated, description="a month later"))
    assert "youth" not in told.events()
    buried = events(told)[YOUTH]
    assert str(buried["DESCRIPTION"]) == str(before["DESCRIPTION"])
