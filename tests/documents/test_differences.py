"""In what two plans differ."""

from dataclasses import replace

from app.documents import Difference, Fate, FieldChange, Subject, differences, read_plan
from app.plan import default_uid

UID = default_uid("", "m")
"""What would be assumed of a milestone of no plan: it is a part's own all the same."""
DOCUMENT = f"""
[plan]
code = "p"
data_date = 2021-05-05

[[milestones]]
code = "m"
uid = "{UID}"
"""


def test_any_uid_names_a_milestone() -> None:
    before = read_plan(DOCUMENT, "toml")
    after = replace(before, milestones=(replace(before.milestones[0], title="Launch"),))
    assert differences(before, after) == (
        Difference(
            subject=Subject.MILESTONE,
            name="m",
            title="Launch",
            key=str(UID),
            fate=Fate.CHANGED,
            fields=(FieldChange(field="title", before="m", after="Launch"),),
        ),
    )
