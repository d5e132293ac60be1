#: Heredoc: COPY a small file
#: For files of a few lines which belong to this image alone: no RUN, no echo, and the mode is set on the way.
#: 'EOF' in quotes: the text stands as it is. Without the quotes, ARG and ENV variables are put in.
#: Needs Dockerfile syntax 1.4 or later.
#: at: stage
#: base: alpine:3.24
COPY --chmod=644 <<'EOF' {{1:/etc/app/config.toml}}
{{2:port = 8080}}
EOF
