"""A simulation that goes on from what another has kept comes to the same."""

from dataclasses import replace

import numpy as np
import pytest

from scheduling.risk import Resumed, Tally, simulation
from scheduling.risk import model as models
from tests.scheduling.risk.test_answers import answers, ask

ITERATIONS = 6_000


class Stop(Exception):
    """Whoever runs the simulation ends."""


class Keeper:
    """Keeps what it is given, until it has been given ``most`` parts."""

    def __init__(self, most: int | None = None) -> None:
        self.kept: list[Tally] = []
        self.most = most

    def __call__(self, tally: Tally, iterations: int) -> bool:
        assert iterations == ITERATIONS
        if len(self.kept) == self.most:
            raise Stop
        self.kept.append(tally)
        return True

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [(each.first, each.count) for each in self.kept]


@pytest.fixture(params=[models.KEPT_BYTES, 0], ids=["draws are kept", "drawn again"], autouse=True)
def _drawing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "KEPT_BYTES", request.param)
    monkeypatch.setattr(simulation, "LONGEST_SHARED_BLOCK", 64)


def test_it_runs_what_is_not_known_and_nothing_else() -> None:
    expected, before, after, last = answers(ask()), Keeper(most=10), Keeper(), Keeper()
    with pytest.raises(Stop):
        ask(executor=Resumed((), before))
    assert before.spans == [(first, 192) for first in range(0, 1_920, 192)]
    assert answers(ask(executor=Resumed(before.kept, after))) == expected
    assert after.spans == [*((first, 192) for first in range(1_920, 5_952, 192)), (5_952, 48)]
    assert answers(ask(executor=Resumed([*before.kept, *after.kept], last))) == expected
    assert last.spans == []


def test_what_is_known_is_believed() -> None:
    kept = Keeper()
    expected = answers(ask(executor=Resumed((), kept)))
    first, *others = kept.kept
    later = replace(first, targets=[row + np.int32(70) for row in first.targets])
    assert answers(ask(executor=Resumed([later, *others], Keeper()))) != expected


def test_what_could_not_be_kept_is_kept_with_what_follows() -> None:
    kept: list[Tally] = []
    refused = iter([False, False, True, False])

    def keep(tally: Tally, iterations: int) -> bool:
        if not next(refused, True):
            return False
        kept.append(tally)
        return True

    expected = answers(ask(executor=Resumed((), keep)))
    assert [(each.first, each.count) for each in kept[:3]] == [(0, 320), (320, 256), (576, 192)]
    assert answers(ask(executor=Resumed(kept, Keeper()))) == expected
