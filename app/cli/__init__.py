"""``imrf``: the plan at a terminal. One module per verb; a verb is loaded when it is called."""

import typer

from app.cli.terminal import Terminal

main = typer.Typer(
    name="imrf",
    cls=Terminal,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@main.callback()
def imrf() -> None:
    """Plan the road to the forum: dates, float, critical path, slippage, updates."""
