"""``If-Match``: which revision a writer had read."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from app.errors import Problem, Refused, RevisionNeeded
from app.plan.limits import LAST_NUMBER

TAG = re.compile(r'"([1-9][0-9]{0,9})(?:-[!#-~]*)?"')
"""An entity tag of a plan or of anything read from it begins with the revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What ``If-Match`` says: a revision, or None where any (``*``) will do, or it was not sent."""

    said: bool = False
    revision: int | None = None

    def or_in_body(self, revision: int | None) -> int | None:
        """The revision that the writer had read, as the header or else the body says."""
        if self.revision and revision and self.revision != revision:
            raise Refused([Problem("expected_revision", "is not the revision that If-Match names")])
        return self.revision or revision

    def demanded(self, in_body: int | None = None) -> int | None:
        """The same where what is there is replaced: RevisionNeeded if neither says anything."""
        if not self.said and in_body is None:
            raise RevisionNeeded
        return self.or_in_body(in_body)


def if_match(
    value: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='The revision that the writer has read, as an entity tag: `"3"`; `*` where '
            "any will do. If the plan has moved on, nothing is kept and the answer is 412",
        ),
    ] = None,
) -> Expected:
    """What the header says."""
    if value is None:
        return Expected()
    if value.strip() == "*":
        return Expected(said=True)
    found = TAG.fullmatch(value.strip())
    if found is None or int(found[1]) > LAST_NUMBER:
        raise Refused([Problem("If-Match", 'must be * or one entity tag such as "3"')])
    return Expected(said=True, revision=int(found[1]))


IfMatch = Annotated[Expected, Depends(if_match)]


def tag_of(revision: int) -> str:
    """The entity tag of a plan at a revision."""
    return f'"{revision}"'
