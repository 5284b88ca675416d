"""What FILE|PLAN means: a plan document when there is such a file, else a stored plan's code."""

from datetime import date

from app.cli.planned import Planned, from_document, is_document
from app.cli.terminal import refuse
from app.documents import Format
from app.plan.updates import Baseline


def planned_from(
    source: str,
    *,
    format: Format | None = None,
    data_date: date | None = None,
    revision: int | None = None,
    known_on: date | None = None,
) -> Planned:
    """The plan at ``source``, scheduled as of ``data_date``; the database only when it is there."""
    if is_document(source) or format is not None:
        if revision is not None or known_on is not None:
            refuse("--revision", "speaks of a stored plan; a document has no revisions")
        return from_document(source, format=format, data_date=data_date)
    from app.cli.stored import planned_of  # noqa: PLC0415 - the database is slow to load

    return planned_of(source, data_date=data_date, revision=revision, known_on=known_on)


def approved_by(plan: str, revision: int, name: str | None) -> Baseline | None:
    """A stored plan's baseline ``name``, else the last that was taken by ``revision``."""
    from app.cli.stored import baseline_of  # noqa: PLC0415 - the database is slow to load

    return baseline_of(plan, revision, name)
