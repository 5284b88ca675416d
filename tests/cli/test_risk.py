import json

from tests.cli.terminals import REPORT, imrf, link

ESTIMATED = REPORT.replace(
    'title = "Report drafted"\nduration = 5',
    'title = "Report drafted"\nduration = 5\noptimistic = 2\npessimistic = 9',
)

TO_FORUM = link("issued", "forum", "SS", "7cd")
ANSWER = {
    "plan": "report",
    "revision": None,
    "data_date": "2021-05-05",
    "seed": 0,
    "iterations": 2000,
    "spread": 0,
    "curve": "pert",
    "assumed": {"estimated": 1, "spread": 0, "exact": 1, "windows": 0},
    "targets": [
        {
            "target": "issued",
            "deterministic": "2021-05-17",
            "p50": "2021-05-17",
            "p80": "2021-05-18",
            "p90": "2021-05-19",
            "p50_days": 0,
            "mean_days": -0.6175,
            "influences": [
                {"code": "draft", "critical": 1.0, "correlation": 1.0},
                {"code": "inputs", "critical": 1.0, "correlation": None},
                {"code": "issued", "critical": 1.0, "correlation": None},
            ],
            "tornado": [
                {
                    "code": "draft",
                    "of": "duration",
                    "low": "2021-05-14",
                    "high": "2021-05-19",
                    "days": 5,
                }
            ],
        }
    ],
    "events": [
        {
            "code": "forum",
            "probability": 0.11,
            "links": [{"link": TO_FORUM, "probability": 0.11}],
        }
    ],
    "deadlines": [{"code": "issued", "last": "2021-05-14", "probability": 0.3325}],
    "windows": [],
    "rules": [
        {
            "link": TO_FORUM,
            "mark": "inferred",
            "source": "",
            "held": "2021-05-20/2021-05-21",
            "probability": 0.11,
        }
    ],
}


def test_a_document_for_programs() -> None:
    said = imrf("risk", "-", "--json", typed=ESTIMATED)
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == ANSWER


def test_a_document_for_people() -> None:
    assert (
        imrf("risk", "-", typed=ESTIMATED).out
        == """\
A report
data date 2021-05-05, 2000 iterations, seed 0
Drawn from estimates: 1 milestone.
Drawn from windows: no milestones.
Taken to last exactly as planned: 1 milestone.

target   planned      P50          P80          P90          P50 later by
─────────────────────────────────────────────────────────────────────────
issued   2021-05-17   2021-05-17   2021-05-18   2021-05-19          +0 cd

What drives issued:

code     title                critical   moves it   P80 from     to
───────────────────────────────────────────────────────────────────────────
draft    Report drafted          100 %      +1.00   2021-05-14   2021-05-19
inputs   Inputs of agencies      100 %          -   -            -
issued   Report issued           100 %          -   -            -

What may not be kept:

code     what is kept                        by                      probability
────────────────────────────────────────────────────────────────────────────────
forum    what it waits for                   2021-05-20                     11 %
forum    issued SS +7cd → forum (inferred)   2021-05-20/2021-05-21          11 %
issued   deadline                            2021-05-14                     33 %

Kept in every iteration: 0 of 3.
"""
    )


def test_a_stored_plan_keeps_its_estimates(stored: str) -> None:
    estimate = '[[changes]]\nset_milestone = { code = "draft", optimistic = 2, pessimistic = 9 }\n'
    assert imrf("edit", stored, "-", typed=estimate).code == 0
    now = json.loads(imrf("risk", stored, "--json").out)
    document = json.loads(imrf("risk", "-", "--json", typed=ESTIMATED).out)
    assert now == {**document, "revision": 2}
    exported = imrf("export", stored, "--format", "toml").out
    assert "duration = 5\noptimistic = 2\npessimistic = 9\n" in exported
    before = json.loads(imrf("risk", stored, "--revision", "1", "--json").out)
    assert before["assumed"] == {"estimated": 0, "spread": 0, "exact": 2, "windows": 0}


def test_what_a_question_may_be() -> None:
    for option, value in (("--spread", "101"), ("--iterations", "0"), ("--seed", "-1")):
        said = imrf("risk", "-", option, value, typed=ESTIMATED)
        assert (said.code, option in said.err) == (2, True)
    said = imrf("risk", "-", "--target", "nobody", typed=ESTIMATED)
    assert (said.code, said.err) == (1, "milestone: there is no milestone 'nobody'\n")
