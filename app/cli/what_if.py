"""``imrf what-if``: what changes and reports would do; nothing is kept."""

from dataclasses import replace

from app.cli.comparisons import comparison_shape, tell_comparison
from app.cli.groups import State, spread
from app.cli.options import (
    DocumentFormat,
    Json,
    PlanCode,
    Targets,
)
from app.cli.output import write_json
from app.cli.proposals import Changes, proposal_in
from app.cli.stored import database
from app.cli.verbs import new_verb
from app.usecases.reading import AsOf
from app.usecases.whatif import what_if as asked

verb = new_verb()


@verb.command()
@spread
def what_if(
    plan: PlanCode,
    file: Changes,
    state: State,
    target: Targets = None,
    format: DocumentFormat = None,
    json: Json = False,
) -> None:
    """What the changes and updates of a document would do to a plan; nothing is kept."""
    proposal = proposal_in(file, format)
    if state.data_date is not None:
        proposal = replace(proposal, data_date=state.data_date)
    with database() as opened, opened.read() as store:
        begun = AsOf(revision=state.revision, known_on=state.known_on)
        answer = asked(store, plan, proposal, begun, targets=target or ())
    if json:
        write_json(comparison_shape(answer))
    else:
        tell_comparison(answer)
