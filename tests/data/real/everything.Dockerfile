# syntax=docker/dockerfile:1
# escape=\

# A file with something of everything, for tests of the tree.
ARG NODE_VERSION=24 BASE="debian:13-slim"

FROM --platform=$BUILDPLATFORM node:${NODE_VERSION}-alpine AS build
ARG TARGETARCH
ENV NODE_ENV=production \
    # a comment in between
    APP_HOME="/srv/app" GREETING='h€llo wörld 😀'

WORKDIR ${APP_HOME}
COPY --link package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --omit=dev && \

    npm cache verify
COPY . .
RUN <<-EOT sh
	set -eux
	echo "building for ${TARGETARCH:-amd64}"
	npm run build
	EOT
RUN cat <<ONE > /one.txt && cat <<'TWO' > /two.txt
first ${NODE_ENV}
ONE
second $NOT_EXPANDED
TWO
COPY <<EOF /etc/motd
Welcome to ${APP_HOME}
EOF

FROM ${BASE} AS run
LABEL org.opencontainers.image.title="Everything" \
      org.opencontainers.image.licenses=MIT
LABEL maintainer someone
ONBUILD RUN echo "triggered"
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN groupadd --system app \
 && useradd --system --gid app app
COPY --from=build --chown=app:app /srv/app/dist /srv/app
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /tmp/
EXPOSE 8080/tcp 9000-9010
VOLUME ["/data"]
USER app
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD ["curl", "-f", "http://localhost:8080/"]
ENTRYPOINT ["node"]
CMD [ "server.js" ]
