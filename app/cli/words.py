"""What tables say in a cell."""

from app.errors import SHOWN


def signed(days: int | None) -> str:
    """``+33``, ``-2``, ``0``; nothing for None."""
    return "" if days is None else f"{days:+d}" if days else "0"


def shortened(text: str) -> str:
    """``text`` in one line, of which the beginning is told where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}\u2026"
