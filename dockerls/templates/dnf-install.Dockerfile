#: dnf install, in one layer
#: The caches are emptied in the same layer; in a later one they would stay in the image.
#: Neither recommended packages nor documentation, and one name a line, sorted, which makes for readable diffs.
#: at: stage
#: base: fedora:43
RUN dnf install -y --setopt=install_weak_deps=False --nodocs \
        {{1:ca-certificates}} \
        {{2:curl}} \
    && dnf clean all
