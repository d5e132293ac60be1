"""Attacks: random texts, messages, settings and arguments. A short part runs with the tests, the long one by hand.

`python -m tests.fuzz.documents 600`, `python -m tests.fuzz.messages 600` and `python -m tests.fuzz.patterns` from the
project's folder; the number is for how many seconds.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "server")]
