import pytest

from app import __version__
from app.cli.verbs import SUMMARIES
from tests.cli.terminals import imrf


@pytest.mark.parametrize("verb", SUMMARIES)
def test_every_verb_explains_itself(verb: str) -> None:
    said = imrf(verb, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: imrf {verb} ")


def test_without_a_verb_the_verbs_are_told() -> None:
    listed = imrf("--help")
    told = [line.split()[0] for line in listed.out.partition("Commands:\n")[2].splitlines()]
    assert set(SUMMARIES) <= set(told)
    assert imrf() == listed


def test_the_release_is_told() -> None:
    told = imrf("--version")
    assert (told.code, told.out, told.err) == (0, f"{__version__}\n", "")
