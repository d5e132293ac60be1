#: ARG before FROM: choose the base image's version
#: An ARG before the first FROM can be used in FROM lines only, by all stages.
#: Named again within a stage, without a value, it keeps its value and can be used there too.
#: Build another version with `docker build --build-arg`.
#: at: instruction
ARG {{1:DEBIAN_VERSION}}={{2:13}}

FROM {{3:debian}}:${{{1}}}-slim
ARG {{1}}
LABEL org.opencontainers.image.base.name="{{3}}:${{{1}}}-slim"
