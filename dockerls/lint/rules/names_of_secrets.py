"""A rule about secrets by the names of the variables that hold them. Of values it knows one kind: fingerprints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.tree import Pair
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..shells import eol

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
# The public half of a key that signs: by its name, and by what it is set to, if it is set to something known.
_SIGNS = regex(
    r"(?!.*(?:PRIVATE|SECRET))(?:\w+_)?(?:(?:GPG|PGP)_?KEYS?|KEY_(?:GPG|PGP))(?:_?(?:ID|FINGERPRINT))?", re.IGNORECASE
)
_PUBLIC = regex(r"(?:0x)?(?:[0-9A-F]{4}\s*){2,16}|https?://\S+|.*\$.*", re.IGNORECASE)


@rule("SecretsUsedInArgOrEnv", "ARG ENV", names=("DL3064",))
def secrets_used_in_arg_or_env(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    The name of an ARG or ENV says that it holds a secret.

    The values of both are in the image's history, for everybody who can pull it.
    Pass the secret to the RUN that needs it: `RUN --mount=type=secret,id=token,env=GITHUB_TOKEN …`;
    pass it to the container with `docker run`.

    BuildKit goes by the name alone, and so it minds the fingerprint of a public key in `GPG_KEY`. That is no secret:
    it is reported as information, since a build will mention it too, with a fix that has both skip the instruction.

    ```dockerfile bad
    FROM node:24-slim
    ARG $0NPM_TOKEN$0
    ENV $0DBPASSWORD$0=hunter2
    ```
    ```dockerfile bad
    FROM debian:13-slim
    ENV $0GPG_KEY$0=7169605F62C751356D054A26A821E680E5FA6305
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    # check=skip=SecretsUsedInArgOrEnv
    ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
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
        named = checked and facts.stage and not facts.onbuild  # As BuildKit looks at it.
        if _is_public(pair):
            if named:  # hadolint knows that it is none.
                message = f"BuildKit takes `{name}` for a secret by its name. The fingerprint of a public key is none."
                names: tuple[str, ...] = ("SecretsUsedInArgOrEnv",)
                yield Finding(pair.key.span, message, (_skipped(node),), names=names, severity="info")
            continue
        if not facts.stage and not config.selects("DL3064"):
            continue  # It comes into no image, unless a stage declares it again and is reported.
        names = ("SecretsUsedInArgOrEnv", "DL3064") if named else ("DL3064",)
        what = "is in the image's history" if node.keyword == "ARG" else "is in the image"
        message = f"`{name}` looks like a secret, and what {node.keyword} sets {what}. Use a secret mount."
        yield Finding(pair.key.span, message, names=names)


def _is_public(pair: Pair) -> bool:
    """Whether a variable names a public key, by its name and its value."""
    value = pair.value.text.strip("\"'") if pair.value is not None else ""
    return bool(_SIGNS.fullmatch(pair.key.text)) and (not value or bool(_PUBLIC.fullmatch(value)))


def _skipped(node: Node) -> Fix:
    edit = Edit(Span(0, 0), f"# check=skip=SecretsUsedInArgOrEnv{eol(node)}")
    return Fix("Skip the check for this instruction", (edit,))
