"""A whole service on a real database, with a clock that stands where the test puts it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from app.api.describing import EXAMPLES
from app.main import create_app
from app.plan import Role
from app.settings import Settings
from app.store import Database
from app.usecases.keys import create_key
from tests.databases import copied, rows

IMPORTED = datetime(2021, 5, 5, 14, 0, tzinfo=UTC)
PLAN = "/api/v1/plans/imrf-2022"
PLENTY = {
    "key_requests_per_minute": 10**9,
    "anonymous_requests_per_minute": 10**9,
    "unknown_keys_per_minute": 10**9,
    "tick_seconds": 10**6,
    "job_seconds": 10**6,
}
"""The tests of limits set some of their own. No data date moves by itself while a test runs."""


def example(name: str) -> Any:
    """What the API's description shows, as it is committed."""
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A database, with the keys it knows."""

    url: str
    keys: Mapping[str, str]

    @contextmanager
    def copied(self, folder: Path) -> Iterator["Prepared"]:
        """The same once more, to be written to; a file stands in ``folder``."""
        with copied(self.url, folder) as url:
            yield Prepared(url=url, keys=self.keys)


@dataclass(slots=True, kw_only=True)
class Service:
    """``keys`` holds a secret for each role, and one for the agency ECA."""

    client: TestClient
    url: str
    keys: Mapping[str, str]
    now: datetime = IMPORTED

    def get(self, path: str, **params: Any) -> Response:
        answer: Response = self.client.get(path, params=params or None)
        return answer

    def post(self, path: str, body: Any, *, key: str = "planner") -> Response:
        answer: Response = self.client.post(path, json=body, headers=self.holding(key))
        return answer

    def ask(
        self, method: str, path: str, body: Any = None, *, key: str = "planner", **headers: str
    ) -> Response:
        """Any request; headers are named in Python's way, ``if_match``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {} if body is None else {"json": body}
        answer: Response = self.client.request(
            method, path, headers={**self.holding(key), **named}, **sent
        )
        return answer

    def send(self, path: str, content: bytes, media_type: str = "application/json") -> Response:
        """A body as it is, by the planner."""
        headers = {**self.holding("planner"), "Content-Type": media_type}
        answer: Response = self.client.post(path, content=content, headers=headers)
        return answer

    def holding(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[key]}"}

    def import_story(self) -> Response:
        path = "/api/v1/plans?baseline=seed"
        return self.post(path, example("create_plan.request"))

    def dump(self) -> list[str]:
        """Everything that is stored, but for when keys were last used."""
        return rows(self.url)


@contextmanager
def serving(prepared: Prepared, **settings: Any) -> Iterator[Service]:
    """The service over a database that has been migrated."""
    app = create_app(Settings(database_url=prepared.url, **{**PLENTY, **settings}))
    with TestClient(app, raise_server_exceptions=False) as client:
        service = Service(client=client, url=prepared.url, keys=prepared.keys)
        app.state.now = lambda: service.now
        yield service


def keys_in(url: str) -> dict[str, str]:
    """A new key for each kind of writer, by its name in ``Service.keys``."""
    database = Database(url)
    with database.write() as store:
        made = {
            name: create_key(store, role=role, label=label, agency=agency, now=IMPORTED).secret
            for name, role, label, agency in (
                ("planner", Role.PLANNER, "Network secretariat", ""),
                ("agency", Role.AGENCY, "ECA focal point", "ECA"),
                ("viewer", Role.VIEWER, "Reader", ""),
                ("administrator", Role.ADMINISTRATOR, "Administrator", ""),
            )
        }
    database.close()
    return made
