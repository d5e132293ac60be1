"""Every regular expression of dockerls, and texts that are made to trouble it.

The expressions are found in the source, with the ways in which they are used; the texts come from each one's own parse
tree: what brings it to a repetition, much of what that repeats, and something that it does not like.
"""

from __future__ import annotations

import ast
import collections
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import dockerls
from dockerls.late import LatePattern

if sys.version_info >= (3, 11):
    import re._constants as sre
    import re._parser as parser
else:
    import sre_constants as sre
    import sre_parse as parser

ROOT = Path(dockerls.__file__).parent
OURS = ("dockerls.features.completion.item._TAB_STOP", "dockerls.features.signature", "dockerls.lint.explain")
"""Expressions that read nothing but our own tables and templates."""

MADE = frozenset(
    (
        "dockerls.buildcontext._parts", "dockerls.buildcontext._regex", "dockerls.buildcontext._walk",
        "dockerls.values._compiled",
        "dockerls.docker.references._grammar", "dockerls.docker.tokens.find", "dockerls.docker.versions.frontend",
        "dockerls.features.tokens.languages._pattern", "dockerls.late.__getattr__", "dockerls.lint.kinds.pattern",
        "dockerls.lint.reshape._parts",
        "dockerls.lint.rules.copying.add_instead_of_copy", "dockerls.probes.program.version",
        "dockerls.syntax.lexer._special",
    )
)  # fmt: skip
"""Functions that make expressions of what they are given.

Those of the first two modules are made of a workspace's patterns, and have limits and tests of their own; the others
are made of our own words.
"""

METHODS = frozenset(("match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"))
_WAYS = ("match", "fullmatch", "finditer")
_MOST = 50


class Attacked(NamedTuple):
    """An expression, where it stands, and the methods that are called on it."""

    name: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def modules() -> Iterator[str]:
    """The names of all modules of dockerls, but for the one that starts it."""
    for module in pkgutil.walk_packages(dockerls.__path__, "dockerls."):
        if not module.name.endswith("__main__"):
            yield module.name


def patterns(*, everything: bool = False) -> list[Attacked]:
    """All expressions: those that have a name, and those that are given to `re` as plain strings.

    With `everything`, also those that read nothing but our own tables.
    """
    trees = {name: ast.parse(_source(name)) for name in modules()}
    used: dict[int, set[str]] = {}
    for name, tree in trees.items():
        names = vars(import_module(name))
        for part in ast.walk(tree):
            if isinstance(part, ast.Attribute) and part.attr in METHODS:
                used.setdefault(id(names.get(_last_name(part.value))), set()).add(part.attr)
    found: dict[tuple[str, int], Attacked] = {}

    def note(name: str, pattern: re.Pattern[str], methods: set[str]) -> None:
        key = pattern.pattern, pattern.flags
        if key in found:
            methods |= found[key].methods
        found[key] = Attacked(name, pattern, frozenset(methods))

    for name, tree in trees.items():
        module = import_module(name)
        for item, value in vars(module).items():
            if item.endswith("PATTERNS") and isinstance(value, dict):
                value = [re.compile(text, re.MULTILINE) for text in value.values() if isinstance(text, str)]
            for given, pattern in _compiled(value):
                note(f"{name}.{item}", pattern, used.get(id(given)) or set(_WAYS))
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            if _last_name(call.func.value) != "re" or call.func.attr not in (*METHODS, "compile"):
                continue
            text = _constant(call.args[0], vars(module))
            if text is not None:
                flags = 0
                for extra in (*call.args[1:], *(keyword.value for keyword in call.keywords)):
                    for flag in ast.walk(extra):
                        if isinstance(flag, ast.Attribute) and isinstance(getattr(re, flag.attr, None), re.RegexFlag):
                            flags |= getattr(re, flag.attr)
                methods = set(_WAYS) if call.func.attr == "compile" else {call.func.attr}
                note(f"{name}:{call.lineno}", re.compile(text, flags), methods)
    return [item for item in found.values() if everything or not item.name.startswith(OURS)]


def _source(name: str) -> str:
    path = ROOT.parent.joinpath(*name.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


def _last_name(item: ast.expr) -> str:
    return item.id if isinstance(item, ast.Name) else item.attr if isinstance(item, ast.Attribute) else ""


def _constant(item: ast.expr, names: dict[str, Any]) -> str | None:
    """A string, or an f-string of module constants; one of other values is taken with `x` in their place."""
    if isinstance(item, ast.Constant) and isinstance(item.value, str):
        return item.value
    if isinstance(item, ast.JoinedStr):
        parts = []
        for part in item.values:
            if isinstance(part, ast.Constant):
                parts.append(str(part.value))
            elif isinstance(part, ast.FormattedValue):
                value = names.get(_last_name(part.value))
                parts.append(value if isinstance(value, str) else "x")
        return "".join(parts)
    return None


def _compiled(value: object) -> Iterator[tuple[object, re.Pattern[str]]]:
    """The expressions in a module's value: what stands for each there, and itself."""
    if isinstance(value, LatePattern):
        yield value, _of_text(re.compile(*value._given))
    elif isinstance(value, re.Pattern):
        yield value, _of_text(value)
    elif isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from _compiled(item)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from _compiled(item)


def _of_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """An expression about bytes as one about text, which takes the same steps."""
    if isinstance(pattern.pattern, bytes):
        return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)
    return pattern


