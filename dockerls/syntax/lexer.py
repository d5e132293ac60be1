"""What BuildKit's shell-word lexer makes of one piece of text: variable uses, faults, words.

It knows quotes, escapes and `${…}`. It must not know of instructions, environments or positions in a file:
all indices are into the text it was given. The rules are those of BuildKit's frontend/dockerfile/shell/lex.go.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..late import regex
from ..named import NamedTuple
from ..recent import recent
from .patterns import pattern_regex, reverse_pattern

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Go's unicode.IsSpace as the inside of a character class; Python's \\s has the four ASCII separators on top."""

_BLANKS = regex(f"[{SPACE}]+")
_NAME = regex(r"[0-9]+|[@*#?$!-]|[A-Za-z_][A-Za-z0-9_]*")
_CLOSES_NEARBY = regex(r"[^\s\"'${}]*\}")
_CLOSES_AT_ALL = regex(r"[^${}]*\}")
_MODIFIERS = "+-?#%"


class Use(NamedTuple):
    """One `$variable`. `start..end` is the whole `$X` or `${X:-y}`, up to the end of the text if it never closes.

    `modifier` is the operator as BuildKit reads it: "", "-", ":-", "+", ":+", "?", ":?", "#", "##", "%", "%%", "/",
    "//". One which it does not support is kept, and is a fault.
    `word_start..word_end` is the modifier's word (0, 0 without one); for "/" it holds `pattern/replacement`, and
    `slash` is the index of the slash between them (0 without one). `quoted`: within double quotes, at any depth.
    A name may be a special parameter (`$$`, `$@`, `$1`), or empty as in `${%x}`.
    """

    name: str
    start: int
    end: int
    name_start: int
    name_end: int
    modifier: str
    word_start: int
    word_end: int
    quoted: bool
    slash: int = 0


class Fault(NamedTuple):
    """Something for which BuildKit refuses the text; the first one of a text is the one which BuildKit reports.

    Codes: unterminated-single-quote, unterminated-double-quote, missing-brace, missing-slash, bad-substitution,
    unsupported-modifier, invalid-pattern.
    """

    code: str
    start: int
    end: int
    message: str


class Lexed(NamedTuple):
    """The uses in order of their `$` (so a nested one follows its parent) and the faults, BuildKit's first."""

    uses: tuple[Use, ...]
    faults: tuple[Fault, ...]


class _Piece(NamedTuple):
    """Processed text and where it came from; only `splits` pieces are cut at blanks."""

    text: str
    start: int
    end: int
    splits: bool


_NOTHING = Lexed((), ())


def lex(text: str, escape: str = "\\", *, quotes: bool = True) -> Lexed:
    """The variable uses and faults of `text`, in time linear in its length.

    `quotes=False` takes quotes for ordinary characters, as BuildKit does in the body of a heredoc.
    """
    if "$" not in text and not (quotes and ('"' in text or "'" in text)):
        return _NOTHING
    return _lexed(text, escape, quotes)


@recent(256, 256)  # Rule after rule asks for the same few words.
def _lexed(text: str, escape: str, quotes: bool) -> Lexed:
    return _Scan(text, escape, quotes).run()


def words(
    text: str, escape: str = "\\", *, raw_quotes: bool = False, raw_escapes: bool = False
) -> list[tuple[str, int, int]] | None:
    """`text` split as ProcessWords does when no variable is set and unset ones stay as written (SkipUnsetEnv).

    Each word comes with its span in `text`; None if BuildKit refuses the text.
    `raw_quotes` and `raw_escapes` keep the quotes and the escape characters in the words.
    """
    pieces: list[_Piece] = []
    if _Scan(text, escape, True, pieces, raw_quotes, raw_escapes).run().faults:
        return None
    return _split(pieces)


