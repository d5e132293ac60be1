"""`python -m dockerls`, and the console script."""

from __future__ import annotations

import os
import sys

from .late import start


def main() -> int:
    """Run the command line and return its exit code."""
    start()
    _have_all_streams()
    if sys.argv[1:2] == ["serve"]:  # The editor waits: what the other commands need is not even imported.
        from .server import main as serve

        return serve(sys.argv[2:])
    from .cli.main import main as command_line

    return command_line()


def _have_all_streams() -> None:
    """A stream that was closed (`>&-`) becomes one to nowhere: else the next file that is opened would take its number,
    and what is said to standard error would come out on standard output."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


if __name__ == "__main__":
    sys.exit(main())
