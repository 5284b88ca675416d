"""A plan and its schedule, from a plan document or from the database: what tables are made of."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from app.documents import Format, read_plan
from app.errors import NotFound, Problem, Refused
from app.plan import Milestone, Plan, network_of, options_of, undated
from scheduling import (
    PROJECT,
    CriticalPath,
    Finding,
    Options,
    ProgressRule,
    Schedule,
    WindowAssumption,
    critical_path,
    findings,
    schedule,
)

STDIN = "-"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A scheduled plan. ``revision`` is None for a document; ``data_date`` may be, too."""

    plan: Plan
    schedule: Schedule
    revision: int | None = None

    @property
    def data_date(self) -> date | None:
        return self.schedule.data_date

    @cached_property
    def undated(self) -> frozenset[str]:
        """The milestones that nobody has dated: they have a place, no forecast."""
        return undated(self.plan, self.schedule)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.schedule)

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        return {each.code: each for each in self.plan.milestones}

    @cached_property
    def finish(self) -> date | None:
        """The last forecast finish of all."""
        forecasts = (self.schedule.dates(code).finish for code in self.milestones)
        return max((day for day in forecasts if day), default=None)

    def targets(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The targets ``asked`` for, each once; else the first of the plan's own."""
        named = tuple(dict.fromkeys(asked)) or self.plan.targets[:1] or (PROJECT,)
        self.check(target for target in named if target != PROJECT)
        return named

    def check(self, codes: Iterable[str]) -> None:
        """Refuse codes that name no milestone."""
        for code in codes:
            if code not in self.milestones:
                raise NotFound("milestone", code)

    def with_options(
        self, *, assume: WindowAssumption | None, progress: ProgressRule | None
    ) -> "Planned":
        """The same plan scheduled by other rules, as far as they are given."""
        own = self.schedule.options
        options = Options(windows=assume or own.windows, progress=progress or own.progress)
        if options == own:
            return self
        known = self.schedule
        again = schedule(
            known.network, progress=known.progress, data_date=known.data_date, options=options
        )
        return replace(self, schedule=again)

    def path(self, target: str) -> CriticalPath:
        return critical_path(self.schedule, target)


def from_document(
    place: str, *, format: Format | None = None, data_date: date | None = None
) -> Planned:
    """The plan in the file at ``place`` (``-`` is standard input), scheduled."""
    content = content_at(place)
    plan = read_plan(content, format or format_at(place, content))
    if data_date is not None:
        plan = replace(plan, data_date=data_date)
    if plan.data_date is None and plan.start is None:
        raise Refused([Problem("plan.data_date", "is missing, and so is plan.start")])
    return Planned(plan=plan, schedule=_schedule(plan))


def is_document(place: str) -> bool:
    """Whether ``place`` means a document and no stored plan's code."""
    return place == STDIN or Path(place).suffix in (".json", ".toml") or Path(place).is_file()


def _schedule(plan: Plan) -> Schedule:
    return schedule(
        network_of(plan),
        progress=plan.progress,
        data_date=plan.data_date,
        options=options_of(plan),
    )


def content_at(place: str) -> bytes:
    """What is in the file at ``place``, or comes from standard input."""
    if place == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(place).read_bytes()
    except FileNotFoundError:
        raise NotFound("file", place) from None


def format_at(place: str, content: bytes) -> Format:
    """By the name of the file, else by its first character: only JSON begins with a brace."""
    match Path(place).suffix.lower():
        case ".json":
            return "json"
        case ".toml":
            return "toml"
    return "json" if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "toml"
