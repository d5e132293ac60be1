"""A rule about Rails: what its assets need to be built in an image."""

from __future__ import annotations

from collections.abc import Iterator

from ...late import regex
from ...model import Model, Stage
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..places import chain
from ..shells import commands, runs

_TASK = "assets:precompile"
_KEY = regex(r"SECRET_KEY_BASE|RAILS_MASTER_KEY|master\.key|production\.key|credentials")
_PRODUCTION = regex(r"\b(?:RAILS|RACK)_ENV[= ]\s*[\"']?production")


@rule("DF8026", Stage, names=("tally/ruby/asset-precompile-without-dummy-key",), severity="info")
def assets_without_a_key(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    Rails builds its assets for production without a key, and without one it does not start.

    In production Rails wants `secret_key_base`, though assets need none. `SECRET_KEY_BASE_DUMMY=1`, since Rails 7.1,
    makes one up for this command alone; the true key has no business in a build.

    Only files that set `RAILS_ENV` to production and name no key are reported.

    ```dockerfile bad
    FROM ruby:4.0-slim
    ENV RAILS_ENV=production
    COPY . .
    RUN bundle exec rails $0assets:precompile$0
    ```
    ```dockerfile fixed
    FROM ruby:4.0-slim
    ENV RAILS_ENV=production
    COPY . .
    RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile
    ```
    ```dockerfile good
    FROM ruby:4.0-slim
    ENV RAILS_ENV=production
    COPY . .
    RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
    ```
    """
    nodes = model.tree.nodes
    numbers = [*chain(model, stage), *model.head.instructions]
    if not any(nodes[number].keyword == "RUN" and _TASK in nodes[number].source for number in stage.instructions):
        return
    sources = [nodes[number].source for number in numbers]
    if any(_KEY.search(source) for source in sources) or not any(_PRODUCTION.search(source) for source in sources):
        return
    for run in runs(model, stage):
        for command in commands(run.node, run.facts):
            word = next((arg for arg in command.args if arg.text == _TASK), None)
            if word is not None and not run.facts.onbuild:
                at = run.start + command.span.start
                edit = Edit(Span(at, at), "SECRET_KEY_BASE_DUMMY=1 ")
                fixes = (Fix("Set SECRET_KEY_BASE_DUMMY", (edit,)),) if run.node.json is None else ()
                message = (
                    "Rails wants a `secret_key_base` in production: set `SECRET_KEY_BASE_DUMMY=1` for this command."
                )
                yield Finding(word.span.shift(run.start), message, fixes)
