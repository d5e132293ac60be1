#: Non-root user on UBI or Fedora, fit for OpenShift
#: OpenShift runs a container under a random uid of group 0; what is writable must be so for that group.
#: What is copied into the directory later needs `--chown=10001:0 --chmod=g=u` if it is to be written.
#: UBI's minimal and micro images have no useradd; there, USER alone will do.
#: at: stage
#: base: registry.access.redhat.com/ubi10/ubi:10.2
RUN useradd --uid {{1:10001}} --gid 0 --no-create-home --no-log-init --shell /sbin/nologin {{2:app}} \
    && install -d --owner={{1}} --group=0 --mode=0770 {{3:/app}}
WORKDIR {{3}}
USER {{1}}:0
