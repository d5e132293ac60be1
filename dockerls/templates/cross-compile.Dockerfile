#: Cross-compiling build stage
#: `--platform=$BUILDPLATFORM` runs the compiler natively, whatever is built for: emulation would be many times slower.
#: BuildKit sets TARGETOS and TARGETARCH from `docker build --platform`; a stage must name them to see them.
#: They stand after the download of the modules, which is the same for all platforms and so is done once.
#: at: instruction
FROM --platform=$BUILDPLATFORM golang:{{1:1.27}}-alpine AS {{2:build}}
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS="$TARGETOS" GOARCH="$TARGETARCH" go build -o {{3:/out/app}} {{4:.}}
