"""Bodies that say that they are too large are refused before they are read."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import TABLE, problem
from app.errors import TooLarge

DIGITS = 18


class BoundedBodies:
    """Answers a declared length over ``limit`` by a problem; what is not declared is counted later.

    Plain ASGI: it looks at one header and hands on.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._too_large(scope):
            error = TooLarge("the body", self.limit)
            await problem(TABLE[TooLarge], str(error))(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _too_large(self, scope: Scope) -> bool:
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit():
                return len(value) > DIGITS or int(value) > self.limit
        return False
