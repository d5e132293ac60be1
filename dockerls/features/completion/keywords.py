"""The start of an instruction: keywords, their snippets, and the templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...describe import tables
from ...describe.markdown import block, page
from ...docker import INSTRUCTIONS
from ...late import regex
from ...syntax import KEYWORDS, Tree
from ...templates import Template, load, plain, snippet
from .item import Item, Slot, Target, item, target, without_tab_stops

_BEFORE_FROM = ("FROM", "ARG")
_NOT_PUT_OFF = frozenset(("FROM", "MAINTAINER", "ONBUILD"))
_AT_LINE_START = regex(
    rf"(?m)^({'|'.join(sorted(KEYWORDS))})(?= )| (AS)(?= )|(?<=[|,])({'|'.join(sorted(KEYWORDS))})(?=[|,])"
)


def at_start(slot: Slot) -> tuple[Target, Iterator[Item]]:
    """The keywords which may stand at the cursor, with templates."""
    start = len(slot.before) - len(slot.before.lstrip())
    rest = _rest_of_word(slot.after)
    here = target(slot, start, rest if slot.before[start:] else 0)
    return here, _items(slot, here, bare=bool(slot.after[rest:].strip()))


def put_off(slot: Slot, start: int) -> tuple[Target, Iterator[Item]]:
    """The keywords which ONBUILD may put off."""
    rest = _rest_of_word(slot.after)
    here = target(slot, start, rest if slot.before[start:] else 0)
    keywords = [keyword for keyword in INSTRUCTIONS if keyword not in _NOT_PUT_OFF]
    lower = is_lower(slot)
    bare = bool(slot.after[rest:].strip())
    return here, (found for keyword in keywords for found in _keyword(here, keyword, lower, bare))


def is_lower(slot: Slot) -> bool:
    """Whether the file writes its keywords in lower case; the one being typed does not count."""
    return _is_lower(slot.snapshot.tree, slot.cursor.number if slot.cursor else -1)


def _is_lower(tree: Tree, number: int) -> bool:
    votes = 0
    for other in tree.instructions:
        node = tree.nodes[other]
        if other != number and node.keyword in KEYWORDS:
            votes += 1 if node.keyword_span.of(node.source).islower() else -1
    return votes > 0


def _items(slot: Slot, here: Target, *, bare: bool) -> Iterator[Item]:
    tree, model = slot.snapshot.tree, slot.snapshot.model
    number = slot.cursor.number if slot.cursor else tree.number_at(max(slot.offset - 1, 0))
    in_stage = any(stage.number < number or (stage.number == number and slot.cursor is None) for stage in model.stages)
    lower = is_lower(slot)
    if not bare and not any(other != number or slot.cursor is None for other in tree.instructions):
        yield from (_template(here, template, lower) for template in load() if template.at == "file")
    for keyword in INSTRUCTIONS if in_stage else _BEFORE_FROM:
        yield from _keyword(here, keyword, lower, bare)
    if not bare:
        for template in load():
            heads = (
                template.body.startswith(("FROM", "ARG")) if not in_stage else not template.body.startswith("ARG {{")
            )
            if (template.at == "instruction" and heads) or (template.at == "stage" and in_stage):
                yield _template(here, template, lower)


def _keyword(here: Target, keyword: str, lower: bool, bare: bool) -> Iterator[Item]:
    """A keyword and its snippets; the keyword alone if arguments follow already."""
    known = INSTRUCTIONS[keyword]
    doc = _keyword_doc(keyword)
    label = keyword.lower() if lower else keyword
    if bare or not here.snippets or known.snippets[0][0] != keyword:
        text = label if bare else f"{label} "
        yield item(here, label, "keyword", known.summary, doc, text=text, deprecated=known.deprecated)
    if bare:
        return
    for number, (name, body) in enumerate(known.snippets):
        name = cased(name, lower, name)
        if number == 0 and name == label and not here.snippets:
            continue
        yield item(
            here,
            name,
            "keyword" if name == label else "snippet",
            known.summary,
            doc if name == label else _snippet_doc(keyword, body),
            body=cased(body, lower),
            deprecated=known.deprecated and name == label,
        )


def cased(text: str, lower: bool, label: str = "") -> str:
    """A snippet with its keywords in lower case, if the file has them so."""
    if not lower:
        return text
    if label:
        head, _, tail = label.partition(" ")
        return f"{head.lower()} {tail}" if tail else head.lower()
    return _AT_LINE_START.sub(lambda match: match[0].lower(), text)


@lru_cache(maxsize=64)
def _keyword_doc(keyword: str) -> str:
    return tables.instruction_short(INSTRUCTIONS[keyword])


@lru_cache(maxsize=256)
def _snippet_doc(keyword: str, body: str) -> str:
    return page(INSTRUCTIONS[keyword].summary, block(without_tab_stops(body)))


def _template(here: Target, template: Template, lower: bool) -> Item:
    text, body, doc = _written(template)
    return item(
        here,
        template.name,
        "snippet",
        template.title,
        doc,
        text=cased(text, lower),
        body=cased(body, lower),
        filter=template.name,
    )


@lru_cache(maxsize=256)
def _written(template: Template) -> tuple[str, str, str]:
    text = plain(template)
    return text, snippet(template), page(f"**{template.title}**", template.doc, block(text))


def _rest_of_word(text: str) -> int:
    return len(text) - len(text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
