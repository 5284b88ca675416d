"""What a test may connect to is what it has asked for, and everything it does is noticed."""

import pytest

from tests.databases import ENGINE, asked, connected, repeated, rows


@pytest.mark.parametrize(
    ("fixtures", "engines", "again"),
    [
        (["tmp_path"], set(), False),
        (["url", "engine", "patterns"], {"sqlite", "postgresql"}, False),
        (["chosen_url", "patterns"], {ENGINE}, True),
        (["embedded_url", "pattern", "embedded_folder"], {"sqlite"}, False),
        (["folder", "patterns", "embedded_folder"], {ENGINE, "sqlite"}, False),
        (["server"], {"postgresql"}, False),
        (["own_server"], {"postgresql"}, False),
    ],
)
def test_what_fixtures_ask_for(fixtures: list[str], engines: set[str], again: bool) -> None:
    assert (asked(fixtures), repeated(fixtures)) == (engines, again)


def test_a_connection_is_noticed(engine: str, url: str) -> None:
    with connected() as found:
        rows(url)
    assert found == {engine}
