"""Any read, at any revision and data date, to any target."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from app.plan import Author, Role
from app.usecases.importing import import_plan
from seed import imrf_2022
from tests.api.examples import story
from tests.api.service import PLAN, Prepared, Service, example, serving

PATHS = (
    "",
    "/milestones",
    "/milestones/rr-africa",
    "/milestones/rr-africa/updates",
    "/milestones/rr-africa/explanation",
    "/links",
    "/schedule",
    "/findings",
    "/critical-path",
    "/slippage",
    "/why",
    "/trend",
    "/baselines",
    "/revisions",
    "/updates",
    "/scenarios",
)
STATES = {
    "": (3, "2021-09-10"),
    "?revision=1": (1, "2021-05-05"),
    "?revision=2": (2, "2021-07-12"),
    "?known_on=2021-07-11": (1, "2021-05-05"),
    "?known_on=2021-07-12": (2, "2021-07-12"),
    "?known_on=2030-01-01": (3, "2021-09-10"),
}
AHEAD = {
    "?data_date=2021-12-31": (3, "2021-12-31"),
    "?revision=1&data_date=2021-09-10": (1, "2021-09-10"),
}
COMPARED = ("/findings", "/slippage", "/why")


@pytest.fixture(scope="module")
def lived(empty: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service at the end of the story; these tests only read."""
    folder = tmp_path_factory.mktemp("lived")
    with empty.copied(folder) as prepared, serving(prepared) as service:
        assert dict(story(service))
        yield service


@pytest.mark.parametrize("path", PATHS)
def test_every_read_names_the_state_it_speaks_of(lived: Service, path: str) -> None:
    states = {**STATES, **AHEAD}
    spoken = {}
    for asked in states:
        answer = lived.get(f"{PLAN}{path}{asked}").json()
        assert answer["plan"] == "imrf-2022"
        assert answer["baseline"] == ("seed" if path in COMPARED else None)
        spoken[asked] = (answer["revision"], answer["data_date"])
    assert spoken == states


def dates(answer: Any) -> dict[str, tuple[str, str]]:
    return {each["code"]: (each["start"], each["finish"]) for each in answer["schedule"]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "?revision=1",
            {
                "rr-africa": ("2021-07-30", "2021-07-31"),
                "sgr-draft": ("2021-08-02", "2021-10-22"),
                "sgr-launched": ("2021-10-22", "2021-10-22"),
                "imrf": ("2022-05-17", "2022-05-20"),
            },
        ),
        (
            "?revision=1&data_date=2021-09-10",
            {
                "rr-africa": ("2021-09-11", "2021-09-12"),
                "sgr-draft": ("2021-09-13", "2021-12-03"),
                "sgr-launched": ("2021-12-03", "2021-12-03"),
                "imrf": ("2022-05-17", "2022-05-20"),
            },
        ),
        (
            "",
            {
                "rr-africa": ("2021-08-31", "2021-09-01"),
                "sgr-draft": ("2021-09-06", "2021-12-03"),
                "sgr-launched": ("2021-12-03", "2021-12-03"),
                "imrf": ("2022-05-17", "2022-05-20"),
            },
        ),
    ],
)
def test_the_dates_as_they_stood_stand_and_would_stand(
    lived: Service, asked: str, expected: dict[str, tuple[str, str]]
) -> None:
    assert dates(lived.get(f"{PLAN}/schedule{asked}").json()) == expected


@pytest.mark.parametrize(
    ("asked", "targets"),
    [
        ("", ["imrf", "sgr-launched"]),
        ("?target=sgr-draft", ["sgr-draft"]),
        ("?target=project&target=imrf", ["project", "imrf"]),
    ],
)
def test_floats_and_paths_are_to_the_targets_asked_for(
    lived: Service, asked: str, targets: list[str]
) -> None:
    milestones = lived.get(f"{PLAN}/milestones{asked}").json()
    assert milestones["targets"] == targets
    assert [list(each["targets"]) for each in milestones["milestones"]] == [targets] * 4
    assert lived.get(f"{PLAN}/findings{asked}").json()["targets"] == targets
    reasons = lived.get(f"{PLAN}/milestones/sgr-draft/explanation{asked}").json()["reasons"]
    assert [each["target"] for each in reasons] == targets
    paths = lived.get(f"{PLAN}/critical-path{asked}").json()["paths"]
    assert [path["target"] for path in paths] == targets


