#: Cache mounts: Cargo's registry and target directory
#: Crates are downloaded and compiled once; the build after the next change starts from both.
#: A cache mount is not part of the image, so the binary is copied out of it in the same RUN.
#: The target directory is locked, as builds for two platforms would mix there.
#: at: stage
#: base: rust:1.97-slim-trixie
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git/db \
    --mount=type=cache,target=/target,sharing=locked \
    cargo build --release --locked --target-dir=/target \
    && install -D /target/release/{{1:app}} /out/{{1}}
