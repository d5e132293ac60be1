#: Cache mount: pip
#: Downloads and wheels built from source are kept between builds and never become part of the image.
#: Leave out `--no-cache-dir` and PIP_NO_CACHE_DIR here: they would turn the cache off.
#: The target is root's cache; for another user give its home, and `uid=` with its id.
#: at: stage
#: base: python:3.14-slim-trixie
COPY requirements.txt /tmp/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --requirement {{1:/tmp/requirements.txt}}
