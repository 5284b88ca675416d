"""Links, with where each comes from and whether it sets a date."""

from collections.abc import Collection, Iterable
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, LinkName, Paged, spoken_of
from app.plan import Mark, PlanLink, engine_link, format_lag
from app.usecases.reading import Reading
from scheduling import Link


class LinkShape(LinkName):
    """A link of the plan."""

    id: int = Field(description="Names it as long as the plan holds it; never another's")

    driving: bool = Field(description="Whether it sets a date of its successor")
    margin: int | None = Field(
        description="Calendar days by which it holds; negative: missed by so many; "
        "null: its predecessor is cancelled and demands nothing"
    )
    mark: Mark = Field(description="Where the statement comes from")
    source: str
    note: str

    @classmethod
    def of_plan(cls, reading: Reading, link: PlanLink, driving: Collection[Link | None]) -> Self:
        known = engine_link(link)
        return cls(
            id=link.id,
            predecessor=link.predecessor,
            successor=link.successor,
            type=link.type.value,
            lag=format_lag(link.lag, link.unit),
            driving=known in driving,
            margin=reading.schedule.margin(known),
            mark=link.mark,
            source=link.source,
            note=link.note,
        )


class LinkAnswer(Answer):
    """One link."""

    link: LinkShape

    @classmethod
    def of(cls, reading: Reading, link: PlanLink) -> Self:
        driving = {driver.link for driver in reading.schedule.drivers(link.successor)}
        return cls(**spoken_of(reading), link=LinkShape.of_plan(reading, link, driving))


class LinksAnswer(Paged, Answer):
    """Every link of the plan, in its order."""

    links: tuple[LinkShape, ...]

    @classmethod
    def of(cls, reading: Reading, listed: Page[PlanLink]) -> Self:
        driving = _driving(reading, listed.items)
        return cls(
            **spoken_of(reading),
            next=listed.next,
            links=tuple(LinkShape.of_plan(reading, link, driving) for link in listed.items),
        )


def _driving(reading: Reading, links: Iterable[PlanLink]) -> frozenset[Link]:
    return frozenset(
        driver.link
        for code in {link.successor for link in links}
        for driver in reading.schedule.drivers(code)
        if driver.link is not None
    )
