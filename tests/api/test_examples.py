"""Every example that the API's description shows is what the service answers, word for word."""

from app.api.describing import EXAMPLES
from tests.api.examples import EDITS, KEYS, READS, WRITES, story
from tests.api.service import Service, example
from tests.databases import ENGINE

MEND = "mend: python -m tests.api.examples, and read the difference as a client would"


def test_the_service_answers_as_its_description_says(service: Service) -> None:
    steps = [*WRITES, *READS, *EDITS, *KEYS]
    if ENGINE != "sqlite":  # on a server what is tried leaves a gap in the ids
        steps = [step for step in steps if not step.changes.get("preview")]
    for name, answer in story(service, steps):
        assert answer == example(name), f"{name}: {MEND}"


def test_every_operation_shows_what_it_answers_and_what_it_is_sent(service: Service) -> None:
    document = service.get("/openapi.json").json()
    shown: set[str] = set()
    bare: set[str] = set()
    for methods in document["paths"].values():
        for operation in methods.values():
            for status in ("200", "201", "202"):
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