def _split(pieces: list[_Piece]) -> list[tuple[str, int, int]]:
    """Processed pieces put together and cut at the blanks; a word which is empty is dropped, quoted or not."""
    found: list[tuple[str, int, int]] = []
    parts: list[str] = []
    start = end = -1

    def finish() -> None:
        nonlocal start
        word = "".join(parts)
        if word:
            found.append((word, start, end))
        parts.clear()
        start = -1

    for piece in pieces:
        exact = len(piece.text) == piece.end - piece.start
        at = 0
        if piece.splits:
            for blank in _BLANKS.finditer(piece.text):
                if blank.start() > at:
                    if start < 0:
                        start = piece.start + at if exact else piece.start
                    parts.append(piece.text[at : blank.start()])
                    end = piece.start + blank.start() if exact else piece.end
                finish()
                at = blank.end()
        if at < len(piece.text) or not piece.text:
            if start < 0:
                start = piece.start + at if exact else piece.start
            parts.append(piece.text[at:])
            end = piece.end
    finish()
    return found


@lru_cache(maxsize=64)
def _special(stop: str, escape: str, quotes: bool) -> re.Pattern[str]:
    """Finds the next character which means anything, within the word that `stop` ends."""
    chars = "$" + escape + stop
    if quotes and stop != '"':
        chars += "\"'"
    return re.compile("[" + re.escape(chars) + "]")


def _name_end(text: str, at: int) -> int:
    """Where the name at `at` ends: digits, or one special parameter, or letters, digits and underscores."""
    match = _NAME.match(text, at)
    end = match.end() if match else at
    if end == len(text) or text[end] < "\x80" or (match and text[at] in "@*#?$!-"):
        return end
    # Only here does a name hold more than ASCII. Go asks the Unicode classes Nd and L, as these two methods do.
    digits = text[at].isdecimal()
    while end < len(text) and (text[end].isdecimal() or (not digits and (text[end].isalpha() or text[end] == "_"))):
        end += 1
    return end


class _Frame:
    """A word being read: the whole text (stop ""), double quotes, or the word within a `${…}` (`use` is its number)."""

    __slots__ = ("at", "quoted", "raw", "slash", "stop", "use", "word")

    def __init__(self, stop: str, at: int, raw: bool, quoted: bool, use: int = -1, word: int = 0) -> None:
        self.stop = stop
        self.at = at
        self.raw = raw
        self.quoted = quoted
        self.use = use
        self.word = word
        self.slash = 0


