"""The lossless, error-tolerant tree of a Dockerfile: `parse(text)` gives nodes that know no offset and no meaning."""

from .lines import Logical
from .parse import parse
from .split import KEYWORDS, Heredoc
from .tree import Change, Flag, Node, Pair, Problem, Tree, Use, Word

__all__ = [
    "KEYWORDS",
    "Change",
    "Flag",
    "Heredoc",
    "Logical",
    "Node",
    "Pair",
    "Problem",
    "Tree",
    "Use",
    "Word",
    "parse",
]
