"""``imrf findings``: what a planner has to look at in a plan document or a stored plan."""

from app.cli.options import DataDate, DocumentFormat, Json, KnownOn, RevisionNumber, Source
from app.cli.output import write_json
from app.cli.shapes import finding_shape, spoken_of
from app.cli.sources import planned_from
from app.cli.tables import counted, heading, write_lines
from app.cli.verbs import new_verb
from app.cli.words import finding_words

verb = new_verb()


@verb.command()
def findings(
    source: Source,
    data_date: DataDate = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    format: DocumentFormat = None,
    json: Json = False,
) -> None:
    """What a planner has to look at: broken links, missed windows and deadlines, unreported events.

    They are listed in the order of the plan.
    """
    planned = planned_from(
        source, format=format, data_date=data_date, revision=revision, known_on=known_on
    )
    found = planned.findings
    if json:
        write_json({**spoken_of(planned), "findings": [finding_shape(each) for each in found]})
    else:
        write_lines(heading(planned, counted(len(found), "finding")))
        write_lines(f"  {finding_words(each)}" for each in found)
