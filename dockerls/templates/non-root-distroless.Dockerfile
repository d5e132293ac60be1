#: Non-root user on distroless
#: Nothing can be run in a distroless image, so no user can be added; the tag `nonroot` brings one (uid 65532).
#: static is for static binaries (Go), base adds glibc, cc adds libgcc and libstdc++ (Rust, C++).
#: USER repeats what the tag says, so that it is seen; as a number, Kubernetes' `runAsNonRoot` can check it.
#: at: instruction
FROM gcr.io/distroless/{{1|static-debian13,base-debian13,cc-debian13}}:nonroot AS {{2:runtime}}
USER {{3|65532:65532,nonroot:nonroot}}
