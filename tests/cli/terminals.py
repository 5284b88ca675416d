"""A terminal in an empty folder, and the plan that most tests ask about."""

from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from app.cli import main

REPORT = """\
[plan]
code = "report"
title = "A report"
data_date = 2021-05-05
targets = ["issued"]

[[calendars]]
code = "office"
holidays = [2021-05-13]

[[milestones]]
code = "inputs"
title = "Inputs of agencies"
duration = 3
calendar = "office"
actual_start = 2021-05-03
remaining = 2

[[milestones]]
code = "draft"
title = "Report drafted"
duration = 5
calendar = "office"

[[milestones]]
code = "issued"
title = "Report issued"
deadline = 2021-05-14

[[milestones]]
code = "forum"
title = "Forum"
fixed = "2021-05-20/2021-05-21"

[[links]]
from = "inputs"
to = "draft"

[[links]]
from = "draft"
to = "issued"

[[links]]
from = "issued"
to = "forum"
type = "SS"
lag = "7cd"
mark = "inferred"
"""


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


def imrf(*arguments: str, typed: str | None = None) -> Said:
    """Run ``imrf`` in this process."""
    result = CliRunner().invoke(main, list(arguments), input=typed)
    return Said(result.exit_code, result.stdout, result.stderr)


def link(before: str, after: str, kind: str = "FS", lag: str = "0") -> dict[str, Any]:
    return {"from": before, "to": after, "type": kind, "lag": lag}
