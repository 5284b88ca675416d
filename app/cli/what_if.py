"""``imrf what-if``: what changes and reports would do; nothing is kept."""

from dataclasses import replace

from app.cli.comparisons import comparison_shape, tell_comparison
from app.cli.options import (
    DataDate,
    DocumentFormat,
    Json,
    KnownOn,
    PlanCode,
    RevisionNumber,
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
def what_if(
    plan: PlanCode,
    file: Changes,
    data_date: DataDate = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    target: Targets = None,
    format: DocumentFormat = None,
    json: Json = False,
) -> None:
    """What the changes and updates of a document would do to a plan; nothing is kept."""
    proposal = proposal_in(file, format)
    if data_date is not None:
        proposal = replace(proposal, data_date=data_date)
    with database() as opened, opened.read() as store:
        as_of = AsOf(revision=revision, known_on=known_on)
        answer = asked(store, plan, proposal, as_of, targets=target or ())
    if json:
        write_json(comparison_shape(answer))
    else:
        tell_comparison(answer)
