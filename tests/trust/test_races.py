"""Two processes write at the same time, over real HTTP: no cycle is stored, no write is lost.

The planted faults show that these races are races: with them, cycles are stored and writes lost.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Barrier

import httpx
import pytest

from app.plan import Plan
from tests.api.service import Prepared
from tests.plans import milestone, small_plan, uid
from tests.trust.preparing import faults, prepared
from tests.workers import worker

pytestmark = pytest.mark.long

RACES = 200
ADDED = (1 + 2) * RACES // 2
PAIRS = 25
"""Races on one plan."""


@contextmanager
def two_processes(stored: Prepared, fault: str = "") -> Iterator[list[httpx.Client]]:
    """A planner's connection to each of two processes over one database."""
    with ExitStack() as stack:
        started = [stack.enter_context(worker(stored.url, fault=fault)) for _ in range(2)]
        yield [stack.enter_context(each.client(stored.keys["planner"])) for each in started]


def at_once(send: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    """What each of two is answered, sent when both are ready to send."""
    ready = Barrier(2)

    def when_ready(number: int) -> httpx.Response:
        ready.wait(60)
        return patiently(lambda: send(number))

    with ThreadPoolExecutor(max_workers=2) as senders:
        return list(senders.map(when_ready, range(2)))


def patiently(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Who is told that the service is busy tries again."""
    while (answer := ask()).status_code == 503:
        pass
    return answer


def with_pairs(url: str, plans: int) -> Prepared:
    """Plans of milestones that nothing links yet."""
    return prepared(url, *(_of_pairs(f"plan{number}") for number in range(plans)))


def _of_pairs(plan: str) -> Plan:
    codes = [f"{end}{number}" for number in range(PAIRS) for end in "ab"]
    loose = tuple(replace(milestone(code), uid=uid(f"{plan} {code}")) for code in codes)
    return small_plan(code=plan, milestones=loose, links=(), targets=("a0",), progress={})


def race_for_a_cycle(clients: list[httpx.Client], plan: str, number: int) -> tuple[int, ...]:
    """One process links a to b, the other b to a."""
    ends = [(f"a{number}", f"b{number}"), (f"b{number}", f"a{number}")]

    def link(which: int) -> httpx.Response:
        before, after = ends[which]
        body = {"link": {"from": before, "to": after}}
        return clients[which].post(f"/api/v1/plans/{plan}/links", json=body)

    return tuple(sorted(answer.status_code for answer in at_once(link)))


def test_no_race_stores_a_cycle(url: str) -> None:
    plans = RACES // PAIRS
    stored = with_pairs(url, plans)
    with two_processes(stored) as clients:
        ended = Counter(
            race_for_a_cycle(clients, f"plan{plan}", number)
            for plan in range(plans)
            for number in range(PAIRS)
        )
        stand = [clients[0].get(f"/api/v1/plans/plan{plan}/links") for plan in range(plans)]
    assert ended == {(201, 422): RACES}
    assert [len(answer.json()["links"]) for answer in stand] == [PAIRS] * plans
    assert faults(url) == []


def test_a_check_of_what_was_read_before_stores_cycles(url: str) -> None:
    stored = with_pairs(url, 1)
    with two_processes(stored, "checks_what_it_read_before") as clients:
        ended = Counter(race_for_a_cycle(clients, "plan0", number) for number in range(PAIRS))
        assert ended[201, 201] > 0
        assert clients[0].get("/api/v1/plans/plan0/schedule").status_code != 200


def count_up(client: httpx.Client, days: int, times: int) -> int:
    """Make the draft longer by so many days ``times`` times: the days that were said to be kept."""
    kept = 0
    while kept < times:
        read = client.get("/api/v1/plans/small/milestones/draft").json()
        longer = {"code": "draft", "duration": read["milestone"]["duration"] + days}
        body = {"changes": [{"set_milestone": longer}], "expected_revision": read["revision"]}
        answer = client.post("/api/v1/plans/small/changes", json=body)
        assert answer.status_code in (201, 412, 422, 503), answer.text
        kept += answer.status_code == 201
    return kept * days


def counted(stored: Prepared, fault: str = "") -> tuple[int, int]:
    """The days that two processes were told they had added, and those that were."""
    with two_processes(stored, fault) as clients:
        with ThreadPoolExecutor(max_workers=2) as writers:
            told = sum(writers.map(count_up, clients, (1, 2), (RACES // 2, RACES // 2)))
        read = clients[0].get("/api/v1/plans/small/milestones/draft").json()
        return told, read["milestone"]["duration"] - 10


def test_no_write_is_lost(url: str) -> None:
    stored = prepared(url, small_plan())
    assert counted(stored) == (ADDED, ADDED)
    assert faults(url) == []


def test_without_an_expected_revision_writes_are_lost(url: str) -> None:
    stored = prepared(url, small_plan())
    told, added = counted(stored, "asks_for_no_revision")
    assert told == ADDED
    assert added < ADDED
