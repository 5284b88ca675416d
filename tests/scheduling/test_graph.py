import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from scheduling.graph import transitive_arcs

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


@given(PAIRS)
def test_what_a_longer_path_repeats_is_what_a_transitive_reduction_drops(
    pairs: list[tuple[int, int]],
) -> None:
    arcs = {(f"a{min(pair)}", f"a{max(pair)}") for pair in pairs if pair[0] != pair[1]}
    kept = nx.transitive_reduction(nx.DiGraph(arcs)).edges
    assert transitive_arcs(arcs) == arcs - set(kept)
