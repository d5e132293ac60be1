"""lsprotocol's types made at first use are those that attrs makes at once."""

from __future__ import annotations

import re
import subprocess
import sys

DESCRIBED = """
import inspect

import attr
from lsprotocol import _hooks, types

_hooks._resolve_forward_references()
for name, cls in sorted(types.ALL_TYPES_MAP.items()):
    if isinstance(cls, type) and attr.has(cls):
        attr.resolve_types(cls, types.ALL_TYPES_MAP, {})
        for field in attr.fields(cls):
            print(name, field.name, field.default, field.validator, field.type, field.kw_only)
        print(name, [*inspect.signature(cls.__init__).parameters], cls.__match_args__, cls.__hash__)
"""

LEAN = """
from dockerls.server.lean import _Fields, import_types

import_types()
from lsprotocol import types

def unmade():
    classes = [cls for cls in types.ALL_TYPES_MAP.values() if isinstance(cls, type)]
    return sum(isinstance(vars(cls).get("__attrs_attrs__"), _Fields) for cls in classes)

"""

USED = """
assert unmade() > 500
position = types.Position(1, character=2)
assert position == types.Position(1, 2) != types.Position(2, 1)
assert types.Position(1, 2) < types.Position(1, 3)
assert repr(position) == "1:2"
try:
    types.Position("1", 2)
except (TypeError, ValueError):
    pass
else:
    raise AssertionError("no validator has looked at it")

from pygls.protocol import default_converter

converter = default_converter()
left = unmade()
params = {"textDocument": {"uri": "u"}, "position": {"line": 1, "character": 2}, "context": {"triggerKind": 1}}
found = converter.structure(params, types.CompletionParams)
assert (found.position.character, found.context.trigger_kind) == (2, types.CompletionTriggerKind.Invoked)
item = types.CompletionItem("x", text_edit=types.TextEdit(types.Range(position, position), "y"))
at = {"line": 1, "character": 2}
assert converter.unstructure(item) == {
    "label": "x", "textEdit": {"range": {"start": at, "end": at}, "newText": "y"}
}, converter.unstructure(item)
assert 450 < unmade() < left, unmade()
"""


def run(code: str) -> str:
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return re.sub(" at 0x[0-9a-f]+", "", out)


def test_all_types_are_what_they_would_be() -> None:
    at_once, late = run(DESCRIBED), run(LEAN + DESCRIBED + "assert not unmade()")
    assert at_once.count("\n") > 1500
    assert late == at_once


def test_only_what_is_used_is_made() -> None:
    run(LEAN + USED)


AT_ONCE = """
import threading
import attr

sys.setswitchinterval(1e-6)
errors = []
meeting = threading.Barrier(4)
classes = [cls for cls in types.ALL_TYPES_MAP.values() if "__attrs_attrs__" in getattr(cls, "__dict__", ())]

def use(makes):
    meeting.wait()
    for cls in classes:
        try:
            if makes:
                try:
                    cls()
                except TypeError as error:
                    assert "missing" in str(error), error
            assert not [field for field in attr.fields(cls) if isinstance(field.type, str)]
        except Exception as error:
            errors.append((cls, repr(error)))

threads = [threading.Thread(target=use, args=(number % 2,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, (len(errors), errors[:3])
"""


def test_threads_may_use_a_type_at_once() -> None:
    """Each asks for all types in the same order, with as many turns as can be had."""
    run("import sys\n" + LEAN + AT_ONCE)
