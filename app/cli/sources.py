"""What FILE|PLAN means: a plan document when there is such a file, else a stored plan's code."""

from dataclasses import dataclass

from app.cli.groups import State
from app.cli.options import DocumentFormat, Source
from app.cli.planned import Planned, from_document, is_document
from app.cli.terminal import refuse
from app.plan.updates import Baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(State):
    """A plan document, or a stored plan and which state of it is meant."""

    source: Source
    format: DocumentFormat = None

    def planned(self) -> Planned:
        """It, scheduled; the database is opened only when it is there."""
        if is_document(self.source) or self.format is not None:
            if self.revision is not None or self.known_on is not None:
                refuse("--revision", "speaks of a stored plan; a document has no revisions")
            return from_document(self.source, format=self.format, data_date=self.data_date)
        from app.cli.stored import planned_of  # noqa: PLC0415 - the database is slow to load

        return planned_of(self.source, self)


def approved_by(plan: str, revision: int, name: str | None) -> Baseline | None:
    """A stored plan's baseline ``name``, else the last that was taken by ``revision``."""
    from app.cli.stored import baseline_of  # noqa: PLC0415 - the database is slow to load

    return baseline_of(plan, revision, name)
