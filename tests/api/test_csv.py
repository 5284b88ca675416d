"""Updates sent and read as a table."""

from typing import Any

import pytest
from httpx import Response

from tests.api.service import PLAN, Service
from tests.api.test_hostile import VALUES, refused
from tests.api.test_problems import broken, problem

UPDATES = f"{PLAN}/updates"
TABLE = "milestone,window,note\nrr-africa,2021-08,moved\nsgr-draft,,The outline is agreed\n"


def send(service: Service, text: str, query: str = "", key: str = "planner") -> Response:
    headers = {**service.holding(key), "Content-Type": "text/csv; charset=utf-8"}
    answer: Response = service.client.post(
        UPDATES + query, content=text.encode("utf-8", "surrogatepass"), headers=headers
    )
    return answer


def test_a_table_says_what_json_says(told: Service) -> None:
    said = [
        {"milestone": "rr-africa", "window": "2021-08", "note": "moved"},
        {"milestone": "sgr-draft", "note": "The outline is agreed"},
    ]
    expected = told.post(UPDATES, {"updates": said, "preview": True, "reason": "June"})
    before = told.dump()
    preview = send(told, TABLE, "?preview=true&reason=June")
    assert (preview.status_code, preview.json()) == (200, expected.json())
    assert told.dump() == before
    kept = send(told, TABLE, "?reason=June")
    assert (kept.status_code, kept.json()) == (201, {**expected.json(), "kept": True})
    assert told.get(f"{PLAN}/revisions/2").json()["recorded"]["reason"] == "June"


def test_nothing_is_stored_unless_all_is_right(told: Service) -> None:
    before = told.dump()
    table = "milestone,actual_start,note\nrr-africa,,Held\nsgr-draft,2021-06-01,\nimrf,soon,x\n"
    day = "must be a day such as 2021-07-12"
    assert send(told, table).json() == broken("document-refused", "row 4 (imrf).actual_start", day)
    table = table.replace("soon", "")
    assert send(told, table).json() == broken(
        "refused",
        "row 3 (sgr-draft).actual_start",
        "must not be after the data date 2021-05-05: what lies ahead is a new date",
    )
    one = "milestone,actual_start\nsgr-draft,2021-06-01\n"
    assert send(told, one).json()["errors"][0]["place"] == "row 2 (sgr-draft).actual_start"
    assert told.dump() == before


def test_a_contradiction_names_row_column_and_the_earlier_statement(told: Service) -> None:
    assert told.post(UPDATES, {"updates": [{"milestone": "imrf", "cancelled": True}]}).is_success
    table = (
        "milestone,note,actual_start,actual_finish\nrr-africa,x,,\nimrf,,2021-05-04,2021-05-04\n"
    )
    answer = send(told, table)
    assert answer.status_code == 409
    assert [each["place"] for each in answer.json()["contradicts"]] == [
        "row 3 (imrf).actual_start",
        "row 3 (imrf).actual_finish",
    ]


def test_what_was_held_is_refused_in_that_word(told: Service) -> None:
    day = "must not be after the data date 2021-05-05: what lies ahead is a new date"
    held = {"held": "2021-06-01/2021-06-02"}
    one = told.post(f"{PLAN}/milestones/rr-africa/updates", held)
    assert one.json() == broken("refused", "held", day)
    several = told.post(UPDATES, {"updates": [{"milestone": "rr-africa", **held}]})
    assert several.json() == broken("refused", "held", day)
    note = {"milestone": "sgr-draft", "note": "x"}
    several = told.post(UPDATES, {"updates": [note, {"milestone": "rr-africa", **held}]})
    assert several.json() == broken("refused", "updates[1] (rr-africa).held", day)
    row = f"milestone,held\nrr-africa,{held['held']}\n"
    assert send(told, row).json() == broken("refused", "row 2 (rr-africa).held", day)
    beside = told.post(
        f"{PLAN}/milestones/rr-africa/updates", {**held, "actual_start": "2021-05-04"}
    )
    rule = "must not be given beside held: that says both"
    assert beside.json() == broken("invalid-request", "actual_start", rule)


@pytest.mark.parametrize(
    "said", ["2021-04", "2021-Q1", "2021", "2021-04-01/2021-04", "../2021-05-04"]
)
def test_what_was_held_was_held_on_days(unmoved: Service, said: str) -> None:
    """A month in which it was held is no event of thirty days."""
    rule = "must be a day (2021-07-12), or the first and the last (2021-07-12/2021-07-13)"
    answer = unmoved.post(f"{PLAN}/milestones/rr-africa/updates", {"held": said})
    assert answer.json() == broken("invalid-request", "held", rule)


def test_held_says_when_it_began_and_when_it_was_over(told: Service) -> None:
    for number, (said, first, last) in enumerate(
        (
            ("2021-05-04", "2021-05-04", "2021-05-04"),
            ("2021-05-03/2021-05-04", "2021-05-03", "2021-05-04"),
        ),
        start=2,
    ):
        answer = told.post(f"{PLAN}/milestones/rr-africa/updates", {"held": said}, key="agency")
        assert answer.status_code == 201
        kept = told.get(f"{PLAN}/revisions/{number}").json()["updates"][0]
        assert (kept["actual_start"], kept["actual_finish"]) == (first, last)


