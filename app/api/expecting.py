"""``If-Match``: which revision a writer had read."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from app.errors import Problem, Refused, RevisionNeeded

TAG = re.compile(r'"([1-9][0-9]{0,9})(?:-[!#-~]*)?"')
"""An entity tag of a plan or of anything read from it begins with the revision."""
LAST_REVISION = 2**31 - 1


def if_match(
    value: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='The revision that the writer has read, as an entity tag: `"3"`. If the '
            "plan has moved on, nothing is kept and the answer is 412",
        ),
    ] = None,
) -> int | None:
    """The revision named; None where none is, or any (``*``) will do."""
    if value is None or value.strip() == "*":
        return None
    found = TAG.fullmatch(value.strip())
    if found is None or int(found[1]) > LAST_REVISION:
        raise Refused([Problem("If-Match", 'must be * or one entity tag such as "3"')])
    return int(found[1])


def demanded_match(
    revision: Annotated[int | None, Depends(if_match)],
    value: Annotated[str | None, Header(alias="If-Match", include_in_schema=False)] = None,
) -> int | None:
    """The same, where it has to be said: 428 if it is not."""
    if value is None:
        raise RevisionNeeded
    return revision


IfMatch = Annotated[int | None, Depends(if_match)]
DemandedMatch = Annotated[int | None, Depends(demanded_match)]


def tag_of(revision: int) -> str:
    """The entity tag of a plan at a revision."""
    return f'"{revision}"'


def tell_revision(response: Response, revision: int) -> None:
    """Say where the plan stands now, for the next ``If-Match``."""
    response.headers["ETag"] = tag_of(revision)
