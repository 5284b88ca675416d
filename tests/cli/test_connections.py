"""Who opens a connection has to finish a request in time; who has done so is not hurried."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from app.cli import connections
from app.cli.connections import PromptProtocol

IN_TIME = 0.4
"""Seconds, in place of half a minute."""


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers once the whole body is there."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a service that answers what it is sent."""
    monkeypatch.setattr(connections, "PATIENCE", IN_TIME)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        echo, http=PromptProtocol, lifespan="off", ws="none", log_level="critical"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    with socket.create_connection(listener.getsockname(), timeout=20) as line:
        yield line
    server.should_exit = True
    thread.join()
    listener.close()


def post(body: bytes, length: int) -> bytes:
    return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length + body


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n", post(b"half", 8)]
)
def test_a_request_that_does_not_arrive_is_not_awaited(begun: bytes, line: socket.socket) -> None:
    started = time.monotonic()
    line.sendall(begun)
    assert line.recv(1_000) == b""
    assert time.monotonic() - started < 10


def test_a_request_that_dribbles_in_is_not_awaited(line: socket.socket) -> None:
    line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
    with pytest.raises(OSError, match=r"Broken pipe|reset"):
        dribble(line)


def dribble(line: socket.socket) -> None:
    for _ in range(200):
        line.sendall(b"X: y\r\n")
        time.sleep(0.05)


def test_requests_that_arrive_are_answered_however_long_apart(line: socket.socket) -> None:
    for _ in range(2):
        line.sendall(post(b"whole", 5))
        answer = b""
        while not answer.endswith(b"whole"):
            answer += line.recv(1_000)
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        time.sleep(2 * IN_TIME)
