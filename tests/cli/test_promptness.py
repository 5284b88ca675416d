import subprocess
import sys

PROGRAM = """
import gc, sys
from app.cli.promptness import keep_loop_prompt
keep_loop_prompt()
print(round(sys.getswitchinterval(), 6), gc.get_threshold(), gc.get_freeze_count() > 10_000)
"""


def test_a_serving_process_hands_over_soon_and_looks_for_garbage_seldom() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True
    )
    assert done.stdout == "0.0002 (1000, 5, 20000) True\n"
