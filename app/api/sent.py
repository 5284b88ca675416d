"""Several updates at once, as JSON or as a table."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from app.errors import Contradicted, PlannerError, Problem, Refused
from app.plan import Update

CSV = "text/csv"
PLACE = re.compile(r"(updates\[(\d+)\].*)\.([a-z_]+)", re.DOTALL)
HELD_SAYS = ("actual_start", "actual_finish")


class AskedTable(Asked):
    """How a table of updates is entered; JSON says it in the body."""

    data_date: Day | None = Field(default=None, description="With CSV: the day of which it speaks")
    reason: Line = Field(default="", description="With CSV: why")
    preview: Annotated[bool, Field(description="With CSV: keep nothing")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent; ``rows`` are those of a table, ``held`` the updates that say it so."""

    updates: Sequence[Update]
    entering: Entering
    rows: Sequence[str] = ()
    held: Collection[int] = ()

    @contextmanager
    def as_sent(self) -> Iterator[None]:
        """Refusals name what was sent: row and column of a table, ``held`` for both days."""
        try:
            yield
        except PlannerError as error:
            told = (Problem(self._place(each.place), each.message) for each in error.problems)
            error.problems = tuple(dict.fromkeys(told))
            if isinstance(error, Contradicted):
                earlier = error.earlier.items()
                error.earlier = {self._place(place): each for place, each in earlier}
            raise

    def _place(self, place: str) -> str:
        """Of one update the field alone is its place."""
        found = PLACE.fullmatch(place)
        if found is None and (place not in Update.__slots__ or len(self.updates) != 1):
            return place
        update, index, field = found.groups() if found else ("", "0", place)
        said = "held" if field in HELD_SAYS and int(index) in self.held else field
        if self.rows:
            return f"{self.rows[int(index)]}.{said}"
        return f"{update}.{said}" if update else said


async def sent(request: Request, asked: Annotated[AskedTable, Query()]) -> Sent:
    """What was sent, read strictly."""
    kind = media_type(request)
    body = await request.body()
    if kind == CSV:
        table = read_updates_csv(body)
        said = Entering.model_validate(asked.model_dump(exclude_unset=True))
        return Sent(updates=table.updates, rows=table.rows, held=table.held, entering=said)
    if kind != JSON and body:
        raise HTTPException(status_code=415, detail=f"the body must be {JSON} or {CSV}")
    if asked.model_fields_set:
        name = min(asked.model_fields_set)
        raise Refused([Problem(name, "must be said in the body where that is JSON")])
    read = _read(await request.json() if body else _MISSING)
    return Sent(
        updates=[each.update(each.milestone) for each in read.updates],
        held=[index for index, each in enumerate(read.updates) if each.held],
        entering=read,
    )


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
