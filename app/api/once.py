"""``Idempotency-Key``: a write that is sent twice has one effect and one answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from app.api.access import Now, Writer
from app.errors import Problem, Refused
from app.plan import Author
from app.store import GivenAnswer, Store
from app.usecases.idempotency import answer_once, request_digest

NAME = re.compile(r"[!-~]{1,255}")
REPLAYED = "Idempotent-Replayed"
Given = tuple[int, BaseModel, Mapping[str, str]]
"""A status, an answer and headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What tells one request of a sender from another; ``name`` is None for most."""

    author: Author
    name: str | None
    request: str
    now: Now

    def answer(self, store: Store, act: Callable[[], Given], *, kept: bool = True) -> Response:
        """What ``act`` gives, or gave the first time; what is not ``kept`` is done every time."""
        if self.name is None or not kept:
            return _response(_given(self.request, *act()), again=False)
        given, again = answer_once(
            store,
            self.author,
            self.name,
            self.request,
            self.now,
            lambda: _given(self.request, *act()),
        )
        return _response(given, again=again)


async def once(
    request: Request,
    author: Writer,
    now: Now,
    name: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="A name of the sender's choice for this request, 1 to 255 printable "
            "characters. Sent again within 24 hours, with any key of the same agency, it has no "
            "second effect and the same answer; with another request it is refused",
        ),
    ] = None,
) -> Once:
    """Read with the body, which is part of what is compared."""
    if name is not None and not NAME.fullmatch(name):
        rule = "must be 1 to 255 printable ASCII characters"
        raise Refused([Problem("Idempotency-Key", rule)])
    said = "" if name is None else _digest(request, await request.body())
    return Once(author=author, name=name, request=said, now=now)


SentOnce = Annotated[Once, Depends(once)]


def _digest(request: Request, body: bytes) -> str:
    media_type = request.headers.get("content-type", "")
    address = f"{request.url.path}?{request.url.query}"
    expected = request.headers.get("if-match", "")
    return request_digest(request.method, address, media_type, expected, body)


def _given(request: str, status: int, answer: BaseModel, headers: Mapping[str, str]) -> GivenAnswer:
    body = answer.model_dump_json(by_alias=True)
    return GivenAnswer(request=request, status=status, headers=headers, body=body)


def _response(given: GivenAnswer, *, again: bool) -> Response:
    headers = {**given.headers, **({REPLAYED: "true"} if again else {})}
    return Response(given.body, given.status or 200, headers=headers, media_type="application/json")
