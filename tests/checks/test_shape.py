"""How the source looks: short functions, short files, rooms with names that say something."""

import ast
from pathlib import Path
from statistics import median

import pytest

pytestmark = pytest.mark.check

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "scheduling", "seed", "benchmarks")
LONGEST_FUNCTION = 45
MEDIAN_FUNCTION = 10
LONGEST_FILE = 300
LONGEST_TEST_FILE = 400
EMPTY_NAMES = {"utils", "util", "common", "helpers", "core", "services", "manager", "misc"}


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def functions(path: Path) -> list[tuple[str, int]]:
    """Where each function of a file stands, and its lines from ``def`` to the last."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines_of(node))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def too_long(paths: list[Path], cap: int) -> list[str]:
    counted = [(path, len(path.read_text().splitlines())) for path in paths]
    return [f"{path.relative_to(ROOT)}: {count}" for path, count in counted if count > cap]


def test_no_function_is_long() -> None:
    found = [row for path in sources(*ROOMS, "tests") for row in functions(path)]
    long = [f"{where}: {count}" for where, count in found if count > LONGEST_FUNCTION]
    assert not long, f"mend: split what is over {LONGEST_FUNCTION} lines where it changes subject"


def test_the_median_function_is_short() -> None:
    lengths = [count for path in sources(*ROOMS) for _, count in functions(path)]
    assert median(lengths) < MEDIAN_FUNCTION, "mend: name the steps inside the longest functions"


def test_no_file_is_long() -> None:
    long = too_long(sources(*ROOMS), LONGEST_FILE) + too_long(sources("tests"), LONGEST_TEST_FILE)
    assert not long, "mend: give the second subject of the file a file of its own"


def test_every_module_is_named_for_what_it_holds() -> None:
    empty = [str(path) for path in sources(*ROOMS) if EMPTY_NAMES & {path.stem, path.parent.name}]
    assert not empty, "mend: name the module for the one thing it holds"


def test_the_migrations_do_not_shadow_the_package() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists(), (
        "mend: remove alembic/__init__.py; with it `import alembic` finds this folder"
    )
