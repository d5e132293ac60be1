#: Multi-stage build: C and C++ with CMake
#: Compiler, CMake and Ninja stay in the build stage; what `cmake --install` installs is all that is shipped.
#: The build directory is a cache mount, so only what changed is compiled anew.
#: Both stages use the same Debian release, so the program finds the libc which it was linked against.
#: Install the runtime packages of your libraries in the last stage.
#: at: file
# syntax=docker/dockerfile:1

ARG DEBIAN_VERSION={{1|13,12}}

FROM debian:${DEBIAN_VERSION}-slim AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        cmake \
        g++ \
        ninja-build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/build,sharing=locked \
    cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release \
    && cmake --build /build \
    && cmake --install /build --prefix /opt/app --strip

FROM debian:${DEBIAN_VERSION}-slim AS runtime
RUN groupadd --gid {{2:10001}} {{3:app}} \
    && useradd --uid {{2}} --gid {{3}} --no-create-home --no-log-init --shell /usr/sbin/nologin {{3}}
COPY --from=build /opt/app /usr/local/
USER {{2}}:{{2}}
ENTRYPOINT ["/usr/local/bin/{{4:app}}"]
