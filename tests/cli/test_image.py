"""What the image holds starts and answers: its lock and its folders, without this repository."""

import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.cli.serving import ROOT, address, fetched, serving

COPIED = re.compile(r"^COPY (\w+) /srv/imrf/\1$", re.MULTILINE)


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """The interpreter of an environment with nothing but the image's lock."""
    found = tmp_path / "environment" / "bin" / "python"
    lock = ROOT / "requirements-image.lock"
    subprocess.run([sys.executable, "-m", "venv", found.parents[1]], check=True)
    subprocess.run(
        [found, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", lock],
        check=True,
    )
    return found


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """The folders that the Dockerfile copies."""
    for name in COPIED.findall((ROOT / "Dockerfile").read_text(encoding="utf-8")):
        copytree(ROOT / name, tmp_path / "srv" / name, ignore=ignore_patterns("__pycache__"))
    return tmp_path / "srv"


@pytest.mark.long
def test_the_image_serves_the_seed(python: Path, folders: Path) -> None:
    with serving("--port", "0", python=python, PYTHONPATH=str(folders)) as (_, welcome):
        base = address(welcome)
        assert fetched(f"{base}/healthz") == b'{"status":"ok"}'
        assert fetched(f"{base}/feeds/public/imrf-2022/plan.ics").startswith(b"BEGIN:VCALENDAR")
