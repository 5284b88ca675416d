"""Every benchmark, each figure beside its baseline."""

import sys

from benchmarks import engine, feeds, lists, loop, memory, risk, why
from benchmarks.harness import run

if __name__ == "__main__":
    sys.exit(
        run(
            engine.benchmark,
            risk.benchmark,
            memory.benchmark,
            feeds.benchmark,
            why.benchmark,
            lists.benchmark,
            loop.benchmark,
            description=__doc__,
        )
    )
