#: apk add, in one layer
#: `--no-cache` fetches the index anew and keeps nothing of it, so that neither `apk update` nor cleaning up is needed.
#: One name a line, sorted, makes for readable diffs.
#: at: stage
#: base: alpine:3.23
RUN apk add --no-cache \
        {{1:ca-certificates}} \
        {{2:curl}}
