#: HEALTHCHECK: HTTP, with curl
#: Exec form: needs no shell, and the exit code is curl's own. `--fail` makes an error of every answer from 400 on.
#: 127.0.0.1 rather than localhost, which may mean ::1 where the server does not listen.
#: Failures during the start period do not count; within it the check runs every second (Docker 25 and later).
#: curl must be in the image; slim images have none.
#: at: stage
#: base: buildpack-deps:trixie-curl
HEALTHCHECK --interval={{1:30s}} --timeout={{2:3s}} --start-period={{3:30s}} --start-interval=1s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "-o", "/dev/null", "http://127.0.0.1:{{4:8080}}{{5:/healthz}}"]
