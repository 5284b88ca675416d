"""An agency reports by its page: previews, sends once, and is told what is wrong in its words."""

import re
from html import unescape

import httpx
import pytest

from app.pages.signing import COOKIE
from app.plan import Role
from app.usecases.keys import create_key, revoke_key
from app.usecases.reading import read
from tests.feeds.story import Story
from tests.plans import NOW

FORM = "/plans/awkward/milestones/review/report"
LATER = {"fixed": "2021-08-31", "fixed_last": "2021-09-01", "note": "The ministers <asked>"}


@pytest.fixture
def key(told: Story) -> str:
    """The secret of ECA, which answers for the review."""
    with told.database.write() as store:
        made = create_key(store, role=Role.AGENCY, agency="ECA", label="ECA, <Addis>", now=NOW)
    return made.secret


def send(story: Story, address: str = FORM, **fields: str) -> httpx.Response:
    answer: httpx.Response = story.client.post(address, data=fields)
    return answer


def hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


def problems(answer: httpx.Response) -> list[str]:
    """What is wrong, as it is read."""
    part = answer.text.partition('class="problems"')[2].partition("</section>")[0]
    return [unescape(re.sub("<[^>]+>", "", each)) for each in re.findall("<li>(.*?)</li>", part)]


def revision(story: Story) -> int:
    with story.database.read() as store:
        return read(store, "awkward").revision.number


def test_a_preview_keeps_nothing_and_what_is_sent_twice_is_kept_once(told: Story, key: str) -> None:
    preview = send(told, key=key, do="preview", **LATER)
    assert preview.status_code == 200
    assert "What it would do" in preview.text
    assert "31 Aug \u2013 1 Sep 2021" in preview.text
    assert "The ministers &lt;asked&gt;" in preview.text
    assert "ECA, &lt;Addis&gt;" in preview.text
    assert key not in preview.text
    assert revision(told) == 1
    expected, once = hidden(preview.text, "expected"), hidden(preview.text, "once")
    sent = [send(told, do="send", expected=expected, once=once, **LATER) for _ in range(2)]
    assert "kept as revision 2" in sent[0].text
    assert sent[0].text == sent[1].text
    assert revision(told) == 2
    late = send(told, do="send", expected=expected, once="another", **LATER)
    assert (late.status_code, problems(late)) == (
        412,
        ["Report: the plan has moved on since you looked (review changed): look again"],
    )


def test_the_key_is_held_by_the_browser_alone(told: Story, key: str) -> None:
    cookie = send(told, key=key, do="preview", **LATER).headers["set-cookie"]
    assert cookie == f"{COOKIE}={key}; HttpOnly; Path=/; SameSite=strict"
    assert "ECA, &lt;Addis&gt;" in told.client.get(FORM).text
    assert send(told, do="forget").status_code == 200
    assert 'name="key"' in told.client.get(FORM).text


@pytest.mark.parametrize(
    ("fields", "status", "expected"),
    [
        ({}, 422, ["Report: nothing is said about it"]),
        (
            {"held": "2021-06-01"},
            422,
            ["Held on: must not be after the data date 2021-05-05: what lies ahead is a new date"],
        ),
        (
            {"remaining": "soon", "cancelled": "maybe"},
            422,
            ["Working days it still takes: must be a whole number from 0 to 36500"],
        ),
        (
            {"fixed": "2021-08-31", "window": "2021-08"},
            422,
            ["New window: must not be given beside \u201cNew date\u201d: say one of them"],
        ),
        (
            {"actual_start": "2021-05-04"},
            422,
            [
                "Began on: needs \u201cWorking days it still takes\u201d or \u201cExpected to be "
                "over on\u201d beside it, or \u201cWas over on\u201d if it is over"
            ],
        ),
        (
            {"held": "2021-05-04", "actual_start": "2021-05-04"},
            422,
            ["Began on: must not be given beside \u201cHeld on\u201d: that says both"],
        ),
        ({"takes_back": "77", "note": "x"}, 404, []),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_form(
    told: Story, key: str, fields: dict[str, str], status: int, expected: list[str]
) -> None:
    answer = send(told, key=key, do="preview", **fields)
    assert (answer.status_code, problems(answer)) == (status, expected)
    assert revision(told) == 1


def test_what_was_cancelled_is_restored_in_the_words_of_the_form(told: Story, key: str) -> None:
    assert send(told, key=key, do="send", cancelled="true").status_code == 200
    answer = send(told, do="preview", window="2021-09")
    assert (answer.status_code, problems(answer)) == (
        409,
        [
            "New window: the milestone was cancelled: say that it takes place after all "
            "(contradicts what ECA, <Addis> said, 5 May 2021)"
        ],
    )


def test_what_is_not_theirs(told: Story, key: str) -> None:
    other = send(told, "/plans/awkward/milestones/launch/report", key=key, do="send", note="x")
    assert (other.status_code, problems(other)) == (403, ["Report: ECA may not report on launch"])
    assert send(told, "/plans/awkward/milestones/none/report", key=key, note="x").status_code == 404
    assert revision(told) == 1


def test_a_key_that_opens_nothing(told: Story, key: str) -> None:
    assert send(told, key=key, do="preview", note="x").status_code == 200
    with told.database.write() as store:
        revoke_key(store, 1, NOW)
    answer = send(told, do="send", note="x")
    assert (answer.status_code, problems(answer)) == (
        401,
        ["Your key: opens nothing: it may have ended, or a character is missing"],
    )


def test_another_site_sends_nothing(told: Story, key: str) -> None:
    send(told, key=key, do="preview", note="x")
    answer = told.client.post(
        FORM, data={"do": "send", "note": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status_code, problems(answer)) == (403, ["Report: was sent by another site"])
    assert revision(told) == 1


@pytest.mark.parametrize("body", [b"\xff", b"note=%ff", b"&".join(b"a=1" for _ in range(99))])
def test_what_no_form_sends(told: Story, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert told.client.post(FORM, content=body, headers=headers).status_code == 400


def test_the_page_of_an_agency_leads_to_its_reports(told: Story) -> None:
    page = told.client.get("/plans/awkward/agencies/ECA").text
    assert f'href="{FORM}"' in page
    assert "/feeds/public/awkward/owed/ECA.ics" in page
    assert "milestones/launch" not in page
    assert told.client.get("/plans/awkward/agencies/WHO").status_code == 404
