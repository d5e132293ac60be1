"""Rules about NVIDIA's GPUs: there are none during a build, and the host decides which ones a container gets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...docker.package_managers import BY_PROGRAM
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.shell import ShellWord
from ...text import Edit
from .. import Finding, Fix, rule
from ..places import pair_away
from ..shells import calls, commands, operands, subcommand, unwrapped, unwrapped_commands

_ASKS = ("nvidia-smi", "nvidia-debugdump", "nvidia-settings")
_INDEXES = regex(r"[\"']?(?:\d+(?:,\d+)*|GPU-[\w-]+)[\"']?")
_WHEEL = regex(r"(?:/whl/(?:\w+/)?|\+)cu(\d{2,3})(?![\d.])")
_BEFORE = {"nvidia/cuda": "^", "pytorch/pytorch": "-cuda"}
_TOOLKIT = regex(r"(?:cuda|cuda-toolkit|cuda-nvcc|cuda-compiler|nvidia-cuda-toolkit)(?:-(\d+)(?:-(\d+))?)?")
_CUDNN = regex(r"libcudnn\d+(?:-dev)?(?:-cuda-(\d+))?()")
_INSTALLS_WHEELS = frozenset(("pip", "pip3", "uv", "python", "python3", "poetry", "pdm", "pipx", "micropip"))
_OF_THE_HOST = regex(r"nvidia-(?:container-toolkit|container-runtime|docker2?)(?:-base)?")


@rule("DF2040", "RUN", names=("tally/gpu/no-buildtime-gpu-queries",), says=_ASKS)
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


@rule("DF7015", "ENV", names=("tally/gpu/no-hardcoded-visible-devices",), says=("VISIBLE_DEVICES",))
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


@rule("DF8050", "RUN", names=("tally/gpu/no-container-runtime-in-image",), severity="info", says=("nvidia-",))
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
    for word in _installed(node, facts):
        if _OF_THE_HOST.fullmatch(word.text.partition("=")[0]):
            yield Finding(word.span, f"`{word.text}` belongs to the host, and does nothing in an image.")


@rule("DF2041", "RUN", names=("tally/gpu/cuda-version-mismatch",), says=("/cu", "+cu"))
def wheels_for_another_cuda(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    Python packages are built for another CUDA than the image has.

    Such a wheel brings its CUDA along, so the image holds two, gigabytes each; and extensions that are compiled in
    such an image refuse to build, since `nvcc` and PyTorch differ in their major version. Take the wheels for the
    image's CUDA (`cu128`), or an image without CUDA, for wheels need the driver alone.

    ```dockerfile bad
    FROM nvidia/cuda:12.8.1-devel-ubuntu24.04
    RUN pip install --no-cache-dir torch --index-url $0https://download.pytorch.org/whl/cu118$0
    ```
    ```dockerfile good
    FROM nvidia/cuda:12.8.1-devel-ubuntu24.04
    RUN pip install --no-cache-dir torch --index-url https://download.pytorch.org/whl/cu128
    ```
    """
    here = _cuda(facts)
    if not here[0]:
        return
    for command in unwrapped_commands(node, facts):
        for word in command.args if command.program in _INSTALLS_WHEELS else ():
            match = _WHEEL.search(word.text)
            if match is not None and match[1][:-1] != here[0]:
                message = (
                    f"`cu{match[1]}` is built for CUDA {match[1][:-1]}, and the image has CUDA {here[0]}.{here[1]}."
                )
                yield Finding(word.span, message)


@rule("DF8052", "RUN", names=("tally/gpu/no-redundant-cuda-install",), says=("cuda", "cudnn"))
def cuda_installed_twice(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A package of CUDA is installed in an image which has it already.

    The `devel` variants of `nvidia/cuda` hold the whole toolkit, and the `cudnn` variants cuDNN. Packages of the same
    version from elsewhere make the image gigabytes larger, and may get in the way of those that are there.

    ```dockerfile bad
    FROM nvidia/cuda:12.8.1-devel-ubuntu24.04
    RUN apt-get update && apt-get install -y --no-install-recommends $0nvidia-cuda-toolkit$0 git \
        && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile good
    FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
    RUN apt-get update && apt-get install -y --no-install-recommends cuda-nvcc-12-8 git \
        && rm -rf /var/lib/apt/lists/*
    ```
    """
    here = _cuda(facts)
    if not here[0] or facts.image != "nvidia/cuda":
        return
    variants = [(pattern, word) for pattern, word in ((_TOOLKIT, "devel"), (_CUDNN, "cudnn")) if word in facts.tag]
    for word in _installed(node, facts):
        for pattern, variant in variants:
            match = pattern.fullmatch(word.text.partition("=")[0])
            if match is not None and match[1] in (None, here[0]) and (not match[2] or match[2] == here[1]):
                yield Finding(word.span, f"The `{variant}` image has it already: leave `{word.text}` out.")


def _cuda(facts: Facts) -> tuple[str, str]:
    """The version of the CUDA which the image at the bottom has; two empty strings if that is not known."""
    before = _BEFORE.get(facts.image)
    match = re.search(rf"{before}(\d+)\.(\d+)", facts.tag) if before else None
    return (match[1], match[2]) if match is not None else ("", "")


def _installed(node: Node, facts: Facts) -> Iterator[ShellWord]:
    """What package managers of the system are told to install."""
    for command in commands(node, facts):
        inner = unwrapped(command)
        manager = BY_PROGRAM.get(inner.program)
        verb, rest = subcommand(inner, *manager.valued) if manager is not None else (None, ())
        if manager is not None and verb is not None and verb.text in manager.install:
            yield from operands(rest, manager.valued)
