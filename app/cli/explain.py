"""``imrf explain``: why a milestone stands where it stands, and what it is to a target."""

from typing import Annotated

import typer

from app.cli.groups import spread
from app.cli.options import (
    Json,
    Targets,
)
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import Shape, dates_shape, explanation_shape, link_shape, spoken_of
from app.cli.sources import Document
from app.cli.steps import HEADINGS, step_rows
from app.cli.tables import heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.errors import NotFound
from app.usecases.explaining import Explained, Reason, explained

verb = new_verb()


@verb.command()
@spread
def explain(
    document: Document,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the milestone.")],
    target: Targets = None,
    json: Json = False,
) -> None:
    """What sets a milestone's date, and why it is critical to a target, or what arrives later.

    Without --target it is explained to all targets of the plan.
    """
    planned = document.planned()
    if code not in planned.milestones:
        raise NotFound("milestone", code)
    targets = planned.targets(target or planned.plan.targets)
    found = explained(planned.schedule, code, targets, undated=code in planned.undated)
    if json:
        write_json(_answer(planned, found))
    else:
        _tell(planned, found)


def _answer(planned: Planned, found: Explained) -> Shape:
    return {
        **spoken_of(planned),
        "code": found.code,
        "title": planned.milestones[found.code].title,
        **dates_shape(planned.schedule, found.code),
        "message": found.message,
        "driven_by": list(found.steps),
        "links": [link_shape(each) for each in found.links],
        "reasons": [_reason_shape(each) for each in found.reasons],
    }


def _reason_shape(reason: Reason) -> Shape:
    return {
        **explanation_shape(reason.found),
        "by_least_float": reason.by_least_float,
        "message": reason.message,
    }


def _tell(planned: Planned, found: Explained) -> None:
    title = planned.milestones[found.code].title
    write_lines([*heading(planned, f"{found.code}: {title}"), "", f"{found.message}."])
    if len(found.steps) > 1:
        write_lines([""])
        write_table(HEADINGS, step_rows(planned, found.steps, found.code))
    for reason in found.reasons:
        write_lines(["", f"{reason.message}."])
        write_lines(f"  {link}" for link in reason.found.chain)
