"""Texts as they look while a Dockerfile is being typed, for hypothesis: pieces of instructions in any order."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    *("FROM ", "from a AS b\n", "FROM node:24\n", "FROM scratch\n", "RUN ", "RUN --mount=type=cache,", "COPY --from="),
    *("COPY <<EOF /x\n", "EOF\n", "ENV A=", "ARG X\n", "LABEL a=", "ONBUILD ", "HEALTHCHECK --interval=", 'CMD ["a", '),
    *("SHELL [", "USER a:", "EXPOSE 1/", "WORKDIR a", "STOPSIGNAL ", "VOLUME ", "ENTRYPOINT ", "MAINTAINER "),
    *("ADD https://x.git ", "LABEL org.opencontainers.image.licenses=", "${", "$X", "${X:-", "${X:?$Y}", "}", "'", '"'),
    *(
        "\\\n",
        "\\",
        "`\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\x0c",
        "\u2028",
        "\ufeff",
        "# ",
        "# syntax=",
        "# escape=`\n",
    ),
    *(
        "# check=skip=",
        "# hadolint ignore=",
        "<<",
        "=",
        ",",
        ":",
        "a",
        "é",
        "😀",
        "--",
        "-",
        "[",
        "]",
        "FR",
        "--mount=",
    ),
]

half_typed = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=14).map("".join)
