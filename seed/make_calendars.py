"""Writes ``seed/imrf-2022/calendars.toml``: duty-station calendars as explicit, named dates.

    python -m seed.make_calendars

The dates are written down once and belong to the plan: a newer release of the library must not
change an old answer. Needs the development dependency ``holidays``; nothing else imports this
module. Days that fall on a weekend change nothing and are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import holidays

RELEASE = "0.109"
YEARS = (2020, 2021, 2022)
TARGET = Path(__file__).parent / "imrf-2022" / "calendars.toml"
OBSERVED = " (observed)"

HEAD = """\
# Duty-station calendars: explicit dates, since a holiday library changes and an old answer must
# not. Written by `python -m seed.make_calendars`; do not edit by hand. How they differ from the
# lists that the United Nations keeps for each duty station is said in each `source` and in
# docs/seed.md.
"""

NOT_READ = "The list that the United Nations keeps for this duty station was not read"
EIDS = "Eid al-Fitr and Eid al-Adha are added, on the days of the library's list for Ethiopia"
EID_REASON = (
    "inferred: the General Assembly made both official holidays (https://ask.un.org/faq/14617)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Days that one country's list gives to another duty station."""

    country: str
    names: frozenset[str]
    subdivision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One duty station: the library's list, what of it is kept, and the stated corrections."""

    code: str
    title: str
    country: str
    subdivision: str | None = None
    kept: frozenset[str] | None = None
    borrowed: tuple[Borrowed, ...] = ()
    added: Mapping[date, str] = field(default_factory=dict)
    source: str


BOTH_EIDS = Borrowed(country="ET", names=frozenset({"Eid al-Fitr", "Eid al-Adha"}))

NEW_YORK = Recipe(
    code="new-york",
    title="New York (United Nations Headquarters)",
    country="US",
    kept=frozenset(
        {
            "New Year's Day",
            "Memorial Day",
            "Independence Day",
            "Labor Day",
            "Thanksgiving Day",
            "Christmas Day",
        }
    ),
    borrowed=(
        Borrowed(country="CH", subdivision="GE", names=frozenset({"Good Friday"})),
        BOTH_EIDS,
    ),
    added={date(2020, 5, 26): "Eid al-Fitr (observed)"},
    source=(
        f"holidays {RELEASE}, US. Corrected to the nine official holidays of Headquarters "
        "(circular ST/IC/2019/23 for 2020: https://ask.un.org/faq/112514): other federal holidays "
        f"are left out, Good Friday is added; {EIDS}. 2020 equals the circular. 2021 and 2022 are "
        "inferred: the same nine, on the library's days. The tenth day is each staff member's "
        "choice and stands in no list."
    ),
)


def _station(
    code: str, title: str, country: str, subdivision: str | None = None, *, eids: bool
) -> Recipe:
    """A duty station whose United Nations list was not read: the library's, with the two Eids."""
    name = f"{country}-{subdivision}" if subdivision else country
    rest = f"; {EIDS} ({EID_REASON})." if eids else "; both Eids stand in the library's list."
    return Recipe(
        code=code,
        title=title,
        country=country,
        subdivision=subdivision,
        borrowed=(BOTH_EIDS,) if eids else (),
        source=f"holidays {RELEASE}, {name}. {NOT_READ}{rest}",
    )


RECIPES = (
    NEW_YORK,
    _station("geneva", "Geneva", "CH", "GE", eids=True),
    _station("addis-ababa", "Addis Ababa", "ET", eids=False),
    _station("bangkok", "Bangkok", "TH", eids=True),
    _station("beirut", "Beirut", "LB", eids=False),
    _station("santiago", "Santiago", "CL", eids=True),
)


def _library(country: str, subdivision: str | None) -> Iterator[tuple[date, str]]:
    listed = holidays.country_holidays(
        country, subdiv=subdivision, years=YEARS, language="en_US", expand=False
    )
    for day, names in listed.items():
        for name in names.split("; "):
            yield day, name


def _days(recipe: Recipe) -> Iterator[tuple[date, str]]:
    for day, name in _library(recipe.country, recipe.subdivision):
        if recipe.kept is None or name.removesuffix(OBSERVED) in recipe.kept:
            yield day, name
    for other in recipe.borrowed:
        for day, name in _library(other.country, other.subdivision):
            if name in other.names:
                yield day, name
    yield from recipe.added.items()


def days_off(recipe: Recipe) -> dict[date, str]:
    """The duty station's days off, Monday to Friday, in order; two names on one day are joined."""
    found: dict[date, list[str]] = {}
    for day, name in sorted(_days(recipe)):
        if day.weekday() < 5 and day.year in YEARS:
            names = found.setdefault(day, [])
            names.extend([name] if name not in names else [])
    return {day: "; ".join(names) for day, names in found.items()}


def _table(recipe: Recipe) -> str:
    rows = "".join(
        f'    {{ day = {day}, name = "{name}" }},\n' for day, name in days_off(recipe).items()
    )
    return (
        f'\n[[calendars]]\ncode = "{recipe.code}"\ntitle = "{recipe.title}"\n'
        f'source = "{recipe.source}"\nholidays = [\n{rows}]\n'
    )


def render() -> str:
    """The whole file."""
    return HEAD + "".join(_table(recipe) for recipe in RECIPES)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
