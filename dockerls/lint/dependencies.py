"""Which commands fetch a project's dependencies, from which manifests and in which directory.

It knows command lines and the table of ecosystems, and must not know where in a file they stand.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from ..docker.projects import ECOSYSTEMS, Ecosystem, Step
from ..late import regex
from ..named import NamedTuple
from ..syntax.shell import Command, ShellWord
from .places import join
from .shells import has_option, subcommand

_VALUES = (
    "--prefix",
    "-C",
    "--dir",
    "--cwd",
    "--registry",
    "--cache",
    "-f",
    "--file",
    "-P",
    "--project",
    "--directory",
)
_DIRECTORY = ("--prefix", "-C", "--dir", "--cwd", "--directory", "--working-dir", "-d")
_WORKSPACES = ("-w", "--workspace", "--workspaces", "--filter", "-r", "--recursive", "--all-packages", "--package")
_PROJECT = regex(r"\.{1,2}(/|$|\[)|.*/|.*\.(whl|tar\.gz|zip)$")
_GROUPS = {"npm": "node", "yarn": "node", "pnpm": "node", "bun": "node", "pip": "python", "uv": "python"}
_GROUPS |= {"poetry": "python", "pipenv": "python"}

_HARMLESS = frozenset(
    [
        "apk",
        "apt",
        "apt-get",
        "corepack",
        "curl",
        "dnf",
        "echo",
        "export",
        "gem",
        "microdnf",
        "mkdir",
        "pip",
        "pip3",
        "set",
        "true",
        "wget",
        "yum",
        "chown",
        "update-ca-certificates",
    ]
)
_CONFIGURES = frozenset(("config", "env", "set", "self", "cache", "--version", "-v", "version", "clean"))
_TOOLS = frozenset(
    [
        "npm",
        "yarn",
        "pnpm",
        "bun",
        "poetry",
        "uv",
        "go",
        "composer",
        "bundle",
        "bundler",
        "dotnet",
        "pipenv",
        "node",
        "python",
        "python3",
    ]
)


_BY_PROGRAM = {
    program: (ecosystem, ecosystem.steps[0])
    for ecosystem in ECOSYSTEMS.values()
    for step in ecosystem.steps
    for program in step.programs
}


class Fetch(NamedTuple):
    """A command that fetches dependencies.

    Attributes:
        ecosystem: Whose it is.
        step: What it is; `needs_sources` as it holds for these very options.
        directory: Where it runs, normal; None if that cannot be known.
        requirements: The files which pip is told to read.
        command: The command.
    """

    ecosystem: Ecosystem
    step: Step
    directory: str | None
    requirements: tuple[str, ...]
    command: Command

    @property
    def group(self) -> str:
        """What ecosystems with the same manifests have in common."""
        return _GROUPS.get(self.ecosystem.name, self.ecosystem.name)


def fetches(commands: tuple[Command, ...], directory: str) -> list[Fetch]:
    """The commands that fetch dependencies, in a script that starts in `directory`."""
    found: list[Fetch] = []
    here: str | None = directory
    for command in commands:
        if command.program in ("cd", "pushd"):
            here = None
            if command.top and len(command.args) == 1 and command.args[0].text not in ("-", "~"):
                here = join(directory, command.args[0].text)
            directory = here or directory
            continue
        fetch = _fetch(command, here)
        if fetch is not None:
            found.append(fetch)
    return found


def is_harmless(command: Command) -> bool:
    """Whether a command that stands before a fetch surely needs none of the project's own files."""
    program = command.program
    if program in ("cd", "pushd") or (program == "npm" and has_option(command, "-g", "--global")):
        return True
    if not program or program in _HARMLESS:
        return not any(word == "." or word.startswith("./") for word in command.words)
    return program in _TOOLS and (not command.words or any(word in _CONFIGURES for word in command.words))


def is_manifest(name: str, ecosystem: Ecosystem) -> bool:
    """Whether a source of COPY, with or without directories, is a manifest or a glob for some."""
    base = name.rstrip("/").rpartition("/")[2].strip("\"'")
    manifests = ecosystem.manifests
    return any(base == name or ("*" in name and fnmatchcase(base, name)) for name in manifests)


