"""``imrf why``: why a target moved, and through whom."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from app.cli.groups import Against, State, spread
from app.cli.options import (
    Json,
    PlanCode,
    Targets,
)
from app.cli.output import write_json
from app.cli.shapes import Shape, revision_shape, shift_shape, spoken_of
from app.cli.stored import as_of, database, planned_reading
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.cli.words import shortened, signed
from app.plan import RecordedUpdate
from app.usecases.why import Charge, Grouping, Why, why_each
from scheduling import Cause

verb = new_verb()

CHARGES = (">wd", ">cd", ">revision", "data date", "cause", "through", "~what was said")
GROUPS = (">wd", ">cd", "~{}", ">charges")


@verb.command()
@spread
def why(
    plan: PlanCode,
    against: Against,
    state: State,
    target: Targets = None,
    by: Annotated[Grouping | None, typer.Option(help="Add up by update, agency or cause.")] = None,
    but_for: Annotated[
        bool, typer.Option("--but-for", help="Show how much later it is than without each.")
    ] = False,
    json: Json = False,
) -> None:
    """Why targets moved since a baseline or a revision: each accepted change with what it moved.

    Drift is what nobody reported. The days are calendar days of the target's finish and working
    days of its calendar where the account begins; they sum exactly. Later is positive.
    """
    with database() as opened, opened.read() as store:
        found = why_each(
            store,
            plan,
            target or (),
            baseline=against.baseline,
            since=against.since,
            until=as_of(state),
            but_for_each=but_for,
        )
    if json:
        write_json(_answer(found, by or Grouping.UPDATE))
    else:
        _tell(found, by, but_for=but_for)


def _tell(found: Sequence[Why], by: Grouping | None, *, but_for: bool) -> None:
    begun = found[0].since
    at = f"revision {begun.revision.number}"
    against = (
        f"against {begun.baseline} ({at}, {begun.data_date})"
        if begun.baseline
        else f"since {at} ({begun.data_date})"
    )
    write_lines(heading(planned_reading(found[0].reading), against))
    for account in found:
        write_lines(["", _sum(account)])
        if not account.charges:
            continue
        write_lines([""])
        if by is None:
            _write_charges(account, but_for=but_for)
        else:
            _write_groups(account, by)


def _sum(account: Why) -> str:
    """``imrf: 2022-05-31 → 2022-05-20, -11 calendar days (-7 working), in 2 charges.``"""
    total = account.total
    days = f"{signed(total.calendar)} calendar days ({signed(total.working)} working)"
    charges = counted(len(account.charges), "charge")
    return f"{account.target}: {account.before} \u2192 {account.after}, {days}, in {charges}."


def _write_charges(account: Why, *, but_for: bool) -> None:
    headings = (*CHARGES[:2], ">but for", *CHARGES[2:]) if but_for else CHARGES
    rows = [_row(each, but_for=but_for) for each in account.largest_first]
    write_table(headings, rows)


def _row(charge: Charge, *, but_for: bool) -> tuple[object, ...]:
    without = charge.but_for
    more = (signed(None if without is None else without.calendar),) if but_for else ()
    return (
        signed(charge.shift.working),
        signed(charge.shift.calendar),
        *more,
        charge.revision.number,
        charge.revision.data_date,
        charge.cause.value,
        charge.agency,
        _said(charge),
    )


def _said(charge: Charge) -> str:
    """The milestone, the note or the source of what was said; else why the plan was changed."""
    if charge.cause is Cause.DRIFT:
        return ""
    if charge.update is None:
        return charge.revision.reason
    update = charge.update.update
    short = shortened(update.note or update.source)
    return f"{update.milestone}: {short}" if short else update.milestone


def _write_groups(account: Why, by: Grouping) -> None:
    headings = tuple(each.format(by.value) for each in GROUPS)
    rows = [
        (
            signed(each.shift.working),
            signed(each.shift.calendar),
            each.name or "nobody",
            each.charges,
        )
        for each in account.grouped(by)
    ]
    write_table(headings, rows)


def _answer(found: Sequence[Why], by: Grouping) -> Shape:
    first = found[0]
    return {
        **spoken_of(planned_reading(first.reading)),
        "baseline": first.since.baseline,
        "baseline_revision": first.since.revision.number,
        "baseline_data_date": first.since.data_date,
        "by": by.value,
        "accounts": [_account_shape(each, by) for each in found],
    }


def _account_shape(account: Why, by: Grouping) -> Shape:
    return {
        "target": account.target,
        "calendar": account.calendar,
        "before": account.before,
        "after": account.after,
        "total": shift_shape(account.total),
        "groups": [
            {"name": each.name, "shift": shift_shape(each.shift), "charges": each.charges}
            for each in account.grouped(by)
        ],
        "charges": list(_charge_shapes(account)),
    }


def _charge_shapes(account: Why) -> Iterator[Shape]:
    for each in account.largest_first:
        yield {
            "revision": revision_shape(each.revision),
            "cause": each.cause.value,
            "agency": each.agency,
            "shift": shift_shape(each.shift),
            "update": _update_shape(each.update) if each.update else None,
            "but_for": shift_shape(each.but_for),
        }


def _update_shape(recorded: RecordedUpdate) -> Shape:
    said = recorded.update
    return {
        "id": recorded.id,
        "milestone": said.milestone,
        "note": said.note,
        "source": said.source,
        "on_behalf_of": said.on_behalf_of,
    }
