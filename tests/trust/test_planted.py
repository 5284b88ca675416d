"""Each proof fails when the fault is planted that it is there to notice.

The proof is run as it stands, in a Python into which ``planted/sitecustomize.py`` puts the fault;
what it starts is faulty too. ``docs/trust.md`` shows the same table.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workers import PLANTED, ROOT, planted

TRUST = ROOT / "docs" / "trust.md"
ROW = re.compile(r"^\| `(\w+)` \| `([\w/.]+)`: `(\w+)` \|", re.MULTILINE)
MINUTES = 15
LOADED = "ignore::pytest.PytestAssertRewriteWarning"
"""What a fault has loaded cannot be rewritten any more; no proof asserts there."""


def proofs() -> list[tuple[str, str, str]]:
    """Each fault, and the file and the name of a proof that notices it, as the document has it."""
    return ROW.findall(TRUST.read_text(encoding="utf-8"))


def test_every_fault_has_a_proof() -> None:
    source = (PLANTED / "sitecustomize.py").read_text(encoding="utf-8")
    known = set(re.findall(r"^def ([a-z]\w+)\(\) -> None:", source, re.MULTILINE))
    assert {fault for fault, _, _ in proofs()} == known
    for _, file, name in proofs():
        assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize(("fault", "file", "name"), proofs())
def test_a_planted_fault_is_noticed(fault: str, file: str, name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "pytest", "-q", "-n0", "-x", f"-W={LOADED}",
         "-m=long or not long", f"--basetemp={tmp_path / 'proof'}", f"tests/{file}::{name}"],
        cwd=ROOT,
        env={**os.environ, **planted(fault)},
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )  # fmt: skip
    assert "sitecustomize" not in done.stderr, done.stderr[-2_000:]
    assert re.search(r"^1 failed", done.stdout, re.MULTILINE), done.stdout[-4_000:]
