#: HEALTHCHECK: HTTP, with BusyBox' wget
#: Alpine and BusyBox have wget, so nothing needs to be installed; `--spider` asks without storing the answer.
#: 127.0.0.1 rather than localhost, which may mean ::1 where the server does not listen.
#: Failures during the start period do not count; within it the check runs every second (Docker 25 and later).
#: at: stage
#: base: alpine:3.24
HEALTHCHECK --interval={{1:30s}} --timeout={{2:3s}} --start-period={{3:30s}} --start-interval=1s --retries=3 \
    CMD ["wget", "-q", "--spider", "http://127.0.0.1:{{4:8080}}{{5:/healthz}}"]
