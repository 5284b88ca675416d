from datetime import date, timedelta

import pytest

from app.errors import NotFound, Refused
from app.plan import Update
from app.store import Database
from app.usecases.baselines import baselines
from app.usecases.plans import plans, revisions, timeline, updates
from app.usecases.reading import AsOf, read
from app.usecases.report import report
from scheduling import FindingKind, findings
from tests.plans import ECA, NOW, PLANNER, SEEDED, small_plan
from tests.store.queries import counted

HELD = Update(milestone="review", actual_start=date(2021, 7, 12), actual_finish=date(2021, 7, 13))


def test_the_same_question_is_computed_once(seeded: Database) -> None:
    with seeded.read() as store:
        first = read(store, "small")
    with counted(seeded) as sent, seeded.read() as store:
        assert read(store, "small") is first
        assert read(store, "small", AsOf(revision=1)) is first
        assert read(store, "small", AsOf(data_date=date(2021, 6, 1))) is not first
    assert len(sent) == 2 + 5  # the newest and the first; the new question reads the plan


def test_what_a_writer_computes_is_not_remembered(seeded: Database) -> None:
    def write_and_fail() -> None:
        with seeded.write() as store:
            report(store, "small", [HELD], PLANNER, NOW, data_date=date(2021, 7, 13))
            assert read(store, "small").revision.number == 2
            raise RuntimeError("after all")

    with pytest.raises(RuntimeError):
        write_and_fail()
    with seeded.write() as store:
        other = Update(milestone="review", cancelled=True)
        report(store, "small", [other], PLANNER, NOW, data_date=date(2021, 7, 13))
    with seeded.read() as store:
        assert read(store, "small").plan.progress["review"].cancelled


def test_looking_ahead_shows_what_drifts(seeded: Database) -> None:
    with seeded.read() as store:
        now = read(store, "small").dates("launch").finish
        ahead = read(store, "small", AsOf(data_date=date(2021, 9, 1))).dates("launch").finish
    assert (now, ahead) == (date(2021, 8, 6), date(2021, 9, 21))


def test_a_data_date_before_the_revision_is_refused_with_the_way_to_ask(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(Refused, match="known_on"):
        read(store, "small", AsOf(data_date=SEEDED - timedelta(days=1)))


def test_a_revision_is_asked_for_in_one_way(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(Refused, match="known_on: must not be given"):
        read(store, "small", AsOf(revision=1, known_on=SEEDED))


def test_the_timeline_holds_every_milestone_with_its_floats(seeded: Database) -> None:
    with seeded.read() as store:
        found = timeline(store, "small", targets=("forum",))
        everything = timeline(store, "small")
    assert [each.milestone.code for each in found.standings] == [
        each.code for each in small_plan().milestones
    ]
    assert {each.milestone.code: each.late["forum"].total_float for each in found.standings} == {
        "review": 191,
        "draft": 136,
        "clear": 136,
        "launch": 192,
        "forum": 0,
    }
    assert everything.targets == ("launch", "forum")
    assert everything.of("draft").critical_to == ("launch", "forum")
    with pytest.raises(NotFound, match="milestone 'nobody'"):
        everything.of("nobody")


def test_an_unknown_target_is_not_found(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(NotFound, match="milestone 'nobody'"):
        timeline(store, "small", targets=("nobody",))


def test_plans_revisions_updates_and_baselines_are_listed(seeded: Database) -> None:
    with seeded.write() as store:
        report(store, "small", [HELD], PLANNER, NOW, data_date=date(2021, 7, 13), reason="held")
    with seeded.read() as store:
        assert [(each.code, each.title, each.revision.number) for each in plans(store)] == [
            ("small", "A small plan", 2)
        ]
        assert [
            (each.number, each.data_date, each.reason) for each in revisions(store, "small")
        ] == [
            (1, SEEDED, "plan document imported"),
            (2, date(2021, 7, 13), "held"),
        ]
        assert len(revisions(store, "small", AsOf(revision=1))) == 1
        (held,) = updates(store, "small", "review")
        assert (held.revision.number, held.update) == (2, HELD)
        assert [each.update.milestone for each in updates(store, "small")] == ["draft", "review"]
        assert [(each.name, each.revision) for each in baselines(store, "small").baselines] == [
            ("seed", 1)
        ]


def test_findings_are_those_of_the_reading(seeded: Database) -> None:
    with seeded.read() as store:
        late = read(store, "small", AsOf(data_date=date(2022, 6, 1)))
    assert [(each.kind, each.activity) for each in findings(late.schedule)] == [
        (FindingKind.PAST_WINDOW, "review"),
        (FindingKind.DEADLINE_MISSED, "launch"),
        (FindingKind.LINK_VIOLATED, "forum"),
        (FindingKind.AWAITING_REPORT, "forum"),
    ]


def test_a_viewer_reads_what_an_agency_wrote(seeded: Database) -> None:
    said = Update(milestone="review", note="venue found")
    with seeded.write() as store:
        report(store, "small", [said], ECA, NOW)
    with seeded.read() as store:
        (found,) = updates(store, "small", "review")
    assert (found.revision.author, found.revision.data_date, found.update) == (
        "ECA focal point",
        SEEDED,
        said,
    )
