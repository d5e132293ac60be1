#: OCI labels
#: The keys of the OCI image specification, which registries and scanners read.
#: What differs from build to build comes in as ARG: `docker build --build-arg REVISION=$(git rev-parse HEAD) .`
#: Put this at the end of the last stage: a new revision then spoils the cache of nothing else.
#: CREATED is a date as RFC 3339 has it, LICENSES an SPDX expression.
#: at: stage
#: base: alpine:3.24
ARG VERSION={{1:0.0.0}}
ARG REVISION={{2:unknown}}
ARG CREATED={{3:1970-01-01T00:00:00Z}}
LABEL org.opencontainers.image.title="{{4:app}}" \
      org.opencontainers.image.description="{{5:What it does, in one sentence}}" \
      org.opencontainers.image.source="{{6:https://github.com/owner/repository}}" \
      org.opencontainers.image.licenses="{{7:Apache-2.0}}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
