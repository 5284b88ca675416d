"""How ``imrf`` answers people: lines and tables on standard output."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from app.cli.planned import Planned

WIDTH = 100
"""Columns, where neither a terminal nor COLUMNS says how many there are."""
LONGEST_KEPT = 24
"""Characters of a code, a date or a number that no narrow terminal breaks."""
NOTHING = "-"


def write_lines(lines: Iterable[str]) -> None:
    """Plain lines for people."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def write_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    marked: Sequence[bool] = (),
) -> None:
    """A table as wide as the terminal: texts give way, codes do not. Marked rows are bold.

    A heading that begins with ``>`` is one of numbers, one that begins with ``~`` of texts.
    """
    from rich import box  # noqa: PLC0415 - only who reads a table waits for it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    cells = [[shown(cell) for cell in row] for row in rows]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        longest = max((len(row[number]) for row in cells), default=0)
        table.add_column(
            heading.lstrip("~>"),
            justify="right" if heading.startswith(">") else "left",
            overflow="fold",
            min_width=None if heading.startswith("~") else min(longest, LONGEST_KEPT),
        )
    for number, row in enumerate(cells):
        stands_out = number < len(marked) and marked[number]
        table.add_row(*map(Text, row), style="bold" if stands_out else None)
    console = Console(markup=False, highlight=False, width=_width())
    with console.capture() as captured:
        console.print(table)
    write_lines(line.rstrip() for line in captured.get().splitlines())


def shown(value: object) -> str:
    """A value as a cell shows it."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return str(value)


def counted(count: int, noun: str) -> str:
    """``1 milestone``, ``2 milestones``, ``no milestones``."""
    return f"{count} {noun}" if count == 1 else f"{count or 'no'} {noun}s"


def _width() -> int | None:
    """None leaves it to the terminal."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() or sys.stdout.isatty():
        return None
    return WIDTH


def heading(planned: Planned, *more: str) -> Iterator[str]:
    """What a table speaks of, in a line or two."""
    yield planned.plan.title
    said = [f"data date {planned.data_date}"] if planned.data_date else ["no data date"]
    if planned.revision is not None:
        said.insert(0, f"revision {planned.revision}")
    yield ", ".join([*said, *more])
