"""One version of one file and all that follows from it: the value which the edges and the features are given."""

from __future__ import annotations

from .buildcontext import NO_CONTEXT, BuildContext
from .config import DEFAULT, Config
from .late import cached_property
from .lint.engine import lint
from .lint.report import Report
from .model import Model, build
from .syntax import Tree, parse
from .text import Encoding, LineIndex


class Snapshot:
    """One version of one file.

    Attributes:
        text: Its text.
        version: The editor's number of it; 0 for a file that was read.
        config: The configuration it is checked under.
        tree: Its tree.
        model: What the tree means.
        report: What was found.
        encoding: How the protocol counts columns.
    """

    def __init__(
        self, text: str, version: int, config: Config, tree: Tree, model: Model, report: Report, encoding: Encoding
    ) -> None:
        self.text = text
        self.version = version
        self.config = config
        self.tree = tree
        self.model = model
        self.report = report
        self.encoding: Encoding = encoding

    @cached_property
    def lines(self) -> LineIndex:
        """Where its lines start, for the edges."""
        return LineIndex(self.text, self.encoding)

    def with_report(self, report: Report) -> Snapshot:
        """The same version with other findings."""
        made = Snapshot(self.text, self.version, self.config, self.tree, self.model, report, self.encoding)
        made.__dict__["lines"] = self.lines
        return made


def snapshot(
    text: str,
    previous: Snapshot | None = None,
    *,
    config: Config = DEFAULT,
    version: int = 0,
    encoding: Encoding = "utf-16",
    context: BuildContext = NO_CONTEXT,
) -> Snapshot:
    """The snapshot of a text. `previous` saves work and changes nothing; it is not kept."""
    tree = parse(text, previous.tree if previous else None)
    model = build(tree, context, previous.model if previous else None)
    report = lint(model, config, previous.report if previous else None)
    return Snapshot(text, version, config, tree, model, report, encoding)
