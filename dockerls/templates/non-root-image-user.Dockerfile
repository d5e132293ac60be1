#: Non-root user which the image brings
#: Many official images have a user but start as root: node (1000), www-data (33 on Debian, 82 on Alpine), nginx (101).
#: Where Kubernetes' `runAsNonRoot` is used, write the number: it cannot check a name.
#: Put USER after the last instruction which installs something, and before CMD or ENTRYPOINT.
#: What is copied after it still belongs to root unless COPY says `--chown`; for code, that is what you want.
#: at: stage
#: base: node:26-alpine
USER {{1|node,www-data,nginx,postgres,nobody}}
