"""Real Dockerfiles for the tests: the project's own, and more where they lie."""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent


def real_files() -> list[Path]:
    """The real Dockerfiles: the project's own, and those of a folder that DOCKERLS_CORPUS names or that lies near."""
    found = sorted((HERE / "data" / "real").glob("*"))
    elsewhere = os.environ.get("DOCKERLS_CORPUS") or str(HERE.parent.parent / "shared" / "corpus")
    return found + sorted(path for path in Path(elsewhere).glob("*.Dockerfile") if path.is_file())


def read(path: Path) -> str:
    """A file's text; line ends as they are."""
    return path.read_bytes().decode("utf-8", "replace")
