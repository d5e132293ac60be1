#: Multi-stage build: Go
#: Without cgo the binary is static: certificates and time zones are all it needs beside it (distroless static).
#: The compiler runs on the builder's own platform and cross-compiles: no emulation for images of other platforms.
#: Modules are downloaded before the sources are copied; module and build caches are kept between builds.
#: uid 65532 is distroless' `nonroot`, written as a number so that Kubernetes' `runAsNonRoot` can check it.
#: at: file
# syntax=docker/dockerfile:1

FROM --platform=$BUILDPLATFORM golang:{{1:1.27}}-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS="$TARGETOS" GOARCH="$TARGETARCH" \
    go build -trimpath -ldflags="-s -w" -o /out/{{2:app}} {{3:.}}

FROM gcr.io/distroless/static-debian13:nonroot AS runtime
COPY --from=build /out/{{2}} /usr/local/bin/
USER 65532:65532
EXPOSE {{4:8080}}
ENTRYPOINT ["/usr/local/bin/{{2}}"]
