#: Cache mounts: Go modules and build cache
#: Modules are downloaded and packages compiled once; the build after the next change starts from both.
#: Neither cache becomes part of the image. GOMODCACHE is /go/pkg/mod in the golang images.
#: Without cgo the binary is static and runs from scratch or distroless.
#: at: stage
#: base: golang:1.27-alpine
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -o {{1:/out/app}} {{2:.}}
