"""What is being typed at the end of a shell's text: which word of which command, in text that need not be complete.

`shell` reads whole scripts by a grammar; half a script is an error to that, and here the usual case. It knows the
lexical rules of the POSIX family and its reserved words, and must not know any command.
"""

from __future__ import annotations

import re
from typing import Literal

from ..late import regex
from ..named import NamedTuple

_PLAIN = regex(r"[^\s\\'\"`$;&|<>()#{}]+")
_ASSIGNED = regex(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=", re.ASCII)
_REDIRECT = regex(r"<<<|<<-?|<>|<&|<|>>|>&|>\||>")
_HEREDOC_WORD = regex(r"[ \t]*(['\"]?)([\w.-]+)\1")
_IN_STRING = regex(r"[^\\\"`$}]+")

_ITEM = regex(r'\s*"((?:[^"\\]|\\.)*)"\s*,')
_OPEN_ITEM = regex(r'\s*(?:"((?:[^"\\]|\\.)*))?')
_ESCAPE = regex(r"\\(.)")

_NEXT = {
    "if": ("then",),
    "then": ("fi", "else", "elif"),
    "else": ("fi",),
    "loop": ("do",),
    "do": ("done",),
    "case": ("esac",),
    "{": ("}",),
}
"""What may go on or end each open construct."""

_MOST = 1 << 16
"""How many characters before the end are looked at: a longer script is read from a line's start behind that on."""

_Place = Literal["command", "argument", "target", "name", "in", "list", "pattern", "behind", "free"]


class Typed(NamedTuple):
    """The word at the end of a text.

    Attributes:
        words: The words of its command before it, without their quotes.
        start: Where it starts.
        word: What there is of it, without its quotes.
        plain: Whether nothing in it is quoted or expanded.
        begin: Where its command starts.
        first: Whether no other command stands before that.
        closing: The reserved words that may go on or end what is open there.
    """

    words: tuple[str, ...]
    start: int
    word: str
    plain: bool
    begin: int
    first: bool
    closing: tuple[str, ...]


class _Frame:
    """A list of commands, or a quoted or otherwise nested part of a word, up to its `close`."""

    def __init__(self, close: str = "", place: _Place = "command") -> None:
        self.close = close
        self.place: _Place = place
        self.words: list[str] = []
        self.begin = -1
        self.open: list[str] = []
        self.start = -1
        self.parts: list[str] = []
        self.plain = True
        self.back: _Place = "command"
        self.heredoc = False
        self.heredocs: list[str] = []


def typed(text: str, *, strings: bool = False) -> Typed | None:
    """The word at the end of a text, which may be empty; None in comments and where no command's word goes.

    Args:
        text: The text up to the cursor.
        strings: Whether a string that is open counts as a word, which is not plain; otherwise it gives None, too.
    """
    cut = max(len(text) - _MOST, 0)
    if not cut:
        return _Scanner(text, strings=strings).scan()
    cut = text.find("\n", cut) + 1 or cut
    here = _Scanner(text[cut:], strings=strings).scan()
    return here and here._replace(start=here.start + cut, begin=here.begin + cut, first=False)


def listed(text: str, *, between: bool = False) -> Typed | None:
    """The same for a JSON array: the string at the end of a text; None where no string is open.

    Args:
        text: The text up to the cursor.
        between: Whether the place for the next string counts as one, too.
    """
    start = len(text) - len(text.lstrip())
    if not text.startswith("[", start):
        return None
    words: list[str] = []
    at = start + 1
    while True:
        match = _ITEM.match(text, at)
        if match is None:
            break
        words.append(_ESCAPE.sub(r"\1", match[1]))
        at = match.end()
    rest = _OPEN_ITEM.fullmatch(text, at)
    if rest is None or (rest[1] is None and not between):
        return None
    word = rest[1] or ""
    begin = text.find('"', start) + 1
    return Typed(tuple(words), len(text) - len(word), word, "\\" not in word, begin or len(text), False, ())


class _Scanner:
    def __init__(self, text: str, *, strings: bool) -> None:
        self.text = text
        self.strings = strings
        self.at = 0
        self.frames = [_Frame()]

    def scan(self) -> Typed | None:
        text, size = self.text, len(self.text)
        while self.at < size:
            if not (self._string() if self.frames[-1].close in ('"', "}") else self._step()):
                return None
        while self.strings and self.frames[-1].close == '"':
            self.frames.pop()
        here = self.frames[-1]
        start = here.start if here.start >= 0 else size
        if here.close in ('"', "}", "))") or here.place not in ("command", "argument"):
            return None
        word = "".join(here.parts)
        if here.place == "command" and _ASSIGNED.match(text[start:]):
            return None
        begin = here.begin if here.place == "argument" else start
        closing = _NEXT[here.open[-1]] if here.open and here.place == "command" else ()
        return Typed(tuple(here.words), start, word, here.plain, begin, not text[:begin].strip(), closing)

    def _step(self) -> bool:
        """Take the next piece of a list of commands; false if the text ends in something that is no word."""
        text, at, here = self.text, self.at, self.frames[-1]
        match = _PLAIN.match(text, at)
        if match is not None:
            self._add(match[0], at)
            self.at = match.end()
            return True
        sign = text[at]
        self.at += 1
        if sign == "\n":
            self._end_command()
            if here.place == "list":
                here.place = "command"
            return self._heredocs(here)
        if sign.isspace():
            self._end_word()
        elif sign == "\\":
            if text[at + 1 : at + 2] == "\n":
                self.at += 1
            else:
                self._add(text[at + 1 : at + 2], at, plain=False)
                self.at += 1
        elif sign == "'":
            end = text.find("'", at + 1)
            self._add(text[at + 1 : end if end >= 0 else None], at, plain=False)
            self.at = end + 1 if end >= 0 else len(text)
            return end >= 0 or self.strings
        elif sign == '"':
            self._add("", at, plain=False)
            self.frames.append(_Frame('"'))
        elif sign == "$":
            self._dollar(at)
        elif sign == "`":
            self._backtick(at)
        elif sign == "#" and here.start < 0:
            end = text.find("\n", at)
            if end < 0:
                return False
            self.at = end
        elif sign in "<>":
            self._redirect(at)
        elif sign in "&|;":
            self._operator(sign, at)
        elif sign == "(":
            self._open(at)
        elif sign == ")":
            self._close()
        else:  # A brace or a sharp within a word, or a brace on its own.
            self._add(sign, at)
        return True

    def _string(self) -> bool:
        """Take the next piece of a string or of a `${…}`."""
        text, at, here = self.text, self.at, self.frames[-1]
        match = _IN_STRING.match(text, at)
        if match is not None:
            self.at = match.end()
            return True
        sign = text[at]
        self.at += 1
        if sign == here.close:
            self.frames.pop()
        elif sign == "\\":
            self.at += 1
        elif sign == "$":
            self._dollar(at)
        elif sign == "`":
            self._backtick(at)
        elif sign == '"':
            self.frames.append(_Frame('"'))
        return True

    def _add(self, piece: str, at: int, *, plain: bool = True) -> None:
        here = self.frames[-1]
        if here.start < 0:
            here.start = at
        here.parts.append(piece)
        here.plain = here.plain and plain

    def _dollar(self, at: int) -> None:
        text = self.text
        if self.frames[-1].close not in ('"', "}"):
            self._add("$", at, plain=False)
        if text.startswith("((", at + 1):
            self.frames.append(_Frame("))", "free"))
            self.at = at + 3
        elif text.startswith("(", at + 1):
            self.frames.append(_Frame(")"))
            self.at = at + 2
        elif text.startswith("{", at + 1):
            self.frames.append(_Frame("}"))
            self.at = at + 2

    def _backtick(self, at: int) -> None:
        if any(frame.close == "`" for frame in self.frames):
            while self.frames.pop().close != "`":
                pass
            return
        if self.frames[-1].close not in ('"', "}"):
            self._add("", at, plain=False)
        self.frames.append(_Frame("`"))

    def _redirect(self, at: int) -> None:
        here, text = self.frames[-1], self.text
        if here.plain and "".join(here.parts).isdigit():
            here.start, here.parts = -1, []  # A file descriptor.
        self._end_word()
        if text.startswith("(", at + 1):
            self._add("", at, plain=False)
            self.frames.append(_Frame(")"))
            self.at = at + 2
            return
        match = _REDIRECT.match(text, at)
        assert match is not None
        self.at = match.end()
        if match[0] in ("<<", "<<-"):
            word = _HEREDOC_WORD.match(text, self.at)
            if word is not None:
                here.heredocs.append(word[2])
        if here.place in ("command", "argument", "behind", "target"):
            here.back = here.place if here.place != "target" else here.back
            here.place = "target"

    def _operator(self, sign: str, at: int) -> None:
        here, text = self.frames[-1], self.text
        if here.place == "pattern":
            self._end_word()
            if here.place == "pattern":
                return
        if sign == "&" and text.startswith(">", at + 1):
            self.at += 1
            self._redirect(at + 1)
            return
        double = text.startswith(sign, at + 1)
        self._end_command()
        if here.place == "list":
            here.place = "command"
        if double or (sign in "|;" and text.startswith("&", at + 1)):
            self.at += 1
            if sign == ";" and here.open and here.open[-1] == "case":
                here.place = "pattern"

    def _open(self, at: int) -> None:
        here = self.frames[-1]
        if here.close == "))":
            self.frames.append(_Frame(")", "free"))
        elif here.place == "pattern":
            self._end_word()
        elif here.start >= 0:
            if here.place == "command" and here.plain and not here.words:
                # `name()` defines a function; what stands between the parentheses is nothing.
                here.start, here.parts, here.plain = -1, [], True
                end = self.text.find(")", at)
                self.at = end + 1 if end >= 0 else len(self.text)
                here.place = "command" if end >= 0 else "free"
            else:
                self._add("", at, plain=False)
                self.frames.append(_Frame(")", "list"))
        elif self.text.startswith("((", at) and here.place == "command":
            self.frames.append(_Frame("))", "free"))
            self.at = at + 2
        else:
            self.frames.append(_Frame(")"))

    def _close(self) -> None:
        here = self.frames[-1]
        if here.place == "pattern":
            self._end_word()
            here.place = "command"
        elif here.close == "))":
            if self.text.startswith(")", self.at):
                self.at += 1
                self._pop()
        elif here.close == ")":
            self._pop()
        else:
            self._end_command()

    def _pop(self) -> None:
        self.frames.pop()
        here = self.frames[-1]
        if here.start < 0 and here.place == "command":
            here.place = "behind"

    def _end_command(self) -> None:
        self._end_word()
        here = self.frames[-1]
        here.words = []
        if here.place not in ("pattern", "in", "list", "free"):
            here.place = "command"

    def _end_word(self) -> None:
        here = self.frames[-1]
        if here.start < 0:
            return
        word, plain, start = "".join(here.parts), here.plain, here.start
        here.start, here.parts, here.plain = -1, [], True
        if here.place == "argument":
            here.words.append(word)
        elif here.place == "command":
            if plain and self._reserved(here, word):
                return
            if not _ASSIGNED.match(self.text[start : start + 80]):
                here.words, here.begin, here.place = [word], start, "argument"
        elif here.place == "target":
            here.place = here.back
        elif here.place == "name":
            here.place = "in"
        elif here.place == "in" and word == "in":
            here.place = "pattern" if here.open and here.open[-1] == "case" else "list"
        elif here.place == "in" and word == "do":
            here.place = "command"
            self._reserved(here, word)
        elif here.place == "pattern" and word == "esac":
            self._reserved(here, word)

    def _reserved(self, here: _Frame, word: str) -> bool:
        """Take a reserved word; false if it is none."""
        opened = here.open
        if word in ("if", "{"):
            opened.append(word)
        elif word in ("while", "until"):
            opened.append("loop")
        elif word in ("for", "select", "case"):
            opened.append("loop" if word != "case" else "case")
            here.place = "name"
        elif word in ("then", "elif", "else", "do"):
            if opened:
                opened[-1] = "if" if word == "elif" else word
        elif word in ("fi", "done", "esac", "}"):
            if opened:
                opened.pop()
            here.place = "behind"
        elif word != "!":
            return False
        return True

    def _heredocs(self, here: _Frame) -> bool:
        """Pass over the heredocs that a line has opened; false if the text ends in one."""
        for name in here.heredocs:
            while True:
                end = self.text.find("\n", self.at)
                if end < 0:
                    return False
                line, self.at = self.text[self.at : end], end + 1
                if line.strip() == name:
                    break
        here.heredocs = []
        return True
