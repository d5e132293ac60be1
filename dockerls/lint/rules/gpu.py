"""Rules about NVIDIA's GPUs: there are none during a build, and the host decides which ones a container gets."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.package_managers import BY_PROGRAM
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...text import Edit
from .. import Finding, Fix, rule
from ..places import pair_away
from ..shells import calls, commands, operands, subcommand, unwrapped

_ASKS = ("nvidia-smi", "nvidia-debugdump", "nvidia-settings")
_INDEXES = regex(r"[\"']?(?:\d+(?:,\d+)*|GPU-[\w-]+)[\"']?")
_OF_THE_HOST = regex(r"nvidia-(?:container-toolkit|container-runtime|docker2?)(?:-base)?")


@rule("DF2040", "RUN", names=("tally/gpu/no-buildtime-gpu-queries",))
def gpu_during_the_build(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A RUN asks for the GPU, and there is none during a build.

    `nvidia-smi` belongs to the driver, which the host brings in when the container starts: the build fails. Ask when
    the container runs, or give the RUN a device (`--device=nvidia.com/gpu=all`).

    ```dockerfile bad
    FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
    RUN $0nvidia-smi$0 --list-gpus
    ```
    ```dockerfile good
    FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
    RUN --device=nvidia.com/gpu=all nvidia-smi --list-gpus
    CMD ["nvidia-smi"]
    ```
    """
    if node.flag("device") is not None or facts.onbuild:
        return
    for command in calls(node, facts, *_ASKS):
        if command.top and command.connector != "||":
            yield Finding(command.name.span, f"There is no GPU during a build, and no `{command.program}`.")


@rule("DF7015", "ENV", names=("tally/gpu/no-hardcoded-visible-devices",))
def gpus_of_one_host(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The image says by number which GPUs its containers see.

    Which ones there are differs from host to host. Leave it to `docker run --gpus` or `--env`.

    ```dockerfile bad
    FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
    ENV LANG=C.UTF-8 $0CUDA_VISIBLE_DEVICES$0=0
    ```
    ```dockerfile fixed
    FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
    ENV LANG=C.UTF-8
    ```
    ```dockerfile good
    FROM debian:13-slim
    ENV NVIDIA_VISIBLE_DEVICES=all
    ```
    """
    for index, pair in enumerate(node.pairs):
        if pair.key.text not in ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES") or pair.value is None:
            continue
        if _INDEXES.fullmatch(pair.value.text):
            away = pair_away(node, index) if len(node.pairs) > 1 else Edit(node.span._replace(end=len(node.source)), "")
            fix = Fix(f"Remove {pair.key.text}", (away,))
            message = f"Which GPUs there are differs from host to host: leave `{pair.key.text}` out."
            yield Finding(pair.key.span, message, (fix,))


@rule("DF8050", "RUN", names=("tally/gpu/no-container-runtime-in-image",), severity="info")
def container_toolkit_in_the_image(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    NVIDIA's container toolkit is installed in an image, where it does nothing.

    It belongs to the host: there it brings the driver into containers.

    ```dockerfile bad
    FROM ubuntu:24.04
    RUN apt-get update && apt-get install -y --no-install-recommends $0nvidia-container-toolkit$0 \
        && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile good
    FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
    CMD ["nvidia-smi"]
    ```
    """
    if "nvidia-" not in node.source:
        return
    for command in commands(node, facts):
        inner = unwrapped(command)
        manager = BY_PROGRAM.get(inner.program)
        verb, rest = subcommand(inner, *manager.valued) if manager is not None else (None, ())
        if manager is not None and verb is not None and verb.text in manager.install:
            for word in operands(rest, manager.valued):
                if _OF_THE_HOST.fullmatch(word.text.partition("=")[0]):
                    yield Finding(word.span, f"`{word.text}` belongs to the host, and does nothing in an image.")
