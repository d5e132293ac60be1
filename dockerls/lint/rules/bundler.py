"""Rules about Bundler: what it installs, and that Ruby's image has it already."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.package_managers import PACKAGE_MANAGERS
from ...late import regex
from ...model import Model, Stage
from ...syntax import Node
from .. import Facts, Finding, Fix, rule
from ..places import above, chain
from ..reshape import command_away
from ..shells import calls, commands, operands, runs, subcommand, unwrapped

_GEM = PACKAGE_MANAGERS["gem"]
_TOLD = regex(r"BUNDLE_WITHOUT|BUNDLE_ONLY|config\s+(?:set\s+)?(?:--\w+\s+)*(?:without|only)\b|--without|Gemfile\.prod")


@rule("DF8024", Stage, names=("tally/ruby/missing-bundle-without-development",), severity="info", on=False)
def bundle_with_development(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    `bundle install` also installs the gems that only development and tests need.

    `BUNDLE_WITHOUT` leaves groups out, for this call and for all that the program does later. Off by default, for an
    image may well be meant for development.

    ```dockerfile bad
    FROM ruby:4.0-slim
    COPY Gemfile Gemfile.lock ./
    RUN bundle $0install$0
    ```
    ```dockerfile fixed
    FROM ruby:4.0-slim
    COPY Gemfile Gemfile.lock ./
    ENV BUNDLE_WITHOUT=development:test
    RUN bundle install
    ```
    ```dockerfile good
    FROM ruby:4.0-slim
    ENV BUNDLE_WITHOUT=development:test
    COPY Gemfile Gemfile.lock ./
    RUN bundle install
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    if any(_TOLD.search(tree.nodes[number].source) for number in chain(model, stage)):
        return
    for run in runs(model, stage):
        for command in calls(run.node, run.facts, "bundle", "bundler"):
            verb, _ = subcommand(command)
            if verb is not None and verb.text in ("install", "i") and not run.facts.onbuild:
                fix = Fix(
                    "Leave out development and test", (above(tree, run.number, "ENV BUNDLE_WITHOUT=development:test"),)
                )
                yield Finding(verb.span.shift(run.start), "This installs gems for development and tests, too.", (fix,))
                return


@rule("DF8025", "RUN", names=("tally/ruby/redundant-bundler-install",), severity="hint", on=False, says=("bundler",))
def bundler_comes_with_ruby(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `gem install bundler` installs what Ruby's image brings along.

    Off by default: you may want another version than the one that comes with Ruby.

    ```dockerfile bad
    FROM ruby:4.0-slim
    RUN gem install $0bundler$0 && bundle install
    ```
    ```dockerfile fixed
    FROM ruby:4.0-slim
    RUN bundle install
    ```
    ```dockerfile good
    FROM ruby:4.0-slim
    RUN gem install bundler -v 2.7.2 && bundle install
    ```
    """
    if facts.image != "ruby":
        return
    for command in commands(node, facts):
        inner = unwrapped(command)
        verb, rest = subcommand(inner, *_GEM.valued)
        if inner.program != "gem" or verb is None or verb.text not in _GEM.install:
            continue
        words = operands(rest, _GEM.valued)
        if [word.text for word in words] == ["bundler"] and not {"-v", "--version"} & set(inner.words):
            away = command_away(node, command)
            fixes = (Fix("Remove it", (away,)),) if away is not None else ()
            yield Finding(words[0].span, "Ruby's image has Bundler already.", fixes)
