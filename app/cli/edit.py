"""``imrf edit``: a planner changes what a plan holds."""

from app.cli.comparisons import comparison_shape, tell_comparison
from app.cli.options import OPERATOR, By, DataDate, DocumentFormat, Json, PlanCode, Preview, Reason
from app.cli.output import write_json
from app.cli.proposals import Changes, proposal_in
from app.cli.stored import database, planner
from app.cli.terminal import refuse
from app.cli.verbs import new_verb
from app.clock import now
from app.usecases.editing import edit as edit_plan

verb = new_verb()


@verb.command()
def edit(
    plan: PlanCode,
    file: Changes,
    data_date: DataDate = None,
    reason: Reason = "",
    by: By = OPERATOR,
    format: DocumentFormat = None,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Change a plan: what a document's changes say, in their order, as one revision."""
    proposal = proposal_in(file, format)
    if proposal.updates:
        refuse("updates", "are no changes of the plan: imrf update reports them")
    with database() as opened, opened.write() as store:
        made = edit_plan(
            store,
            plan,
            proposal.changes,
            planner(by),
            now(),
            data_date=data_date or proposal.data_date,
            reason=reason,
            preview=preview,
        )
    if json:
        write_json(comparison_shape(made))
    else:
        tell_comparison(made)