@pytest.mark.parametrize("path", [*PATHS, "/document", "/updates.csv", "/agencies/ECA/owed"])
def test_no_read_looks_back_from_a_revision(lived: Service, path: str) -> None:
    answer = lived.get(f"{PLAN}{path}?revision=2&data_date=2021-07-11")
    rule = (
        "must not be before 2021-07-12, the data date of revision 2: ask with known_on what was "
        "known on a day"
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"place": "data_date", "message": rule}]


def test_a_plan_document_of_any_state_is_of_its_day(lived: Service) -> None:
    days = {
        asked: lived.get(f"{PLAN}/document{asked}").json()["plan"]["data_date"]
        for asked in {**STATES, **AHEAD}
    }
    assert days == {asked: day for asked, (_, day) in {**STATES, **AHEAD}.items()}


def test_a_milestone_alone_is_as_it_is_in_the_list(lived: Service) -> None:
    listed = lived.get(f"{PLAN}/milestones").json()["milestones"]
    alone = [lived.get(f"{PLAN}/milestones/{each['code']}").json()["milestone"] for each in listed]
    assert alone == listed


def test_slippage_since_a_revision(lived: Service) -> None:
    answer = lived.get(f"{PLAN}/slippage?since=2").json()
    variances, targets = answer.pop("variances"), answer.pop("targets")
    assert answer == {
        "plan": "imrf-2022",
        "revision": 3,
        "data_date": "2021-09-10",
        "baseline": None,
        "next": None,
        "baseline_revision": 2,
        "baseline_data_date": "2021-07-12",
        "compared": None,
        "milestones": 4,
        "moved": 2,
    }
    assert targets[0] == {
        "target": "imrf",
        "finish": {"working": 0, "calendar": 0},
        "float": {"target": "imrf", "before": 4, "after": -3, "used": 7},
        "newly_critical": [],
        "no_longer_critical": ["rr-africa"],
    }
    assert variances[0] == {
        "code": "sgr-launched",
        "title": "Report released",
        "track": "sg-report",
        "owner": "IOM",
        "certainty": "stated",
        "comparison": "dated",
        "baseline": {"start": "2021-11-24", "finish": "2021-11-24"},
        "forecast": {"start": "2021-12-03", "finish": "2021-12-03"},
        "start": {"working": 9, "calendar": 9},
        "finish": {"working": 9, "calendar": 9},
        "own": {"working": 0, "calendar": 0},
        "inherited": {"working": 9, "calendar": 9},
        "floats": [
            {"target": "imrf", "before": 89, "after": 80, "used": 9},
            {"target": "sgr-launched", "before": 96, "after": 87, "used": 9},
        ],
        "newly_critical": [],
    }


def test_a_move_is_accounted_for_in_charges_that_sum(lived: Service) -> None:
    answer = lived.get(f"{PLAN}/why?target=sgr-launched&by=agency&but_for=true").json()
    (account,) = answer.pop("accounts")
    charges = account.pop("charges")
    assert answer == {
        "plan": "imrf-2022",
        "revision": 3,
        "data_date": "2021-09-10",
        "baseline": "seed",
        "baseline_revision": 1,
        "baseline_data_date": "2021-05-05",
        "by": "agency",
    }
    assert account == {
        "target": "sgr-launched",
        "calendar": "every-day",
        "before": "2021-10-22",
        "after": "2021-12-03",
        "total": {"working": 42, "calendar": 42},
        "groups": [
            {"name": "ECA", "shift": {"working": 33, "calendar": 33}, "charges": 1},
            {"name": "", "shift": {"working": 9, "calendar": 9}, "charges": 1},
        ],
    }
    assert [(each["cause"], each["agency"], each["link"]) for each in charges] == [
        ("window", "ECA", f"{PLAN}/revisions/2"),
        ("drift", "", f"{PLAN}/revisions/3"),
    ]
    said = lived.get(f"{PLAN}/updates").json()["updates"]
    assert charges[0]["update"] == {
        "id": said[0]["id"],
        "milestone": "rr-africa",
        "note": "The ministers' calendar leaves no earlier day",
        "source": "Note verbale of 12 July 2021",
        "on_behalf_of": "",
    }
    assert [each["but_for"] for each in charges] == [{"working": 0, "calendar": 0}, None]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("owner=ECA", ["rr-africa"]),
        ("owner=ECA&owner=PGA", ["rr-africa", "imrf"]),
        ("threshold=41", ["sgr-launched", "sgr-draft"]),
        ("comparison=new", []),
        ("target=sgr-draft&leading=true", ["sgr-draft", "rr-africa"]),
    ],
)
def test_slippage_of_what_is_wanted(lived: Service, asked: str, codes: list[str]) -> None:
    variances = lived.get(f"{PLAN}/slippage?{asked}").json()["variances"]
    assert [each["code"] for each in variances] == codes


