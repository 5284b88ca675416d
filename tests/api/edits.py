"""Every route by which a plan is changed, or might be: what each key is answered."""

from dataclasses import dataclass
from typing import Any

PREFIX = "/api/v1/plans/{plan}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """``answers`` without a key and to viewer, agency and planner, in this order."""

    body: Any = None
    answers: tuple[int, int, int, int]
    keeps: bool = True


def planners(status: int, body: Any = None) -> Edit:
    return Edit(body=body, answers=(401, 403, 403, status))


EDITS = {
    (method, PREFIX + path): edit
    for method, path, edit in (
        ("POST", "/changes", planners(201, {"changes": [{"set_plan": {"title": "New"}}]})),
        ("POST", "/milestones", planners(201, {"milestone": {"code": "print"}})),
        ("PATCH", "/milestones/{code}", planners(200, {"milestone": {"owner": "AUC"}})),
        ("POST", "/links", planners(201, {"link": {"from": "rr-africa", "to": "imrf"}})),
        ("PATCH", "/links/{link}", planners(200, {"link": {"lag": 3}})),
        ("DELETE", "/links/{link}", planners(200)),
        ("DELETE", "/milestones/{code}", planners(422)),
        (
            "POST",
            "/what-if",
            Edit(body={"data_date": "2021-07-01"}, answers=(401, 200, 200, 200), keeps=False),
        ),
        ("POST", "/scenarios", planners(201, {"name": "later", "data_date": "2021-07-01"})),
        ("POST", "/scenarios/{name}/acceptance", planners(201, {})),
        ("DELETE", "/scenarios/{name}", planners(204)),
        ("POST", "/risk/jobs", Edit(answers=(401, 202, 202, 202))),
        ("GET", "/risk/jobs/{job}", Edit(answers=(200, 200, 200, 200), keeps=False)),
        ("DELETE", "/risk/jobs/{job}", planners(204)),
        ("GET", "/revisions/{number}/entry", Edit(answers=(401, 403, 403, 200), keeps=False)),
        ("POST", "/baselines", planners(201, {"name": "approved"})),
        ("POST", "/archive", planners(200, {"reason": "over"})),
        ("POST", "/restore", planners(409, {})),
    )
}
