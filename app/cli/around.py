"""What ``imrf schedule`` tells around a target: its path, what is near it, and on request more."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.cli.planned import Planned
from app.cli.shapes import Shape, driver_shape, link_shape, path_shape
from app.usecases.sentences import driver_words, link_words
from scheduling import (
    Disagreement,
    Explanation,
    FloatPath,
    disagreements,
    drag,
    explain,
    float_paths,
    near_critical,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked beside the dates: what costs more than a pass is told on request."""

    near: int
    paths: int
    drag: bool
    explain: tuple[str, ...]


def around(planned: Planned, target: str, asked: Asked) -> Shape:
    """What there is to say around ``target``."""
    schedule = planned.schedule
    shape: Shape = {
        "critical_path": path_shape(planned.path(target)),
        "near_critical": list(near_critical(schedule, target, asked.near)),
        "disagreements": [_disagreement(each) for each in disagreements(schedule, target)],
    }
    if asked.paths:
        paths = float_paths(schedule, target, asked.paths)
        shape["float_paths"] = [_float_path(each) for each in paths]
    if asked.drag:
        shape["drag"] = drag(schedule, target)
    if asked.explain:
        told = (explain(schedule, code, target) for code in asked.explain)
        shape["explanations"] = [_explanation(each) for each in told]
    return shape


def _disagreement(found: Disagreement) -> Shape:
    return {
        "milestone": found.code,
        "critical": found.critical,
        "total_float": found.total_float,
    }


def _float_path(path: FloatPath) -> Shape:
    return {
        "number": path.number,
        "activities": list(path.activities),
        "joins": path.joins and link_shape(path.joins),
        "total_float": path.total_float,
    }


def _explanation(told: Explanation) -> Shape:
    return {
        "milestone": told.code,
        "critical": told.critical,
        "total_float": told.total_float,
        "chain": [link_shape(link) for link in told.chain],
        "waits_at": told.waits_at,
        "arrives_later": [driver_shape(driver) for driver in told.arrives_later],
    }


def around_words(planned: Planned, target: str, asked: Asked) -> Iterator[str]:
    """What was asked for, for people; nothing when nothing was."""
    if asked.paths:
        yield from ("", f"Float paths to {target}")
        for path in float_paths(planned.schedule, target, asked.paths):
            yield f"  {path.number}  float {path.total_float}  {_steps(path)}"
    if asked.drag:
        yield from ("", f"Drag on {target}, in working days")
        for code, days in drag(planned.schedule, target).items():
            yield f"  {code}  {days}"
    if asked.explain:
        yield ""
        for code in asked.explain:
            yield _why(explain(planned.schedule, code, target))


def _steps(path: FloatPath) -> str:
    joins = [f"({path.joins.successor})"] if path.joins else []
    return " → ".join([*path.activities, *joins])


def _why(told: Explanation) -> str:
    if told.critical:
        chain = ", ".join(link_words(link) for link in told.chain)
        return f"{told.code} is critical to {told.target}" + (f": by {chain}" if chain else "")
    if told.total_float is None:
        return f"{told.code} does not limit {told.target}"
    spare = f"{told.code} is not critical to {told.target}: float {told.total_float}"
    if not told.arrives_later:
        return spare
    later = ", ".join(driver_words(driver) for driver in told.arrives_later)
    return f"{spare}; {told.waits_at} waits for {later}"
