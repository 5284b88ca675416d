"""What is kept of a simulation comes back as it was."""

from app.usecases.packing import packed, unpacked
from scheduling.risk import Resumed, Tally
from tests.scheduling.risk.test_answers import answers, ask


def test_a_simulation_that_was_packed_answers_the_same() -> None:
    kept: list[Tally] = []
    written: list[Tally] = []

    def keep(tally: Tally, iterations: int) -> bool:
        kept.append(unpacked(packed(tally)))
        return True

    def keep_again(tally: Tally, iterations: int) -> bool:
        written.append(tally)
        return True

    expected = answers(ask(executor=Resumed((), keep)))
    assert answers(ask(executor=Resumed(kept, keep_again))) == expected
    assert [sum(each.count for each in kept), written] == [6_000, []]
