"""``imrf``: the plan at a terminal. One module per verb; a verb is loaded when it is called."""

from typing import Annotated

import typer

from app import __version__
from app.cli.terminal import Terminal

main = typer.Typer(
    name="imrf",
    cls=Terminal,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Which release.")
]


@main.callback()
def imrf(_version: Version = False) -> None:
    """Plan the road to the forum: dates, float, critical path, slippage, updates."""
