"""What a reader's eyes and ears need: contrast, structure, little to load."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.feeds.story import Story

STATIC = Path(__file__).parents[2] / "app" / "pages" / "static"
COLOR = re.compile(r"--([\w-]+): #([0-9a-f]{3,6});")
TEXTS = ("ink", "quiet", "link", "critical", "near")


def themes() -> list[dict[str, str]]:
    """The colours by name: light, then dark."""
    style = (STATIC / "planner.css").read_text()
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    return [dict(COLOR.findall(part)) for part in (light, dark)]


def luminance(color: str) -> float:
    digits = color if len(color) == 6 else "".join(each * 2 for each in color)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("ground", ["paper", "tint", "critical-tint"])
def test_texts_stand_out_from_their_ground(theme: int, ground: str) -> None:
    colors = themes()[theme]
    weak = {name: contrast(colors[name], colors[ground]) for name in TEXTS}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1])
def test_bars_stand_out_from_the_paper(theme: int) -> None:
    colors = themes()[theme]
    bars = ("planned", "window-edge", "critical", "data-date")
    weak = {name: contrast(colors[name], colors["paper"]) for name in bars}
    assert {name: ratio for name, ratio in weak.items() if ratio < 3} == {}


def test_the_script_is_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) <= 3_000


def test_headings_form_an_outline_without_gaps(told: Story) -> None:
    for address in ("/", "/plans/awkward/moved", "/plans/awkward/milestones/review"):
        levels = [int(each) for each in re.findall(r"<h([1-6])", told.client.get(address).text)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_name_their_rows_and_columns_and_the_page_its_language(told: Story) -> None:
    text = told.client.get("/").text
    assert '<html lang="en">' in text
    assert 'class="skip" href="#content"' in text
    assert '<main id="content">' in text
    assert text.count("<th ") == text.count('<th scope="')
    assert re.search(r'<svg [^>]*role="img" aria-label="', text)
