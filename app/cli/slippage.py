"""``imrf slippage``: what has moved, the worst first."""

from dataclasses import replace
from typing import Annotated

import typer

from app.cli.options import (
    MOST,
    BaselineName,
    DataDate,
    Json,
    KnownOn,
    PlanCode,
    RevisionNumber,
    Since,
    Targets,
)
from app.cli.output import write_json
from app.cli.stored import database
from app.cli.variances import slippage_shape, tell_slippage
from app.cli.verbs import new_verb
from app.plan import Certainty
from app.usecases.reading import AsOf
from app.usecases.slippage import Wanted
from app.usecases.slippage import slippage as slippage_of

verb = new_verb()

Tracks = Annotated[list[str] | None, typer.Option(help="Only of this track; repeatable.")]
Owners = Annotated[list[str] | None, typer.Option(help="Only of this owner; repeatable.")]
Certainties = Annotated[list[Certainty] | None, typer.Option(help="Only so sure; repeatable.")]


@verb.command()
def slippage(
    plan: PlanCode,
    baseline: BaselineName = None,
    since: Since = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    data_date: DataDate = None,
    target: Targets = None,
    track: Tracks = None,
    owner: Owners = None,
    certainty: Certainties = None,
    threshold: Annotated[
        int, typer.Option(min=0, max=MOST, metavar="DAYS", help="Leave out smaller moves.")
    ] = 0,
    leading: Annotated[
        bool, typer.Option("--leading", help="Only what leads to a target.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="List what has not moved, too.")] = False,
    json: Json = False,
) -> None:
    """What has moved against a baseline, or since a revision, the worst first.

    Days are those of the finish; later is positive. Working days are of the milestone's calendar.
    """
    wanted = replace(_wanted(track, owner, certainty), threshold=threshold, leading=leading)
    as_of = AsOf(revision=revision, known_on=known_on, data_date=data_date)
    begun = AsOf(revision=since) if since else None
    with database() as opened, opened.read() as store:
        found = slippage_of(
            store,
            plan,
            baseline=baseline,
            since=begun,
            as_of=as_of,
            targets=target or (),
            wanted=wanted,
        )
    if json:
        write_json(slippage_shape(found))
    else:
        tell_slippage(found, every=every)


def _wanted(track: Tracks, owner: Owners, certainty: Certainties) -> Wanted:
    return Wanted(
        tracks=frozenset(track or ()),
        owners=frozenset(owner or ()),
        certainties=frozenset(certainty or ()),
    )
