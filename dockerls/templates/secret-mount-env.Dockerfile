#: Secret mount: as an environment variable
#: The variable is set during this RUN only; unlike ARG and ENV it ends up in no layer, history or build cache.
#: Build with `docker build --secret id=api_token,env=API_TOKEN .`; without it, `required` stops the build.
#: `env=` needs Dockerfile syntax 1.10 or later. The script is bound, not copied, so it is not part of the image.
#: at: stage
#: base: debian:13-slim
RUN --mount=type=secret,id={{1:api_token}},env={{2:API_TOKEN}},required=true \
    --mount=type=bind,source={{3:fetch.sh}},target=/tmp/fetch.sh \
    sh /tmp/fetch.sh
