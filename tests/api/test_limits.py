"""More than is answered in a minute is told when to try again."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from tests.api.service import PLAN, Prepared, Service, serving


@pytest.fixture(autouse=True)
def _within_one_minute() -> None:
    """Counts weigh less from one minute of the clock to the next: a test begins well before it."""
    left = 60 - time.time() % 60
    if left < 5:
        time.sleep(left)


@pytest.fixture
def limited(imported: Prepared, tmp_path: Path) -> Iterator[Service]:
    limits = {
        "key_requests_per_minute": 3,
        "anonymous_requests_per_minute": 2,
        "unknown_keys_per_minute": 2,
    }
    with imported.copied(tmp_path) as prepared, serving(prepared, **limits) as service:
        yield service


@pytest.fixture
def guarded(imported: Prepared, tmp_path: Path) -> Iterator[Service]:
    """Nothing is limited but wrong keys: three in a minute."""
    with (
        imported.copied(tmp_path) as prepared,
        serving(prepared, unknown_keys_per_minute=3) as service,
    ):
        yield service


def statuses(service: Service, times: int, **headers: str) -> list[int]:
    return [service.client.get(PLAN, headers=headers).status_code for _ in range(times)]


def test_each_key_and_each_address_has_its_own_limit(limited: Service) -> None:
    assert statuses(limited, 3) == [200, 200, 429]
    assert statuses(limited, 4, **limited.holding("agency")) == [200, 200, 200, 429]
    assert statuses(limited, 4, **limited.holding("viewer")) == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("", "testclient", False),
    ],
)
def test_an_ipv6_line_is_one_address(limited: Service, first: str, second: str, same: bool) -> None:
    def asks(address: str) -> list[int]:
        client = TestClient(limited.client.app, client=(address, 1))
        return [client.get(PLAN).status_code for _ in range(2)]

    assert asks(first) == [200, 200]
    assert asks(second) == ([429, 429] if same else [200, 200])


def test_who_is_refused_is_told_when_to_try_again(limited: Service) -> None:
    statuses(limited, 2)
    answer = limited.get(PLAN)
    seconds = int(answer.headers["retry-after"])
    assert 1 <= seconds <= 60
    expected: dict[str, Any] = {
        "type": "/problems/too-many-requests",
        "title": "More was asked than is answered",
        "status": 429,
        "detail": f"too many requests: try again in {seconds} s",
    }
    assert (answer.status_code, answer.json()) == (429, expected)


def test_nobody_finds_a_key_by_trying(limited: Service) -> None:
    tried = [statuses(limited, 1, Authorization=f"Bearer imrfkey_{n}")[0] for n in range(4)]
    assert tried == [401, 401, 429, 429]


REPORT = "/plans/imrf-2022/milestones/rr-africa/report"


def typed(service: Service, secret: str) -> int:
    form = {"key": secret, "note": "x", "do": "preview"}
    answer: Response = service.client.post(REPORT, data=form)
    return answer.status_code


def held(service: Service, secret: str) -> int:
    answer: Response = service.client.get(REPORT, headers={"Cookie": f"imrf_key={secret}"})
    return answer.status_code


def test_nor_on_a_page(guarded: Service) -> None:
    """Wrong keys of the API, of a form and of a cookie are counted together."""
    key = guarded.keys["agency"]
    assert (typed(guarded, key), held(guarded, key)) == (200, 200)
    guarded.client.cookies.clear()
    assert statuses(guarded, 1, Authorization="Bearer imrfkey_1") == [401]
    assert [typed(guarded, "imrfkey_2"), held(guarded, "imrfkey_3")] == [401, 200]
    assert [typed(guarded, "imrfkey_4"), held(guarded, "imrfkey_5")] == [429, 429]
    assert statuses(guarded, 1, **guarded.holding("agency")) == [429]
    assert guarded.client.get(REPORT).status_code == 200


def test_calendars_are_not_counted(limited: Service) -> None:
    polls = [limited.get("/feeds/public/imrf-2022/plan.ics").status_code for _ in range(9)]
    assert polls == [200] * 9
    assert [limited.get("/healthz").status_code for _ in range(9)] == [200] * 9
