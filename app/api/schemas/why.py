"""Why a target moved: what each accepted change moved it by, in sums that are exact."""

from collections.abc import Sequence
from datetime import date
from typing import Self
from urllib.parse import quote

from pydantic import Field

from app.api.schemas.shapes import Answer, RevisionShape, Shape, Shift, spoken_of
from app.plan import RecordedUpdate
from app.usecases.why import Charge, Group, Grouping, Why
from scheduling import Cause


class ChargedUpdateShape(Shape):
    """The update that moved a target."""

    id: int
    milestone: str
    note: str
    source: str
    on_behalf_of: str = Field(description="For whom a planner spoke")

    @classmethod
    def of(cls, recorded: RecordedUpdate) -> Self:
        said = recorded.update
        return cls(
            id=recorded.id,
            milestone=said.milestone,
            note=said.note,
            source=said.source,
            on_behalf_of=said.on_behalf_of,
        )


class ChargeShape(Shape):
    """What one cause in one accepted change moved the target by; a recovery is negative."""

    revision: RevisionShape
    cause: Cause = Field(
        description="drift: the data date passed unreported work; calendar; logic: milestones, "
        "links, durations; window: stated dates; update: progress"
    )
    agency: str = Field(description="Through whom; nobody for drift")
    shift: Shift
    update: ChargedUpdateShape | None = Field(description="What was said, where something was")
    link: str = Field(description="Where the revision with all that was said in it is shown")
    but_for: Shift | None = Field(
        description="How much later the target is than without it, where it was asked; over all "
        "charges this does not sum"
    )

    @classmethod
    def of(cls, plan: str, charge: Charge) -> Self:
        place = f"/api/v1/plans/{quote(plan, safe='')}/revisions/{charge.revision.number}"
        return cls(
            revision=RevisionShape.model_validate(charge.revision),
            cause=charge.cause,
            agency=charge.agency,
            shift=Shift(working=charge.shift.working, calendar=charge.shift.calendar),
            update=ChargedUpdateShape.of(charge.update) if charge.update else None,
            link=place,
            but_for=Shift.of(charge.but_for),
        )


class GroupShape(Shape):
    """Charges added up under a name."""

    name: str = Field(
        description="A revision (`9`), an update in one (`9/4`), an agency (nobody is empty), "
        "or a cause"
    )
    shift: Shift
    charges: int = Field(description="How many")

    @classmethod
    def of(cls, group: Group) -> Self:
        return cls.model_validate(group)


class AccountShape(Shape):
    """Why one target finishes when it does: the charges sum exactly to the total."""

    target: str
    calendar: str = Field(description="Whose working days are counted: the target's at the start")
    before: date | None = Field(description="When it finished where the account begins")
    after: date | None
    total: Shift
    groups: tuple[GroupShape, ...] = Field(description="The largest first")
    charges: tuple[ChargeShape, ...] = Field(
        description="The largest first; equals in the order in which they were accepted"
    )

    @classmethod
    def of(cls, account: Why, by: Grouping) -> Self:
        plan = account.reading.plan.code
        return cls(
            target=account.target,
            calendar=account.calendar,
            before=account.before,
            after=account.after,
            total=Shift(working=account.total.working, calendar=account.total.calendar),
            groups=tuple(map(GroupShape.of, account.grouped(by))),
            charges=tuple(ChargeShape.of(plan, each) for each in account.largest_first),
        )


class WhyAnswer(Answer):
    """Why targets moved since a baseline or an earlier revision."""

    baseline_revision: int = Field(description="The revision where the accounts begin")
    baseline_data_date: date = Field(description="The data date where they begin")
    by: Grouping
    accounts: tuple[AccountShape, ...] = Field(description="One for each target")

    @classmethod
    def of(cls, accounts: Sequence[Why], by: Grouping) -> Self:
        first = accounts[0]
        return cls(
            **spoken_of(first.reading),
            baseline=first.since.baseline,
            baseline_revision=first.since.revision.number,
            baseline_data_date=first.since.data_date,
            by=by,
            accounts=tuple(AccountShape.of(each, by) for each in accounts),
        )
