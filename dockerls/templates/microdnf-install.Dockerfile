#: microdnf install, in one layer
#: The caches are emptied in the same layer; in a later one they would stay in the image.
#: Neither recommended packages nor documentation, and one name a line, sorted, which makes for readable diffs.
#: at: stage
#: base: registry.access.redhat.com/ubi10/ubi-minimal:10.2
RUN microdnf install -y --setopt=install_weak_deps=0 --nodocs \
        {{1:ca-certificates}} \
        {{2:tar}} \
    && microdnf clean all
