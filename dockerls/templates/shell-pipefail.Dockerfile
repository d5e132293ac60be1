#: SHELL with pipefail
#: `curl … | tar …` succeeds if tar does, though curl failed; with pipefail the RUN fails with the first of them.
#: Debian's /bin/sh does not know pipefail, so bash takes its place; Alpine's ash knows it.
#: Holds for the rest of the stage, for RUN as for CMD and ENTRYPOINT in shell form.
#: at: stage
#: base: debian:13-slim
SHELL ["{{1|/bin/bash,/bin/ash}}", "-o", "pipefail", "-c"]
