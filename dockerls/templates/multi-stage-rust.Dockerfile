#: Multi-stage build: Rust
#: The sources are bound, not copied: cargo finds registry and target directory in cache mounts and builds what changed.
#: A cache mount is not part of the image, so the binary is copied out of it in the same RUN.
#: `--locked` fails rather than change Cargo.lock; builds for two platforms take turns in the target directory.
#: distroless cc holds glibc and libgcc of the same Debian release which the compiler linked against.
#: uid 65532 is distroless' `nonroot`, written as a number so that Kubernetes' `runAsNonRoot` can check it.
#: at: file
# syntax=docker/dockerfile:1

FROM rust:{{1:1.97}}-slim-trixie AS build
WORKDIR /src
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git/db \
    --mount=type=cache,target=/target,sharing=locked \
    cargo build --release --locked --target-dir=/target \
    && install -D /target/release/{{2:app}} /out/{{2}}

FROM gcr.io/distroless/cc-debian13:nonroot AS runtime
COPY --from=build /out/{{2}} /usr/local/bin/
USER 65532:65532
EXPOSE {{3:8080}}
ENTRYPOINT ["/usr/local/bin/{{2}}"]
