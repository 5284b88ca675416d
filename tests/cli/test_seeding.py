import json

from tests.cli.terminals import Said, imrf

LOADED = "imrf-2022 is loaded: revision 1, data date 2021-05-05.\n"


def revisions() -> list[tuple[int, str]]:
    answer = json.loads(imrf("revisions", "imrf-2022", "--json").out)
    return [(each["number"], each["data_date"]) for each in answer["revisions"]]


def test_the_seed_is_loaded_once() -> None:
    assert imrf("seed") == Said(0, LOADED, "")
    again = "imrf-2022 is there already, at revision 1.\n"
    assert imrf("seed") == Said(0, again, "")
    assert revisions() == [(1, "2021-05-05")]


def test_the_seed_in_json() -> None:
    for loaded in (True, False):
        answer = json.loads(imrf("seed", "--json").out)
        assert answer.pop("revision")["number"] == 1
        assert answer == {"plan": "imrf-2022", "loaded": loaded}


def test_the_seed_stands_against_its_baseline() -> None:
    imrf("seed")
    lines = imrf("slippage", "imrf-2022").out.splitlines()
    assert lines[1] == "revision 1, data date 2021-05-05, against seed (revision 1, 2021-05-05)"
    assert lines[3:] == [
        "0 of 104 milestones moved.",
        "Float of the critical path to imrf: 18 working days.",
        "Float of the critical path to sgr-launched: 19 working days.",
    ]


def test_history_is_entered_day_by_day_and_never_twice() -> None:
    imrf("seed")
    entered = json.loads(imrf("replay", "--until", "2021-06-24", "--json").out)
    days = [(each["number"], each["data_date"]) for each in entered["revisions"]]
    assert revisions() == [(1, "2021-05-05"), *days]
    assert days[-1] == (len(days) + 1, "2021-06-24")
    nothing = Said(0, "imrf-2022: nothing more was said.\n", "")
    assert imrf("replay", "--until", "2021-06-24") == nothing
    assert imrf("replay").out.startswith("imrf-2022: ")
    whole = revisions()
    assert [number for number, _ in whole] == list(range(1, len(whole) + 1))
    assert imrf("replay") == nothing


def test_history_needs_the_plan(stored: str) -> None:
    assert imrf("replay") == Said(1, "", "plan: there is no plan 'imrf-2022'\n")
