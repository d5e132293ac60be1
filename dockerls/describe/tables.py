"""What the tables of `docker` say, as Markdown: keywords, flags, mounts, labels, signals, ports, directives.

It must not know any particular Dockerfile.
"""

from __future__ import annotations

from ..docker import (
    CHECKS,
    DIRECTIVES,
    INSTRUCTIONS,
    LABELS,
    MODIFIERS,
    MOUNTS,
    NETWORKS,
    OCI_PREFIX,
    PORTS,
    PREDEFINED,
    PROTOCOLS,
    RESERVED_NAMESPACES,
    SECURITY,
    SHARING,
    SIGNAL_DOCS,
    SIGNALS,
    SPDX,
    SPDX_DEPRECATED,
    WORDS,
    Flag,
    Instruction,
    LabelKey,
    MountOption,
    MountType,
    check_url,
)
from ..docker.commands.variables import variables
from .markdown import block, bullets, code, link, names, page

_REFERENCE = "Docker's reference"
_FORMATS = {
    "url": "an address (URL)",
    "rfc3339": "a date and time as RFC 3339 writes it",
    "spdx": "an SPDX licence expression, such as `MIT` or `Apache-2.0 OR MIT`",
    "semver": "a version, best a semantic one",
    "hash": "a commit",
    "digest": "a digest, `sha256:…`",
    "reference": "an image reference",
    "bool": "`true` or `false`",
    "text": "any text",
}


def since(version: str, labs: str = "") -> str:
    """From which version of the Dockerfile language on something works, and from which one of its labs channel."""
    before = f", in the labs channel since {labs}" if labs else ""
    return f"*Since Dockerfile {version}{before}.*" if version else ""


def instruction(known: Instruction, here: str = "") -> str:
    """An instruction's page; `here` says what holds at this very place."""
    deprecated = "**Deprecated.**" if known.deprecated else ""
    return page(
        f"**{known.keyword}**: {known.summary}",
        here,
        block("\n".join(known.forms)),
        deprecated,
        known.doc,
        link(_REFERENCE, known.url),
    )


def instruction_short(known: Instruction) -> str:
    """An instruction in a few lines, for a list."""
    return page(known.summary, block("\n".join(known.forms)), link(_REFERENCE, known.url))


def word(keyword: str, text: str) -> str:
    """A fixed word of an instruction, such as the AS of FROM; empty if it is none."""
    doc = WORDS.get((keyword, text.upper()))
    if doc is None:
        return ""
    return page(f"**{text.upper()}**", doc, link(_REFERENCE, INSTRUCTIONS[keyword].url))


def flag(keyword: str, known: Flag, value: str | None = None) -> str:
    """A flag, with what the value given to it means if that is known."""
    given = ""
    if value:
        meaning = NETWORKS if known.value == "network" else SECURITY if known.value == "security" else {}
        doc = meaning.get(value, "")
        given = f"{code(value)}: {doc}" if doc else ""
    head = f"`{keyword} --{known.name}={known.placeholder}`" if known.placeholder else f"`{keyword} --{known.name}`"
    return page(f"**{head}**", given, known.doc, since(known.since, known.labs), link(_REFERENCE, known.url))


def mount(kind: MountType) -> str:
    """A mount type and its options."""
    options = bullets(f"`{option.name}`: {option.doc}" for option in kind.options)
    return page(f"**`--mount=type={kind.name}`**", kind.doc, options, since(kind.since), link(_REFERENCE, kind.url))


def mount_option(kind: MountType, option: MountOption, name: str = "", value: str | None = None) -> str:
    """An option of a mount type; `name` as written, if it is an alias."""
    alias = f"`{name}` is the same as `{option.name}`." if name and name.lower() != option.name else ""
    others = f"Also written {names(option.aliases)}." if option.aliases and not alias else ""
    sharing = ""
    if option.value == "sharing":
        sharing = f"Default: `{SHARING[0]}`."
    given = f"Here: {code(value)}" if value else ""
    head = f"**`{option.name}`** of `--mount=type={kind.name}`"
    return page(head, given, option.doc, alias or others, sharing, since(option.since), link(_REFERENCE, kind.url))


def mount_type_word(kind: str) -> str:
    """The `type` of a mount, and all types there are."""
    types = bullets(
        f"`{item.name}`: {item.doc.partition('. ')[0].partition('.' + chr(10))[0]}" for item in MOUNTS.values()
    )
    known = MOUNTS.get(kind)
    return page("**`type`** of `--mount`", f"Here: `{kind}`" if known else "", types)