def test_a_preview_is_the_receipt_and_keeps_nothing(told: Service) -> None:
    before = told.dump()
    body = example("report_on_milestone.request")
    path = f"{PLAN}/milestones/rr-africa/updates"
    preview = told.post(path, {**body, "preview": True}, key="agency")
    assert told.dump() == before
    kept = told.post(path, body, key="agency")
    assert (preview.status_code, kept.status_code) == (200, 201)
    assert {**preview.json(), "kept": True} == kept.json()


def test_a_plan_may_be_sent_as_toml(service: Service) -> None:
    text = 'plan = {code = "small", data_date = 2021-05-05}\nmilestones = [{code = "only"}]'
    answer = service.send("/api/v1/plans", text.encode(), "application/toml")
    assert answer.status_code == 201
    assert answer.json() == {
        "plan": "small",
        "revision": 1,
        "data_date": "2021-05-05",
        "baseline": None,
        "title": "small",
        "description": "",
        "zone": "UTC",
        "start": None,
        "targets": ["project"],
        "tracks": {},
        "calendars": [],
        "milestones": 1,
        "links": 0,
        "assume": "last",
        "progress": "retained-logic",
        "rhythm": "weekly",
        "recorded": {
            "number": 1,
            "recorded_at": "2021-05-05T14:00:00Z",
            "data_date": "2021-05-05",
            "author": "Network secretariat",
            "role": "planner",
            "agency": "",
            "reason": "plan document imported",
            "kind": "import",
        },
    }


def test_sixty_four_writers_at_once(told: Service) -> None:
    """None is lost, none waits for another for ever; who is turned away is told to try again."""

    def write(number: int) -> int:
        path = f"{PLAN}/milestones/rr-africa/updates"
        return told.post(path, {"note": f"Word {number}"}).status_code

    with ThreadPoolExecutor(max_workers=64) as writers:
        statuses = list(writers.map(write, range(64)))
    assert set(statuses) <= {201, 503}
    revisions = told.get(f"{PLAN}/revisions").json()["revisions"]
    accepted = statuses.count(201)
    assert [each["number"] for each in revisions] == list(range(1, accepted + 2))
    assert len(told.get(f"{PLAN}/updates").json()["updates"]) == accepted > 0


def test_the_real_plan_answers_every_read(empty: Prepared, tmp_path_factory: Any) -> None:
    author = Author(name="seed", role=Role.ADMINISTRATOR)
    folder = tmp_path_factory.mktemp("seed")
    with empty.copied(folder) as prepared, serving(prepared) as service:
        with service.client.app.state.database.write() as store:  # type: ignore[attr-defined]
            import_plan(store, imrf_2022(), author, datetime.now(UTC), baseline="seed")
        answers = {path: service.get(f"{PLAN}{path}") for path in PATHS}
        assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
            PATHS, 200
        )
        listed = answers["/milestones"].json()["milestones"]
        assert [each["code"] for each in listed] == [each.code for each in imrf_2022().milestones]
        assert len(answers["/links"].json()["links"]) == len(imrf_2022().links)
