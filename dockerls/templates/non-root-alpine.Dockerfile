#: Non-root user on Alpine
#: BusyBox' addgroup and adduser know short options only: -D sets no password, -H makes no home.
#: Fixed ids, so that files on volumes keep their owner; above 10000 they meet no user of the host.
#: USER is given as a number: Kubernetes' `runAsNonRoot` cannot check a name.
#: at: stage
#: base: alpine:3.24
RUN addgroup -g {{1:10001}} {{2:app}} \
    && adduser -D -H -u {{1}} -G {{2}} -s /sbin/nologin {{2}}
USER {{1}}:{{1}}