def signal(text: str) -> str:
    """A signal, by name or number; empty if it is none."""
    bare = text.upper().removeprefix("SIG")
    name = next((name for name, number in SIGNALS.items() if name == f"SIG{bare}" or str(number) == text), "")
    if not name:
        return ""
    doc = SIGNAL_DOCS.get(name, "")
    return page(f"**`{name}`** (signal {SIGNALS[name]})", doc, link(_REFERENCE, INSTRUCTIONS["STOPSIGNAL"].url))


def port(text: str) -> str:
    """A port of EXPOSE, a range of ports, with or without a protocol."""
    number, _, protocol = text.partition("/")
    what = PORTS.get(number, "")
    proto = PROTOCOLS.get(protocol.lower() or "tcp", "")
    first, dash, last = number.partition("-")
    ports = f"**Ports {first} to {last}**" if dash else f"**Port {number}**"
    head = f"{ports} over {(protocol or 'tcp').upper()}"
    note = "Documents the port and opens nothing: `docker run -p` publishes it."
    default = "" if protocol else "No protocol means `tcp`."
    return page(head, what and f"Usually: {what}.", proto if protocol else "", f"{note} {default}".strip())


def label(key: str) -> str:
    """A label's key: what it means and how its value must look; of an unknown one, whose it may be."""
    known = LABELS.get(key)
    if known is not None:
        return _label(known)
    url = INSTRUCTIONS["LABEL"].url
    if key.startswith(OCI_PREFIX):
        note = f"The image specification has no such key below `{OCI_PREFIX}`, a prefix which it keeps for itself."
    elif key.startswith(RESERVED_NAMESPACES):
        note = "Docker keeps this prefix for itself."
    elif "." in key:
        note = "A key of your own, or of a tool: the reversed domain in front says whose."
    else:
        note = "A key without a domain in front. It may clash with others; `com.example.name` would not."
    return page(
        f"**Label** {code(key)}", note, "Metadata of the image; nothing at run time hangs on it.", link(_REFERENCE, url)
    )


def _label(known: LabelKey) -> str:
    state = ""
    if known.deprecated:
        state = "**Deprecated.**"
    better = f"Use `{known.replacement}`." if known.replacement and known.replacement not in known.doc else ""
    shape = f"Value: {_FORMATS.get(known.format, known.format)}. Example: {code(known.example)}"
    return page(f"**Label** `{known.key}`", state, known.doc, better, shape, link("Specification", known.url))


def licence(text: str) -> str:
    """An SPDX licence identifier."""
    if text in SPDX_DEPRECATED:
        return f"{code(text)} is a deprecated SPDX identifier."
    return (
        page(f"SPDX licence {code(text)}", link("Text", f"https://spdx.org/licenses/{text}.html"))
        if text in SPDX
        else ""
    )


def directive(name: str, value: str = "") -> str:
    """A parser directive, and its value if that is known."""
    known = DIRECTIVES.get(name)
    if known is None:
        return ""
    doc = dict(known.values).get(value, "")
    given = f"{code(value)}: {doc}" if doc else ""
    return page(f"**`# {known.name}=`**", given, known.doc, link(_REFERENCE, known.url))


def check(name: str) -> str:
    """One of BuildKit's build checks; empty if there is none of that name."""
    doc = CHECKS.get(name)
    return page(f"**{name}** (build check)", doc, link("Docker's page", check_url(name))) if doc else ""


def modifier(text: str, *, shell: bool) -> str:
    """What a modifier of `${name…}` does, to the build or to a shell; empty for an unknown one."""
    doc = MODIFIERS.get(text, "")
    return doc.partition(" Since Dockerfile")[0] if shell else doc


def predefined(name: str) -> str:
    """A variable which Docker itself knows; empty if it knows none of that name."""
    known = PREDEFINED.get(name)
    if known is None:
        return ""
    example = f"Such as {code(known.example)}."
    return page(f"**`{name}`**", known.doc, example, since(known.since), link(_REFERENCE, known.url))


def tool_variable(name: str) -> str:
    """A variable which tools know; empty if none of ours does."""
    known = variables().get(name)
    if known is None:
        return ""
    return page(known.doc, f"Usually {names(known.values)}." if known.values else "")
