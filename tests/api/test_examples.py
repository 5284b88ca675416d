"""Every example that the API's description shows is what the service answers, word for word."""

from typing import Any

from app.api.describing import EXAMPLES
from tests.api.examples import EDITS, KEYS, READS, WRITES, story
from tests.api.service import Service, example
from tests.databases import ENGINE

MEND = "mend: python -m tests.api.examples, and read the difference as a client would"


def test_the_service_answers_as_its_description_says(service: Service) -> None:
    for name, answer in story(service, (*WRITES, *READS, *EDITS, *KEYS)):
        if ENGINE == "sqlite":
            assert answer == example(name), f"{name}: {MEND}"
        else:  # a preview leaves a gap in a server's ids
            assert without_ids(answer) == without_ids(example(name)), name


def without_ids(answer: Any) -> Any:
    if isinstance(answer, list):
        return [without_ids(each) for each in answer]
    if isinstance(answer, dict):
        return {key: without_ids(value) for key, value in answer.items() if key != "id"}
    return answer


def test_every_operation_shows_what_it_answers_and_what_it_is_sent(service: Service) -> None:
    document = service.get("/openapi.json").json()
    shown: set[str] = set()
    bare: set[str] = set()
    for methods in document["paths"].values():
        for operation in methods.values():
            for status in ("200", "201"):
                content = operation["responses"].get(status, {}).get("content", {})
                named = f"{operation['operationId']}.{status}"
                (shown if "example" in content.get("application/json", {}) else bare).add(named)
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if sent is not None:
                named = f"{operation['operationId']}.request"
                (shown if "example" in sent else bare).add(named)
    told = {step.shows for step in (*WRITES, *READS, *EDITS, *KEYS)}
    sent = {f"{step.operation}.request" for step in (*WRITES, *EDITS, *KEYS) if step.sends}
    assert shown == told | sent == {file.stem for file in EXAMPLES.glob("*.json")}
    assert not {name for name in bare if name.endswith("request")}
