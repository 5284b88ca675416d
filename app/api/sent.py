"""Several updates at once, as JSON or as a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError

from app.api.asked import Asked
from app.api.schemas.bodies import Entering, UpdatesBody
from app.api.strict import JSON, media_type
from app.documents import read_updates_csv
from app.documents.fields import Day, Line
from app.errors import Contradicted, Problem, Refused
from app.plan import Update

CSV = "text/csv"
PLACE = re.compile(r"updates\[(\d+)\].*\.([a-z_]+)", re.DOTALL)


class AskedTable(Asked):
    """How a table of updates is entered; JSON says it in the body."""

    data_date: Day | None = Field(default=None, description="With CSV: the day of which it speaks")
    reason: Line = Field(default="", description="With CSV: why")
    preview: Annotated[bool, Field(description="With CSV: keep nothing")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent; ``places`` are the rows of a table."""

    updates: Sequence[Update]
    entering: Entering
    places: Sequence[str] = ()

    @contextmanager
    def by_row(self) -> Iterator[None]:
        """Refusals name the row and the column, where a table was sent."""
        try:
            yield
        except Contradicted as error:
            if not self.places:
                raise
            earlier = {self._place(place): each for place, each in error.earlier.items()}
            raise Contradicted(self._problems(error), earlier) from None
        except Refused as error:
            if not self.places:
                raise
            raise type(error)(self._problems(error)) from None

    def _problems(self, error: Refused) -> list[Problem]:
        return [Problem(self._place(each.place), each.message) for each in error.problems]

    def _place(self, place: str) -> str:
        if found := PLACE.fullmatch(place):
            return f"{self.places[int(found[1])]}.{found[2]}"
        if place in Update.__slots__ and len(self.places) == 1:
            return f"{self.places[0]}.{place}"
        return place


async def sent(request: Request, asked: Annotated[AskedTable, Query()]) -> Sent:
    """What was sent, read strictly."""
    kind = media_type(request)
    body = await request.body()
    if kind == CSV:
        updates, places = read_updates_csv(body)
        said = asked.model_dump(exclude_unset=True)
        return Sent(updates=updates, places=places, entering=Entering.model_validate(said))
    if kind != JSON and body:
        raise HTTPException(status_code=415, detail=f"the body must be {JSON} or {CSV}")
    if asked.model_fields_set:
        name = min(asked.model_fields_set)
        raise Refused([Problem(name, "must be said in the body where that is JSON")])
    read = _read(await request.json() if body else _MISSING)
    return Sent(updates=[each.update(each.milestone) for each in read.updates], entering=read)


_MISSING = object()


def _read(raw: Any) -> UpdatesBody:
    if raw is _MISSING:
        raise RequestValidationError([{"type": "missing", "loc": ("body",)}])
    try:
        return UpdatesBody.model_validate(raw)
    except ValidationError as error:
        faults: list[Mapping[str, Any]] = [
            {**fault, "loc": ("body", *fault["loc"])}
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise RequestValidationError(faults) from None


SentUpdates = Annotated[Sent, Depends(sent)]
