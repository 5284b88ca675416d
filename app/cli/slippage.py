"""``imrf slippage``: what has moved, the worst first."""

from app.cli.groups import Against, State, spread
from app.cli.listing import Every, Listing
from app.cli.options import Json, PlanCode, Targets
from app.cli.output import write_json
from app.cli.stored import as_of, database
from app.cli.variances import slippage_shape, tell_slippage
from app.cli.verbs import new_verb
from app.usecases.reading import AsOf
from app.usecases.slippage import slippage as slippage_of

verb = new_verb()


@verb.command()
@spread
def slippage(
    plan: PlanCode,
    against: Against,
    state: State,
    listing: Listing,
    target: Targets = None,
    every: Every = False,
    json: Json = False,
) -> None:
    """What has moved against a baseline, or since a revision, the worst first.

    Days are those of the finish; later is positive. Working days are of the milestone's calendar.
    """
    begun = AsOf(revision=against.since) if against.since else None
    with database() as opened, opened.read() as store:
        found = slippage_of(
            store,
            plan,
            baseline=against.baseline,
            since=begun,
            as_of=as_of(state),
            targets=target or (),
            wanted=listing.wanted,
        )
    if json:
        write_json(slippage_shape(found))
    else:
        tell_slippage(found, every=every)
