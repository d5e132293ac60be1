"""What a word comes to in an environment: variables replaced, quotes and escapes gone, as BuildKit does it.

It knows words and a mapping of names to values, and must not know where these come from. dockerfile-parse's
WordSplitter does the dequoting and substituting; what that does not know is turned into fresh plain variables first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .late import part, regex
from .named import NamedTuple
from .recent import LONGEST, recent
from .syntax.lexer import SPACE, Use, lex
from .syntax.patterns import pattern_regex, reverse_pattern

# A chain of variables, each ten times the last one, would fill the memory: what is longer than this is not known.
_LONGEST = 1 << 16
_MOST_USES = 1000
_MOST_STEPS = 1_000_000

_BLANKS = regex(f"[{SPACE}]+")
# WordSplitter takes the last four for blanks, and BuildKit does not.
_SPECIAL = regex("[$'\"\\\\`\x1c-\x1f]")
_GO_TEMPLATE = regex(r"\$(?:(\$)|\{(\w+)\}|(\w+))")


class Value(NamedTuple):
    """`text` is None if it cannot be known: BuildKit refuses the word (`error` says why), or it hangs on a variable
    whose value nobody knows, or it is too long to be worth it.

    `used` are the names of all variables in the word, in order, and `unset` those which the environment lacks.
    """

    text: str | None
    unset: tuple[str, ...]
    used: tuple[str, ...]
    error: str = ""


def expand(word: str, env: Mapping[str, str | None], escape: str = "\\", *, quotes: bool = True) -> Value:
    """The value of `word` in `env` by the rules of BuildKit's ProcessWord; it never raises.

    A name which maps to None is declared, but its value is not known, as for an `ARG` without default: it may be
    given when the image is built, or stay unset. `quotes=False` takes quotes for ordinary characters (heredocs).
    """
    if "$" not in word and escape not in word and not (quotes and ("'" in word or '"' in word)):
        return Value(word, (), ())
    uses, faults = lex(word, escape, quotes=quotes)
    names = dict.fromkeys(use.name for use in uses if use.name in env)
    values = tuple((name, None if faults else env[name]) for name in names)
    return _expanded(word, values, escape, quotes)


@recent(256)
def _expanded(word: str, values: tuple[tuple[str, str | None], ...], escape: str, quotes: bool) -> Value:
    """A word's value by those of the variables in it."""
    env = dict(values)
    known, used, error = _evaluate(word, env, escape, quotes)
    unset = tuple(name for name in used if name not in env)
    if known is None:
        return Value(None, unset, used, error)
    return Value(_Words(word, known, escape, quotes).text(0, len(word)), unset, used)


def expand_words(word: str, env: Mapping[str, str | None], escape: str = "\\") -> list[str] | None:
    """`word` in `env` split by the rules of BuildKit's ProcessWords: after substitution, and not within quotes.

    None where `expand` has no text. Empty words are dropped, even quoted ones.
    """
    known, _, _ = _evaluate(word, env, escape, True)
    return None if known is None else _Words(word, known, escape, True).split()


_Known = dict[int, tuple[int, str | None]]
"""Where a use starts → where it ends, and its value."""


def _evaluate(
    word: str, env: Mapping[str, str | None], escape: str, quotes: bool
) -> tuple[_Known | None, tuple[str, ...], str]:
    """The values of all uses in `word` (None if there is an error), the names used, and the error."""
    uses, faults = lex(word, escape, quotes=quotes)
    used = tuple(dict.fromkeys(use.name for use in uses))
    if faults:
        return None, used, faults[0].message
    if len(uses) > _MOST_USES or len(word) > _LONGEST:
        return None, used, ""
    known: _Known = {}
    words = _Words(word, known, escape, quotes)
    errors: list[tuple[int, str]] = []
    # A nested use comes after its parent, so from the last to the first each finds its word's uses known.
    for use in reversed(uses):
        try:
            value = _value(use, use.name in env, env.get(use.name), words.text)
        except _Refused as refused:
            errors.append((use.end, str(refused)))
            value = None
        known[use.start] = use.end, value
    if errors:
        # BuildKit stops at the first use which it has read to its end.
        return None, used, min(errors)[1]
    return known, used, ""


class _Refused(Exception):
    """BuildKit refuses the use, for the reason given."""


def _value(
    use: Use, declared: bool, value: str | None, word_text: Callable[[int, int, bool], str | None]
) -> str | None:
    """The value of one use, None if unknown; raises _Refused."""
    kind = use.modifier[-1:]
    if not kind:
        return value if declared else ""
    if kind == "/":
        pattern = word_text(use.word_start, use.slash, True)
        replacement = word_text(use.slash + 1, use.word_end, True)
        return _replaced(pattern, replacement, value if declared else "", use.modifier == "//")
    word = word_text(use.word_start, use.word_end, kind in "#%")
    if kind in "#%":
        if word is not None and use.modifier[0] == use.modifier[-1] and len(use.modifier) == 2:
            word = kind + word
        return _trimmed(kind, word, value if declared else "")
    if declared and value is None:
        return "" if kind == "+" and word == "" else None
    missing = not declared or (use.modifier[0] == ":" and not value)
    if kind == "-":
        return word if missing else value
    if kind == "+":
        return "" if missing else word
    if missing:
        state = "is empty" if declared else "is not set"
        raise _Refused(f"`{use.name}` {state}: {word}" if word else f"`{use.name}` {state}, and the build stops here.")
    return value


