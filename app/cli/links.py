"""``imrf links``: what waits for what, and by how many days each link holds."""

from app.cli.groups import spread
from app.cli.options import Json
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import Shape, link_shape, spoken_of
from app.cli.sources import Document
from app.cli.tables import heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.plan import PlanLink, engine_link, format_lag

verb = new_verb()

HEADINGS = (">id", "from", "type", "lag", "to", ">holds by", "mark", "~source")


@verb.command()
@spread
def links(
    document: Document,
    json: Json = False,
) -> None:
    """What waits for what, and by how many calendar days each link holds.

    0 just holds; a negative number is missed by so many days. A stored link is changed by its id.
    """
    planned = document.planned()
    if json:
        shapes = [_shape(planned, link) for link in planned.plan.links]
        write_json({**spoken_of(planned), "links": shapes})
    else:
        write_lines([*heading(planned), ""])
        write_table(HEADINGS, [_row(planned, link) for link in planned.plan.links])


def _shape(planned: Planned, link: PlanLink) -> Shape:
    return {
        **link_shape(engine_link(link)),
        "id": link.id or None,
        "margin": planned.schedule.margin(engine_link(link)),
        "mark": link.mark.value,
        "source": link.source,
        "note": link.note,
    }


def _row(planned: Planned, link: PlanLink) -> tuple[object, ...]:
    margin = planned.schedule.margin(engine_link(link))
    lag = format_lag(link.lag, link.unit) if link.lag else ""
    return (
        link.id or None,
        link.predecessor,
        link.type.value,
        lag,
        link.successor,
        margin,
        link.mark.value,
        link.source,
    )
