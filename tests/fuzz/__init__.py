"""Attacks: random texts, messages, settings and arguments. A short part runs with the tests, the long one by hand.

`make fuzz MINUTES=10` has each of the long ones run for so long. One alone is `python -m tests.fuzz.documents 600` from
the project's folder, and so are `messages`, `sequences` and `guided TARGET`; the number is for how many seconds.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "server")]
