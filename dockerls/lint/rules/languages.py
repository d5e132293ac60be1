"""Rules about the package managers of Ruby, Go, PHP and Rust."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.package_managers import PACKAGE_MANAGERS
from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...text import Edit, Span
from .. import Facts, Finding, Fix, rule
from ..shells import calls, has_option, insertion, operands, stays, subcommand

_GEM = PACKAGE_MANAGERS["gem"]
_GO = PACKAGE_MANAGERS["go"]
_GO_OWN = frozenset(("all", "std", "cmd", "tool", "main"))
_GO_LOCAL = regex(r"\.{1,3}(?:/|$)|/|cmd/|.*\.go$")
_REMEMBERED = ("clean", "deployment", "frozen", "no-prune", "path", "shebang", "system", "with", "without")
_BUNDLE_VALUED = frozenset(("--path", "--shebang", "--with", "--without"))


@rule("DL3028", "RUN", on=False, says=_GEM.programs)
def gem_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A gem is installed in whatever version there is today.

    `name:1.2.3` or `-v 1.2.3` pins it. Off by default: many a tool of a build is wanted in its newest version.

    ```dockerfile bad
    FROM ruby:3.4-slim
    RUN gem install rake:13.3 $0bundler$0
    ```
    ```dockerfile good
    FROM ruby:3.4-slim
    RUN gem install bundler -v 2.7.2 && gem install ./local.gem
    ```
    """
    for command in calls(node, facts, *_GEM.programs):
        verb, rest = subcommand(command, *_GEM.valued)
        if verb is None or verb.text not in _GEM.install or has_option(command, "-v", "--version", "-g", "--file"):
            continue
        words = [word.text for word in rest]
        if "--" in words:  # What follows is for the gem's own build.
            rest = rest[: words.index("--")]
        loose = next((word for word in operands(rest, _GEM.valued) if not _is_pinned_gem(word.text)), None)
        if loose is not None:
            yield Finding(loose.span, f"`{loose.text}` is installed in any version. Pin it: `{loose.text}:…`.")


def _is_pinned_gem(text: str) -> bool:
    return ":" in text or text.endswith(".gem")


