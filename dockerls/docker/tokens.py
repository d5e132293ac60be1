"""What secrets look like: the shapes of well-known tokens, names that mean a secret, and files that hold one.

Pure data. Sources: the issuers' own documentation of their token formats.
"""

import re
from collections.abc import Iterator
from typing import Final

from ..late import regex
from ..named import NamedTuple


class Token(NamedTuple):
    """A kind of token that can be told by its shape alone."""

    name: str
    """What it is, with an article: `an AWS access key`."""
    hint: str
    """A part which every such token has; a text without it need not be searched."""
    shape: str
    """A regular expression, compiled when a text with the hint comes: together they take 5 ms."""

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Every token of the kind in a text."""
        return re.finditer(self.shape, text) if self.hint in text else iter(())


def _token(name: str, hint: str, shape: str) -> Token:
    return Token(name, hint, rf"(?<![A-Za-z0-9_/+-]){shape}(?![A-Za-z0-9_-])")


TOKENS: Final = (
    _token("an AWS access key", "AKIA", r"AKIA[A-Z2-7]{16}"),
    _token("a temporary AWS access key", "ASIA", r"ASIA[A-Z2-7]{16}"),
    _token("a GitHub token", "gh", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    _token("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    _token("a GitLab token", "gl", r"gl(?:pat|dt|rt|ptt|cbt|soat|ft|oas)-[A-Za-z0-9_-]{20,}"),
    _token("a Slack token", "xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,}"),
    _token("a Slack webhook", "hooks.slack.com", r"hooks\.slack\.com/services/T\w{6,}/B\w{6,}/\w{20,}"),
    _token("a Stripe key", "k_live_", r"[sr]k_live_[A-Za-z0-9]{16,}"),
    _token("an npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _token("a PyPI token", "pypi-", r"pypi-AgE[A-Za-z0-9_-]{50,}"),
    _token("a Docker Hub token", "dckr_", r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}"),
    _token("a Google API key", "AIza", r"AIza[A-Za-z0-9_-]{35}"),
    _token("a Google OAuth secret", "GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{28}"),
    _token("a SendGrid key", "SG.", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    _token("an OpenAI key", "sk-", r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}"),
    _token("an Anthropic key", "sk-ant-", r"sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{60,}"),
    _token("a Hugging Face token", "hf_", r"hf_[A-Za-z]{34}"),
    _token("a DigitalOcean token", "_v1_", r"do[opr]_v1_[a-f0-9]{64}"),
    _token("a Vault token", "hvs.", r"hvs\.[A-Za-z0-9_-]{90,}"),
    _token("a Shopify token", "shp", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    _token("a Databricks token", "dapi", r"dapi[a-f0-9]{32}"),
    _token("a JSON web token", "eyJ", r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"),
    Token(
        "a private key",
        "PRIVATE KEY",
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?=\S*\s*\S{20})",
    ),
)
"""Every kind of token, the surest shapes only: a text that matches one is hardly ever anything else."""

URL_PASSWORD: Final = regex(
    r"\b[a-z][a-z0-9+.-]{1,20}://(?P<user>[^\s:/@\"'$<>{}()\[\]|]{0,64}):(?P<password>[^\s:/@\"'<>{}()\[\]|]{3,128})@[\w.-]+"
)
"""User and password within a URL."""

PLACEHOLDER: Final = regex(
    r"(?:your|my|the)[-_ ]?\w*|"
    r"(?:x{3,}|\*{3,}|\.{3,}|-{3,}|change[-_]?(?:me|it|this)|example|placeholder|dummy|fake|"
    r"secret|pass|passwd|password|pwd|token|todo|none|null|redacted|test|x-oauth-basic|x-access-token|oauth2?)\d*",
    re.IGNORECASE,
)
"""What people write where a secret would stand."""

SECRET_NAME: Final = regex(
    r"(?:^|_)(?:API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|SECRET|TOKEN|PASSWORD|PASSWD|PWORD|CREDENTIALS?|"
    r"AUTH_?TOKEN|PASSPHRASE)(?:_|$)|^(?:PGPASSWORD|MYSQL_PWD)$",
    re.IGNORECASE,
)
"""A variable's name that means a secret, and hardly anything else."""

NO_SECRET_NAME: Final = regex(
    r"(?:^|_)(?:PUBLIC|ID|FILE|PATH|URL|NAME|TYPE|LENGTH|POLICY|EXPIRY|EXPIRATION|TTL|DIR|HEADER|COUNT|ALGORITHM)(?:_|$)",
    re.IGNORECASE,
)
"""What takes that meaning away: `SECRET_FILE`, `ACCESS_KEY_ID`."""

SECRET_FILES: Final = (
    (".env", "settings with their secrets"),
    (".env.local", "settings with their secrets"),
    (".env.prod", "settings with their secrets"),
    (".env.production", "settings with their secrets"),
    (".env.staging", "settings with their secrets"),
    ("id_rsa", "an SSH private key"),
    ("id_dsa", "an SSH private key"),
    ("id_ecdsa", "an SSH private key"),
    ("id_ed25519", "an SSH private key"),
    (".ssh", "SSH keys"),
    (".npmrc", "npm's registry token, as a rule"),
    (".pypirc", "PyPI's password or token"),
    (".netrc", "logins"),
    (".git-credentials", "logins"),
    (".aws", "AWS keys"),
    (".kube", "a cluster's keys"),
    (".gnupg", "private keys"),
    (".vault-token", "a Vault token"),
    ("privkey.pem", "a private key"),
    ("*-key.pem", "a private key"),
    ("*_key.pem", "a private key"),
    ("key.pem", "a private key"),
    ("*.p12", "a private key"),
    ("*.pfx", "a private key"),
    ("credentials.json", "a login"),
    ("service-account*.json", "a service account's key"),
    ("service_account*.json", "a service account's key"),
    ("*.tfstate", "Terraform's state, secrets included"),
    (".dockerconfigjson", "a registry's login"),
)
"""(name or glob of a file or directory, what is in it)."""

SECRET_PATHS: Final = ((".aws/credentials", "AWS keys"), (".docker/config.json", "a registry's login"))
"""(end of a path, what is in it), where the name alone says nothing."""
