#: Multi-stage build: Python with uv
#: The first `uv sync` installs the dependencies alone, from bound manifests: a change of code does not repeat it.
#: `--locked` fails if uv.lock is stale; bytecode is compiled here, as the image's user could not write it later.
#: No hard link leaves a cache mount, hence `UV_LINK_MODE=copy`; the image's own Python is used, none is downloaded.
#: Both stages use the same image and path, as a virtual environment can be moved to neither.
#: List .venv and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG PYTHON_VERSION={{1|3.14,3.15,3.13}}

FROM python:${PYTHON_VERSION}-slim-trixie AS build
COPY --from=ghcr.io/astral-sh/uv:{{2:0.13}} /uv /usr/local/bin/
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    uv sync --locked --no-dev --no-install-project
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev

FROM python:${PYTHON_VERSION}-slim-trixie AS runtime
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONUNBUFFERED=1
RUN groupadd --gid {{3:10001}} {{4:app}} \
    && useradd --uid {{3}} --gid {{4}} --no-create-home --no-log-init --shell /usr/sbin/nologin {{4}}
WORKDIR /app
COPY --from=build /app ./
USER {{3}}:{{3}}
EXPOSE {{5:8000}}
CMD ["python", "-m", "{{6:app}}"]
