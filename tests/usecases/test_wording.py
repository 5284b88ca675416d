"""Days and windows in words: nothing is said twice, and no window is said shorter than it is."""

from datetime import date

import pytest

from app.plan import parse_span
from app.usecases.wording import counted, spoken_days, spoken_window


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-08-31", "2021-08-31", "31 Aug 2021"),
        ("2021-08-02", "2021-08-06", "2–6 Aug 2021"),
        ("2021-08-31", "2021-09-06", "31 Aug – 6 Sep 2021"),
        ("2021-12-31", "2022-01-03", "31 Dec 2021 – 3 Jan 2022"),
        ("2021-08-31", "2022-08-31", "31 Aug 2021 – 31 Aug 2022"),
    ],
)
def test_days(first: str, last: str, words: str) -> None:
    assert spoken_days(date.fromisoformat(first), date.fromisoformat(last)) == words


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("2021-07", "in July 2021"),
        ("2021-12", "in December 2021"),
        ("2020-02-01/2020-02-28", "between 1 Feb 2020 and 28 Feb 2020"),
        ("2021-Q1", "in the first quarter of 2021"),
        ("2021-Q4", "in the fourth quarter of 2021"),
        ("2021-02/2021-04", "between 1 Feb 2021 and 30 Apr 2021"),
        ("2021-01/2021-06", "between 1 Jan 2021 and 30 Jun 2021"),
        ("2021", "in 2021"),
        ("2021/2022", "between 1 Jan 2021 and 31 Dec 2022"),
        ("2021-12/2022-02", "between 1 Dec 2021 and 28 Feb 2022"),
        ("2021-07-02/2021-07-31", "between 2 Jul 2021 and 31 Jul 2021"),
        ("../2022-02", "by 28 Feb 2022"),
        ("2021-07-12", "on 12 Jul 2021"),
    ],
)
def test_windows(window: str, words: str) -> None:
    assert spoken_window(parse_span(window)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 calendar day"),
        (-1, "1 calendar day"),
        (0, "0 calendar days"),
        (-33, "33 calendar days"),
    ],
)
def test_counts(days: int, words: str) -> None:
    assert counted(days) == words
