"""What the server can do, as it tells the client.

It is plain JSON, so that the answer to `initialize` need not wait for pygls; a test holds it to what pygls says of the
routes.
"""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..legend import MODIFIERS, TYPES
from .client import Client


def greeting(client: Client) -> bytes:
    """The answer to `initialize`, as JSON."""
    info = {"name": "dockerls", "version": __version__}
    return json.dumps({"capabilities": capabilities(client), "serverInfo": info}).encode()


def capabilities(client: Client) -> dict[str, Any]:
    """The capabilities to declare to a client."""
    able: dict[str, Any] = {
        "positionEncoding": client.encoding,
        "textDocumentSync": {"openClose": True, "change": 2, "save": True},
        "hoverProvider": True,
        "completionProvider": {
            "triggerCharacters": [" ", "-", "=", ",", "$", "{", ":", "#", "/", '"'],
            "resolveProvider": True,
        },
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", "source.fixAll.dockerls", "refactor.rewrite", "refactor.extract"],
            "resolveProvider": client.resolves_edits,
        },
        "signatureHelpProvider": {"triggerCharacters": [" ", "=", ",", "-", "[", '"']},
        "definitionProvider": True,
        "referencesProvider": True,
        "documentHighlightProvider": True,
        "renameProvider": {"prepareProvider": True} if client.prepares_renames else True,
        "linkedEditingRangeProvider": True,
        "callHierarchyProvider": True,
        "documentSymbolProvider": True,
        "documentLinkProvider": {"resolveProvider": False},
        "foldingRangeProvider": True,
        "selectionRangeProvider": True,
        "documentFormattingProvider": True,
        "documentRangeFormattingProvider": {"rangesSupport": True} if client.formats_ranges else True,
        "documentOnTypeFormattingProvider": {"firstTriggerCharacter": "\n", "moreTriggerCharacter": ["&"]},
        "semanticTokensProvider": {
            "legend": {"tokenTypes": list(TYPES), "tokenModifiers": list(MODIFIERS)},
            "full": {"delta": True},
            "range": True,
        },
        "inlayHintProvider": {"resolveProvider": client.resolves_hints},
        "codeLensProvider": {"resolveProvider": False},
        "workspaceSymbolProvider": {"resolveProvider": False},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        "executeCommandProvider": {"commands": ["dockerls.openRule"]},
    }
    if client.pulls:
        able["diagnosticProvider"] = {
            "identifier": "dockerls",
            "interFileDependencies": False,
            "workspaceDiagnostics": False,
        }
    return able
