#: Cache mount: apt-get
#: Packages and lists stay in the cache and out of the image, so there is nothing to remove after the install.
#: docker-clean, a setting of Debian's and Ubuntu's images, deletes a package once installed: it would empty the cache.
#: `sharing=locked`, as apt wants its directories for itself.
#: at: stage
#: base: debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        {{1:ca-certificates}} \
        {{2:curl}}
