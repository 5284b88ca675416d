"""The source document, sentence by sentence, against the plan: nothing is forgotten or changed."""

import re
from pathlib import Path

import pytest

from seed import imrf_2022
from seed.statements import (
    PAGE,
    Passage,
    folded,
    passages,
    render,
    source_document,
    when,
)

PLAN = imrf_2022()
BY_CODE = {milestone.code: milestone for milestone in PLAN.milestones}
PASSAGES = passages()
SAYS = (Path(__file__).parent / "document-says.txt").read_text(encoding="utf-8")
EXPECTED = [block.splitlines() for block in SAYS.split("\n\n") if block.startswith("> ")]

AHEAD = re.compile(
    r"\b(will|should|must|could|to be|to take place|suggested|proposed|need|later this year"
    r"|further develop|pending|target|in preparation)\b",
    re.IGNORECASE,
)
SENTENCE_WITHIN = re.compile(r"[.] (?=[A-Z•])")


@pytest.mark.parametrize("block", EXPECTED, ids=lambda block: block[0][2:40])
def test_what_the_document_says_is_in_the_plan(block: list[str]) -> None:
    quote, rows = block[0].removeprefix("> "), block[1:]
    assert quote in folded(source_document())
    (passage,) = [p for p in PASSAGES if p.quote == quote]
    held = [BY_CODE[code] for code in passage.milestones]
    assert [f"{m.code} | {m.owner} | {m.certainty} | {when(m, PLAN)}" for m in held] == rows


def test_no_statement_is_missing_here() -> None:
    quotes = [block[0].removeprefix("> ") for block in EXPECTED]
    assert quotes == [p.quote for p in PASSAGES if p.milestones]


def test_the_passages_are_the_whole_document() -> None:
    assert " ".join(p.quote for p in PASSAGES) == folded(source_document())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.quote[:40])
def test_a_passage_is_one_sentence(passage: Passage) -> None:
    assert not SENTENCE_WITHIN.search(passage.quote)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.quote[:40])
def test_what_lies_ahead_is_no_aside(passage: Passage) -> None:
    assert not (passage.aside and AHEAD.search(passage.quote))


def test_every_action_point_has_milestones() -> None:
    points = folded(source_document()).split("Action Points:")[1:]
    headings = ("COVID-19 Vaccinations", "Network advocacy on returns")
    bullets = [
        bullet.strip()
        for point, heading in zip(points, headings, strict=True)
        for bullet in point.partition(heading)[0].split("•")
        if bullet.strip()
    ]
    by_quote = {p.quote.removeprefix("• "): p for p in PASSAGES}
    assert len(bullets) == 10
    assert all(by_quote[bullet].milestones for bullet in bullets)


def test_milestones_of_the_document_are_named_by_it() -> None:
    named = {code for p in PASSAGES for code in p.milestones}
    assert named == {m.code for m in PLAN.milestones if m.mark == "document"}


def test_the_page_is_made_from_them() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(PLAN, PASSAGES)


@pytest.mark.parametrize(
    "keys", [{}, {"aside": "why", "none": "why"}, {"milestones": ("imrf",), "none": "why"}]
)
def test_a_passage_is_one_of_three(keys: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="one of milestones, none and aside is needed"):
        Passage(quote="The Network is working", **keys)  # type: ignore[arg-type]
