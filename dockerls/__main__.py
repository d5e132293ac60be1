"""`python -m dockerls`, and the console script."""

from __future__ import annotations

import sys

from .late import start


def main() -> int:
    """Run the command line and return its exit code."""
    start()
    if sys.argv[1:2] == ["serve"]:  # The editor waits: what the other commands need is not even imported.
        from .server import main as serve

        return serve(sys.argv[2:])
    from .cli.main import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())
