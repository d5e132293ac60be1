"""Rules about commands that are out of place in a RUN: interactive ones, `sudo`, `cd`, a new `/bin/sh`, `useradd`."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...text import Edit, Span
from .. import Facts, Finding, Fix, rule
from ..shells import calls, commands, eol, has_option, insertion, operands, unwrapped

_POINTLESS = {
    "free": "it shows the builder's memory",
    "kill": "nothing runs on from an earlier instruction",
    "mount": "a build may not mount; use `RUN --mount`",
    "ps": "nothing runs on from an earlier instruction",
    "service": "what it starts ends with this RUN; start it by CMD",
    "shutdown": "there is nothing to shut down",
    "ssh": "use `RUN --mount=type=ssh`, or copy what you need into the build context",
    "top": "nobody looks at it",
    "vim": "nobody can type",
}
_ENDS_HERE = "what it starts ends with this RUN; start it by CMD"
_MORE_POINTLESS = {
    "/etc/init.d": _ENDS_HERE,
    "htop": "nobody looks at it",
    "ifconfig": "the network is the builder's",
    "invoke-rc.d": _ENDS_HERE,
    "nano": "nobody can type",
    "rc-service": _ENDS_HERE,
    "reboot": "there is nothing to reboot",
    "systemctl reload": "no systemd runs in a build; start the program by CMD",
    "systemctl start": "no systemd runs in a build; start the program by CMD",
    "systemctl restart": "no systemd runs in a build; start the program by CMD",
    "vi": "nobody can type",
}
_POINTLESS_PROGRAMS = tuple({name.split()[0]: None for name in (*_POINTLESS, *_MORE_POINTLESS)})
_OF_USE_WITHIN = ("service", "/etc/init.d", "invoke-rc.d", "rc-service", "mount", "ssh")
"""What may be of use to the rest of its RUN."""
_SCRIPT = regex(r"/etc/(?:rc\.d/)?init\.d/[\w.-]+")
_ASKS = frozenset(("-V", "-h", "--version", "--help"))
_SUDO_PLAIN = regex(r"-[EHnSk]+$|--(?:preserve-env|set-home|non-interactive)$")
_JOINED_UID = regex(r"-[A-Za-z]*u(\d+)")
_LARGE_UID = regex(r"\d{6,}")


@rule("DL3001", "RUN", severity="info", says=_POINTLESS_PROGRAMS)
def pointless_command(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """A command that makes no sense while an image is built.

    A build is no running system: no services, no terminal, no processes of an earlier RUN, no right to mount.
    By default the rule is silent about what a RUN does with its own background process or service, say to fill a
    database; select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN $0service$0 nginx start
    RUN apt-get install -y redis && $0/etc/init.d/redis-server$0 start
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y vim openssh-client && ssh -V
    RUN service postgresql start && psql -f /schema.sql
    RUN ./server & sleep 5 && kill $!
    ```
    """
    insists = config.selects("DL3001", "pointless-command")
    every = commands(node, facts)
    for at, command in enumerate(every):
        inner = unwrapped(command)
        written = inner.form.name.text
        name = inner.program if written.startswith(("/bin/", "/sbin/", "/usr/")) else written
        if name == "systemctl" and inner.words:
            name = f"systemctl {inner.words[0]}"
        elif _SCRIPT.fullmatch(written) and inner.words[:1] in (("start",), ("restart",)):
            name = "/etc/init.d"
        reason = _POINTLESS.get(name) or _MORE_POINTLESS.get(name)
        if reason is None:
            continue
        if not insists:
            if _ASKS & set(inner.words) or name in ("ps", "free"):
                continue
            if name == "kill" and len(every) > 1:
                continue
            if name in _OF_USE_WITHIN and (at + 1 < len(every) or command.piped or "stop" in inner.words):
                continue
        shown = inner.name.text if name == "/etc/init.d" else name
        yield Finding(inner.name.span, f"`{shown}` makes no sense in a build: {reason}.")


@rule("DL3003", "RUN", says=("cd",))
def cd_instead_of_workdir(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """A RUN changes its directory by `cd` where WORKDIR would do.

    `WORKDIR` creates the directory, holds for all that follows, and needs no `cd` in each RUN.
    By default the rule finds a RUN that does all of its work in the one directory it first goes to. To fetch, build
    and remove something in a directory that is soon forgotten, and all else that `cd` does in the middle, in a
    subshell or back and forth, is how a single layer is made, and fine; select the rule by name to have every `cd`.

    ```dockerfile bad
    FROM debian:13
    RUN $0cd$0 /usr/src/app && make
    ```
    ```dockerfile fixed
    FROM debian:13
    WORKDIR /usr/src/app
    RUN make
    ```
    ```dockerfile bad select = ["DL3003"]
    FROM debian:13
    RUN ./fetch.sh && ($0cd$0 /tmp/tool && make install)
    ```
    ```dockerfile good
    FROM debian:13
    WORKDIR /usr/src/app
    RUN make
    RUN curl -fsSL https://example.com/tool.tgz | tar -xz -C /tmp && cd /tmp/tool && make install && rm -r /tmp/tool
    ```
    """
    if facts.onbuild:
        return
    every = commands(node, facts)
    fix = _as_workdir(node, every)
    if not config.selects("DL3003", "cd-instead-of-workdir") and (fix is None or _is_scratch(every)):
        return
    for command in every:
        if unwrapped(command).name.text != "cd":
            continue
        where = command.args[0].text if command.args else ""
        message = f"`WORKDIR {where}` sets the directory, and creates it." if where else "WORKDIR sets the directory."
        yield Finding(unwrapped(command).name.span, message, (fix,) if fix and command is every[0] else ())


_SOURCED = regex(
    r"(?:.*/)?(?:activate|\.bashrc|\.profile|\.bash_profile|profile|env|nvm\.sh|conda\.sh|setup\.(?:ba)?sh)"
)
"""Files which do nothing but set the variables of the shell that reads them."""


_KEPT_ELSEWHERE = {
    "alias": "Write it to a file which the shell of the container reads",
    "ulimit": "`docker build --ulimit` and `docker run --ulimit` set it",
    "umask": "Do it in the RUN that needs it",
    "nvm": "`nvm alias default` is remembered",
}
_ALONE = frozenset(("set", "shopt", "unset"))
"""What is no mistake behind other commands, but a habit."""
_PLAIN_PAIR = regex(
    r"[A-Za-z_]\w*=(?:[\w./:@%+,-]|\$PATH\b|\$\{PATH\})*|[A-Za-z_]\w*=\"(?:[\w./:@%+, -]|\$PATH\b|\$\{PATH\})*\""
)
"""`name=value` that means the same to ENV."""


@rule("DF8060", "RUN", says=("cd", "export", "source", ".", "activate", "=", "pushd", *_KEPT_ELSEWHERE, *_ALONE))
def lost_at_the_end_of_the_run(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The last thing that a RUN does is to change its own shell, which ends there.

    Each RUN has a shell of its own: a directory, a variable or an environment that it goes into is forgotten when it
    ends. WORKDIR and ENV are remembered; what `activate` sets up is mostly had by `ENV PATH=`. What needs a sourced
    file belongs into the same RUN.

    ```dockerfile bad
    FROM debian:13
    RUN $0cd /opt/tool$0
    RUN make
    ```
    ```dockerfile fixed
    FROM debian:13
    WORKDIR /opt/tool
    RUN make
    ```
    ```dockerfile bad
    FROM python:3.14-slim
    RUN python -m venv /venv && $0. /venv/bin/activate$0
    RUN $0export LANG=C.UTF-8$0
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN python -m venv /venv
    ENV PATH=/venv/bin:$PATH
    RUN export LANG=C.UTF-8 && ./install.sh
    RUN cd /opt && make
    ```
    ```dockerfile bad
    FROM debian:13
    RUN $0PATH=$PATH:/opt/bin$0
    ```
    ```dockerfile fixed
    FROM debian:13
    ENV PATH=$PATH:/opt/bin
    ```
    """
    every = commands(node, facts)
    if not every or facts.onbuild or node.script.broken or not node.is_shell_form:
        return
    last = every[-1]
    if not last.top or last.piped or last.connector in ("||", "&", "|", "|&") or last.redirects:
        return
    if node.source[last.span.end :].strip(f" \t\r\n;{node.escape}") and not node.heredocs:
        return
    program, words = last.name.text, last.words
    instead = ""
    if last.assignments:
        if program or "?" in last.span.of(node.source):
            return
        instead = "ENV is remembered"
    elif program in ("cd", "pushd") and len(words) == 1:
        if words[0] in ("-", "..", "~", "/") or any(command.program in ("cd", "pushd") for command in every[:-1]):
            return  # It goes back to where it came from.
        instead = f"`WORKDIR {words[0]}` is remembered"
    elif program == "export" and words and all("=" in word for word in words):
        instead = "ENV is remembered"
    elif words and (
        (program in (".", "source") and _SOURCED.fullmatch(words[0]))
        or (program in ("source", "conda", "mamba", "micromamba") and words[0] == "activate")
    ):
        instead = "Do it in the RUN that needs it"
    elif words and (program != "alias" or "=" in words[0]) and (program != "nvm" or words[0] == "use"):
        instead = _KEPT_ELSEWHERE.get(program, "")
        if len(every) == 1 and program in _ALONE:
            instead = "The next one has a shell of its own"
    if instead:
        what = program or last.assignments[0].name
        message = f"This RUN ends here, and what `{what}` does ends with it. {instead}."
        if last.assignments:
            message = f"This RUN ends here, and `{what}` is forgotten. {instead}."
        yield Finding(last.span, message, _remembered(node, last) if len(every) == 1 else ())


def _remembered(node: Node, command: Command) -> tuple[Fix, ...]:
    """The instruction for a RUN that does nothing else."""
    words = command.args
    if node.flags or node.heredocs or "\n" in node.source.rstrip("\n"):
        return ()
    if command.name.text == "cd" and words[0].literal and words[0].text.startswith("/"):
        return (Fix("Use WORKDIR", (Edit(node.span, f"WORKDIR {words[0].span.of(node.source)}"),)),)
    pairs = [word.span.of(node.source) for word in words] if command.name.text == "export" else []
    pairs += [item.span.of(node.source) for item in command.assignments]
    if pairs and all(map(_PLAIN_PAIR.fullmatch, pairs)):
        return (Fix("Use ENV", (Edit(node.span, f"ENV {' '.join(pairs)}"),)),)
    return ()


def _is_scratch(every: tuple[Command, ...]) -> bool:
    """Whether a RUN works in a directory for the time being: below `/tmp`, or it cleans up behind itself."""
    where = every[0].args[0].text
    return where.startswith(("/tmp", "/var/tmp")) or any(command.program == "rm" for command in every)


def _as_workdir(node: Node, every: tuple[Command, ...]) -> Fix | None:
    """Turn `RUN cd DIR && …` into WORKDIR and RUN, where the whole RUN works in one fixed directory."""
    if len(every) < 2 or node.json is not None or node.heredocs or node.script.broken:
        return None
    first, second = every[0], every[1]
    if first.name.text != "cd" or not first.top or len(first.args) != 1 or first.redirects or first.assignments:
        return None
    where = first.args[0]
    directory = where.span.of(node.source)
    if not where.text.startswith(("/", "$")) or "\n" in directory or "`" in directory or "$(" in directory:
        return None
    if second.connector != "&&" or any(command.name.text in ("cd", "pushd", "popd") for command in every[1:]):
        return None
    between = node.source[first.span.end : second.span.start]
    if "#" in between or any(sign in between for sign in "({!") or "if" in between:
        return None
    start = node.keyword_span.start
    above = Edit(Span(start, start), f"WORKDIR {directory}{eol(node)}")
    return Fix("Set it by WORKDIR", (above, Edit(Span(first.span.start, second.span.start), "")))


@rule("DL3004", "RUN", says=("sudo",))
def sudo_in_run(node: Node, facts: Facts) -> Iterator[Finding]:
    """`sudo` in a RUN.

    Instructions run as root unless USER says otherwise, so it is rarely needed, and what it does to the environment
    and to signals comes as a surprise. Become root by `USER root`; drop rights at run time with gosu or setpriv.

    ```dockerfile bad
    FROM debian:13
    RUN $0sudo$0 apt-get update
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y sudo
    ```
    """
    for command in calls(node, facts, "sudo"):
        plain = [word for word in command.args if not _SUDO_PLAIN.match(word.text)]
        fixes: tuple[Fix, ...] = ()
        if plain and not plain[0].text.startswith("-") and facts.user in ("", "root", "0") and node.json is None:
            cut = Span(command.name.span.start, plain[0].span.start)
            if "\n" not in cut.of(node.source):
                fixes = (Fix("Remove sudo", (Edit(cut, ""),)),)
        name = command.args[0].text if command.args and not command.args[0].text.startswith("-") else ""
        who = "The build runs as root" if facts.user in ("root", "0") else "Use `USER root` where root is needed"
        other = _another_user(command)
        if other:
            name, who = f"-u {other}", f"`USER {other}` says who runs what follows"
        yield Finding(command.name.span, f"`sudo {name}`".replace(" `", "`") + f" in a build. {who}.", fixes)


def _another_user(command: Command) -> str:
    """Who a `sudo -u` is for, if that is not root."""
    for arg, after in zip(command.args, (*command.args[1:], None)):
        if arg.text in ("-u", "--user") and after is not None:
            return "" if after.text in ("root", "0") else after.text
        if not arg.text.startswith("-"):
            break
    return ""


@rule("DL4005", "RUN", says=("/bin/sh",))
def replaced_shell(node: Node, facts: Facts) -> Iterator[Finding]:
    """`/bin/sh` is replaced in order to change the shell of the build.

    The scripts of the image's packages count on the shell they were written for. `SHELL` changes the one that
    instructions are run by, and nothing else.

    ```dockerfile bad
    FROM debian:13
    RUN ln -sf /bin/bash $0/bin/sh$0
    RUN source /etc/profile
    ```
    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-c"]
    RUN source /etc/profile
    ```
    ```dockerfile good
    FROM debian:13
    RUN ln -s /bin/sh /usr/local/bin/shell
    ```
    """
    for command in calls(node, facts, "ln"):
        words = operands(command.args, frozenset(("-S", "--suffix", "-t", "--target-directory")))
        if len(words) < 2 or words[-1].text not in ("/bin/sh", "/usr/bin/sh"):
            continue
        shell = words[0].text if words[0].text.startswith("/") else f"/bin/{words[0].text}"
        fixes: tuple[Fix, ...] = ()
        if len(commands(node, facts)) == 1 and not node.flags and words[0].literal and '"' not in shell:
            fixes = (Fix("Use SHELL", (Edit(node.span, f'SHELL ["{shell}", "-c"]'),)),)
        message = f"`{words[-1].text}` belongs to the image. `SHELL` changes the shell of the build alone."
        yield Finding(words[-1].span, message, fixes)


@rule("DL3046", "RUN", says=("useradd",))
def useradd_log(node: Node, facts: Facts) -> Iterator[Finding]:
    """`useradd` with a large user number makes the image huge.

    It gives each number up to that one a place in `/var/log/lastlog` and `faillog`: sparse files, which the image's
    layers store in full. `--no-log-init` leaves the two files alone.

    ```dockerfile bad
    FROM debian:13
    RUN $0useradd$0 -u 1000000 app
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN useradd --no-log-init -u 1000000 app
    ```
    ```dockerfile good
    FROM debian:13
    RUN useradd -u 10001 app && useradd -l -u 1000000 other
    ```
    """
    for command in calls(node, facts, "useradd"):
        if any(_has_letter(word, "l") for word in command.words) or has_option(command, "--no-log-init"):
            continue
        uid = _uid(command)
        if uid is not None and _LARGE_UID.fullmatch(uid.text.partition("=")[2] or uid.text):
            fix = Fix("Add --no-log-init", (insertion(node, command.name, "--no-log-init"),), safe=True)
            message = f"`useradd` with the number `{uid.text}` writes huge log files. Add `--no-log-init`."
            yield Finding(command.name.span, message, (fix,))


def _has_letter(word: str, letter: str) -> bool:
    return word.startswith("-") and not word.startswith("--") and letter in word


def _uid(command: Command) -> ShellWord | None:
    """The number of the new user, or the option that holds it."""
    args = command.args
    for arg, after in zip(args, (*args[1:], None)):
        joined = _JOINED_UID.fullmatch(arg.text)
        if joined:
            return arg._replace(text=joined[1])
        if arg.text.startswith("--uid="):
            return arg
        if after is not None and (arg.text == "--uid" or (_has_letter(arg.text, "u") and arg.text.endswith("u"))):
            return after if after.literal else None
    return None
