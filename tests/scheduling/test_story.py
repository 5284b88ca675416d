"""The package's docstring is a story that runs."""

import doctest

import scheduling


def test_the_docstring_tells_the_truth() -> None:
    results = doctest.testmod(scheduling)
    assert results.attempted > 20
    assert results.failed == 0
