"""What two real editors declare, spoken to as pytest-lsp does: typed, over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

URI = "file:///nowhere/Dockerfile"
TEXT = "FROM alpine:3.23\nMAINTAINER Zoë 🐳 <zoe@example.org>\nRUN echo 🐳 && wge\n"


@pytest_lsp.fixture(
    params=["neovim", "visual-studio-code"],
    config=ClientServerConfig(server_command=[sys.executable, "-m", "dockerls", "serve", "--stdio"]),
)
async def editor(request: pytest.FixtureRequest, lsp_client: LanguageClient) -> AsyncIterator[None]:
    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def register(params: lsp.RegistrationParams) -> None:
        """What an editor can do and pytest-lsp cannot."""

    params = lsp.InitializeParams(capabilities=client_capabilities(request.param))
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient) -> lsp.TextDocumentIdentifier:
    item = lsp.TextDocumentItem(uri=URI, language_id="dockerfile", version=1, text=TEXT)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    return lsp.TextDocumentIdentifier(URI)


async def found(client: LanguageClient, document: lsp.TextDocumentIdentifier) -> list[lsp.Diagnostic]:
    """The diagnostics, pulled if the client pulls."""
    if client.capabilities.text_document and client.capabilities.text_document.diagnostic:
        report: Any = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
        return list(report.items)
    await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[URI])


async def test_an_editing_session(editor: LanguageClient) -> None:
    document = opened(editor)
    diagnostics = await found(editor, document)
    codes = {diagnostic.code for diagnostic in diagnostics}
    assert "MaintainerDeprecated" in codes
    deprecated = next(diagnostic for diagnostic in diagnostics if diagnostic.code == "MaintainerDeprecated")
    assert deprecated.range.start == lsp.Position(1, 0)

    place = lsp.Position(1, 2)
    hover = await editor.text_document_hover_async(lsp.HoverParams(document, place))
    assert hover
    assert isinstance(hover.contents, lsp.MarkupContent)
    assert "MAINTAINER" in hover.contents.value

    context = lsp.CodeActionContext(diagnostics=[deprecated])
    actions: Any = await editor.text_document_code_action_async(
        lsp.CodeActionParams(document, deprecated.range, context)
    )
    assert actions
    symbols: Any = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert [symbol.name for symbol in symbols] == ["FROM alpine:3.23"]
    folds = await editor.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    assert [(fold.start_line, fold.end_line) for fold in folds or ()] == [(0, 2)]
    items: Any = await editor.text_document_completion_async(lsp.CompletionParams(document, lsp.Position(0, 1)))
    assert "FROM" in {item.label for item in items.items}
