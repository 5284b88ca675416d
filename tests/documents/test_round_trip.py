import pytest
from hypothesis import given

from app.documents import read_plan, write_plan
from app.documents.parsing import Format
from app.plan import Plan, network_of, options_of
from scheduling import schedule
from tests.documents.plans import plans


@given(plans())
@pytest.mark.parametrize("format", ["json", "toml"])
def test_what_is_written_is_read_back(format: Format, plan: Plan) -> None:
    text = write_plan(plan, format)
    assert read_plan(text, format) == plan
    assert read_plan(text.encode(), format) == plan
    assert write_plan(read_plan(text, format), format) == text


@given(plans())
def test_what_is_accepted_can_be_scheduled(plan: Plan) -> None:
    accepted = read_plan(write_plan(plan, "json"), "json")
    result = schedule(
        network_of(accepted),
        progress=accepted.progress,
        data_date=accepted.data_date,
        options=options_of(accepted),
    )
    assert {about.code for about in accepted.milestones} == set(result.network.activities)
