"""Monte Carlo: what the dates are worth when durations and windows are uncertain.

>>> from datetime import date
>>> from scheduling import Activity, Link, Network
>>> from scheduling.risk import Triangular, simulate
>>> network = Network.of(
...     [Activity(code="draft", duration=5), Activity(code="clear", duration=2),
...      Activity(code="issue")],
...     [Link(predecessor="draft", successor="clear"),
...      Link(predecessor="clear", successor="issue")],
... )
>>> result = simulate(
...     network,
...     data_date=date(2021, 5, 5),
...     uncertainty={"draft": Triangular(low=4, likely=5, high=12)},
...     targets=["issue"],
...     seed=1,
... )
>>> str(result.merge_bias("issue").deterministic), str(result.finish("issue").p80)
('2021-05-12', '2021-05-16')
>>> result.criticality("draft", "issue")
1.0
"""

from scheduling.risk.block import Counts, Tally
from scheduling.risk.finishes import Distribution
from scheduling.risk.keeping import Resumed
from scheduling.risk.result import (
    EventRisk,
    LinkRisk,
    MergeBias,
    RiskResult,
    Sensitivity,
    Swing,
)
from scheduling.risk.simulation import MOST_ITERATIONS, simulate
from scheduling.risk.uncertainty import BetaPert, Triangular, Uncertainty

__all__ = [
    "MOST_ITERATIONS",
    "BetaPert",
    "Counts",
    "Distribution",
    "EventRisk",
    "LinkRisk",
    "MergeBias",
    "Resumed",
    "RiskResult",
    "Sensitivity",
    "Swing",
    "Tally",
    "Triangular",
    "Uncertainty",
    "simulate",
]
