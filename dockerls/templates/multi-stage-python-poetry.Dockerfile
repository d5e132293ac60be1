#: Multi-stage build: Python with Poetry
#: Poetry stays in the build stage; the environment lies in the project (`/app/.venv`) and is copied with it.
#: `poetry sync --no-root` installs what poetry.lock says from the manifests alone: a change of code does not repeat it.
#: Both stages use the same image and path, as a virtual environment can be moved to neither.
#: List .venv and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG PYTHON_VERSION={{1|3.14,3.15,3.13}}

FROM python:${PYTHON_VERSION}-slim-trixie AS build
ENV POETRY_NO_INTERACTION=1 \
    POETRY_VIRTUALENVS_IN_PROJECT=1
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install poetry=={{2:2.5.1}}
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    poetry sync --only main --no-root
COPY . .
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    poetry sync --only main --compile

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
