from datetime import UTC, timedelta

from app.clock import now, today


def test_an_instant_is_aware_and_in_utc() -> None:
    assert now().tzinfo is UTC


def test_the_date_is_that_of_the_zone() -> None:
    # Kiritimati is 26 hours ahead of Baker Island: never the same date, at most two days apart.
    ahead = today("Pacific/Kiritimati") - today("Etc/GMT+12")
    assert ahead in {timedelta(days=1), timedelta(days=2)}
