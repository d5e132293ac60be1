"""The Dockerfiles that are measured with: made here, of any length, the same for everybody."""

from __future__ import annotations

from pathlib import Path
from random import Random

IMAGES = ("alpine:3.23", "debian:13-slim", "node:24-slim", "python", "golang:1.26", "ubuntu:latest")
STEPS = (
    "RUN apt-get update && apt-get install -y curl git \\\n    make \\\n    && rm -rf /var/lib/apt/lists/*\n",
    "COPY package.json package-lock.json ./\nRUN npm ci\n",
    "RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install requests flask==3.1\n",
    "RUN curl -fsSL https://example.com/tool.tar.gz | tar xz -C /opt\n",
    "RUN <<EOF\nset -e\nfor file in *.txt; do\n  echo $file >> /opt/list\ndone\nEOF\n\n",
    "ENV HOME_DIR=/srv/app \\\n    PATH=/srv/app/bin:$PATH\n",
    "ARG VERSION=1.2\nLABEL version=$VERSION\n",
    "WORKDIR /srv/app\nCOPY . .\n",
    "# A comment that says why.\nEXPOSE 8080\n",
    "USER app\n\n",
)


def written(lines: int, seed: int | None = None) -> str:
    """A file of at least so many lines: stages of some twenty instructions which copy from one another.

    It is valid to all who are measured; hadolint takes a heredoc only with a blank line behind it.
    """
    random = Random(lines if seed is None else seed)
    parts = ["# syntax=docker/dockerfile:1\nARG BASE=alpine:3.23\n"]
    count, stages = 2, 0
    while count < lines:
        source = f"COPY --from=stage{random.randrange(stages)} /out /in\n" if stages else ""
        image = random.choice((*IMAGES, "$BASE", f"stage{random.randrange(stages)}" if stages else "scratch"))
        stage = [f"FROM {image} AS stage{stages}\n", source, *random.choices(STEPS, k=16), 'CMD ["app", "--serve"]\n\n']
        for step in stage:
            if count < lines:
                parts.append(step)
                count += step.count("\n")
        stages += 1
    return "".join(parts)


def with_line(text: str, line: str) -> tuple[str, int]:
    """A text with a line of its own in the middle, where an instruction may stand, and that line's number."""
    lines = text.split("\n")
    middle = len(lines) // 2
    places = [at for at, item in enumerate(lines) if item.startswith(("COPY . .", "EXPOSE", "USER", "LABEL"))]
    at = min(places, key=lambda place: abs(place - middle)) + 1
    return "\n".join([*lines[:at], line, *lines[at:]]), at


def write_files(folder: Path, count: int) -> None:
    """So many Dockerfiles of 20 to 80 lines, no two the same."""
    for number in range(count):
        lines = 20 + number * 7 % 61
        text = f"{written(lines, seed=number)}\nRUN echo file-{number} && cd /srv/{number} && make\n"
        (folder / f"{number:04}.Dockerfile").write_text(text)
