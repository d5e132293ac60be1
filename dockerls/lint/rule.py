"""What a rule is, what it finds, and how it is registered. It must not know how rules are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from ..named import NamedTuple
from ..text import Edit, Span

if TYPE_CHECKING:
    from ..model import Model, Stage
    from ..syntax import Node

Severity = Literal["error", "warning", "info", "hint"]
Tag = Literal["unnecessary", "deprecated"]
Scope = Literal["node", "stage", "model", "findings"]

PRAGMA = "#"
"""In place of a keyword: comments that switch rules off."""

Function = TypeVar("Function", bound=Callable[..., Iterable["Finding | InNode"]])


class Fix(NamedTuple):
    """A change that removes a finding. Safe means that the build keeps its meaning, so it may be applied unasked."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False

    def shift(self, by: int) -> Fix:
        """The same fix, `by` characters further on."""
        title, edits, safe = self
        return Fix(title, tuple(edit.shift(by) for edit in edits), safe)


class Related(NamedTuple):
    """Another place that a finding is about, and what it has to do with it."""

    span: Span
    message: str


class Finding(NamedTuple):
    """Something found at `span`.

    A rule fills the first fields; the engine adds `code`, `severity` and, unless the rule names them, `names`.

    Attributes:
        span: The exact word, not the line; relative to the node in a rule about nodes, else absolute.
        message: One or two sentences that name what was found.
        fixes: What can be done, the best first.
        related: Other places.
        tags: How an editor should show it beyond its severity.
        names: Every name of what was found, ours and the peers', the code first. A rule sets this only where its
            rule's usual names do not all hold.
        severity: Set by a rule only where it differs from the rule's usual one.
    """

    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    names: tuple[str, ...] = ()
    severity: Severity | Literal[""] = ""
    code: str = ""

    def shift(self, by: int) -> Finding:
        """The same finding, `by` characters further on."""
        if not by:
            return self
        span, message, fixes, related, tags, names, severity, code = self
        if fixes:
            fixes = tuple(fix.shift(by) for fix in fixes)
        if related:
            related = tuple(Related(item.span.shift(by), item.message) for item in related)
        return Finding(span.shift(by), message, fixes, related, tags, names, severity, code)


class Beside(NamedTuple):
    """What a rule about single pragmas is told of what is beside one.

    Attributes:
        above, below: The nodes before and behind it; None at the ends of the file.
        many: Whether there are more pragmas in the file than anybody writes by hand.
    """

    above: Node | None
    below: Node | None
    many: bool


class Everything(Protocol):
    """What was found so far, as rules about that are given it."""

    def __iter__(self) -> Iterator[Finding]:
        """All of it, at its place in the text."""
        ...

    def at(self, number: int) -> tuple[Finding, ...]:
        """What begins in a node, by its number, and relative to that."""
        ...


class InNode(NamedTuple):
    """A finding of a rule about the file in one node, by its number, and relative to that.

    A rule that says the same of a node as long as that stays the same had better yield this than a place in the text.
    """

    number: int
    finding: Finding


class Rule(NamedTuple):
    """A registered rule.

    Attributes:
        code: Its main name.
        name: The function's name, with dashes.
        names: All names by which it is known, the code first, peers' names among them.
        severity: What its findings weigh by default.
        on: Whether it runs without being selected.
        keywords: The instructions it looks at, or PRAGMA; empty for a rule about more than one.
        scope: What it looks at: a single `node`, a `stage`, the whole `model`, or all `findings`.
        check: The function: `(node, facts)`, for PRAGMA `(node, beside)`, `(model, stage)`, `(model)` or
            `(model, findings)`, and then the configuration if it asks for it.
        wants_config: Whether it takes the configuration as its last argument.
        parsed: Whether an error of it is one behind ONBUILD too: BuildKit's parser refuses it there, while all else
            only fails the builds which run the trigger.
        module: The module that holds it, which is its subject.
        head: Whether a rule about stages is asked about `model.head`, too: what stands before the first FROM.
        says: Texts of which one stands in each instruction (`Node.said`) in which a rule about single instructions may
            find something; the others are not looked at. Without any it looks at all with its keywords.
        nodes: What holds of the nodes that a rule about stages or about the file looks at, if it looks at nothing else
            but these, the FROM lines and the head. It is asked again when one of them has changed, and one about
            stages also wherever it has found something: what it says may hang on more. See `kinds`.
    """

    code: str
    name: str
    names: tuple[str, ...]
    severity: Severity
    on: bool
    keywords: tuple[str, ...]
    scope: Scope
    check: Callable[..., Iterable[Finding | InNode]]
    wants_config: bool
    module: str
    parsed: bool = False
    head: bool = False
    nodes: tuple[Callable[[Node], bool], ...] = ()
    says: tuple[str, ...] = ()

    @property
    def doc(self) -> str:
        """The docstring, dedented: the rule's page."""
        from inspect import cleandoc  # It takes 8 ms to import, and few ask.

        return cleandoc(self.check.__doc__ or "")


REGISTRY: dict[str, Rule] = {}


def _scope(about: str | type[Any]) -> Scope:
    if isinstance(about, str):
        return "findings" if about == "*" else "node"
    return "stage" if about.__name__ == "Stage" else "model"


def rule(
    code: str,
    about: str | type[Model] | type[Stage],
    *,
    names: tuple[str, ...] = (),
    severity: Severity = "warning",
    on: bool = True,
    parsed: bool = False,
    head: bool = False,
    nodes: tuple[Callable[[Node], bool], ...] = (),
    says: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Register a generator function as a rule.

    Args:
        code: Its main name.
        about: Keywords parted by blanks, for a rule about single instructions; PRAGMA for one about single comments
            that switch rules off, which may look at what is beside them (`Beside`); `Stage` for one about a stage,
            which may look at that stage, at those it is based on and at the file's head, and at nothing else; `Model`
            for one about the whole file, which looks at few nodes (see `Tree.where`) and may yield `InNode`; `*` for
            one about what all others found (`Everything`), before pragmas are applied, which may yield `InNode`, too.
        names: What peers call the same.
        severity: What its findings weigh by default. Error is for what BuildKit refuses to build, and nothing else.
        on: Whether it runs by default.
        parsed: Whether an error of it is one behind ONBUILD too; see `Rule`.
        head: Whether a rule about stages is asked about what stands before the first FROM, too; see `Rule`.
        nodes: Which nodes a rule about stages or about the file looks at, for one that looks at few; see `Rule`.
        says: What the instructions say that a rule about single ones looks at: one of these texts; see `Rule`.
    """

    def register(function: Function) -> Function:
        assert code not in REGISTRY, f"two rules are called {code}"
        scope = _scope(about)
        keywords = tuple(about.split()) if isinstance(about, str) and scope == "node" else ()
        count = function.__code__.co_argcount
        REGISTRY[code] = Rule(
            code,
            function.__name__.replace("_", "-"),
            (code, *names),
            severity,
            on,
            keywords,
            scope,
            function,
            count > (1 if scope == "model" else 2),
            function.__module__.rpartition(".")[2],
            parsed,
            head,
            nodes,
            says,
        )
        return function

    return register
