"""What the client at the other end can do, as plain flags, read from the capabilities that it sends.

The rest of the server asks these flags and never the capabilities: a client may leave out, or send as null, anything.
"""

from __future__ import annotations

from typing import Any

from ..named import NamedTuple
from ..text import Encoding


class Client(NamedTuple):
    """What a client can do. The defaults are those of a client that says nothing.

    Attributes:
        encoding: How columns are counted: the first of the client's choices that we know.
        pulls: Whether it asks for diagnostics; others are sent them.
        refreshes: Whether it can be told to ask for diagnostics again.
        related: Whether a diagnostic may name other places.
        tags: The diagnostic tags it knows (1 unnecessary, 2 deprecated).
        configuration: Whether it can be asked for settings.
        watches: Whether it can be asked to watch files.
        registers_configuration: Whether it wants to be told which settings we are interested in.
        shows_documents: Whether it can open a page.
        document_changes: Whether an edit may name the version it is for.
        hierarchical_symbols: Whether symbols may have children.
        markdown_hover: Whether a hover may be Markdown.
        markdown_completion: Whether a completion's documentation may be.
        markdown_signature: Whether a signature's documentation may be.
        label_offsets: Whether a parameter may be told by its place in the label.
        no_parameter: Whether it knows that the cursor may be in none of the parameters.
        links_locations: Whether a definition may be more than a place.
        prepares_renames: Whether it asks before it renames.
        snippets: Whether a completion may have tab stops.
        deprecated_items: Whether a completion may carry the tag `deprecated`.
        text_modes: The insertTextModes it knows (1 is as it stands).
        action_literals: Whether a code action may be more than a command.
        resolves_edits: Whether a code action's edit may be sent later, when it is chosen.
        formats_ranges: Whether it can ask to format several ranges at once.
        resolves_hints: Whether it asks again for an inlay hint's tooltip, and for where its label leads to.
        views: The requests by which it can be told to ask again for what it shows besides diagnostics.
        most_foldings: How many foldings it takes at most; 0 for any number.
        shows_references: Whether it has a command `dockerls.showReferences` to show places with.
    """

    encoding: Encoding = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    related: bool = False
    tags: frozenset[int] = frozenset()
    configuration: bool = False
    watches: bool = False
    registers_configuration: bool = False
    shows_documents: bool = False
    document_changes: bool = False
    hierarchical_symbols: bool = False
    markdown_hover: bool = False
    markdown_completion: bool = False
    markdown_signature: bool = False
    label_offsets: bool = False
    no_parameter: bool = False
    links_locations: bool = False
    prepares_renames: bool = False
    snippets: bool = False
    deprecated_items: bool = False
    text_modes: frozenset[int] = frozenset()
    action_literals: bool = False
    resolves_edits: bool = False
    formats_ranges: bool = False
    resolves_hints: bool = False
    views: tuple[str, ...] = ()
    most_foldings: int = 0
    shows_references: bool = False


def client(capabilities: Any) -> Client:
    """The client that has sent these capabilities."""

    def get(path: str) -> Any:
        value = capabilities
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def listed(path: str) -> list[Any]:
        value = get(path)
        return value if isinstance(value, list) else []

    def numbers(path: str) -> frozenset[int]:
        return frozenset(item for item in listed(path) if isinstance(item, int))

    encodings: list[Encoding] = [
        encoding
        for offered in listed("general.positionEncodings")
        for encoding in (_ENCODINGS.get(offered) if isinstance(offered, str) else None,)
        if encoding
    ]
    pulls = get("textDocument.diagnostic") is not None
    where = "diagnostic" if get("textDocument.diagnostic.tagSupport") else "publishDiagnostics"
    signature = "textDocument.signatureHelp.signatureInformation"
    most = get("textDocument.foldingRange.rangeLimit")
    return Client(
        encoding=encodings[0] if encodings else "utf-16",
        pulls=pulls,
        refreshes=bool(get("workspace.diagnostics.refreshSupport")),
        related=bool(
            get("textDocument.publishDiagnostics.relatedInformation")
            or get("textDocument.diagnostic.relatedInformation")
        ),
        tags=numbers(f"textDocument.{where}.tagSupport.valueSet"),
        configuration=bool(get("workspace.configuration")),
        watches=bool(get("workspace.didChangeWatchedFiles.dynamicRegistration")),
        registers_configuration=bool(get("workspace.didChangeConfiguration.dynamicRegistration")),
        shows_documents=bool(get("window.showDocument.support")),
        document_changes=bool(get("workspace.workspaceEdit.documentChanges")),
        hierarchical_symbols=bool(get("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport")),
        markdown_hover="markdown" in listed("textDocument.hover.contentFormat"),
        markdown_completion="markdown" in listed("textDocument.completion.completionItem.documentationFormat"),
        markdown_signature="markdown" in listed(f"{signature}.documentationFormat"),
        label_offsets=bool(get(f"{signature}.parameterInformation.labelOffsetSupport")),
        no_parameter=bool(get(f"{signature}.noActiveParameterSupport")),
        links_locations=bool(get("textDocument.definition.linkSupport")),
        prepares_renames=bool(get("textDocument.rename.prepareSupport")),
        snippets=bool(get("textDocument.completion.completionItem.snippetSupport")),
        deprecated_items=1 in numbers("textDocument.completion.completionItem.tagSupport.valueSet"),
        text_modes=numbers("textDocument.completion.completionItem.insertTextModeSupport.valueSet"),
        action_literals=get("textDocument.codeAction.codeActionLiteralSupport") is not None,
        resolves_edits="edit" in listed("textDocument.codeAction.resolveSupport.properties"),
        formats_ranges=bool(get("textDocument.rangeFormatting.rangesSupport")),
        resolves_hints={"tooltip", "label.location"} <= set(listed("textDocument.inlayHint.resolveSupport.properties")),
        views=tuple(f"workspace/{view}/refresh" for view in _VIEWS if get(f"workspace.{view}.refreshSupport")),
        shows_references=bool(get("experimental.showReferences")),
        most_foldings=most if isinstance(most, int) and most > 0 else 0,
    )


_VIEWS = ("inlayHint", "codeLens", "semanticTokens")

_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}
