"""``imrf``: the plan at a terminal."""

from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from app.main import create_app
from app.settings import Settings

main = typer.Typer(no_args_is_help=True, help="Plan the road to the forum.")


@main.callback()
def _root() -> None:
    """Plan the road to the forum."""


@main.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65_535, help="Port to listen on")] = None,
) -> None:
    """Migrate the database, seed an empty one, and serve it."""
    said = {"host": host, "port": port}
    settings = Settings().model_copy(
        update={name: value for name, value in said.items() if value is not None}
    )
    Console().print(f"IMRF planner at {settings.base_url}")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False)
