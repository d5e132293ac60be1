#: Secret mount: as a file
#: The secret lies in /run/secrets during this RUN only; it is in no layer, in no history and not in the build cache.
#: Build with `docker build --secret id=token,src=token.txt .`; without it, `required` stops the build.
#: Hand over the file's name: a secret on a command line can be seen in the list of processes and in the log.
#: The script is bound, not copied, so it is not part of the image either.
#: at: stage
#: base: debian:13-slim
RUN --mount=type=secret,id={{1:token}},required=true \
    --mount=type=bind,source={{2:fetch.sh}},target=/tmp/fetch.sh \
    sh /tmp/fetch.sh --token-file=/run/secrets/{{1}}
