"""Connections whose requests arrive in time: what uvicorn does not limit by itself."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 30.0
"""Seconds within which a request has to arrive whole, headers and body."""
ARRIVING = ("IDLE", "SEND_BODY")
"""States of a client that owes the rest of its request."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 that hangs up on who opens a connection and does not finish a request.

    Between two requests uvicorn's own limit for idle connections holds.
    """

    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_more(arriving=True)

    def data_received(self, data: bytes) -> None:
        """Wait on for the rest, or stop waiting when the request is whole."""
        super().data_received(data)
        self._expect_more(arriving=str(self.conn.their_state) in ARRIVING)

    def connection_lost(self, exc: Exception | None) -> None:
        """There is nothing to wait for any more."""
        super().connection_lost(exc)
        self._expect_more(arriving=False)

    def _expect_more(self, *, arriving: bool) -> None:
        if not arriving and self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
        elif arriving and self.deadline is None:
            self.deadline = self.loop.call_later(PATIENCE, self.transport.close)
