"""The questions that are asked of a graph, answered by networkx: the only module that knows it."""

from collections.abc import Iterable, Mapping

import networkx as nx


def find_cycle(arcs: Iterable[tuple[str, str]]) -> list[str]:
    """One cycle of ``arcs``, as its nodes in order, beginning with the least."""
    graph = nx.DiGraph(sorted(arcs))
    cycle = [tail for tail, _ in nx.find_cycle(graph)]
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


def transitive_arcs(arcs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arcs of an acyclic graph that a longer path between the same two nodes repeats.

    Each search ends at the last node that it is about, in topological order: networkx's transitive
    reduction looks at all that comes after, which takes as long as the square of a plan.
    """
    graph = nx.DiGraph(arcs)
    rank = {node: place for place, node in enumerate(nx.topological_sort(graph))}
    return {(tail, head) for tail in graph for head in _repeated(graph, rank, tail)}


def _repeated(graph: "nx.DiGraph[str]", rank: Mapping[str, int], tail: str) -> set[str]:
    """The successors of ``tail`` that can be reached from another one of them."""
    heads = set(graph[tail])
    if len(heads) < 2:
        return set()
    last = max(rank[head] for head in heads)
    seen: set[str] = set()
    waiting = list(heads)
    while waiting:
        new = [node for node in graph[waiting.pop()] if node not in seen and rank[node] <= last]
        seen.update(new)
        waiting.extend(new)
    return heads & seen
