"""What the source document says, passage by passage, and what became of it in the plan.

python -m seed.statements     writes docs/source-document.md
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.plan import Milestone, Plan, format_span
from seed.loader import IMRF_2022, imrf_2022

PAGE = Path(__file__).parent.parent / "docs" / "source-document.md"

INTRODUCTION = """\
# The source document and the plan

What the summary of the Executive Committee Principals' meeting of 5 May 2021
([source.txt](../seed/imrf-2022/source.txt)) says, and what became of it in the plan: each passage
that says that something is to be done or to happen, with its milestones or the reason why it
deliberately is none; then the passages that say nothing of the kind. Together they are the whole
document, word for word. Made by `python -m seed.statements` from
[statements.toml](../seed/imrf-2022/statements.toml); a test holds it to the plan.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the document, verbatim but for white space.

    It has ``milestones``, or a reason why what is to happen is ``none`` of them, or a reason why it
    is an ``aside`` that nothing follows from; ``also_none`` speaks of a part of it.
    """

    quote: str
    milestones: tuple[str, ...] = ()
    none: str = ""
    aside: str = ""
    also_none: str = ""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.milestones, self.none, self.aside))) != 1:
            raise ValueError(f"one of milestones, none and aside is needed: {self.quote[:60]}")


def folded(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def source_document() -> str:
    """The source document as it was published, in plain text."""
    return (IMRF_2022 / "source.txt").read_text(encoding="utf-8")


def passages() -> tuple[Passage, ...]:
    """The document cut into its passages, in its order."""
    tables = tomllib.loads((IMRF_2022 / "statements.toml").read_text(encoding="utf-8"))
    return tuple(
        Passage(**{**table, "milestones": tuple(table.get("milestones", ()))})
        for table in tables["passages"]
    )


def when(milestone: Milestone, plan: Plan) -> str:
    """In words, what the plan says of a milestone's date: done, a date of its own, or none."""
    progress = plan.progress.get(milestone.code)
    if progress and progress.actual_finish:
        return f"done {progress.actual_finish}"
    if milestone.fixed:
        return f"fixed {format_span(milestone.fixed)}"
    if milestone.window:
        return f"window {format_span(milestone.window)}"
    if milestone.deadline:
        return f"deadline {milestone.deadline}"
    if milestone.not_before:
        return f"not before {milestone.not_before}"
    return "no date"


def render(plan: Plan, said: Iterable[Passage]) -> str:
    """The page: two tables, of what is to be done or to happen and of the rest."""
    by_code = {milestone.code: milestone for milestone in plan.milestones}
    said = tuple(said)
    statements = [p for p in said if not p.aside]
    asides = [p for p in said if p.aside]
    return "\n".join(
        [
            INTRODUCTION,
            "| The document says | Milestones of the plan |",
            "| --- | --- |",
            *(f"| {_cell(p.quote)} | {_cell(_outcome(p, by_code, plan))} |" for p in statements),
            "",
            "## What says nothing that is to be done or to happen",
            "",
            "| The document says | Why it is no statement |",
            "| --- | --- |",
            *(f"| {_cell(p.quote)} | {_cell(p.aside)} |" for p in asides),
            "",
        ]
    )


def _outcome(passage: Passage, by_code: Mapping[str, Milestone], plan: Plan) -> str:
    return "<br>".join(_lines(passage, by_code, plan))


def _lines(passage: Passage, by_code: Mapping[str, Milestone], plan: Plan) -> Iterator[str]:
    for code in passage.milestones:
        milestone = by_code[code]
        yield (
            f"`{code}` {milestone.title} "
            f"({milestone.owner}; {milestone.certainty}; {when(milestone, plan)})"
        )
    if passage.none:
        yield f"*deliberately none:* {passage.none}"
    if passage.also_none:
        yield f"*deliberately none, of a part:* {passage.also_none}"


def _cell(text: str) -> str:
    return text.removeprefix("• ").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(render(imrf_2022(), passages()), encoding="utf-8")
