"""What dates are worth while durations and windows are uncertain."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.access import Stored
from app.api.asked import LAST_REVISION, AskedTargets, PlanCode
from app.api.asked_since import one_of
from app.api.counting import UpTo
from app.api.refusals import refusals
from app.api.schemas.risk import RiskAnswer
from app.api.strict import StrictRoute
from app.usecases.estimates import CERTAIN, MOST_SPREAD, Curve
from app.usecases.risk import USUAL_ITERATIONS, Question, risk
from scheduling.risk import MOST_ITERATIONS

router = APIRouter(
    prefix="/plans/{plan}/risk",
    tags=["risk"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)

CurveWord = Annotated[Curve, *one_of(Curve)]


class AskedRisk(AskedTargets):
    """Targets, and how chance is drawn."""

    iterations: Annotated[int, UpTo(MOST_ITERATIONS, least=1)] = Field(
        default=USUAL_ITERATIONS, description="How often the plan is scheduled"
    )
    seed: Annotated[int, UpTo(LAST_REVISION)] = Field(
        default=0, description="The same seed draws the same numbers"
    )
    spread: Annotated[int, UpTo(MOST_SPREAD)] = Field(
        default=CERTAIN,
        description="Percent by which a duration without an estimate may be less or more; "
        "0: it takes the days that are planned",
    )
    curve: CurveWord = Field(
        default=Curve.PERT, description="How likely what lies between the three points is"
    )

    @property
    def question(self) -> Question:
        return Question(
            targets=tuple(dict.fromkeys(self.target)),
            iterations=self.iterations,
            seed=self.seed,
            spread=self.spread,
            curve=self.curve,
        )


@router.get("", summary="Show what the dates are worth")
def show_risk(database: Stored, plan: PlanCode, asked: Annotated[AskedRisk, Query()]) -> RiskAnswer:
    """P50, P80 and P90 dates of each target, and what drives them.

    The plan is scheduled many times with durations drawn from their estimates and places in
    windows: how often each fixed event, deadline, window and rule is kept.
    """
    with database.read() as store:
        return RiskAnswer.of(*risk(store, plan, asked.question, asked.as_of))
