#: Heredoc: RUN a script
#: One layer, no backslashes, and comments where they belong.
#: Without `set -e` a heredoc runs on after a command which fails; -u catches unset variables, -x logs each command.
#: Needs Dockerfile syntax 1.4 or later.
#: at: stage
#: base: debian:13-slim
RUN <<EOF
set -eux
apt-get update
apt-get install -y --no-install-recommends {{1:ca-certificates}}
rm -rf /var/lib/apt/lists/*
EOF
