#: Non-root user on Debian or Ubuntu
#: Fixed ids, so that files on volumes keep their owner; above 10000 they meet no user of the host.
#: USER is given as a number: Kubernetes' `runAsNonRoot` cannot check a name.
#: `--no-log-init` keeps a large uid from blowing up /var/log/lastlog; the user has no home and no shell.
#: at: stage
#: base: debian:13-slim
RUN groupadd --gid {{1:10001}} {{2:app}} \
    && useradd --uid {{1}} --gid {{2}} --no-create-home --no-log-init --shell /usr/sbin/nologin {{2}}
USER {{1}}:{{1}}
