#: HEALTHCHECK: a command of your own
#: Exec form: runs in images without a shell. Exit code 0 means healthy, 1 means unhealthy.
#: Best is the program itself, asked by an option; it is in the image already and knows what healthy means.
#: Failures during the start period do not count; within it the check runs every second (Docker 25 and later).
#: at: stage
#: base: alpine:3.24
HEALTHCHECK --interval={{1:30s}} --timeout={{2:3s}} --start-period={{3:30s}} --start-interval=1s --retries=3 \
    CMD ["{{4:/usr/local/bin/app}}", "{{5:--health}}"]
