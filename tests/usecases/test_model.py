"""Planners and agencies do what comes to their minds; a graph of networkx does the same.

Which link closes a cycle, which revision the plan is at, what it holds and what its targets wait
for: the model and the plan agree after every step, and the log is whole at the end.
"""

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import networkx as nx
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.documents import ChangeEntry
from app.errors import Contradicted, Refused
from app.plan import Certainty, Update
from app.store import Database
from app.usecases.archiving import archive
from app.usecases.editing import edit
from app.usecases.importing import import_plan
from app.usecases.reading import read
from app.usecases.report import report
from app.usecases.verify import verify_all
from scheduling import SchedulingError, critical_path
from tests.databases import ENGINE, Patterns, copied
from tests.plans import NOW, PLANNER, milestone, small_plan

CODES = tuple("abcdefgh")
FIRST = ("a", "b")
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
codes = st.sampled_from(CODES)
Graph: TypeAlias = "nx.MultiDiGraph[str]"


class Planning(RuleBasedStateMachine):
    """``self.graph`` is the model: milestones with their certainties, links by their lags."""

    pattern: str

    def __init__(self) -> None:
        super().__init__()
        self.kept = ExitStack()
        folder = self.kept.enter_context(TemporaryDirectory())
        self.database = Database(self.kept.enter_context(copied(self.pattern, Path(folder))))
        self.graph: Graph = nx.MultiDiGraph()
        self.graph.add_nodes_from(FIRST)
        self.revision, self.lag, self.archived = 1, 0, False
        self.said: dict[int, tuple[str, Certainty]] = {}
        loose = tuple(milestone(code) for code in FIRST)
        plan = small_plan(milestones=loose, links=(), targets=("a",), progress={})
        with self.database.write() as store:
            import_plan(store, plan, PLANNER, NOW)

    def teardown(self) -> None:
        with self.database.read() as store:
            assert [each.broken for each in verify_all(store)] == [None]
        self.database.close()
        self.kept.close()

    def change(self, verb: str, said: dict[str, Any], *, allowed: bool) -> bool:
        """Make a change, of which the model says whether it is ``allowed``."""
        allowed = allowed and not self.archived
        accepted = False
        with suppress(Refused, SchedulingError), self.database.write() as store:
            edit(store, "small", [ChangeEntry.model_validate({verb: said})], PLANNER, NOW)
            accepted = True
        assert accepted == allowed, (verb, said)
        self.revision += accepted
        return accepted

    @rule(code=codes)
    def add(self, code: str) -> None:
        if self.change("add_milestone", {"code": code}, allowed=code not in self.graph):
            self.graph.add_node(code)

    @rule(before=codes, after=codes)
    def link(self, before: str, after: str) -> None:
        there = before in self.graph and after in self.graph
        self.lag += 1
        said = {"from": before, "to": after, "lag": f"{self.lag}cd"}
        if self.change("add_link", said, allowed=there and not closes(self.graph, before, after)):
            self.graph.add_edge(before, after, key=self.lag)

    @precondition(lambda self: self.graph.number_of_edges())
    @rule(data=st.data())
    def link_back(self, data: st.DataObject) -> None:
        """What hangs on another, however far, is not to be before it as well."""
        after = data.draw(st.sampled_from(sorted({before for before, _ in self.graph.edges()})))
        before = data.draw(st.sampled_from(sorted(nx.descendants(self.graph, after))))
        said = {"from": before, "to": after}
        assert not self.change("add_link", said, allowed=not closes(self.graph, before, after))

    @precondition(lambda self: self.graph.number_of_edges())
    @rule(data=st.data())
    def unlink(self, data: st.DataObject) -> None:
        before, after, lag = data.draw(st.sampled_from(sorted(self.graph.edges(keys=True))))
        with self.database.read() as store:
            links = read(store, "small").plan.links
        (link,) = (each.id for each in links if each.lag == lag)
        if self.change("remove_link", {"id": link}, allowed=True):
            self.graph.remove_edge(before, after, lag)

    @rule(code=codes, certainty=st.sampled_from([Certainty.WISHED, Certainty.CONFIRMED]))
    def tell(self, code: str, certainty: Certainty) -> None:
        if code in self.graph and self.report(Update(milestone=code, certainty=certainty)):
            with self.database.read() as store:
                newest = max(each.id for each in store.updates(store.find("small")))
            self.said[newest] = (code, certainty)

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        said = data.draw(st.sampled_from(sorted(self.said)))
        if self.report(Update(milestone=self.said[said][0], takes_back=said)):
            del self.said[said]

    @rule(restore=st.booleans())
    def put_away(self, restore: bool) -> None:
        accepted = False
        with suppress(Contradicted), self.database.write() as store:
            archive(store, "small", PLANNER, NOW, restore=restore)
            accepted = True
        assert accepted == (self.archived is restore)
        self.revision += accepted
        self.archived = self.archived is not accepted

    def report(self, update: Update) -> bool:
        accepted = False
        with suppress(Contradicted), self.database.write() as store:
            report(store, "small", [update], PLANNER, NOW)
            accepted = True
        assert accepted != self.archived
        self.revision += accepted
        return accepted

    @invariant()
    def the_plan_is_the_models(self) -> None:
        with self.database.read() as store:
            reading = read(store, "small")
        plan = reading.plan
        assert reading.point.revision.number == self.revision
        assert {each.code for each in plan.milestones} == set(self.graph)
        links = {(each.predecessor, each.successor, each.lag) for each in plan.links}
        assert links == set(self.graph.edges(keys=True))
        for each in plan.milestones:
            told = [certainty for code, certainty in self.said.values() if code == each.code]
            assert each.certainty == (told[-1] if told else Certainty.STATED)

    @invariant()
    def what_drives_a_milestone_are_links_that_lead_to_it(self) -> None:
        with self.database.read() as store:
            schedule = read(store, "small").schedule
        for target in self.graph:
            path = critical_path(schedule, target)
            driving: Graph = nx.MultiDiGraph()
            driving.add_node(target)
            for link in path.links:
                driving.add_edge(link.predecessor, link.successor, key=link.lag)
            assert set(driving.edges(keys=True)) <= set(self.graph.edges(keys=True))
            assert {*path.activities} == nx.ancestors(driving, target) | {target}
            assert path.activities[-1] == target


def closes(graph: Graph, before: str, after: str) -> bool:
    """Whether a link from ``before`` to ``after`` would close a cycle."""
    tried = graph.copy()
    tried.add_edge(before, after)
    return not nx.is_directed_acyclic_graph(tried)


def play(pattern: str, steps: int) -> None:
    machine = type("Machine", (Planning,), {"pattern": pattern})
    phases = (Phase.explicit, Phase.generate)
    examples = 100 if THOROUGH else 12
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, phases=phases),
    )


@pytest.mark.parametrize("steps", [15, pytest.param(60, marks=pytest.mark.long)])
def test_the_plan_does_what_the_model_does(patterns: Patterns, steps: int) -> None:
    play(patterns(ENGINE), steps)


@pytest.mark.long
def test_a_model_that_knows_no_cycles_disagrees(
    patterns: Patterns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: each side is held to the other."""
    monkeypatch.setattr(f"{__name__}.closes", lambda *_: False)
    with pytest.raises(AssertionError, match="add_link"):
        play(patterns(ENGINE), 60)