def _fetch(command: Command, here: str | None) -> Fetch | None:
    program = command.program
    behind = 0
    if program.startswith("python") and command.words[:2] == ("-m", "pip"):
        program, behind = "pip", 2
    elif program == "uv" and command.words[:1] == ("pip",):
        program, behind = "pip", 1
    if program.startswith("pip") and program[3:].replace(".", "").isdigit():
        program = "pip"
    known = _BY_PROGRAM.get(program)
    if known is None:
        return None
    form = command.form
    short = command.written(form.with_words(form.name, form.args[behind:], form.span)) if behind else command
    return _matched(*known, short, command, here)


def _matched(ecosystem: Ecosystem, step: Step, command: Command, whole: Command, here: str | None) -> Fetch | None:
    name = ecosystem.name
    verb, rest = subcommand(command, *_VALUES)
    words = command.words
    requirements: tuple[str, ...] = ()
    if name in ("maven", "gradle"):
        plain = {word.rpartition(":")[2] for word in words if not word.startswith("-")}
        fetching = any(word.startswith("dependency:") or word == "dependencies" for word in words)
        if {"-o", "--offline"} & set(words) or not (fetching or plain & set(step.words)):
            return None
        step = step._replace(needs_sources=not fetching)
    else:
        step = next((s for s in ecosystem.steps if (verb.text if verb else "") in s.words), step)
        if (verb.text if verb else "") not in step.words or any(word in _WORKSPACES for word in words if name != "pip"):
            return None
        if has_option(command, "-h", "--help", "--version"):
            return None
    plain_rest = tuple(arg for arg in rest if not arg.text.startswith("-"))
    if name == "npm" and (_named(rest) or has_option(command, "--global", "-g", "--location")):
        return None
    if name in ("yarn", "pnpm", "bun", "pipenv") and (_named(rest) or has_option(command, "-g", "--global")):
        return None
    if name == "pip":
        found = _requirements(command.args)
        if found is None:
            return None
        requirements = found
    if name == "go":
        if verb is not None and verb.text == "mod":
            if not plain_rest or plain_rest[0].text != "download":
                return None
        elif any("@" in arg.text for arg in rest) or any(word.startswith("-mod=vendor") for word in words):
            return None
    if name == "cargo" and (
        has_option(command, "--offline") or (verb is not None and verb.text == "install" and "--path" not in words)
    ):
        return None
    if (
        (name == "uv" and any(word.startswith(("--no-install-", "--only-group")) for word in words))
        or (name == "poetry" and has_option(command, "--no-root"))
        or (name == "composer" and has_option(command, "--no-scripts"))
    ):
        step = step._replace(needs_sources=False)
    for number, arg in enumerate(command.args):
        option, sign, value = arg.text.partition("=")
        if option in _DIRECTORY and name not in ("pip", "dotnet", "go", "cargo", "gradle", "maven"):
            if not sign and number + 1 < len(command.args):
                value = command.args[number + 1].text
            here = join(here, value) if here is not None and value else None
    return Fetch(ecosystem, step, here, requirements, whole)


def _named(rest: tuple[ShellWord, ...]) -> bool:
    """Whether packages are named, so that no manifest is read."""
    skip = False
    for arg in rest:
        if skip:
            skip = False
        elif arg.text in _VALUES:
            skip = True
        elif not arg.text.startswith("-"):
            return True
    return False


def _requirements(args: tuple[ShellWord, ...]) -> tuple[str, ...] | None:
    """The requirement files that pip reads; None if there are none, or it is given a project to install too."""
    found: list[str] = []
    words = [arg.text for arg in args]
    for number, word in enumerate(words):
        before = words[number - 1] if number else ""
        if word in ("-e", "--editable") or word.startswith("--editable="):
            return None
        if before in ("-r", "--requirement"):
            found.append(word)
        elif word.startswith("--requirement="):
            found.append(word.partition("=")[2])
        elif word.startswith("-r") and len(word) > 2:
            found.append(word[2:])
        elif not word.startswith("-") and not before.startswith("-") and _PROJECT.match(word):
            return None
    return tuple(found) or None