def test_an_agency_sends_rows_of_its_own_only(told: Service) -> None:
    before = told.dump()
    table = "milestone,note,on_behalf_of\nrr-africa,x,IOM\nsgr-draft,x,\nrr-africa,x,\nimrf,x,IOM\n"
    assert send(told, table, key="agency").json() == problem(
        "forbidden",
        detail="ECA may not speak for IOM",
        errors=[
            {"place": "row 2 (rr-africa).on_behalf_of", "message": "ECA may not speak for IOM"},
            {"place": "row 3 (sgr-draft).milestone", "message": "ECA may not report on sgr-draft"},
            {"place": "row 5 (imrf).milestone", "message": "ECA may not report on imrf"},
        ],
    )
    assert told.dump() == before


def test_rows_of_what_is_not_there_are_named(told: Service) -> None:
    before = told.dump()
    answer = send(told, "milestone,note\nRR-Africa,x\nrr-africa,x\nnowhere,x\n", key="agency")
    written = "there is no milestone 'RR-Africa': it is written rr-africa"
    assert answer.json() == problem(
        "not-found",
        detail="there is no milestone 'RR-Africa'",
        errors=[
            {"place": "row 2 (RR-Africa).milestone", "message": written},
            {"place": "row 4 (nowhere).milestone", "message": "there is no milestone 'nowhere'"},
        ],
    )
    answer = send(told, "milestone,note\nnowhere,x\n")
    assert [each["place"] for each in answer.json()["errors"]] == ["row 2 (nowhere).milestone"]
    assert told.dump() == before


def test_a_row_that_takes_back_is_named(told: Service) -> None:
    assert send(told, TABLE).is_success
    before = told.dump()
    for table, key, status in (
        ("milestone,note,takes_back\nrr-africa,x,\nimrf,,99\n", "planner", 404),
        ("milestone,note,takes_back\nrr-africa,x,\nimrf,,1\n", "planner", 422),
        ("milestone,note,takes_back\nsgr-draft,x,\nrr-africa,,1\n", "planner", 201),
        ("milestone,note,takes_back\nsgr-draft,x,\nrr-africa,,1\n", "planner", 409),
        ("milestone,note,takes_back\nrr-africa,x,\nrr-africa,,1\n", "agency", 403),
    ):
        answer = send(told, table, key=key)
        assert answer.status_code == status
        if status == 201:
            before = told.dump()
            continue
        place = f"row 3 ({table.splitlines()[2].partition(',')[0]}).takes_back"
        assert [each["place"] for each in answer.json()["errors"]] == [place]
        assert told.dump() == before


def test_rows_that_contradict_each_other_are_named(told: Service) -> None:
    before = told.dump()
    rule = "is said twice of it in what was sent, and not alike: say it once"
    answer = send(
        told,
        "milestone,window,fixed,certainty\n"
        "rr-africa,2021-08,,confirmed\nimrf,2022-05,,\nrr-africa,,2021-08-31,confirmed\n",
    )
    assert answer.json() == problem(
        "refused",
        detail="2 rules are broken",
        errors=[
            {"place": "row 2 (rr-africa).window", "message": rule},
            {"place": "row 4 (rr-africa).fixed", "message": rule},
        ],
    )
    assert told.dump() == before
    assert send(told, "milestone,window\nimrf,2022-05\nimrf,2022-05\n").status_code == 201


def test_json_says_in_its_body_how_it_is_entered(unmoved: Service) -> None:
    body = {"updates": [{"milestone": "rr-africa", "note": "x"}]}
    assert unmoved.post(f"{UPDATES}?preview=true", body).json() == broken(
        "refused", "preview", "must be said in the body where that is JSON"
    )


def test_the_log_as_a_table(told: Service) -> None:
    assert send(told, TABLE.replace("moved", "'=1+1")).status_code == 201
    answer = told.get(f"{UPDATES}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == (
        "\ufeffid,revision,recorded_at,data_date,author,agency,reason,milestone,actual_start,"
        "actual_finish,remaining,expected_finish,fixed,window,certainty,cancelled,note,source,"
        "on_behalf_of,takes_back"
    )
    assert lines[1] == (
        "1,2,2021-05-05T14:00:00+00:00,2021-05-05,Network secretariat,,,rr-africa,,,,,,2021-08,,,"
        "'=1+1,,,"
    )


COLUMNS = ("milestone", "actual_start", "remaining", "fixed", "window", "certainty", "cancelled")


@pytest.mark.parametrize(
    "column", [*COLUMNS, "note", "source", "on_behalf_of", "takes_back", "held"]
)
def test_whatever_stands_in_a_cell(unmoved: Service, column: str) -> None:
    before = unmoved.dump()
    for value in VALUES:
        text = str(value).replace('"', '""')
        cells: dict[str, Any] = {"milestone": "rr-africa", "note": "x", column: text}
        row = ",".join(f'"{cell}"' for cell in cells.values())
        answer = send(unmoved, f"{','.join(cells)}\n{row}\n", "?preview=true")
        if answer.status_code != 200:
            assert refused(answer) or answer.status_code == 404
    assert unmoved.dump() == before
