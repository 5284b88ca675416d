"""Which milestones of a comparison are listed."""

from dataclasses import dataclass
from typing import Annotated

import typer

from app.plan import Certainty
from app.plan.limits import LAST_NUMBER
from app.usecases.slippage import Wanted
from app.usecases.variance import Comparison

Tracks = Annotated[list[str] | None, typer.Option(help="Only of this track; repeatable.")]
Owners = Annotated[list[str] | None, typer.Option(help="Only of this owner; repeatable.")]
Certainties = Annotated[list[Certainty] | None, typer.Option(help="Only so sure; repeatable.")]
Comparisons = Annotated[
    list[Comparison] | None, typer.Option(help="Only in this state; repeatable.")
]
Threshold = Annotated[
    int, typer.Option(min=0, max=LAST_NUMBER, metavar="DAYS", help="Leave out smaller moves.")
]
Leading = Annotated[bool, typer.Option("--leading", help="Only what leads to a target.")]
Every = Annotated[bool, typer.Option("--all", help="List what has not moved, too.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The milestones that are told, of all that are compared."""

    track: Tracks = None
    owner: Owners = None
    certainty: Certainties = None
    comparison: Comparisons = None
    threshold: Threshold = 0
    leading: Leading = False

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            tracks=frozenset(self.track or ()),
            owners=frozenset(self.owner or ()),
            certainties=frozenset(self.certainty or ()),
            comparisons=frozenset(self.comparison or ()),
            threshold=self.threshold,
            leading=self.leading,
        )
