#: Cache mount: apk
#: Index and packages stay in the cache and out of the image, so `--no-cache` would only throw them away.
#: apk keeps packages only if it is told where, hence `--cache-dir`.
#: `sharing=locked`, as two builds would write the same index.
#: at: stage
#: base: alpine:3.24
RUN --mount=type=cache,target=/var/cache/apk,sharing=locked \
    apk add --cache-dir=/var/cache/apk \
        {{1:ca-certificates}} \
        {{2:curl}}
