#: apk add, with packages that only the build needs
#: `--virtual` gathers what compiles under a name, and `apk del` takes all of it away again.
#: It must happen in the same RUN: a layer below would keep the packages.
#: at: stage
#: base: alpine:3.23
RUN apk add --no-cache --virtual .build-deps \
        {{1:build-base}} \
    && {{2:make install}} \
    && apk del --no-network .build-deps
