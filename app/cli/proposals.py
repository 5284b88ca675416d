"""Documents with changes, as verbs are given them."""

from typing import Annotated

import typer

from app.cli.planned import content_at, format_at
from app.documents import Format, Proposal, read_proposal

Changes = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A document with changes; - is standard input."),
]


def proposal_in(place: str, format: Format | None) -> Proposal:
    """What the document at ``place`` proposes."""
    content = content_at(place)
    return read_proposal(content, format or format_at(place, content))
