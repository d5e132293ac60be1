"""The main job, end to end: start the server, open and edit a real Dockerfile, and show what a person would see."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

HERE = Path(__file__).parent
FILE = HERE / "Dockerfile"
BOLD, DIM, RESET = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if sys.stdout.isatty() else ("", "", "")
SEVERITIES = {1: "error", 2: "warning", 3: "info", 4: "hint"}


def title(text: str) -> None:
    print(f"\n{BOLD}{text}{RESET}")


def show(diagnostics: list[lsp.Diagnostic]) -> None:
    for item in diagnostics:
        severity = SEVERITIES[int(item.severity or 2)]
        print(f"  line {item.range.start.line + 1:2}  {severity:7} {item.code}: {item.message}")


def place(text: str, needle: str) -> lsp.Position:
    before = text[: text.index(needle)]
    return lsp.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    lines = text.splitlines(keepends=True)
    starts = [sum(len(line) for line in lines[:number]) for number in range(len(lines) + 1)]

    def offset(position: lsp.Position) -> int:
        return min(starts[min(position.line, len(lines))] + position.character, len(text))

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


def edits_of(actions: Sequence[lsp.Command | lsp.CodeAction] | None) -> list[lsp.TextEdit]:
    """The edits of the first action."""
    action = (actions or [])[0]
    assert isinstance(action, lsp.CodeAction)
    assert action.edit is not None
    changes = [edit for found in (action.edit.changes or {}).values() for edit in found]
    return [edit for edit in changes if isinstance(edit, lsp.TextEdit)]


async def main() -> None:
    client = LanguageClient("demo", "1")
    published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def keep(params: lsp.PublishDiagnosticsParams) -> None:
        published.put_nowait(params)

    await client.start_io(sys.executable, "-m", "dockerls", "serve", "--stdio")
    await client.initialize_async(
        lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(
                general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16]),
                text_document=lsp.TextDocumentClientCapabilities(
                    publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(version_support=True),
                    hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
                    completion=lsp.CompletionClientCapabilities(
                        completion_item=lsp.ClientCompletionItemOptions(snippet_support=True)
                    ),
                    code_action=lsp.CodeActionClientCapabilities(
                        code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                            lsp.ClientCodeActionKindOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Source])
                        )
                    ),
                ),
            ),
            root_uri=HERE.as_uri(),
        )
    )
    client.initialized(lsp.InitializedParams())

    text = FILE.read_text(encoding="utf-8")
    document = lsp.TextDocumentIdentifier(FILE.as_uri())
    title(f"Opening {FILE.name}")
    for number, line in enumerate(text.splitlines(), 1):
        print(f"  {DIM}{number:2}{RESET}  {line}")
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(document.uri, "dockerfile", 1, text))
    )
    title("What the server says of it")
    show((await published.get()).diagnostics)

    title("Typing `RUNN make` on a line of its own: a broken line hides nothing")
    end = lsp.Position(text.count("\n"), 0)
    change = lsp.TextDocumentContentChangePartial(lsp.Range(end, end), "RUNN make\n")
    version = lsp.VersionedTextDocumentIdentifier(version=2, uri=document.uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [change]))
    show([item for item in (await published.get()).diagnostics if item.range.start.line == end.line])
    change = lsp.TextDocumentContentChangePartial(lsp.Range(end, lsp.Position(end.line + 1, 0)), "")
    version = lsp.VersionedTextDocumentIdentifier(version=3, uri=document.uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [change]))
    diagnostics = (await published.get()).diagnostics

    title("Hovering over ARG")
    hover = await client.text_document_hover_async(lsp.HoverParams(document, place(text, "NPM_TOKEN")))
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    print("  " + hover.contents.value.replace("\n", "\n  "))

    title("Completing in an empty file")
    blank = lsp.TextDocumentIdentifier((HERE / "Dockerfile.new").as_uri())
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(blank.uri, "dockerfile", 1, "")))
    found = await client.text_document_completion_async(lsp.CompletionParams(blank, lsp.Position(0, 0)))
    items = found.items if isinstance(found, lsp.CompletionList) else list(found or [])
    templates = [item.label for item in items if item.label.startswith(("multi-stage", "non-root", "cache-mount"))]
    print(f"  {len(items)} items, among them the templates " + ", ".join(templates[:15]) + ", …")

    title("Applying the safe fixes (source.fixAll.dockerls)")
    everything = lsp.Range(lsp.Position(0, 0), lsp.Position(text.count("\n"), 0))
    context = lsp.CodeActionContext(diagnostics, only=["source.fixAll.dockerls"])
    actions = await client.text_document_code_action_async(lsp.CodeActionParams(document, everything, context))
    text = applied(text, edits_of(actions))
    whole = lsp.TextDocumentContentChangeWholeDocument(text)
    version = lsp.VersionedTextDocumentIdentifier(version=4, uri=document.uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [whole]))
    while (params := await published.get()).version != 4:
        pass

    title("… and the quick fix for the order of COPY and `npm install`")
    order = next(item for item in params.diagnostics if item.code == "DF2001")
    context = lsp.CodeActionContext([order], only=[lsp.CodeActionKind.QuickFix])
    actions = await client.text_document_code_action_async(lsp.CodeActionParams(document, order.range, context))
    text = applied(text, edits_of(actions))
    for number, line in enumerate(text.splitlines(), 1):
        print(f"  {DIM}{number:2}{RESET}  {line}")

    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(), 60))
