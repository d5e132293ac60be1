#: apt-get install, in one layer
#: Update and install in one RUN: a cached layer of old lists would ask for packages which are gone.
#: The lists are removed in the same layer; in a later one they would stay in the image.
#: No recommended packages, and one name a line, sorted, which makes for readable diffs.
#: at: stage
#: base: debian:13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        {{1:ca-certificates}} \
        {{2:curl}} \
    && rm -rf /var/lib/apt/lists/*
