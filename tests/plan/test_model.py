"""What a milestone says of itself."""

from tests.plans import milestone


def test_who_may_report_is_who_answers_for_it_and_who_contributes() -> None:
    assert milestone("review", owner="ECA", contributors=("AUC",)).agencies == ("ECA", "AUC")


def test_nobody_is_no_agency() -> None:
    assert milestone("review", owner="", contributors=("AUC",)).agencies == ("AUC",)