class _Scan:
    """One walk over a text. The open words lie on a list, not on Python's stack, so no nesting is too deep."""

    def __init__(
        self,
        text: str,
        escape: str,
        quotes: bool,
        pieces: list[_Piece] | None = None,
        raw_quotes: bool = False,
        raw_escapes: bool = False,
    ) -> None:
        self.text = text
        self.escape = escape
        self.quotes = quotes
        self.pieces = pieces
        self.raw_quotes = raw_quotes
        self.frames = [_Frame("", 0, raw_escapes, False)]
        self.uses: list[Use] = []
        self.faults: list[Fault] = []
        # How many of the last faults were met when nothing was left to read: see _end.
        self.faults_at_end = 0

    def run(self) -> Lexed:
        text, escape = self.text, self.escape
        at, n = 0, len(text)
        while True:
            frame = self.frames[-1]
            found = _special(frame.stop, escape, self.quotes).search(text, at)
            here = found.start() if found else n
            if here > at:
                self.emit(text[at:here], at, here)
            if not found:
                break
            char = text[here]
            if char == "$":
                at = self.dollar(here)
            elif char == escape:
                at = self.escaped(here)
            elif char == "'":
                at = text.find("'", here + 1) + 1
                if not at:
                    self.end(here)
                    return self.result()
                self.emit(text[here:at] if self.raw_quotes else text[here + 1 : at - 1], here, at, literal=True)
            elif char == '"':
                at = here + 1
                self.emit(char if self.raw_quotes else "", here, at, literal=True)
                if frame.stop == '"':
                    self.frames.pop()
                else:
                    self.frames.append(_Frame('"', here, frame.raw, True))
            elif char == "/":
                at = here + 1
                self.emit(char, here, at)
                frame.stop, frame.slash = "}", here
            else:
                at = here + 1
                self.emit(char, here, at)
                self.close(frame, here)
        self.end(None)
        return self.result()

    def result(self) -> Lexed:
        return Lexed(tuple(self.uses), tuple(self.faults))

    def emit(self, text: str, start: int, end: int, literal: bool = False) -> None:
        """Note processed text. What stands in top-level quotes, or is escaped there (`literal`), is never split."""
        if self.pieces is not None:
            frames = self.frames
            splits = not literal if len(frames) == 1 else frames[1].stop != '"'
            self.pieces.append(_Piece(text, start, end, splits))

    def fault(self, code: str, start: int, end: int, message: str, read: int) -> None:
        """Note a fault met when BuildKit had `read` the text up to there."""
        self.faults.append(Fault(code, start, end, message))
        if read >= len(self.text):
            self.faults_at_end += 1

    def escaped(self, at: int) -> int:
        """Pass an escape character and what it escapes."""
        frame, escape = self.frames[-1], self.escape
        after = self.text[at + 1 : at + 2]
        if frame.stop == '"' and after != '"' and after != "$" and after != escape:
            # Within quotes it escapes nothing else, and stays. BuildKit writes it twice where escapes are kept.
            self.emit(escape * 2 if frame.raw and after else escape, at, at + 1)
            return at + 1
        self.emit(escape + after if frame.raw else after, at, at + 1 + len(after), literal=True)
        return at + 1 + len(after)

    def dollar(self, at: int) -> int:
        """Read the start of a use, and give the index to go on from."""
        text = self.text
        quoted = self.frames[-1].quoted
        if not text.startswith("{", at + 1):
            end = _name_end(text, at + 1)
            if end > at + 1:
                self.uses.append(Use(text[at + 1 : end], at, end, at + 1, end, "", 0, 0, quoted))
            self.emit(text[at:end], at, end)
            return end
        name_start = at + 2
        if name_start == len(text):
            self.fault("missing-brace", at, name_start, "`${` is never closed with `}`.", name_start)
            return name_start
        if text[name_start] in "{}:":
            end = name_start + 1
            self.fault("bad-substitution", at, end, f"`{text[at:end]}` names no variable.", name_start)
            return end
        name_end = _name_end(text, name_start)
        name = text[name_start:name_end]
        modifier = text[name_end : name_end + 1]
        if modifier == "}":
            self.uses.append(Use(name, at, name_end + 1, name_start, name_end, "", 0, 0, quoted))
            self.emit(text[at : name_end + 1], at, name_end + 1)
            return name_end + 1
        if modifier == ":":
            modifier = text[name_end : name_end + 2]
            if modifier in (":#", ":%"):
                return self.unsupported(at, name_start, name_end, modifier, quoted)
        elif not modifier or modifier not in "/" + _MODIFIERS:
            return self.unsupported(at, name_start, name_end, modifier, quoted)
        word = name_end + len(modifier)
        kind = modifier[-1]
        patterned = kind in "#%" or modifier == "/"
        frame = _Frame("/" if modifier == "/" else "}", at, patterned, quoted, len(self.uses), word)
        if patterned and text.startswith(kind, word):
            modifier += kind
            frame.word += 1
        self.uses.append(Use(name, at, len(text), name_start, name_end, modifier, frame.word, len(text), quoted))
        # Kept as written, but for the second slash, which BuildKit loses.
        self.frames.append(frame)
        self.emit(text[at:word] if modifier == "//" else text[at : frame.word], at, frame.word)
        return frame.word

    def unsupported(self, at: int, name_start: int, name_end: int, modifier: str, quoted: bool) -> int:
        """A name before what is no modifier. BuildKit gives up at once; we go on behind what looks like the end."""
        text = self.text
        nearby = _CLOSES_NEARBY.match(text, name_end)
        end = nearby.end() if nearby else name_end
        read = name_end + len(modifier or " ")
        self.uses.append(Use(text[name_start:name_end], at, end, name_start, name_end, modifier, 0, 0, quoted))
        torn = not modifier or ((modifier.isspace() or modifier in "\"'") and not _CLOSES_AT_ALL.match(text, name_end))
        if torn:
            self.fault("missing-brace", at, end, f"`{text[at:end]}` is never closed with `}}`.", read)
        else:
            shown_end = min(max(end, read), len(text))
            message = f"`{modifier}` is no modifier of a variable: `{_short(text, at, shown_end)}`."
            self.fault("unsupported-modifier", at, shown_end, message, read)
        return end

    def close(self, frame: _Frame, at: int) -> None:
        """The `}` at `at` ends the word of a use. Now, and not before, BuildKit looks at its modifier and pattern."""
        self.frames.pop()
        use = self.uses[frame.use]._replace(end=at + 1, word_end=at, slash=frame.slash)
        self.uses[frame.use] = use
        if self.pieces is not None:
            # An unset variable stays as written, and nobody asks for its modifier.
            return
        kind = use.modifier[-1]
        if kind not in _MODIFIERS and (kind != "/" or use.modifier[0] == ":"):
            message = f"`{use.modifier}` is no modifier of a variable: `{_short(self.text, use.start, use.end)}`."
            self.fault("unsupported-modifier", use.start, use.end, message, at + 1)
        elif kind in "#%/":
            end = frame.slash or at
            constant = frame.use + 1 == len(self.uses) or self.uses[frame.use + 1].start > end
            # A pattern with a variable in it is only known with its value.
            if constant and not self.pattern_holds(use, end):
                pattern = _short(self.text, use.word_start, end)
                message = f"A backslash in a pattern escapes only `*`, `?`, `/`, `}}` and itself: `{pattern}`."
                self.fault("invalid-pattern", use.word_start, end, message, at + 1)

    def pattern_holds(self, use: Use, end: int) -> bool:
        """Whether BuildKit takes the pattern from the start of the use's word to `end`, which holds no variable."""
        if self.text.find("\\", use.word_start, end) < 0:
            return True
        pieces: list[_Piece] = []
        _Scan(self.text[use.word_start : end], self.escape, self.quotes, pieces, raw_escapes=True).run()
        pattern = "".join(piece.text for piece in pieces)
        if use.modifier in "#%" and pattern.startswith(use.modifier):
            pattern = pattern[1:]
        if use.modifier in ("%", "%%"):
            pattern = reverse_pattern(pattern)
        return pattern_regex(pattern, greedy=True, anchored=False) is not None

    def end(self, single_quote: int | None) -> None:
        """Nothing is left to read. Of all that is open, BuildKit names the outermost `${`, else the quote."""
        text = self.text
        stop = len(text.rstrip()) if text else 0
        inmost = self.frames[-1]
        quote = inmost.at if single_quote is None and inmost.stop == '"' else single_quote
        brace = next((frame for frame in self.frames if frame.use >= 0), None)
        for frame in self.frames:
            if frame.use >= 0 and frame.slash:
                self.uses[frame.use] = self.uses[frame.use]._replace(slash=frame.slash)
        if brace is not None:
            use = self.uses[brace.use]
            name = text[use.start : use.name_end]
            if brace.stop == "/":
                code, message = "missing-slash", f"`{name}{use.modifier}` has no `/` between pattern and replacement"
            else:
                code, message = "missing-brace", f"`{name}` is never closed with `}}`"
            message += "." if quote is None or quote < use.start else ": a quote within it is still open."
            # What BuildKit met inside with nothing left behind it, it forgets for the sake of the brace.
            where = len(self.faults) - self.faults_at_end
            self.faults.insert(where, Fault(code, use.start, use.name_end, message))
        elif single_quote is not None:
            message = f"The single quote is never closed: `{_short(text, single_quote, stop)}`."
            self.faults.append(Fault("unterminated-single-quote", single_quote, stop, message))
        elif quote is not None:
            message = f"The double quote is never closed: `{_short(text, quote, stop)}`."
            self.faults.append(Fault("unterminated-double-quote", quote, stop, message))


def _short(text: str, start: int, end: int) -> str:
    return text[start:end] if end - start <= 40 else text[start : start + 39] + "…"
