#: Heredoc: RUN a Python script
#: The first line names the interpreter, so this RUN needs no shell and no file in the build context.
#: An exception stops the build, as every exit code but 0 does.
#: Needs Dockerfile syntax 1.4 or later.
#: at: stage
#: base: python:3.14-slim-trixie
RUN <<'EOF'
#!/usr/bin/env python3
from pathlib import Path

Path("{{1:/etc/app.conf}}").write_text("{{2:port = 8080}}\n")
EOF
