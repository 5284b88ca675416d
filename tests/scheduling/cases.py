"""The cases in ``cases/*.toml``: a plan document each, with what is expected written below it.

``[expect.<milestone>]`` holds any of the keys of :func:`answers`; late dates and floats are those
to the plan's first target, to ``project`` when it has none; ``[expect_to.<target>.<milestone>]``
asks of another. ``[expect_path]`` is the critical path to the first target; ``[[expect_finding]]``
is each finding, all of them. TOML knows no null: ``"none"`` is written for it.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.documents.reading import read_plan
from app.plan.network import network_of, options_of
from scheduling import PROJECT, Driver, Finding, Schedule, critical_path, findings, schedule

PLACE = Path(__file__).parent / "cases"
EXPECTATIONS = "\n[expect"

Answer = str | int | bool | date | list[str]
Question = Callable[[Schedule, str, str], object]

QUESTIONS: Mapping[str, Question] = {
    "start": lambda s, code, _: s.dates(code).start,
    "finish": lambda s, code, _: s.dates(code).finish,
    "status": lambda s, code, _: s.dates(code).status.value,
    "late_start": lambda s, code, target: s.late(code, target).start,
    "late_finish": lambda s, code, target: s.late(code, target).finish,
    "total_float": lambda s, code, target: s.late(code, target).total_float,
    "free_float": lambda s, code, _: s.free_float(code),
    "signed_free_float": lambda s, code, _: s.signed_free_float(code),
    "drivers": lambda s, code, _: [said(driver) for driver in s.drivers(code)],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    schedule: Schedule
    target: str
    expected: Mapping[str, Mapping[str, Mapping[str, Answer]]]
    """By target, then by milestone."""
    path: Mapping[str, Answer]
    findings: list[Mapping[str, Answer]]


def names() -> list[str]:
    return sorted(path.stem for path in PLACE.glob("*.toml"))


def read(name: str) -> Case:
    text = (PLACE / f"{name}.toml").read_text(encoding="utf-8")
    document, _, _ = text.partition(EXPECTATIONS)
    plan = read_plan(document, "toml")
    tables = tomllib.loads(text)
    target = plan.targets[0] if plan.targets else PROJECT
    return Case(
        schedule=schedule(
            network_of(plan),
            progress=plan.progress,
            data_date=plan.data_date,
            options=options_of(plan),
        ),
        target=target,
        expected={target: tables["expect"], **tables.get("expect_to", {})},
        path=tables.get("expect_path", {}),
        findings=tables.get("expect_finding", []),
    )


def answers(schedule: Schedule, code: str, target: str, keys: Iterable[str]) -> dict[str, object]:
    return {key: plain(QUESTIONS[key](schedule, code, target)) for key in keys}


def path_answers(schedule: Schedule, target: str, keys: Iterable[str]) -> dict[str, object]:
    path = critical_path(schedule, target)
    known = {
        "activities": sorted(path.activities),
        "links": sorted(str(link) for link in path.links),
        "by_least_float": path.by_least_float,
        "total_float": plain(path.total_float),
    }
    return {key: known[key] for key in keys}


def finding_answers(schedule: Schedule) -> list[dict[str, object]]:
    return [finding_answer(finding) for finding in findings(schedule)]


def finding_answer(finding: Finding) -> dict[str, object]:
    answer: dict[str, object] = {"kind": finding.kind.value, "activity": finding.activity}
    if finding.link is not None:
        answer["link"] = str(finding.link)
    if finding.days is not None:
        answer["days"] = finding.days
    return answer


def said(driver: Driver) -> str:
    return str(driver.link) if driver.link else driver.kind.value


def plain(answer: object) -> object:
    return "none" if answer is None else answer
