"""What dates are worth while durations and windows are uncertain."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from app.api.access import Stored
from app.api.asked import AskedTargets, PlanCode, RevisionNumber
from app.api.counting import UpTo
from app.api.once import Given, Write
from app.api.placing import made_at
from app.api.refusals import refusals
from app.api.schemas.risk import RiskAnswer, RiskJobAnswer
from app.api.schemas.shapes import spoken_of
from app.api.strict import StrictRoute
from app.documents.fields import one_of
from app.plan.limits import LAST_NUMBER
from app.store import Store
from app.usecases.estimates import CERTAIN, MOST_SPREAD, Curve
from app.usecases.jobs import ask, cancel, show
from app.usecases.risk import USUAL_ITERATIONS, Question, risk
from scheduling.risk import MOST_ITERATIONS

router = APIRouter(
    prefix="/plans/{plan}/risk",
    tags=["risk"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)

JobNumber = Annotated[RevisionNumber, Path(description="Number of the job", examples=[1])]
CurveWord = Annotated[Curve, *one_of(Curve)]


class AskedRisk(AskedTargets):
    """Targets, and how chance is drawn."""

    iterations: Annotated[int, UpTo(MOST_ITERATIONS, least=1)] = Field(
        default=USUAL_ITERATIONS, description="How often the plan is scheduled"
    )
    seed: Annotated[int, UpTo(LAST_NUMBER)] = Field(
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
        reading, found = risk(store, plan, asked.question, asked.as_of)
        return RiskAnswer.of(spoken_of(reading), found)


@router.post(
    "/jobs",
    summary="Ask what takes longer",
    status_code=202,
    response_model=RiskJobAnswer,
    responses=refusals(401, 403, 429, 503),
)
def ask_risk_job(write: Write, plan: PlanCode, asked: Annotated[AskedRisk, Query()]) -> Response:
    """The same question for as many iterations as are wanted, answered by and by.

    Who asks the same of the same state of the plan is told of the same job.
    """

    def act(store: Store) -> Given:
        found = ask(store, plan, asked.question, asked.as_of)
        place = made_at(plan, "risk", "jobs", str(found.job.id))
        return Given(answer=RiskJobAnswer.of(found), status=202, headers=place)

    return write.once(act)


@router.get("/jobs/{job}", summary="Show how far a job is")
def show_risk_job(database: Stored, plan: PlanCode, job: JobNumber) -> RiskJobAnswer:
    """Waiting, running, done, failed or cancelled; the answer once it is done."""
    with database.look() as store:
        return RiskJobAnswer.of(show(store, plan, job))


@router.delete("/jobs/{job}", summary="Cancel a job", status_code=204, responses=refusals(401, 403))
def cancel_risk_job(write: Write, plan: PlanCode, job: JobNumber) -> Response:
    """Have nobody run it any more; what is done stays. Asked again, it waits again."""

    def act(store: Store) -> Given:
        cancel(store, plan, job, write.author, write.now)
        return Given(status=204)

    return write.once(act)
