"""A real subscriber: vdirsyncer fetches the feed over HTTP, khal shows it."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from app.feeds import routes
from app.plan import Update
from app.settings import Settings
from app.store import Database
from tests.feeds.story import BASE, DRAFT, FEED, MOVED, Story, awkward_plan, story

pytestmark = pytest.mark.long

VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair plan]
a = "feed"
b = "calendar"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage calendar]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[plan]]
path = {folder}/calendar
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/New_York
default_timezone = America/New_York
[sqlite]
path = {folder}/khal.db
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A calendar on a desk; ``sync`` is what its timer does."""

    folder: Path
    vdirsyncer: Path
    khal: Path

    def sync(self) -> None:
        self._run(self.vdirsyncer, "--config", "vdirsyncer.conf", "sync")

    def shows(self) -> list[str]:
        """Every event as khal lists it: its days and its title."""
        listed = self._run(
            self.khal, "--config", "khal.conf", "list", "--once", "--day-format", "",
            "--format", "{start-long} {end-long} {title}", "2021-04-01", "2022-12-31",
        )  # fmt: skip
        return sorted(line for line in listed.splitlines() if line)

    def _run(self, *command: str | Path) -> str:
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        done = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def served(app: Starlette) -> Iterator[tuple[str, list[int]]]:
    """The address of ``app`` on a free port, and the statuses that it answers with."""
    statuses: list[int] = []

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        await app(scope, receive, counting)

    server = uvicorn.Server(uvicorn.Config(counted, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", statuses
    server.should_exit = True
    thread.join()


def subscriber(folder: Path, address: str, program: Callable[[str], Path]) -> Subscriber:
    (folder / "calendar").mkdir(parents=True)
    facts = {"folder": folder, "address": address}
    (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(**facts))
    (folder / "khal.conf").write_text(KHAL.format(**facts))
    made = Subscriber(folder=folder, vdirsyncer=program("vdirsyncer"), khal=program("khal"))
    made._run(made.vdirsyncer, "--config", "vdirsyncer.conf", "discover")
    return made


BEFORE = [
    "2021-04-13 2021-04-13 Consultation (not yet reported)",
    "2021-04-28 2021-04-28 Done: Review held",
    "2021-07-01 2021-07-31 Regional review; Africa, Addis Ababa (day to be confirmed)",
    f"2021-07-22 2021-07-31 {DRAFT.title} (tentative)",
    "2021-08-02 2021-08-06 Согласование проекта доклада (tentative)",
    "2021-08-06 2021-08-06 \u2068إطلاق تقرير الأمين العام A/76/642 في نيويورك\u2069 (tentative)",
    "2021-10-28 10:00 2021-10-28 13:00 Briefing of Member States",
    "2021-12-31 2021-12-31 Deadline: Co-facilitators appointed (tentative) [critical]",
    "2022-05-17 2022-05-20 Forum 🌍",
]
AFTER = {
    2: "2021-08-31 2021-09-01 Regional review; Africa, Addis Ababa "
    "(was in July 2021, +32 working days)",
    3: f"2021-08-23 2021-09-01 {DRAFT.title} (tentative) (was 31 Jul, +32 working days)",
    4: "2021-09-02 2021-09-08 Согласование проекта доклада (tentative) "
    "(was 6 Aug, +23 working days)",
    5: "2021-09-08 2021-09-08 \u2068إطلاق تقرير الأمين العام A/76/642 في نيويورك\u2069 (tentative) "
    "(was 6 Aug, +33 working days)",
}


def begun(url: str, database: Database) -> tuple[Starlette, Story]:
    told = story(url, database)
    told.begin(awkward_plan())
    settings = Settings(database_url=url, public_url=BASE)
    return Starlette(routes=routes(database, settings)), told


def test_a_subscriber_sees_the_plan_and_its_moves(
    chosen_url: str, chosen: Database, tmp_path: Path, program: Callable[[str], Path]
) -> None:
    app, told = begun(chosen_url, chosen)
    with served(app) as (address, statuses):
        desk = subscriber(tmp_path / "desk", address + FEED, program)
        desk.sync()
        assert desk.shows() == BEFORE

        etag = httpx.get(address + FEED).headers["etag"]
        desk.sync()
        assert httpx.get(address + FEED, headers={"if-none-match": etag}).status_code == 304
        assert desk.shows() == BEFORE

        told.say(*MOVED)
        assert httpx.get(address + FEED, headers={"if-none-match": etag}).status_code == 200
        desk.sync()
        assert desk.shows() == sorted(AFTER.get(i, line) for i, line in enumerate(BEFORE))

        told.say(date(2021, 6, 25), Update(milestone="cofacs", cancelled=True))
        desk.sync()
        cancelled = [line for line in desk.shows() if "Co-facilitators" in line]
        assert cancelled == ["2021-12-31 2021-12-31 Cancelled: Co-facilitators appointed"]
    assert set(statuses) <= {200, 304}
