#: Multi-stage build: Python with pip
#: The virtual environment is built in one stage and copied whole; compilers and pip stay behind.
#: Both stages use the same image, as a virtual environment points at the interpreter it was made with.
#: pip runs from outside of the environment (`--python`), so the image which is shipped holds no pip.
#: Slim rather than Alpine: most wheels are built for glibc, and need not be compiled.
#: Output is not buffered, so that the log of a container which dies is complete.
#: at: file
# syntax=docker/dockerfile:1

ARG PYTHON_VERSION={{1|3.14,3.15,3.13}}

FROM python:${PYTHON_VERSION}-slim-trixie AS build
RUN python -m venv --without-pip /opt/venv
COPY requirements.txt /tmp/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip --python /opt/venv/bin/python install --requirement /tmp/requirements.txt

FROM python:${PYTHON_VERSION}-slim-trixie AS runtime
ENV PATH="/opt/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1
RUN groupadd --gid {{2:10001}} {{3:app}} \
    && useradd --uid {{2}} --gid {{3}} --no-create-home --no-log-init --shell /usr/sbin/nologin {{3}}
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY . .
USER {{2}}:{{2}}
EXPOSE {{4:8000}}
CMD ["python", "-m", "{{5:app}}"]
