"""What is known of places that files are downloaded from: which of them answer with a redirection.

Pure data. Sources: GitHub's documentation of releases, archives and raw files, and the installation pages of the
others, all of which call `curl -L`.
"""

from typing import Final

REDIRECTS: Final = (
    r"github\.com/[^/]+/[^/]+/(?:releases/(?:latest/)?download|archive|raw|tarball|zipball)/",
    r"api\.github\.com/repos/[^/]+/[^/]+/(?:tarball|zipball)",
    r"(?:www\.)?sourceforge\.net/projects/.+/download",
    r"downloads\.sourceforge\.net/",
    r"dl\.k8s\.io/",
    r"(?:go\.dev|golang\.org)/dl/",
    r"(?:bit\.ly|git\.io|aka\.ms)/",
)
"""Regular expressions for what follows `https://` in addresses that redirect to another one."""
