"""A process whose event loop answers at once while its threads compute."""

import gc
import sys

SWITCH_SECONDS = 0.0002
"""A thread that computes hands over to the loop after this; Python's 5 ms add up."""
COLLECTED_AFTER = (1_000, 5, 20_000)
"""Plans are frozen data without cycles, freed by their counts. A look through all of a large one
finds nothing, holds every thread for half a second, and would be taken several times per answer.
"""


def keep_loop_prompt() -> None:
    """Set this process; called once, when all that it serves has been loaded."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
