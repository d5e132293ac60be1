"""Settings of what an editor shows, and of how a text is laid out: formatting, inlay hints, code lenses.

It knows names, shapes and defaults, and must not know how any of it is done.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from .named import NamedTuple
from .shapes import Choice, Flag, Key, Number, Record, Switch

_MOST_COLUMNS: Final = 16


class Format(NamedTuple):
    """How a text is laid out.

    Attributes:
        keyword_case: `upper`, `lower`, `keep`, or `consistent`: what most keywords of the file are.
        indent_style: `space` or `tab`; None leaves it to the editor, or to the file.
        indent_size: How many columns a level has; None leaves it to the editor, or to the file.
        width: A shell chain on a single line that is longer than this is broken at its `&&`.
        blank_lines: More blank lines than this in a row are cut down to it.
        backslashes: `plain`, a blank behind the text; or `aligned`, below each other.
        trim: Whether blanks at the ends of lines go.
        final_newline: Whether a text without a line end at its end is given one.
    """

    keyword_case: Literal["upper", "lower", "consistent", "keep"] = "upper"
    indent_style: Literal["space", "tab"] | None = None
    indent_size: int | None = None
    width: int = 120
    blank_lines: int = 2
    backslashes: Literal["plain", "aligned"] = "plain"
    trim: bool = True
    final_newline: bool = True

    @property
    def columns(self) -> int:
        """How many columns a level has."""
        return self.indent_size or 4

    @property
    def level(self) -> str:
        """A level of indentation."""
        return "\t" if self.indent_style == "tab" else " " * self.columns

    def within(self, columns: int, tabs: bool) -> Format:
        """The same, with what is not set as the editor, or the file itself, has it."""
        return self._replace(
            indent_style=self.indent_style or ("tab" if tabs else "space"),
            indent_size=self.indent_size or min(max(columns, 1), _MOST_COLUMNS),
        )


class Hints(NamedTuple):
    """Which inlay hints are wanted.

    Attributes:
        values: What a word with variables comes to, where the build replaces them.
        commands: The values of variables in commands.
        workdir: Where a relative path leads to.
        stages: The stage that a number means.
        user: As whom the image runs, where another stage or the base image says so.
    """

    values: bool = True
    commands: bool = False
    workdir: bool = True
    stages: bool = True
    user: bool = True


class Lenses(NamedTuple):
    """Which code lenses are wanted.

    Attributes:
        stages: Who uses a stage, or that the build skips it.
        image: User, ports and command of the image.
    """

    stages: bool = True
    image: bool = True


FORMAT: Final = Record(
    (
        Key(
            "keyword-case",
            "keyword_case",
            Choice(("upper", "lower", "consistent", "keep")),
            "The case of keywords (default: `upper`); `consistent` is what most keywords of the file are.",
        ),
        Key(
            "indent-style",
            "indent_style",
            Choice(("space", "tab")),
            "What continuation lines are indented with. Without it .editorconfig says so, or else the editor; "
            "on the command line, what most of the file's lines have.",
        ),
        Key(
            "indent-size",
            "indent_size",
            Number(1, _MOST_COLUMNS),
            "How many columns a level of indentation has. Without it .editorconfig says so, or else the editor; on the "
            "command line, what most of the file's lines have, or 4.",
        ),
        Key(
            "width",
            "width",
            Number(20, 1000),
            "A chain of commands on a line that is longer than this is broken at its `&&`. Without it, what "
            ".editorconfig says as `max_line_length`; or 120.",
        ),
        Key("blank-lines", "blank_lines", Number(0, 100), "At most so many blank lines stand in a row (default: 2)."),
        Key(
            "backslashes",
            "backslashes",
            Choice(("plain", "aligned")),
            "Whether the backslashes at the ends of an instruction's lines stand a blank behind the text (`plain`, the "
            "default) or below each other (`aligned`).",
        ),
    )
)

HINTS: Final = Switch(
    Record(
        (
            Key("values", "values", Flag(), "What a word with variables comes to (default: true)."),
            Key("commands", "commands", Flag(), "The values of variables in commands (default: false)."),
            Key("workdir", "workdir", Flag(), "Where a relative path leads to, given the WORKDIR (default: true)."),
            Key("stages", "stages", Flag(), "The stage that a number means (default: true)."),
            Key("user", "user", Flag(), "As whom the image runs, if it is inherited (default: true)."),
        )
    ),
    Hints,
    Hints(*[False] * len(Hints._fields)),
)

LENSES: Final = Switch(
    Record(
        (
            Key("stages", "stages", Flag(), "Who uses a stage, or that the build skips it (default: true)."),
            Key("image", "image", Flag(), "User, ports and command of the image, at its last stage (default: true)."),
        )
    ),
    Lenses,
    Lenses(*[False] * len(Lenses._fields)),
)


def laid_out(properties: dict[str, str]) -> dict[str, Any]:
    """What the properties of an .editorconfig say, by the field of `Format`; what they say wrongly is left out.

    The line end is not among them: it belongs to the file as it is, since heredocs carry theirs into the image.
    """
    found: dict[str, Any] = {}
    style, width = properties.get("indent_style"), properties.get("max_line_length")
    size = properties.get("indent_size")
    if size in (None, "tab"):
        size = properties.get("tab_width")
    if style in ("space", "tab"):
        found["indent_style"] = style
    if 1 <= _number(size) <= _MOST_COLUMNS:
        found["indent_size"] = _number(size)
    if _number(width) >= 20:
        found["width"] = _number(width)
    for name, field in (("trim_trailing_whitespace", "trim"), ("insert_final_newline", "final_newline")):
        if properties.get(name) in ("true", "false"):
            found[field] = properties[name] == "true"
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
