#: ARG passed on as ENV
#: ARG ends with the build; ENV stays in the image and can be overridden when a container starts.
#: Both are readable by everyone who has the image: no passwords here, use a secret mount.
#: Put it as far down as possible: another value spoils the cache of all that follows.
#: at: stage
#: base: debian:13-slim
ARG {{1:APP_VERSION}}={{2:1.0.0}}
ENV {{1}}=${{{1}}}
