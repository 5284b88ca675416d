"""Whole pages by equality. ``golden/`` holds what was looked at by eye, at three widths."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.pages.routes import is_link
from app.plan import PlanLink, Update
from app.plan.recoding import recoded
from scheduling import LinkType, Span
from tests.feeds.story import DRAFT, MOVED, Story, awkward_plan
from tests.plans import SEEDED, milestone

GOLDEN = Path(__file__).parent / "golden"
STATIC = re.compile(r"/static/(\w+)\.[0-9a-f]{12}\.")


def page(story: Story, address: str, status: int = 200) -> str:
    """A page, its assets without the digest of their bytes."""
    answer = story.client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    return STATIC.sub(r"/static/\1.", answer.text)


def fixed(code: str, day: date) -> Update:
    return Update(milestone=code, fixed=Span.of(day))


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.html").read_bytes().decode()


def test_the_plan(told: Story) -> None:
    assert page(told, "/plans/awkward") == golden("plan")


def test_the_plan_after_a_move(told: Story) -> None:
    told.say(*MOVED)
    assert page(told, "/plans/awkward") == golden("moved")


def test_a_milestone(told: Story) -> None:
    told.say(*MOVED)
    assert page(told, "/plans/awkward/milestones/review") == golden("milestone")


def test_what_moved_and_why(told: Story) -> None:
    told.say(*MOVED)
    assert page(told, "/plans/awkward/moved?target=review") == golden("why")


def test_what_moved_is_told_of_the_targets_and_of_all_that_leads_to_them(told: Story) -> None:
    told.say(*MOVED)
    told.say(date(2021, 7, 2), fixed("forum", date(2022, 6, 1)))
    told.say(date(2021, 7, 5), fixed("forum", date(2022, 5, 25)))
    shown = page(told, "/plans/awkward/moved")
    assert re.findall(r'<h2 id="why-1">.*</h2>', shown) == [
        '<h2 id="why-1"><a href="/plans/awkward/milestones/forum"><bdi>Forum 🌍</bdi></a>: '
        "5 calendar days later</h2>"
    ]
    assert re.findall(r'<th scope="row"(?: class="later")?>(\d.*)</th>', shown) == [
        "12 calendar days later",
        "7 calendar days earlier",
    ]
    assert page(told, "/plans/awkward/moved?revision=1").count("Nothing has moved") == 2


def test_many_causes_are_summed_beyond_the_largest(told: Story) -> None:
    for day in range(1, 14):
        told.say(date(2021, 7, day), fixed("forum", date(2022, 5, 20 + day % 2)))
    shown = page(told, "/plans/awkward/moved")
    assert shown.count('<td data-label="Because">') == 10
    assert "Smaller causes (3): 1 calendar day later." in shown


def test_a_renamed_milestone_keeps_its_approved_dates(told: Story) -> None:
    told.say(*MOVED)
    told.change(date(2021, 7, 2), recoded(told.plan(), {"review": "africa"}))
    for address in ("/plans/awkward/milestones/africa", "/plans/awkward", "/plans/awkward/moved"):
        assert "30–31 Jul 2021" in page(told, address)


def test_of_two_links_between_a_pair_the_one_that_sets_the_date_says_so(told: Story) -> None:
    begins = PlanLink(predecessor="draft", successor="clear", type=LinkType.SS)
    plan = told.plan()
    told.change(SEEDED, replace(plan, links=(*plan.links, begins)))
    shown = page(told, "/plans/awkward/milestones/clear")
    rules = [line for line in shown.splitlines() if DRAFT.title in line and "<br>can" in line]
    assert [("has started" in each, "this sets the date" in each) for each in rules] == [
        (False, True),
        (True, False),
    ]


def test_the_first_page_is_the_only_plan(told: Story) -> None:
    assert page(told, "/") == page(told, "/plans/awkward")


def test_the_first_page_lists_several_plans(told: Story) -> None:
    more = awkward_plan()
    uids = tuple(replace(each, uid=milestone(f"other-{each.code}").uid) for each in more.milestones)
    told.begin(replace(more, code="other plan", title="The other <plan>", milestones=uids))
    assert page(told, "/") == golden("plans")


def test_without_a_plan_the_first_page_says_so(empty: Story) -> None:
    assert "<p>There is no plan yet.</p>" in page(empty, "/")


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/plans/none", 404, "there is no plan &#39;none&#39;"),
        ("/plans/awkward/milestones/none", 404, "there is no milestone &#39;none&#39;"),
        ("/plans/none/moved", 404, "there is no plan &#39;none&#39;"),
        ("/plans/awkward/moved?target=none", 404, "there is no milestone &#39;none&#39;"),
        ("/plans/awkward/moved?target=project", 400, "target: must be a milestone"),
        ("/plans/awkward?revision=7", 404, "there is no revision &#39;7&#39;"),
        ("/plans/awkward?known_on=2021-05-04", 404, "known on &#39;2021-05-04&#39;"),
        ("/plans/awkward?revision=x", 400, "revision: must be the number of a revision"),
        ("/plans/awkward?revision=99999999999999999999", 400, "revision: must be the number"),
        ("/plans/awkward?known_on=2021-02-30", 400, "known_on: must be a day"),
        ("/plans/awkward?known_on=20210505", 400, "known_on: must be a day"),
        ("/plans/awkward?data_date=9999-12-31", 400, "data_date: must lie between 1900-01-01"),
        ("/plans/awkward?data_date=2021-01-01", 400, "data_date: must not be before 2021-05-05"),
        ("/plans/awkward?revision=1&known_on=2021-05-05", 400, "known_on: must not be given"),
        ("/plans/%3Cscript%3E", 404, "there is no plan &#39;&lt;script&gt;&#39;"),
    ],
)
def test_what_cannot_be_shown_is_a_page_that_says_why(
    told: Story, address: str, status: int, says: str
) -> None:
    assert says in page(told, address, status)


def test_a_past_state_is_named_and_kept_from_page_to_page(told: Story) -> None:
    told.say(*MOVED)
    past = page(told, "/plans/awkward?known_on=2021-06-01")
    assert "As known on <strong>5 May 2021</strong>, revision 1." in past
    assert "This is an earlier revision" in past
    assert 'href="/plans/awkward/milestones/review?known_on=2021-06-01"' in past
    one = page(told, "/plans/awkward/milestones/review?known_on=2021-06-01")
    assert 'href="/plans/awkward?known_on=2021-06-01"' in one
    assert "in July 2021 (day to be confirmed)" in one


def test_looking_ahead_says_so(told: Story) -> None:
    for address in ("/plans/awkward", "/plans/awkward/moved", "/plans/awkward/milestones/review"):
        assert "This looks ahead" in page(told, f"{address}?data_date=2021-09-01")
        assert "This looks ahead" not in page(told, f"{address}?data_date=2021-05-05")


def test_what_is_done_or_cancelled_says_so(told: Story) -> None:
    told.say(date(2021, 6, 1), Update(milestone="cofacs", cancelled=True))
    cancelled = page(told, "/plans/awkward/milestones/cofacs")
    assert '<p class="when">cancelled</p>' in cancelled
    undated = page(told, "/plans/awkward/milestones/youth")
    assert '<p class="when">no date yet <span class="quiet">(wished for)</span></p>' in undated


class Addresses(HTMLParser):
    """Every address that a page names, and what in it a policy without inline code forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
            if name == "src" or (tag == "link" and name == "href"):
                self.loaded.append(value or "")
            elif name == "href":
                self.linked.append(value or "")
        if tag == "style" or (tag == "script" and not dict(attrs).get("src")):
            self.inline.append(tag)


def test_a_page_loads_nothing_from_elsewhere_and_holds_no_code(told: Story) -> None:
    for address in ("/", "/plans/awkward/milestones/review", "/plans/none"):
        answer = told.client.get(address)
        found = Addresses()
        found.feed(answer.text)
        assert found.inline == []
        assert len(found.loaded) == 2
        for loaded in found.loaded:
            asset = told.client.get(loaded)
            assert asset.status_code == 200
            assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )


def test_hostile_texts_are_shown_and_never_obeyed(empty: Story) -> None:
    hostile = milestone(
        "evil",
        title="<script>alert(1)</script>",
        url="javascript:alert(1)",
        source="https://example.org/\"onmouseover='x'",
        note="{{ 7 * 7 }}",
    )
    empty.begin(awkward_plan(hostile))
    text = page(empty, "/plans/awkward/milestones/evil")
    found = Addresses()
    found.feed(text)
    assert found.inline == []
    assert not any("javascript" in address for address in found.linked)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("//example.org", False),
        ("https://example.org and more", False),
        ("http://[", False),
        ("the document", False),
    ],
)
def test_only_the_web_is_linked(text: str, linked: bool) -> None:
    assert is_link(text) is linked
