"""``imrf feed``: private feeds, each under an address of its own."""

from typing import Annotated

import typer

from app.cli.configured import settings_now
from app.cli.options import Id, Json, PlanCode, title
from app.cli.output import write_json
from app.cli.shapes import Shape
from app.cli.stored import database, planner
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.clock import now
from app.store.subscriptions import Subscription
from app.usecases.owed import LONGEST, SILENT_DAYS
from app.usecases.scopes import FeedScope, Kind
from app.usecases.subscribing import revoke as end
from app.usecases.subscribing import subscribe, subscriptions

verb = new_verb()

HEADINGS = (">id", "plan", "kind", "~label", "created", "used", "revoked")


@verb.callback()
def feed() -> None:
    """Create, list and revoke private calendar feeds."""


@verb.command()
def create(
    plan: PlanCode,
    label: Annotated[str, typer.Option(parser=title, metavar="WHO", help="Who the feed is for.")],
    kind: Annotated[Kind, typer.Option(help="What of the plan it shows.")] = Kind.PLAN,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Of which agency, track or milestone; repeatable for a selection."),
    ] = None,
    silence: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=LONGEST,
            metavar="DAYS",
            help=f"Of what is owed: ask for news after so many days without any; {SILENT_DAYS}.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Make a feed; its address is shown here and never again."""
    scope = FeedScope(plan=plan, kind=kind, names=tuple(name or ()), silence_days=silence)
    with database() as opened, opened.write() as store:
        made = subscribe(store, scope, planner(), now(), label=label)
    address = settings_now().base_url + made.path
    if json:
        write_json({**_shape(made.subscription), "address": address})
    else:
        number, words = made.subscription.id, _words(made.subscription)
        write_lines(
            [f"Feed {number} for {label} ({words}). Its address is not shown again:", address]
        )


@verb.command("list")
def list_feeds(json: Json = False) -> None:
    """List the private feeds, oldest first; their addresses are not kept."""
    with database() as opened, opened.read() as store:
        found = subscriptions(store, planner())
    if json:
        write_json({"feeds": [_shape(each) for each in found]})
    elif not found:
        write_lines(["There are no private feeds yet: imrf feed create makes one."])
    else:
        write_table(HEADINGS, [_row(each) for each in found])


@verb.command()
def revoke(
    number: Id,
    json: Json = False,
) -> None:
    """End a feed: it says so for 30 days, then its address is gone."""
    with database() as opened, opened.write() as store:
        ended = end(store, number, planner(), now())
    if json:
        write_json(_shape(ended))
    else:
        write_lines([f"Feed {ended.id} for {ended.label} shows nothing of the plan any more."])


def _shape(subscription: Subscription) -> Shape:
    return {
        "id": subscription.id,
        "plan": subscription.plan,
        "kind": subscription.kind,
        "names": list(subscription.names),
        "silence_days": subscription.silence_days,
        "label": subscription.label,
        "created_by": subscription.created_by,
        "created_at": subscription.created_at,
        "used_at": subscription.used_at,
        "revoked_at": subscription.revoked_at,
    }


def _row(subscription: Subscription) -> tuple[object, ...]:
    days = (subscription.created_at, subscription.used_at, subscription.revoked_at)
    return (
        *(subscription.id, subscription.plan, _words(subscription), subscription.label),
        *(day and day.date() for day in days),
    )


def _words(subscription: Subscription) -> str:
    """The kind and what it names; the many uids of a selection are counted."""
    kind, names = subscription.kind, subscription.names
    if kind == Kind.SELECTION:
        return f"{kind} of {len(names)}"
    return " ".join((kind, *names))
