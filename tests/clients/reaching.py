"""Leads schemathesis to what there is: codes, names, numbers and bodies of the plan of the story.

What it draws by itself hardly ever names anything, and is answered 404. So most of what names
something is drawn from what is there, and most of a body is the description's example of it. Run
by the virtual environment of the clients, of which this project's own knows nothing.
"""

import json
import os
from collections.abc import Mapping
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

schemathesis: Any = import_module("schemathesis")
st: Any = import_module("hypothesis.strategies")

STORY = json.loads(Path(os.environ["IMRF_STORY"]).read_text(encoding="utf-8"))
CODES = [each["code"] for each in STORY["milestones"]]
NAMES = ["seed", *(f"scenario {number}" for number in range(8))]
PUT_AWAY = ("archive_plan", "restore_plan")
"""They are led to a plan of their own: to one that is put away nothing can be done."""
IN_USE = 4
"""Keys with which the tests ask: they are not to be revoked or rotated."""
THERE: Mapping[str, list[Any]] = {
    "plan": ["imrf-2022", "other"],
    "code": CODES,
    "milestone": CODES,
    "target": CODES,
    "name": NAMES,
    "other": ["seed"],
    "baseline": ["seed"],
    "agency": ["ECA"],
    "track": ["regional-reviews"],
    "number": [1, 2],
    "before": [1, 2],
    "revision": [1, 2],
    "since": [1],
    "link": [1, 2, 3],
    "job": [1, 2],
    "feed": [1, 2],
    "key": [*range(IN_USE + 1, 3 * IN_USE)],
    "known_on": ["2021-05-05", "2021-07-01"],
    "data_date": ["2030-01-31", "2031-06-30"],
    "If-Match": ["*"],
}
ADDS = {
    "create_plan": "imrf-2022",
    "change_link": "2wd",
    "add_milestone": "printing",
    "ask_what_if": "sgr-clearance",
    "save_scenario": "two readings",
    "take_baseline": "september",
}
"""What the example of an operation adds: it can be added once. A number before it makes it new."""
SPOKEN_OF = "rr-africa"
AGAIN = {"report_on_milestones": {"updates": [{"milestone": SPOKEN_OF, "note": "They go on"}]}}
"""What can be said over and over, where the example is only true as the plan stood at first."""
NEW = count(1)
MOSTLY = (True, True, True, True, True, True, False)
SELDOM = (False, False, False, True)


def _operation(context: Any) -> Mapping[str, Any]:
    raw: Mapping[str, Any] = context.operation.definition.raw
    return raw


def _reach(draw: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """``given``, where most of what may name something names what is there."""
    return {name: _real(draw, name, value) for name, value in given.items()}


def _real(draw: Any, name: str, value: Any) -> Any:
    if name not in THERE or not draw(st.sampled_from(MOSTLY)):
        return value
    if isinstance(value, list):
        return [draw(st.sampled_from(THERE[name])) for _ in value[:3]]
    return draw(st.sampled_from(THERE[name]))


def flatmap_path_parameters(context: Any, path_parameters: Any) -> Any:
    if _operation(context)["operationId"] in PUT_AWAY:
        return st.just({**path_parameters, "plan": "put-away"})
    return REACHING(path_parameters or {})


def flatmap_query(context: Any, query: Any) -> Any:
    asked = dict(query or {})
    if "revision" in asked:
        asked.pop("known_on", None)
    if context.operation.method != "get" and next(NEW) % len(MOSTLY):
        asked.pop("data_date", None)
    operation = _operation(context)["operationId"]
    if operation == "remove_milestone":
        asked["with_links"] = "true"
    if operation in AGAIN and next(NEW) % len(MOSTLY):
        asked = {}
    return REACHING(asked)


def flatmap_headers(context: Any, headers: Any) -> Any:
    said = {**(headers or {}), "If-Match": "*"}
    if "Idempotency-Key" in said and next(NEW) % len(MOSTLY):
        said["Idempotency-Key"] = f"request {next(NEW)}"
    return REACHING(said)


def _tell(draw: Any, example: Any, given: Any) -> Any:
    """``example`` with some of what was ``given`` in its places."""
    if isinstance(example, dict) and isinstance(given, dict):
        kept = {name: draw(TOLD(example[name], given.get(name, example[name]))) for name in example}
        more = [name for name in given if name not in example and draw(st.sampled_from(SELDOM))]
        return {**kept, **{name: given[name] for name in more}}
    if isinstance(example, list) and isinstance(given, list) and example and given:
        more = draw(st.integers(1, len(example)))
        return [draw(TOLD(example[0], given[0])), *example[1:more]]
    return given if draw(st.sampled_from(SELDOM)) else example


def flatmap_body(context: Any, body: Any) -> Any:
    """The example with some of what was thought of; where it is no object, what was thought of."""
    content = _operation(context).get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example")
    if not isinstance(example, dict) or not isinstance(body, dict):
        return st.just(body)
    operation = _operation(context)["operationId"]
    return TOLD(AGAIN.get(operation) or _anew(example, operation), body)


def _anew(example: Mapping[str, Any], operation: str) -> Any:
    """``example`` without what is outdated, and with a new name for what it adds."""
    outdated = ("expected_revision", "data_date", "expires_at")
    said = json.dumps({name: example[name] for name in example if name not in outdated})
    if operation in ADDS:
        said = said.replace(ADDS[operation], f"{next(NEW) % 900 + 1}{ADDS[operation]}")
    return json.loads(said.replace("printing", CODES[0]) if operation == "add_link" else said)


def filter_case(context: Any, case: Any) -> bool:
    """The keys with which is asked are left alone, and what examples speak of stays there."""
    named = case.path_parameters or {}
    if context.operation.method in ("delete", "patch") and named.get("code") == SPOKEN_OF:
        return False
    key = named.get("key", IN_USE + 1)
    return not isinstance(key, int) or key > IN_USE


REACHING, TOLD = map(st.composite, (_reach, _tell))
for hook in (
    flatmap_path_parameters,
    flatmap_query,
    flatmap_headers,
    flatmap_body,
    filter_case,
):
    schemathesis.hook(hook)
