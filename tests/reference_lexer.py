"""BuildKit's word lexer as a plain recursive interpreter: slow, obvious, and written without a look at dockerls.

The tests hold the lexer and the values against it. It knows one thing better than BuildKit of 2025: the words which
it has read before a nested `${…}` are not forgotten.
"""

import re
import unicodedata

BLANK = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Reference:
    def __init__(self, text, env, escape="\\", *, quotes=True, raw_quotes=False, raw_escapes=False, keep_unset=False):
        self.text, self.at = text, 0
        self.env, self.escape, self.quotes = env, escape, quotes
        self.raw_quotes, self.raw_escapes, self.keep_unset = raw_quotes, raw_escapes, keep_unset
        self.used = {}

    def run(self):
        """The value and the words; raises Refused."""
        return self.word(None, self.raw_escapes)

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else None

    def next(self):
        char = self.peek()
        if char is not None:
            self.at += 1
        return char

    def word(self, stop, raw):
        outer, self.raw_escapes = self.raw_escapes, raw
        try:
            return self.word_inside(stop)
        finally:
            self.raw_escapes = outer

    def word_inside(self, stop):
        result, atoms = "", []  # An atom is a text and whether blanks in it part words.
        while (char := self.peek()) is not None:
            if char == stop:
                self.next()
                return result, self.parted(atoms)
            if char == "$":
                got = self.dollar()
                atoms.append((got, True))
            elif self.quotes and char == "'":
                got = self.single()
                atoms.append((got, False))
            elif self.quotes and char == '"':
                got = self.double()
                atoms.append((got, False))
            elif char == self.escape:
                self.next()
                got = (char if self.raw_escapes else "") + (self.next() or "")
                atoms.append((got, False))
            else:
                got = self.next()
                atoms.append((got, True))
            result += got
        if stop:
            raise Refused("missing " + stop)
        return result, self.parted(atoms)

    @staticmethod
    def parted(atoms):
        words = [""]
        for text, splits in atoms:
            for char in text:
                if splits and char in BLANK:
                    words.append("")
                else:
                    words[-1] += char
        return [word for word in words if word]

    def single(self):
        self.next()
        end = self.text.find("'", self.at)
        if end < 0:
            self.at = len(self.text)
            raise Refused("unterminated-single-quote")
        body, self.at = self.text[self.at : end], end + 1
        return f"'{body}'" if self.raw_quotes else body

    def double(self):
        mark = self.next() if self.raw_quotes else self.next() and ""
        result = mark
        while (char := self.peek()) != '"':
            if char is None:
                raise Refused("unterminated-double-quote")
            if char == "$":
                result += self.dollar()
                continue
            self.next()
            if char == self.escape:
                if self.raw_escapes:
                    result += char
                if self.peek() is None:
                    continue
                if self.peek() in ('"', "$", self.escape):
                    char = self.next()
            result += char
        self.next()
        return result + mark

    def name(self):
        def digit(char):
            return char is not None and unicodedata.category(char) == "Nd"

        start, first = self.at, self.peek()
        if digit(first):
            while digit(self.peek()):
                self.next()
        elif first is not None and first in "@*#?-$!":
            self.next()
        else:
            while (char := self.peek()) is not None and (
                digit(char) or char == "_" or unicodedata.category(char).startswith("L")
            ):
                self.next()
        return self.text[start : self.at]

    def get(self, name):
        self.used[name] = None
        return self.env.get(name), name in self.env

    def braced(self, stop, raw, code):
        try:
            return self.word(stop, raw)[0]
        except Refused:
            if self.peek() is None:
                raise Refused(code) from None
            raise

    def dollar(self):
        self.next()
        if self.peek() != "{":
            name = self.name()
            if not name:
                return "$"
            value, found = self.get(name)
            return value if found else "$" + name if self.keep_unset else ""
        self.next()
        if self.peek() is None:
            raise Refused("missing-brace")
        if self.peek() in "{}:":
            raise Refused("bad-substitution")
        name = self.name()
        sign = self.next()
        if sign == "}":
            value, found = self.get(name)
            return value if found else "${" + name + "}" if self.keep_unset else ""
        if sign == "/":
            return self.replace(name)
        colon = sign == ":"
        if colon:
            sign = self.next()
        if (sign is None or sign not in "+-?#%") if not colon else (sign is not None and sign in "#%"):
            raise Refused("unsupported-modifier")
        word = self.braced("}", sign is not None and sign in "#%", "missing-brace")
        value, found = self.get(name)
        if self.keep_unset and not found:
            return "${" + name + ":" * colon + sign + word + "}"
        absent = not found or (colon and value == "")
        if sign == "-":
            return word if absent else value
        if sign == "+":
            return "" if absent else word
        if sign == "?":
            if absent:
                raise Refused("required")
            return value
        if sign not in "#%":
            raise Refused("unsupported-modifier")
        value = value or ""
        greedy = word.startswith(sign)
        tokens = self.pattern(word[greedy:], sign == "%")
        ends = [
            end
            for end in range(len(value) + 1)
            if matches(tokens, value[:end] if sign == "#" else value[len(value) - end :])
        ]
        if ends:
            end = max(ends) if greedy else min(ends)
            value = value[end:] if sign == "#" else value[: len(value) - end]
        return value

    def replace(self, name):
        everywhere = self.peek() == "/"
        if everywhere:
            self.next()
        pattern = self.braced("/", True, "missing-slash")
        replacement = self.braced("}", True, "missing-brace")
        value, found = self.get(name)
        if self.keep_unset and not found:
            return "${" + name + "/" + pattern + "/" + replacement + "}"
        tokens, value = self.pattern(pattern, False), value or ""
        result, at, last = "", 0, None
        while at <= len(value):
            ends = [end for end in range(at, len(value) + 1) if matches(tokens, value[at:end])]
            if ends and not (max(ends) == at == last):
                end = max(ends)
                result += template(replacement, value[at:end]) if everywhere else replacement
                last = end
                if not everywhere:
                    return result + value[end:]
                if end > at:
                    at = end
                    continue
            result += value[at : at + 1]
            at += 1
        return result

    def pattern(self, text, backwards):
        """Single characters, and a pair for a special one."""
        if backwards:
            # Escapes keep their order, then all is read again from the back.
            text = "".join(re.findall(r"(?s)\\.|.", text)[::-1])
        tokens, at = [], 0
        while at < len(text):
            char, after = text[at], text[at + 1 : at + 2]
            at += 1
            if char == "\\":
                if after in ("}", "/"):
                    continue
                if after not in ("*", "?", "\\"):
                    raise Refused("invalid-pattern")
                tokens.append(after)
                at += 1
            else:
                tokens.append("any" if char == "*" else "one" if char == "?" else char)
        return tokens[::-1] if backwards else tokens


def matches(tokens, text):
    """Whether the whole text matches, by trying everything."""
    places = {0}
    for token in tokens:
        after = set()
        for place in places:
            if token == "any":
                after.add(place)
                while place < len(text) and text[place] != "\n":
                    place += 1
                    after.add(place)
            elif place < len(text) and (text[place] == token or (token == "one" and text[place] != "\n")):
                after.add(place + 1)
        places = after
    return len(text) in places


def template(replacement, match):
    """Go's regexp.Expand for a pattern without groups."""
    result, at = "", 0
    while at < len(replacement):
        found = re.compile(r"\$(\$|\{\w+\}|\w+)").match(replacement, at)
        if not found:
            result += replacement[at]
            at += 1
            continue
        name = found[1].strip("{}")
        result += "$" if name == "$" else match if name == "0" else ""
        at = found.end()
    return result
