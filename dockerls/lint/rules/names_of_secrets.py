"""A rule about secrets by the names of the variables that hold them. It must not know their values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...model import Facts
from ...syntax import Node
from .. import Finding, Severity, rule

# Both as BuildKit has them (dockerfile2llb/validations.go): words between underscores.
_SECRET = regex(r"(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)", re.IGNORECASE)
_HARMLESS = regex(r"(?:_|^)(?:public|file|version)(?:_|$)", re.IGNORECASE)
# Words that mean a secret even where they are glued to others, and what takes the meaning away.
_GLUED = regex(
    r"passw(?:or)?d|passphrase|secret(?!ar)|api_?key|access_?key|private_?key|secret_?key|credential|(?:auth|access)_?token",
    re.IGNORECASE,
)
_ABOUT = regex(
    r"public|(?:file|path|dir|url|uri|name|version|length|policy|type|provider|arn|ttl|store|manager|min|max)s?$|_(?:file|"
    r"path|dir|url|name|version|store|manager)_",
    re.IGNORECASE,
)


@rule("SecretsUsedInArgOrEnv", "ARG ENV", names=("DL3064",))
def secrets_used_in_arg_or_env(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    The name of an ARG or ENV says that it holds a secret.

    The values of both are in the image's history, for everybody who can pull it.
    Pass the secret to the RUN that needs it: `RUN --mount=type=secret,id=token,env=GITHUB_TOKEN …`;
    pass it to the container with `docker run`.

    ```dockerfile bad
    FROM node:24-slim
    ARG $0NPM_TOKEN$0
    ENV $0DBPASSWORD$0=hunter2
    ```
    ```dockerfile good
    FROM node:24-slim
    ENV DB_PASSWORD_FILE=/run/secrets/db PUBLIC_KEY=abc MONKEY=1
    RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
    ```
    """
    for pair in node.pairs:
        name = pair.key.text
        checked = bool(_SECRET.search(name)) and not _HARMLESS.search(name)
        if not checked and not (_GLUED.search(name) and not _ABOUT.search(name)):
            continue
        names: tuple[str, ...] = ("SecretsUsedInArgOrEnv", "DL3064")
        if not checked or not facts.stage or facts.onbuild:
            # Before the first FROM it comes into no image, unless a stage declares it again and is reported.
            if not facts.stage and not config.selects("DL3064"):
                continue
            names = ("DL3064",)
        what = "is in the image's history" if node.keyword == "ARG" else "is in the image"
        message = f"`{name}` looks like a secret, and what {node.keyword} sets {what}. Use a secret mount."
        # The fingerprint of a public key is none, whatever BuildKit says; hadolint knows that.
        severity: Severity = "warning"
        if "GPG" in name.upper() or "PGP" in name.upper():
            severity = "info"
            names = names[:1] if checked else names
        yield Finding(pair.key.span, message, names=names, severity=severity)
