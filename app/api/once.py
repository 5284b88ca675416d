"""``Idempotency-Key``: a write that is sent twice has one effect and one answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from app.api.access import Door, Now, Stored, Writer
from app.errors import Problem, Refused
from app.plan import Author
from app.store import GivenAnswer, Store
from app.usecases.idempotency import answer_once, request_digest

NAME = re.compile(r"[!-~]{1,255}")
REPLAYED = "Idempotent-Replayed"
PLACE = "Location"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a write answers. ``repeated`` is what is said again instead, where that has a secret."""

    answer: BaseModel | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    repeated: BaseModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One write: by whom, when, and what tells it from others; ``name`` is None for most."""

    database: Door
    author: Author
    now: datetime
    name: str | None
    request: str

    def once(self, act: Callable[[Store], Given], *, preview: bool = False) -> Response:
        """What ``act`` gives, or gave the first time; a preview is made every time."""
        with self.database.write() as store:
            if preview:
                return _previewed(act(store))
            if self.name is None:
                return _response(act(store))
            return self._named(store, self.name, act)

    def _named(self, store: Store, name: str, act: Callable[[Store], Given]) -> Response:
        made: list[Given] = []

        def answer() -> GivenAnswer:
            made.append(act(store))
            return _remembered(self.request, made[0])

        given, again = answer_once(store, self.author, name, self.request, self.now, answer)
        return _repeated(given) if again else _response(made[0])


async def writing(
    request: Request,
    database: Stored,
    author: Writer,
    now: Now,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="A name of the sender's choice for this request, 1 to 255 printable "
            "characters. Sent again within 24 hours, with any key of the same agency, it has no "
            "second effect and the same answer; with another request it is refused",
        ),
    ] = None,
) -> Writing:
    """Read with the body, which is part of what is compared."""
    name = idempotency_key
    if name is not None and not NAME.fullmatch(name):
        rule = "must be 1 to 255 printable ASCII characters"
        raise Refused([Problem("Idempotency-Key", rule)])
    said = "" if name is None else _digest(request, await request.body())
    return Writing(database=database, author=author, now=now, name=name, request=said)


Write = Annotated[Writing, Depends(writing)]


def _digest(request: Request, body: bytes) -> str:
    media_type = request.headers.get("content-type", "")
    address = f"{request.url.path}?{request.url.query}"
    expected = request.headers.get("if-match", "")
    return request_digest(request.method, address, media_type, expected, body)


def _previewed(given: Given) -> Response:
    """Nothing was made, so nothing is anywhere."""
    headers = {name: said for name, said in given.headers.items() if name != PLACE}
    return _sent(200, headers, _json(given.answer))


def _response(given: Given) -> Response:
    return _sent(given.status, given.headers, _json(given.answer))


def _repeated(given: GivenAnswer) -> Response:
    return _sent(given.status or 200, {**given.headers, REPLAYED: "true"}, given.body)


def _sent(status: int, headers: Mapping[str, str], body: str) -> Response:
    media_type = "application/json" if body else None
    return Response(body or None, status, headers=headers, media_type=media_type)


def _remembered(request: str, given: Given) -> GivenAnswer:
    body = _json(given.repeated or given.answer)
    return GivenAnswer(request=request, status=given.status, headers=given.headers, body=body)


def _json(answer: BaseModel | None) -> str:
    return "" if answer is None else answer.model_dump_json(by_alias=True)
