"""Every sentence of the definitions, and every trap, as a plan with dates worked out by hand."""

import pytest

from tests.scheduling import cases


@pytest.mark.parametrize("name", cases.names())
def test_case(name: str) -> None:
    case = cases.read(name)
    found = {
        target: {
            code: cases.answers(case.schedule, code, target, expected)
            for code, expected in milestones.items()
        }
        for target, milestones in case.expected.items()
    }
    assert found == case.expected
    assert cases.path_answers(case.schedule, case.target, case.path) == case.path
    assert sorted(cases.finding_answers(case.schedule), key=str) == sorted(case.findings, key=str)
