"""The page `docs/coming-from.md`: what somebody finds here who knows another tool. The tables come from the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..docker import CHECKS
from ..late import regex
from ..lint.engine import by_any_name, rules
from ..lint.explain import is_fixable
from ..lint.peers import BUILDKIT, HADOLINT, HADOLINT_LEVELS, LANGSERVER, TALLY, Counterpart
from ..lint.rule import Rule

_HADOLINT = regex(r"DL\d{4}")
_LANGSERVER = regex(r"[A-Z0-9]+(_[A-Z0-9]+)+")

_PAGE = """\
# Coming from another tool

Generated; the tables follow from the rules themselves.

Names stay the same. Every name below works in comments, in the configuration, on the command line and in `dockerls
explain`, with the namespaces `hadolint/`, `buildkit/`, `shellcheck/` and `tally/` or without.

Two things differ from all of them.
An *error* means that BuildKit refuses to build the file, and nothing else; what others call an error is a warning
here if the build goes on.
And what would annoy an experienced author is off until it is asked for: `select = ["DL3008"]`, or `select = ["ALL"]`.
A rule that is asked for by name also tells what it keeps to itself otherwise, where it could be wrong or a matter of
taste.

## From hadolint

- `.hadolint.yaml` is read as it is where there is no `dockerls.toml`: beside the Dockerfile, in the folders above,
  and in the user's configuration. hadolint itself looks into the working directory. `failure-threshold` and
  `no-fail` are `fail-level` here; `format`, `no-color` and `verbose` are about hadolint's own output and mean nothing.
- `dockerls migrate` makes a `dockerls.toml` of it.
- `# hadolint ignore=`, `# hadolint global ignore=` and `# hadolint shell=` mean the same. A comment with a name in it
  that hadolint does not know switches nothing off, there as here; [DF9001](rules/DF9001.md) says so.
- Its level `style` is called `hint` here.
- On the command line, `hadolint Dockerfile` is `dockerls check Dockerfile`; folders are searched, too. `-c`, `-f` with
  its formats, `-t`, `--no-fail`, `--no-color`, `--ignore`, `--disable-ignore-pragma` and `--file-path-in-report` mean
  the same. `--warning DL3008` is `--severity DL3008=warning`. Labels and registries are for the configuration.

{hadolint}

## From tally

- `dockerls migrate` makes a `dockerls.toml` of `.tally.toml`, with a comment for each setting that has no
  counterpart.
- `# tally ignore=`, `# tally global ignore=` and `;reason=` mean the same; the namespaces `buildkit/`, `hadolint/`
  and `shellcheck/` may stand before a name in a comment.
- Rules about layout are not findings here: `dockerls format` and Format Document put blanks and line breaks in order,
  and change nothing a build could see.
- On the command line, `tally lint` is `dockerls check`, and `tally lint --fix` is `dockerls fix`. `-c`, `-f`,
  `--fail-level`, `--select`, `--ignore`, `--no-color`, `--no-config`, `--hide-source` and `--no-inline-directives` mean
  the same.
- Its level `style` is called `hint` here. `validate-rules`, `warn-unused` and `require-reason` are the rules
  [DF9001](rules/DF9001.md), [DF9002](rules/DF9002.md) and [DF9003](rules/DF9003.md).

Its rules `buildkit/…` and `hadolint/…` are in the tables of BuildKit and hadolint. The others:

{tally}

## From BuildKit's build checks

- `# check=skip=…`, `# check=error=true` and `# check=experimental=…` mean the same, and so does the build argument
  `BUILDKIT_DOCKERFILE_CHECK` in `build-args`.
- All mistakes are told, and not only the first one.

{buildkit}

## From docker-langserver

Its settings named most of its checks; each mistake has a name here that works alone.
Casing is checked as BuildKit does it: lower case is fine if it is the same in the whole file.

{langserver}
"""


def coming_from() -> str:
    """The page's text."""
    return _PAGE.format(
        hadolint=_table(_named(_HADOLINT.fullmatch), HADOLINT, _from_hadolint),
        tally=_table(_named(lambda name: name.startswith("tally/")), TALLY, _from_tally),
        buildkit=_table(_named(lambda name: name in CHECKS), BUILDKIT, _from_buildkit),
        langserver=_table(_named(_LANGSERVER.fullmatch), LANGSERVER, _from_langserver),
    )


def link(code: str, folder: str = "") -> str:
    """A link to a rule's page."""
    return f"[{code}]({folder}{code}.md)"


def _named(belongs: Callable[[str], object]) -> dict[str, Rule]:
    """Our rules by the names that belong to a peer."""
    return {name: rule for rule in rules() for name in rule.names if belongs(name)}


def _table(
    named: Mapping[str, Rule], others: Mapping[str, Counterpart], differs: Callable[[str, Rule], Iterable[str]]
) -> str:
    rows = {name: (link(rule.code, "rules/"), "; ".join(differs(name, rule))) for name, rule in named.items()}
    for name, (codes, note) in others.items():
        rows[name] = (", ".join(link(code, "rules/") for code in codes) or "–", note)
    lines = ["| there | here | what differs |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {here} | {text} |" for name, (here, text) in sorted(rows.items()))])


def _from_hadolint(name: str, rule: Rule) -> Iterator[str]:
    yield from _weight(HADOLINT_LEVELS.get(name, "warning"), rule)
    yield from _fix(rule)


def _from_tally(name: str, rule: Rule) -> Iterator[str]:
    if not rule.on:
        yield "off by default"
    yield from _fix(rule)


def _from_buildkit(name: str, rule: Rule) -> Iterator[str]:
    experimental = "(experimental)" in CHECKS[name]
    yield from _weight("off" if experimental else "warning", rule)
    yield from _fix(rule)


def _from_langserver(name: str, rule: Rule) -> Iterator[str]:
    if not rule.on:
        yield "off by default"
    yield from _fix(rule)


def _weight(theirs: str, rule: Rule) -> Iterator[str]:
    """How much a rule weighs there and here, if that is not the same."""
    ours = rule.severity if rule.on else "off"
    if ours == theirs:
        return
    if ours == "off":
        yield "off by default"
    elif theirs == "off":
        yield f"on by default ({ours})"
    else:
        yield f"{ours} instead of {theirs}"


def _fix(rule: Rule) -> Iterator[str]:
    if is_fixable(rule):
        yield "has a fix"


def peers_names() -> list[tuple[str, tuple[str, ...]]]:
    """Every name that a peer has for a rule of ours, and the codes it stands for, in order."""
    found: dict[str, tuple[str, ...]] = {name: (rule.code,) for rule in rules() for name in rule.names}
    for table in (HADOLINT, BUILDKIT, LANGSERVER, TALLY):
        found |= {name: item.codes for name, item in table.items() if item.codes}
    assert all(code.lower() in by_any_name() for codes in found.values() for code in codes)
    return sorted((name, codes) for name, codes in found.items() if not name.startswith("DF"))