@rule("DL3062", "RUN", on=False, says=("go",))
def go_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A Go program is installed or run in whatever version there is today.

    `path@v1.2.3` pins it. Without a version Go takes what `go.mod` says, which is fine within a module.
    Off by default: many a tool of a build is wanted in its newest version.

    ```dockerfile bad
    FROM golang:1.26
    RUN go install $0example.com/cmd/tool@latest$0
    ```
    ```dockerfile good
    FROM golang:1.26
    RUN go install example.com/cmd/tool@v1.2.3 && go install ./cmd/... && go run .
    ```
    """
    for command in calls(node, facts, "go"):
        verb, rest = subcommand(command, *_GO.valued)
        if verb is None or verb.text not in _GO.install:
            continue
        packages = operands(rest, _GO.valued)
        loose = next(
            (word for word in (packages[:1] if verb.text == "run" else packages) if _is_loose(word.text)), None
        )
        if loose is not None:
            name = loose.text.partition("@")[0]
            yield Finding(loose.span, f"`{name}` is taken in any version. Pin it: `{name}@v…`.")


def _is_loose(package: str) -> bool:
    path, at, version = package.partition("@")
    if at:
        return version in ("latest", "none", "upgrade", "patch")
    return path not in _GO_OWN and not _GO_LOCAL.match(path)


@rule("DF8020", "RUN", says=("bundle",))
def bundler_flags(node: Node, facts: Facts) -> Iterator[Finding]:
    """An option of `bundle install` that Bundler 4 no longer knows.

    `--without`, `--deployment`, `--path` and others used to be remembered for later calls. Bundler has warned of
    them since 2.1, and version 4 removed them: `bundle config set` sets the same, for all calls alike.

    ```dockerfile bad
    FROM ruby:4.0-slim
    RUN bundle install $0--without$0 development test --jobs 4
    ```
    ```dockerfile fixed
    FROM ruby:4.0-slim
    RUN bundle config set --local without 'development test' && bundle install --jobs 4
    ```
    ```dockerfile bad
    FROM ruby:4.0-slim
    RUN bundle install $0--deployment$0 --path=vendor/bundle
    ```
    ```dockerfile fixed
    FROM ruby:4.0-slim
    RUN bundle config set --local deployment true && bundle config set --local path vendor/bundle && bundle install
    ```
    ```dockerfile good
    FROM ruby:4.0-slim
    ENV BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1
    RUN bundle install --jobs 4
    ```
    """
    for command in calls(node, facts, "bundle", "bundler"):
        verb, rest = subcommand(command, *_BUNDLE_VALUED)
        if verb is None:
            rest = command.args
        elif verb.text not in ("install", "i"):
            continue
        flags = [word for word in rest if word.text.partition("=")[0] in {f"--{name}" for name in _REMEMBERED}]
        if flags:
            name = flags[0].text.partition("=")[0]
            message = f"Bundler 4 has no `{name}` any more. Say `bundle config set {name[2:]} …` before."
            yield Finding(flags[0].span, message, _configured(node, command, rest, flags))


def _configured(node: Node, command: Command, rest: tuple[ShellWord, ...], flags: list[ShellWord]) -> tuple[Fix, ...]:
    """Move the flags into calls of `bundle config`."""
    if node.json is not None:
        return ()
    before = ""
    edits: list[Edit] = []
    for flag in flags:
        name, equals, value = flag.text[2:].partition("=")
        at = rest.index(flag)
        last = flag
        words = [value] if equals else []
        if not equals and name in ("path", "shebang", "with", "without"):
            for word in rest[at + 1 :]:
                if word.text.startswith("-") or (words and name in ("path", "shebang")):
                    break
                if not word.literal:
                    return ()
                words.append(word.text)
                last = word
            if not words:
                return ()
        elif not flag.literal:
            return ()
        if name == "no-prune":
            name = "no_prune"
        told = " ".join(words) or "true"
        if name == "system":
            name, told = "path.system", "true"
        quoted = f"'{told}'" if " " in told else told
        before += f"{command.name.text} config set --local {name} {quoted} && "
        start = max(word.span.end for word in (command.name, *command.args) if word.span.end <= flag.span.start)
        edits.append(Edit(Span(start, last.span.end), ""))
    if any("\n" in edit.span.of(node.source) for edit in edits):
        return ()
    at = command.span.start
    return (Fix("Set it by bundle config", (Edit(Span(at, at), before), *edits)),)


@rule("DF8021", "RUN", severity="info", on=False, says=("composer",))
def composer_with_dev(node: Node, facts: Facts) -> Iterator[Finding]:
    """`composer install` in the final image also installs what only development needs.

    `--no-dev` leaves test runners and debuggers out. Off by default, for an image may well be meant for development.

    ```dockerfile bad
    FROM composer:2
    RUN composer $0install$0 --no-interaction
    ```
    ```dockerfile fixed
    FROM composer:2
    RUN composer install --no-dev --no-interaction
    ```
    ```dockerfile good
    FROM composer:2 AS test
    RUN composer install
    FROM composer:2
    RUN composer install --no-dev
    ```
    """
    if not stays(facts) or "COMPOSER_NO_DEV" in node.source:
        return
    for command in calls(node, facts, "composer", "composer.phar"):
        verb, _ = subcommand(command, "-d", "--working-dir")
        if verb is None or verb.text not in ("install", "i") or has_option(command, "--no-dev", "--dev"):
            continue
        fix = Fix("Add --no-dev", (insertion(node, verb, "--no-dev"),))
        yield Finding(verb.span, "`composer install` installs development packages too. Add `--no-dev`.", (fix,))


@rule("DF8022", "RUN", severity="info", on=False, says=("cargo",))
def cargo_unlocked(node: Node, facts: Facts) -> Iterator[Finding]:
    """`cargo install` takes newer dependencies than the program was released with.

    Without `--locked` it ignores the `Cargo.lock` of the program and takes the newest versions that fit, which may
    not even compile. Off by default, as it is a matter of how much you care for the same result tomorrow.

    ```dockerfile bad
    FROM rust:1.91-slim
    RUN cargo $0install$0 just
    ```
    ```dockerfile fixed
    FROM rust:1.91-slim
    RUN cargo install --locked just
    ```
    ```dockerfile good
    FROM rust:1.91-slim
    RUN cargo install --locked just
    ```
    """
    for command in calls(node, facts, "cargo"):
        verb, _ = subcommand(command, "--color", "--config", "-Z", "-C")
        if verb is not None and verb.text == "install" and not has_option(command, "--locked", "--frozen", "--list"):
            fix = Fix("Add --locked", (insertion(node, verb, "--locked"),))
            message = "`cargo install` ignores the program's own `Cargo.lock`. Add `--locked`."
            yield Finding(verb.span, message, (fix,))
