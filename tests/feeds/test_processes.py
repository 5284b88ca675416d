"""The same publication gives the same bytes in every process, hash seed and time zone."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.feeds.story import FEED, MOVED, Story

PROGRAM = """
import hashlib, sys
from app.store import Database
from tests.feeds.story import FEED, story
database = Database(sys.argv[1])
answer = story(sys.argv[1], database).client.get(FEED)
print(answer.headers["etag"], hashlib.sha256(answer.content).hexdigest())
database.close()
"""


def elsewhere(url: str, settings: Mapping[str, str]) -> str:
    """What another process tells of the feed."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, url],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


ZONES = ("UTC", "Pacific/Kiritimati", "America/New_York")
SEEDS = {"three": range(3), "ten": range(10)}


@pytest.mark.parametrize("seeds", ["three", pytest.param("ten", marks=pytest.mark.long)])
def test_every_process_tells_the_same(told: Story, chosen_url: str, seeds: str) -> None:
    told.say(*MOVED)
    answers = {
        elsewhere(chosen_url, {"PYTHONHASHSEED": str(seed), "TZ": ZONES[seed % len(ZONES)]})
        for seed in SEEDS[seeds]
    }
    etag = told.client.get(FEED).headers["etag"]
    assert len(answers) == 1
    assert answers.pop().startswith(etag)


INJECTION = """
from app.feeds.ical import Header, calendar_bytes
header = Header(name="a\\r\\nBEGIN:VEVENT", description="b\\nEND:VCALENDAR", url="https://x.org")
print(calendar_bytes(header, ()).decode().count("\\r\\nBEGIN:"))
"""


@pytest.mark.parametrize("flag", ["-O", "-B"])
def test_a_line_end_in_a_text_begins_nothing_even_without_asserts(flag: str) -> None:
    counted = subprocess.run(
        [sys.executable, flag, "-c", INJECTION], check=True, capture_output=True, text=True
    ).stdout
    assert counted == "0\n"
