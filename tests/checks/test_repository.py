"""What is committed names no machine it was made on and no place it was fetched from."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.check

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-image.lock", "requirements-clients.lock")

# Spelled apart, so that this file is not a finding of its own.
PLACES = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "docker" + ".io",
    "ghcr" + ".io",
    "quay" + ".io",
    "deb." + "debian.org",
    "index" + "-url =",
    "--find" + "-links",
    ".." + "/shared",
    "/work" + "/",
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_nothing_names_a_registry_or_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {place}"
        for path in tracked()
        for place in PLACES
        if place.encode() in path.read_bytes()
    ]
    assert not found, "mend: leave the address to the configuration of who installs"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())
    pinned = re.compile(r"[\w.-]+==\S+ .*--hash=sha256:", re.DOTALL)
    assert [entry for entry in entries if not pinned.match(entry)] == [], "mend: make lock"
    assert "://" not in text, "mend: make lock"


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(pin for extra in extras for pin in extra)]
    pins = {re.sub(r"\[.*\]", "", pin) for pin in asked}
    locked = set(re.findall(r"(?m)^[\w.-]+==[^\s;]+", (ROOT / "requirements.lock").read_text()))
    assert pins - locked == set(), "mend: make lock"


def test_the_wheel_holds_all_that_the_packages_hold(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    packed = {name for name in names if name.startswith(("app/", "scheduling/", "seed/"))}
    migrations = {f"app/{name}" for name in names if name.startswith("alembic/")}
    assert (packed | migrations) - held == set()


def test_each_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert [number for number in numbers if numbers.count(number) > 1] == []
    titles = [page.read_text().partition(".")[0] for page in pages]
    assert titles == [f"# {int(number)}" for number in numbers]
