"""What tables say in a cell."""


def signed(days: int | None) -> str:
    """``+33``, ``-2``, ``0``; nothing for None."""
    return "" if days is None else f"{days:+d}" if days else "0"
