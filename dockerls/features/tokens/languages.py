"""What the parts of a heredoc's text are, for the languages that heredocs are mostly written in.

One regular expression for each, of which a group's name is the style of what it matches; all are linear in the text.
The shell's own texts have a real parser. It knows nothing of Dockerfiles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...late import regex
from ...text import Span

_NUMBER = r"(?<![\w.])-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])"
_DOUBLE = r'"(?:[^"\\\n]|\\.)*"?'
_SINGLE = r"'(?:[^'\\\n]|\\.)*'?"
_VERBATIM = r"'[^'\n]*'?"

_PYTHON_WORDS = (
    "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|"
    "lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|None|True|False"
)
_SCRIPT_WORDS = (
    "async|await|begin|break|case|catch|class|const|continue|def|default|do|else|elsif|end|export|extends|finally|for|"
    "function|if|import|in|let|module|my|new|nil|null|of|our|package|print|puts|raise|require|return|sub|switch|then|"
    "this|throw|try|typeof|undef|undefined|unless|use|var|while|yield|true|false"
)
_POWERSHELL_WORDS = (
    "begin|break|catch|class|continue|do|else|elseif|end|exit|finally|for|foreach|function|if|in|param|process|return|"
    "switch|throw|trap|try|until|while"
)
_CMD_WORDS = "if|else|not|exist|defined|for|in|do|goto|call|set|setlocal|exit"

_PATTERNS = {
    "json": rf"(?P<property>\"(?:[^\"\\\n]|\\.)*\"(?=[ \t]*:))|(?P<string>{_DOUBLE})"
    rf"|(?P<comment>//[^\n]*|/\*[\s\S]*?(?:\*/|\Z))|(?P<number>{_NUMBER})|(?P<keyword>\b(?:true|false|null)\b)",
    "yaml": rf"(?P<comment>(?:^|(?<=[ \t]))\#[^\n]*)|(?P<string>{_DOUBLE}|'(?:[^'\n]|'')*'?)"
    r"|(?:^[ \t]*(?:-[ \t]+)*|(?<=[{,])[ \t]*)"
    r"(?P<property>[^\s:\#'\"{}\[\],&*!|>%@`-][^:\#\n,{}\[\]]*)(?=:(?:[ \t\r]|$))"
    r"|(?P<keyword>^(?:---|\.\.\.)(?=\s|$)|(?<=[ \t])(?:true|false|null|yes|no|on|off|~)(?=[ \t]*(?:\r?$|\#|,|\]|\}))"
    r"|(?<=:[ \t])[|>][-+]?(?=[ \t]*\r?$))"
    rf"|(?P<variable>(?<=[ \t])[&*][\w-]+)|(?P<number>(?<=[ \t\[,]){_NUMBER}(?=[ \t]*(?:\r?$|\#|,|\]|\}})))",
    "python": r"(?P<comment>\#[^\n]*)"
    r"|(?P<string>(?<!\w)(?:[rRbBuUfF]{1,2})?(?:\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z)"
    rf"|{_DOUBLE}|{_SINGLE}))"
    r"|(?P<function>(?<=\bdef )\w+|(?<=\bclass )\w+)|^[ \t]*(?P<macro>@[\w.]+)"
    rf"|(?P<keyword>\b(?:{_PYTHON_WORDS})\b)|(?P<number>{_NUMBER})|(?P<function_>\b[A-Za-z_]\w*(?=\())"
    r"|(?P<operator>[-+*/%@=<>!&|^~]+)",
    "script": r"(?P<comment>\#[^\n]*|(?<![:\w])//[^\n]*|/\*[\s\S]*?(?:\*/|\Z))"
    rf"|(?P<string>{_DOUBLE}|{_SINGLE}|`[^`]*`?)|(?P<keyword>\b(?:{_SCRIPT_WORDS})\b)"
    rf"|(?P<variable>[$@]\w+)|(?P<number>{_NUMBER})|(?P<function>\b[A-Za-z_]\w*(?=\())",
    "nginx": rf"(?P<comment>\#[^\n]*)|(?P<string>{_DOUBLE}|{_SINGLE})|(?P<variable>\$\{{?\w+\}}?)"
    r"|(?:^|(?<=[;{}]))[ \t]*(?P<keyword>[a-z_]\w*)(?=[\s;{])"
    r"|(?P<operator>(?<=[ \t])(?:~\*?|\^~|=|!=|!~\*?)(?=[ \t]))|(?P<number>(?<=[\s:])\d+[kKmMgGsdhy]*(?=[\s;]))"
    r"|(?P<enumMember>(?<=[ \t])(?:on|off)(?=[ \t]*;))",
    "ini": r"^[ \t]*(?P<comment>[\#;][^\n]*)|(?P<comment_>(?<=[ \t])\#[^\n]*)|^[ \t]*(?P<class>\[\[?[^\]\n]*\]?\]?)"
    r"|^[ \t]*(?:export[ \t]+)?(?P<property>[\w.\"'/@*-]+(?:[ \t]+[\w.*-]+)*?)[ \t]*(?==)"
    rf"|(?P<string>{_DOUBLE}|{_VERBATIM})|(?P<operator>=)|(?P<variable>[$%]\{{?\w+\}}?)"
    rf"|(?P<keyword>\b(?:true|false)\b)|(?P<number>(?<=[=\s\[,]){_NUMBER}(?=[\s,\]]|\Z))",
    "markup": r"(?P<comment><!--[\s\S]*?(?:-->|\Z))|(?P<keyword></?[A-Za-z][\w:.-]*|<[!?][A-Za-z]\w*|/?>)"
    r"|(?P<property>(?<![\w:.-])[A-Za-z_:][\w:.-]*(?==[\"']))|(?P<string>(?<==)(?:\"[^\"<]*\"|'[^'<]*'))",
    "powershell": r"(?P<comment><\#[\s\S]*?(?:\#>|\Z)|\#[^\n]*)|(?P<string>\"(?:[^\"`]|`[\s\S])*\"?|'[^']*'?)"
    rf"|(?P<variable>\$(?:\{{[^}}\n]{{0,200}}\}}|[\w:]+|[?$^_]))|(?P<keyword>(?<![\w$-])(?i:{_POWERSHELL_WORDS})(?![\w-]))"
    rf"|(?:^|(?<=[;|{{(&]))[ \t]*(?P<function>(?!(?i:{_POWERSHELL_WORDS})(?![\w-]))[A-Za-z_][\w.\\-]*)"
    r"|(?P<function_>(?<![\w$-])[A-Za-z]+-[A-Za-z]\w*)"
    rf"|(?P<parameter>(?<=[\s(])--?[A-Za-z][\w-]*)|(?P<operator>\|\||&&|[|;=&])|(?P<number>{_NUMBER})",
    "cmd": r"(?:^|(?<=&))[ \t]*(?P<comment>(?i:rem)\b[^\n]*)|(?P<string>\"[^\"\n]*\"?)"
    r"|(?P<variable>%\w+(?::[^%\n]*)?%|%%?[~\w]\w*|!\w+!)"
    rf"|(?P<keyword>(?<![\w/-])(?i:{_CMD_WORDS})(?![\w.\\/-]))"
    rf"|(?:^|(?<=[&|(]))[ \t]*(?P<function>(?!(?i:{_CMD_WORDS})(?![\w.\\/-]))[A-Za-z_][\w.:\\-]*)"
    r"|(?P<parameter>(?<=\s)[-/][A-Za-z][\w-]*)|(?P<operator>&&|\|\||[&|<>]+)",
}

_BY_SUFFIX = {
    "json": "json", "jsonc": "json", "json5": "json", "webmanifest": "json",
    "yaml": "yaml", "yml": "yaml",
    "py": "python", "pyi": "python",
    "js": "script", "mjs": "script", "cjs": "script", "ts": "script", "rb": "script", "pl": "script", "php": "script",
    "lua": "script",
    "sh": "shell", "bash": "shell", "ash": "shell", "ksh": "shell", "zsh": "shell", "envsh": "shell",
    "ini": "ini", "cfg": "ini", "cnf": "ini", "toml": "ini", "env": "ini", "properties": "ini", "service": "ini",
    "npmrc": "ini", "gitconfig": "ini", "repo": "ini", "timer": "ini", "socket": "ini", "sources": "ini", "conf": "ini",
    "xml": "markup", "html": "markup", "htm": "markup", "svg": "markup", "xhtml": "markup",
    "ps1": "powershell", "psm1": "powershell", "bat": "cmd", "cmd": "cmd",
}  # fmt: skip
_BY_NAME = {"bashrc": "shell", "profile": "shell", "entrypoint": "shell", "gemfile": "script", "rakefile": "script"}
_BY_PROGRAM = {
    "python": "python", "pypy": "python", "uv": "python",
    "node": "script", "deno": "script", "bun": "script", "ruby": "script", "perl": "script", "php": "script",
    "lua": "script", "tsx": "script",
    "sh": "shell", "bash": "shell", "ash": "shell", "dash": "shell", "ksh": "shell", "zsh": "shell", "busybox": "shell",
    "pwsh": "powershell", "powershell": "powershell", "cmd": "cmd",
}  # fmt: skip
_NGINX = regex(r"nginx|conf\.d|sites-(?:available|enabled)")
_SHEBANG = regex(r"\s*#![ \t]*(\S+)(?:[ \t]+(?:-\S+[ \t]+)?(\S+))?")


def language_of_file(path: str, body: str) -> str:
    """The language of a file: by its first line, then by its name; "" if it tells nothing."""
    shebang = _SHEBANG.match(body)
    if shebang:
        program = shebang[1].rpartition("/")[2]
        return language_of_program(shebang[2] if program == "env" and shebang[2] else program)
    folder, _, name = path.strip("\"'").lower().rpartition("/")
    if name.endswith(".conf") and (_NGINX.search(name) or _NGINX.search(folder)):
        return "nginx"
    stem, _, suffix = name.rpartition(".")
    return _BY_SUFFIX.get(suffix) or _BY_NAME.get(name.lstrip("."), "") if stem or suffix else ""


def language_of_program(program: str) -> str:
    """The language that a program reads, such as `python3.14` or `/bin/sh`; "" if it is none that is known."""
    name = program.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    return _BY_PROGRAM.get(name.rstrip("0123456789."), "")


def language_marks(language: str, text: str) -> Iterator[tuple[Span, str]]:
    """The parts of a text in a language, in order, each with its style. None for an unknown language."""
    if language not in _PATTERNS:
        return
    for match in _pattern(language).finditer(text):
        if match.lastgroup is not None:
            yield Span(*match.span(match.lastgroup)), match.lastgroup.rstrip("_")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[language], re.MULTILINE)