def left_out() -> list[str]:
    """The functions that make an expression which `patterns` cannot find, but for those in `MADE`."""
    found = {item.pattern.pattern for item in patterns(everything=True)}
    missing = set()
    for name in modules():
        for function in ast.walk(ast.parse(_source(name))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                called = ast.unparse(call.func)
                if called == "regex" or (called.startswith("re.") and called[3:] in (*METHODS, "compile")):
                    text = _constant(call.args[0], vars(import_module(name)))
                    if text not in found:
                        missing.add(f"{name}.{function.name}")
    return sorted(missing - MADE)


# Texts


def attacks(pattern: re.Pattern[str], n: int) -> Iterator[str]:
    """Texts of about `n` characters that lead the expression into each of its repetitions, and then disappoint it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    seen: set[tuple[str, str]] = set()
    for prefix, pump in itertools.islice(_pumps(tree, ""), _MOST):
        if pump and (prefix, pump) not in seen:
            seen.add((prefix, pump))
            body = pump * (n // len(pump))
            for suffix in ("", "\0", "\n", "!"):
                yield prefix + body + suffix
            if prefix:
                whole = prefix + pump
                yield whole * (n // len(whole))
                yield prefix * (n // len(prefix)) + "\0"


def _pumps(items: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """What brings one to each repetition, and what is repeated there, in all kinds of its alphabet."""
    for kind, argument in items:
        if kind in _REPEATS:
            _, most, inner = argument
            if most is sre.MAXREPEAT or most > 100:
                for text in _samples(list(inner)):
                    yield prefix, text
            yield from _pumps(inner, prefix)
        elif kind is sre.BRANCH:
            for branch in argument[1]:
                yield from _pumps(branch, prefix)
        elif kind is sre.SUBPATTERN:
            yield from _pumps(argument[3], prefix)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(argument[1], prefix)
        prefix += _samples([(kind, argument)])[0]


_REPEATS = tuple(getattr(sre, name) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") if hasattr(sre, name))
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "x",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_NOT_SPACE: "x",
    sre.CATEGORY_WORD: "x1",
    sre.CATEGORY_NOT_WORD: " -",
}


def _samples(items: list[Any]) -> list[str]:
    """Some texts that a part of an expression takes, the first one short."""
    found = [""]
    for kind, argument in items:
        options = _options(kind, argument)
        found = [text + option for text in found for option in options][:12]
    return found


def _options(kind: Any, argument: Any) -> list[str]:
    if kind is sre.LITERAL:
        return [chr(argument)]
    if kind is sre.NOT_LITERAL:
        return ["x" if chr(argument) != "x" else "y", " "]
    if kind is sre.ANY:
        return ["x", " ", "'", "/"]
    if kind is sre.IN:
        return _members(argument)
    if kind is sre.BRANCH:
        return [text for branch in argument[1] for text in _samples(list(branch))[:3]] or [""]
    if kind is sre.SUBPATTERN:
        return _samples(list(argument[3]))
    if kind in _REPEATS:
        least, most, inner = argument
        return [text * max(least, 1) for text in _samples(list(inner))] if most else [""]
    return [""]


def _members(items: list[Any]) -> list[str]:
    if items[0][0] is sre.NEGATE:
        out = set("".join(_members(items[1:])))
        return [text for text in ("x", " ", "1", "\t", "=", "'", "/", "\n", "é") if text not in out][:4] or ["€"]
    found = ""
    for kind, argument in items:
        if kind is sre.LITERAL:
            found += chr(argument)
        elif kind is sre.RANGE:
            found += chr(argument[0])
        elif kind is sre.CATEGORY:
            found += _CATEGORIES.get(argument, "x")
    return list(dict.fromkeys(found))[:6] or ["x"]


def attack(item: Attacked, n: int) -> tuple[float, str]:
    """The longest time that an attack took, in seconds, and its beginning."""
    worst = 0.0, ""
    for text in attacks(item.pattern, n):
        start = time.process_time()
        for way in _WAYS:
            if way in item.methods:
                found = getattr(item.pattern, way)(text)
                if way == "finditer":
                    collections.deque(found, maxlen=0)
        if item.methods - {"match", "fullmatch", "finditer"}:
            collections.deque(item.pattern.finditer(text), maxlen=0)
        worst = max(worst, (time.process_time() - start, text[:40]))
        if worst[0] > 2:  # That is bad enough.
            break
    return worst


WORTH_A_LOOK = 0.15
"""Seconds of the processor: what a text of `SIZE` characters takes less time for is no danger, however it grows."""
SIZE = 20_000
STEEP = 24
"""How often a text may take the time of one that is an eighth as long; it is 8 times if the growth is linear, and 64
if it is quadratic."""


def growth(item: Attacked) -> tuple[float, float, str]:
    """How long the worst text takes, how often the time of one an eighth as long that is, and its beginning."""
    took, text = attack(item, SIZE // 8)
    if took < 2:
        took, text = attack(item, SIZE)
    if took < WORTH_A_LOOK:
        return took, 0, text
    small = max(min(attack(item, SIZE // 8)[0] for _ in range(3)), 1e-5)
    large = min(took, attack(item, SIZE)[0]) if took < 2 else took
    return large, large / small, text


_LONGEST = 100
"""After how many seconds of a processor's time an expression does not come back."""


def main() -> int:
    """Print the expressions whose time grows faster than their text; 1 if there is one.

    One that does not come back ends the process, since nothing interrupts it, and is the last whose name was told.
    """
    bad = 0
    found = patterns()
    for item in found:
        print(item.name, file=sys.stderr, flush=True)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, _LONGEST)
        took, times, text = growth(item)
        if times > STEEP or took > 2:
            bad = 1
            print(f"{item.name}: {took:.2f} s, ×{times:.0f}, for {text!r}…: {item.pattern.pattern}", flush=True)
    print(f"{len(found)} expressions")
    return bad


if __name__ == "__main__":
    sys.exit(main())
