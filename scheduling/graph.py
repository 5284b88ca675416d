"""The questions that are asked of a graph, answered by networkx: the only module that knows it."""

from collections.abc import Iterable

import networkx as nx


def find_cycle(arcs: Iterable[tuple[str, str]]) -> list[str]:
    """One cycle of ``arcs``, as its nodes in order, beginning with the least."""
    graph = nx.DiGraph(sorted(arcs))
    cycle = [tail for tail, _ in nx.find_cycle(graph)]
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


def transitive_arcs(arcs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arcs of an acyclic graph that a longer path between the same two nodes repeats."""
    graph = nx.DiGraph(arcs)
    return set(graph.edges) - set(nx.transitive_reduction(graph).edges)
