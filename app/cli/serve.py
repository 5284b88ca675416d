"""``imrf serve``: one command from an empty folder to a page, an API and a calendar feed."""

import os
import socket
from typing import Annotated

import typer

from app.cli.configured import settings_now
from app.cli.terminal import refuse
from app.cli.verbs import new_verb
from app.settings import Settings

verb = new_verb()


@verb.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
) -> None:
    """Migrate the database, seed an empty one, and serve it.

    Settings come from IMRF_ environment variables; --host and --port win over IMRF_HOST and
    IMRF_PORT.
    """
    settings = _said(settings_now(), host=host, port=port)
    with _listening(settings) as listener:
        settings = _said(settings, port=listener.getsockname()[1])
        from app.cli.serving import serve_on  # noqa: PLC0415 - a taken port is told at once

        serve_on(listener, settings, workers)


def _said(settings: Settings, **values: object) -> Settings:
    given = {name: value for name, value in values.items() if value is not None}
    return settings.model_copy(update=given)


def _listening(settings: Settings) -> socket.socket:
    """The socket to serve on, taken before anything else is done."""
    where = (settings.host, settings.port)
    try:
        family, *_ = socket.getaddrinfo(*where, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(where, family=family, backlog=1_024)
    except socket.gaierror:
        refuse("host", f"{settings.host} is no address of this machine")
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        refuse("port", f"{settings.port} on {settings.host}: {why}; choose another with --port")
    # asyncio does this only for sockets made another way; a body would wait 40 ms for its headers
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
