"""``imrf scenario``: what-ifs under a name, until they are accepted or discarded."""

from typing import Annotated

import typer

from app.cli.comparisons import comparison_shape, tell_comparison
from app.cli.groups import State, spread
from app.cli.options import (
    OPERATOR,
    By,
    DataDate,
    DocumentFormat,
    Json,
    NewName,
    PlanCode,
    Preview,
    Reason,
    Targets,
    read_as,
)
from app.cli.output import write_json
from app.cli.proposals import Changes, proposal_in
from app.cli.shapes import Shape
from app.cli.stored import as_of, database, planner
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.clock import now
from app.documents.fields import Text
from app.store import Scenario
from app.usecases import scenarios
from app.usecases.scenarios import Outlook

verb = new_verb()

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the scenario.")]


@verb.callback()
def scenario() -> None:
    """Keep what-ifs under a name, see what they do, accept or discard them."""


@verb.command()
def save(
    plan: PlanCode,
    name: NewName,
    file: Changes,
    note: Annotated[
        str, typer.Option(parser=read_as(Text), metavar="TEXT", help="What it is for.")
    ] = "",
    by: By = OPERATOR,
    format: DocumentFormat = None,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Keep what a document proposes as a scenario of the plan's newest revision."""
    proposal = proposal_in(file, format)
    with database() as opened, opened.write() as store:
        kept = scenarios.save(
            store, plan, name, proposal, planner(by), now(), note=note, preview=preview
        )
    if not json and not preview:
        write_lines([f"The scenario {name} is kept, for revision {kept.scenario.revision}.", ""])
    _tell(kept, json=json)


@verb.command("list")
@spread
def list_scenarios(plan: PlanCode, state: State, json: Json = False) -> None:
    """List the scenarios of a plan, in the order in which they were saved."""
    with database() as opened, opened.read() as store:
        found = scenarios.scenarios(store, plan, as_of(state))
    if json:
        write_json({"plan": plan, "scenarios": [_shape(each) for each in found]})
    elif not found:
        write_lines(["There are no scenarios yet: imrf scenario save keeps one."])
    else:
        write_table(
            ("name", ">of revision", ">accepted as", "by", "~note"),
            [(each.name, each.revision, each.accepted, each.author, each.note) for each in found],
        )


@verb.command()
@spread
def show(
    plan: PlanCode,
    name: Name,
    state: State,
    present: Annotated[
        bool, typer.Option("--present", help="On the plan as it stands, not on its own revision.")
    ] = False,
    target: Targets = None,
    json: Json = False,
) -> None:
    """What a scenario would do, and what conflicts where the plan has moved on."""
    with database() as opened, opened.read() as store:
        found = scenarios.outlook(
            store, plan, name, as_of(state), present=present, targets=target or ()
        )
    _tell(found, json=json)


@verb.command()
def accept(
    plan: PlanCode,
    name: Name,
    data_date: DataDate = None,
    reason: Reason = "",
    by: By = OPERATOR,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Make a scenario the plan's next revision, if nothing conflicts."""
    with database() as opened, opened.write() as store:
        made = scenarios.accept_scenario(
            store,
            plan,
            name,
            planner(by),
            now(),
            data_date=data_date,
            reason=reason,
            preview=preview,
        )
    if json:
        write_json(comparison_shape(made))
    else:
        tell_comparison(made)


@verb.command()
def discard(plan: PlanCode, name: Name, by: By = OPERATOR, json: Json = False) -> None:
    """Forget a scenario that was not accepted."""
    with database() as opened, opened.write() as store:
        scenarios.discard(store, plan, name, planner(by))
    if json:
        write_json({"plan": plan, "discarded": name})
    else:
        write_lines([f"The scenario {name} is forgotten."])


def _tell(outlook: Outlook, *, json: bool) -> None:
    conflicts = [each.problem for each in outlook.clashes]
    if json:
        told = {"conflicts": conflicts, "problems": outlook.problems}
        shapes = {
            key: [{"place": each.place, "message": each.message} for each in found]
            for key, found in told.items()
        }
        comparison = outlook.comparison and comparison_shape(outlook.comparison)
        write_json({**_shape(outlook.scenario), **shapes, "comparison": comparison})
        return
    if outlook.moved_on:
        write_lines([f"The plan has moved on to revision {outlook.moved_on}."])
    for heading, found in (("Conflicts:", conflicts), ("It makes no plan:", outlook.problems)):
        if found:
            write_lines([heading, *(f"  {each}" for each in found), ""])
    if outlook.comparison:
        tell_comparison(outlook.comparison)


def _shape(kept: Scenario) -> Shape:
    return {
        "name": kept.name,
        "revision": kept.revision,
        "note": kept.note,
        "author": kept.author,
        "saved_at": kept.saved_at,
        "accepted": kept.accepted,
    }