def _trimmed(kind: str, pattern: str | None, value: str | None) -> str | None:
    """`value` without the shortest start ("#") or end ("%") of the pattern, or the longest if the sign comes twice."""
    if pattern is None:
        return None
    greedy = pattern.startswith(kind)
    pattern = pattern[1:] if greedy else pattern
    if kind == "%":
        pattern = reverse_pattern(pattern)
    matcher = _compiled(pattern, greedy, True, value)
    if matcher is None or value is None:
        return None
    if kind == "#":
        found = matcher.match(value)
        return value[found.end() :] if found else value
    found = matcher.match(value[::-1])
    return value[: len(value) - found.end()] if found else value


def _replaced(pattern: str | None, replacement: str | None, value: str | None, everywhere: bool) -> str | None:
    if pattern is None:
        return None
    matcher = _compiled(pattern, True, False, value)
    if matcher is None or value is None or replacement is None:
        return None
    if not everywhere:
        found = matcher.search(value)
        return value[: found.start()] + replacement + value[found.end() :] if found else value
    out: list[str] = []
    end, size = 0, 0
    for found in matcher.finditer(value):
        # Go ignores an empty match right behind another one, and Python does not.
        if out and found.start() == found.end() == end:
            continue
        out += value[end : found.start()], _go_template(replacement, found[0])
        end = found.end()
        size += len(out[-1])
        if size > _LONGEST:
            return None
    return "".join(out) + value[end:]


def _go_template(replacement: str, match: str) -> str:
    """What Go's ReplaceAllString makes of a replacement: it reads `$0` as the match, `$$` as `$`, others as empty."""
    if "$" not in replacement:
        return replacement
    return _GO_TEMPLATE.sub(lambda m: "$" if m[1] else match if (m[2] or m[3]) == "0" else "", replacement)


def _compiled(pattern: str, greedy: bool, anchored: bool, value: str | None) -> re.Pattern[str] | None:
    """The pattern, or None if matching it against `value` could take forever; raises _Refused if it is invalid."""
    pattern = re.sub(r"(?s)(\\.)|(\*)\*+", r"\1\2", pattern)
    expression = pattern_regex(pattern, greedy=greedy, anchored=anchored)
    if expression is None:
        raise _Refused(f"A backslash in a pattern escapes only `*`, `?`, `/`, `}}` and itself: `{pattern}`.")
    steps = (len(value or "") + 1) ** min(expression.count(".*") + (not anchored), 20)
    # `re` keeps what it has compiled.
    return re.compile(expression) if steps < _MOST_STEPS and len(expression) < LONGEST else None


class _Words:
    """A word whose uses are `known`, and what WordSplitter makes of its parts once they are desugared."""

    def __init__(self, word: str, known: _Known, escape: str, quotes: bool) -> None:
        self.word = word
        self.known = known
        self.escape = escape
        self.quotes = quotes

    def text(self, start: int, end: int, raw_escapes: bool = False) -> str | None:
        """The value of `start..end`, None if unknown. `raw_escapes` keeps the escape characters, as for patterns."""
        whole = self.known.get(start)
        if whole and whole[0] == end:
            return whole[1]
        if not _SPECIAL.search(self.word, start, end):
            return self.word[start:end]
        plain = self.desugared(start, end, raw_escapes, False)
        return None if plain is None else "".join(_split(*plain, 0))

    def split(self) -> list[str] | None:
        plain = self.desugared(0, len(self.word), False, True)
        return None if plain is None else [word for word in _split(*plain, None) if word]

    def desugared(self, start: int, end: int, raw_escapes: bool, splits: bool) -> tuple[str, tuple[str, ...]] | None:
        """`start..end` in WordSplitter's own terms, and the values of the variables v0, v1 … which stand in for all
        that it does not know; None if a value is unknown, or all of them are too long.

        WordSplitter knows both quotes, `\\` before anything outside of quotes, and `\\"` within double ones.
        """
        word, escape = self.word, self.escape
        out: list[str] = []
        values: list[str] = []

        def stand_in(value: str) -> None:
            if value:
                out.append(f"${{v{len(values)}}}")
                values.append(value)

        at, in_quotes, size = start, False, end - start
        while at < end:
            found = _SPECIAL.search(word, at, end)
            here = found.start() if found else end
            out.append(word[at:here])
            if not found:
                break
            char, after = word[here], word[here + 1 : min(here + 2, end)]
            at = here + 1
            if here in self.known:
                at, value = self.known[here]
                if value is None or size + len(value) > _LONGEST:
                    return None
                size += len(value)
                parts = _BLANKS.split(value) if splits and not in_quotes else [value]
                stand_in(parts[0])
                for part in parts[1:]:
                    out.append(" ")
                    stand_in(part)
            elif char == escape:
                if not in_quotes:
                    escaped, plain = after, escape == "\\" and after != ""
                elif after in ('"', "$", escape):
                    escaped, plain = after, escape == "\\" and after == '"'
                else:
                    # It escapes nothing and stays: twice where escapes are kept, as in BuildKit.
                    escaped, plain, after = escape, False, ""
                at += len(after)
                if plain and not raw_escapes:
                    out.append(word[here:at])
                else:
                    stand_in(escape + escaped if raw_escapes else escaped)
            elif char == '"' and self.quotes:
                in_quotes = not in_quotes
                out.append(char)
            elif char == "'" and self.quotes:
                if not in_quotes:
                    at = word.index("'", at) + 1
                out.append(word[here:at])
            elif char == "`":
                out.append(char)
            else:
                stand_in(char)
        return "".join(out), tuple(values)


@recent(256)
def _split(plain: str, values: tuple[str, ...], most: int | None) -> tuple[str, ...]:
    """The words which WordSplitter makes of `plain`, with `most` splits at blanks.

    It takes 50 to 100 µs, so neither happens before someone asks for a value.
    """
    splitter = part("dockerfile_parse", "util").WordSplitter
    envs = {f"v{number}": value for number, value in enumerate(values)}
    return tuple(splitter(plain, envs=envs).split(maxsplit=most))
