"""The Dockerfile instructions: their forms, flags, snippets and documentation, as BuildKit knows them.

Pure data. Knows nothing of any particular Dockerfile and imports nothing but its own prose.
Source: the BuildKit reference (docs.docker.com/reference/dockerfile) and the flags BuildKit's own parser accepts.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple
from .prose import DOCS

_REFERENCE: Final = "https://docs.docker.com/reference/dockerfile/"


class Flag(NamedTuple):
    """A `--name=value` which stands between an instruction's keyword and its arguments."""

    name: str
    """Without the two dashes."""
    value: str
    """Kind of value: bool, platform, duration, count, stage, mount, mode, owner, checksum, network, security, device,
    glob or string. A bool may stand alone (`--link`); all others need `=value`."""
    doc: str
    since: str = ""
    """First stable version of the Dockerfile frontend which has it, such as `1.2`; empty if it was always there."""
    placeholder: str = ""
    """How signature help shows the value, such as `<stage>|<image>`."""
    values: tuple[str, ...] = ()
    """The closed set of values (network, security, bool), or good suggestions for the other kinds."""
    repeatable: bool = False
    """BuildKit refuses a flag given twice unless this is set."""
    url: str = ""
    labs: str = ""
    """First version of the labs channel which has it; empty if it was never there before it was stable."""


class Instruction(NamedTuple):
    """An instruction such as `COPY`, and all that an editor may want to say about it."""

    keyword: str
    """In upper case."""
    summary: str
    """One line of plain text."""
    doc: str
    """A Markdown page."""
    forms: tuple[str, ...]
    """The ways to write it, most usual first, in the reference's notation."""
    flags: tuple[Flag, ...]
    url: str
    snippets: tuple[tuple[str, str], ...]
    """(label, body): bodies are LSP snippets, so `$`, `}` and backslash are escaped where they are meant literally."""
    deprecated: bool = False
    since: str = ""


def _flag_url(keyword: str, name: str) -> str:
    return f"{_REFERENCE}#{keyword.lower()}---{name}"


_BOOL: Final = ("true", "false")

MOST_LAYERS: Final = 125
"""Docker takes no image of more layers: `maxLayerDepth` in moby's layer/layer_store.go. What is about layers need not
look at more instructions that make some."""

BOOLEANS: Final = frozenset(("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"))
"""All that a switch may be: what Go's ParseBool reads."""


def _chown(keyword: str) -> Flag:
    return Flag(
        "chown",
        "owner",
        "Owner of the copied files, in place of `0:0` (root).\n\n"
        "```dockerfile\n"
        f"{keyword} --chown=node:node . /app\n"
        f"{keyword} --chown=10001:10001 . /app\n"
        "```\n\n"
        "A user alone gives the group the same number. Names are looked up in the image's `/etc/passwd` and "
        "`/etc/group`; if they are missing there the build fails. Together with `--link`, only numbers work. "
        "Not for Windows containers.",
        placeholder="<user>[:<group>]",
        url=_flag_url(keyword, "chown"),
    )


def _chmod(keyword: str) -> Flag:
    return Flag(
        "chmod",
        "mode",
        "Permissions of the copied files and directories, which spares a `RUN chmod` and the layer it would add.\n\n"
        "```dockerfile\n"
        f"{keyword} --chmod=755 entrypoint.sh /usr/local/bin/\n"
        f"{keyword} --chmod=u=rwX,go=rX . /app\n"
        "```\n\n"
        "Octal, and since Dockerfile 1.14 also symbolic. A plain `644` also hits directories, which then cannot be "
        "entered; the capital `X` of the symbolic form gives execute permission to directories only (and to files "
        "which have it). Variables work since 1.10. Not for Windows containers.",
        since="1.2",
        placeholder="<mode>",
        values=("755", "644", "+x", "u=rwX,go=rX"),
        url=_flag_url(keyword, "chmod"),
    )


def _link(keyword: str) -> Flag:
    return Flag(
        "link",
        "bool",
        "Puts the files into a layer of their own that does not depend on the layers before it. It is reused from "
        "the cache even if the base image changed, and can be rebased without a rebuild.\n\n"
        "```dockerfile\n"
        f"{keyword} --link . /app\n"
        "```\n\n"
        "As nothing of the image is looked at, symbolic links in the destination path are not followed but "
        "replaced by directories, and `--chown` takes numbers only.",
        since="1.4",
        placeholder="true|false",
        values=_BOOL,
        url=_flag_url(keyword, "link"),
    )


def _exclude(keyword: str) -> Flag:
    return Flag(
        "exclude",
        "glob",
        "Leaves out the files that match the pattern. May be given several times.\n\n"
        "```dockerfile\n"
        f'{keyword} --exclude=*.md --exclude="**/*_test.go" . /src\n'
        "```\n\n"
        "For what no build ever needs, `.dockerignore` is the better place: it also keeps the files from being sent "
        "to the builder.",
        since="1.19",
        labs="1.7",
        placeholder="<pattern>",
        repeatable=True,
        url=_flag_url(keyword, "exclude"),
    )


_FROM_FLAGS: Final = (
    Flag(
        "platform",
        "platform",
        "Platform of the base image, if there are several. By default, it is the platform the build is for "
        "(`$TARGETPLATFORM`), so that value is redundant.\n\n"
        "```dockerfile\n"
        "FROM --platform=$BUILDPLATFORM golang:1.27 AS build\n"
        "ARG TARGETOS TARGETARCH\n"
        "RUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .\n"
        "```\n\n"
        "`$BUILDPLATFORM` keeps a compiling stage on the builder's own processor: cross-compiling is much faster "
        "than emulation. A fixed value ties the file to one platform.",
        placeholder="<os>/<arch>[/<variant>]",
        values=(
            "$BUILDPLATFORM",
            "$TARGETPLATFORM",
            "linux/amd64",
            "linux/arm64",
            "linux/arm/v7",
            "linux/arm/v6",
            "linux/386",
            "linux/ppc64le",
            "linux/riscv64",
            "linux/s390x",
            "windows/amd64",
        ),
        url=_REFERENCE + "#from",
    ),
)

_RUN_FLAGS: Final = (
    Flag(
        "mount",
        "mount",
        "Makes files available for this one command, without putting them into the image. May be given several "
        "times.\n\n"
        "| type | for |\n|---|---|\n"
        "| `bind` (default) | files of the context, a stage or an image, read-only |\n"
        "| `cache` | a directory that is kept between builds |\n"
        "| `tmpfs` | a directory in memory |\n"
        "| `secret` | a secret, as file or variable |\n"
        "| `ssh` | the SSH agent of the client |\n\n"
        "```dockerfile\n"
        "RUN --mount=type=cache,target=/root/.npm npm ci\n"
        "```",
        since="1.2",
        labs="1.0",
        placeholder="type=<type>[,<option>=<value>...]",
        values=("type=bind", "type=cache", "type=tmpfs", "type=secret", "type=ssh"),
        repeatable=True,
        url=_flag_url("run", "mount"),
    ),
    Flag(
        "network",
        "network",
        "The network the command sees: `default`, `none` or `host`. `none` proves that a step downloads nothing; "
        "`host` must be allowed by the builder (`--allow network.host`).\n\n"
        "```dockerfile\n"
        "RUN --network=none pip install --no-index --find-links=/wheels app\n"
        "```",
        since="1.3",
        labs="1.2",
        placeholder="default|none|host",
        values=("default", "none", "host"),
        url=_flag_url("run", "network"),
    ),
    Flag(
        "security",
        "security",
        "`insecure` runs the command with all privileges, as `docker run --privileged` does; the builder must allow "
        "it (`--allow security.insecure`). `sandbox` is the default.\n\n"
        "```dockerfile\n"
        "RUN --security=insecure mount -t tmpfs none /mnt\n"
        "```",
        since="1.20",
        labs="1.1",
        placeholder="sandbox|insecure",
        values=("sandbox", "insecure"),
        url=_flag_url("run", "security"),
    ),
    Flag(
        "device",
        "device",
        "Gives the command access to CDI devices, such as a GPU. The builder must know the device and allow it "
        "(`--allow device`). May be given several times.\n\n"
        "```dockerfile\n"
        "RUN --device=nvidia.com/gpu=all nvidia-smi\n"
        "```\n\n"
        "Without `,required` the command also runs if there is no such device.",
        since="1.27",
        labs="1.14",
        placeholder="<name>[,required]",
        values=("nvidia.com/gpu=all",),
        repeatable=True,
        url=_flag_url("run", "device"),
    ),
)

_COPY_FLAGS: Final = (
    Flag(
        "from",
        "stage",
        "Where the sources come from, instead of the build context: an earlier stage (name or number), a named "
        "context (`docker build --build-context`), or an image.\n\n"
        "```dockerfile\n"
        "COPY --from=build /out/app /usr/local/bin/\n"
        "COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/\n"
        "```\n\n"
        "The paths then start at the root of that stage or image, whatever its `WORKDIR`. Variables are not "
        "expanded: give the image a stage of its own with `FROM image:$TAG AS name`.",
        placeholder="<stage>|<context>|<image>",
        url=_flag_url("copy", "from"),
    ),
    _chown("COPY"),
    _chmod("COPY"),
    _link("COPY"),
    Flag(
        "parents",
        "bool",
        "Keeps the directories of the source paths, as `cp --parents` does. A `/./` in a source marks from where "
        "on they are kept, and `**` matches any number of directories.\n\n"
        "```dockerfile\n"
        "COPY --parents ./packages/*/package.json ./\n"
        "```",
        since="1.20",
        labs="1.7",
        placeholder="true|false",
        values=_BOOL,
        url=_flag_url("copy", "parents"),
    ),
    _exclude("COPY"),
)

_ADD_FLAGS: Final = (
    Flag(
        "checksum",
        "checksum",
        "What a download must be: the SHA-256 of the file for HTTP sources, the commit (or its beginning) for Git "
        "sources (since 1.16). The build fails if it is not.\n\n"
        "```dockerfile\n"
        "ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \\\n"
        "    https://example.com/linux-0.01.tar.gz /\n"
        "```",
        since="1.6",
        labs="1.5",
        placeholder="sha256:<hash>|<commit>",
        url=_flag_url("add", "checksum"),
    ),
    _chown("ADD"),
    _chmod("ADD"),
    _link("ADD"),
    Flag(
        "keep-git-dir",
        "bool",
        "Keeps the `.git` directory when the source is a Git repository. Useful if the build asks Git for a "
        "version.\n\n"
        "```dockerfile\n"
        "ADD --keep-git-dir=true https://github.com/moby/buildkit.git#v0.33.0 /src\n"
        "```",
        since="1.6",
        labs="1.5",
        placeholder="true|false",
        values=_BOOL,
        url=_flag_url("add", "keep-git-dir"),
    ),
    Flag(
        "unpack",
        "bool",
        "Whether tar archives are unpacked. By default, local ones are and downloaded ones are not.\n\n"
        "```dockerfile\n"
        "ADD --unpack=true https://example.com/tool.tar.gz /opt/tool\n"
        "ADD --unpack=false rootfs.tar.gz /images/\n"
        "```",
        since="1.17",
        placeholder="true|false",
        values=_BOOL,
        url=_flag_url("add", "unpack"),
    ),
    _exclude("ADD"),
)

_DURATION: Final = "A Go duration such as `1m30s`, `10s` or `500ms`; at least `1ms`, and `0s` stands for the default."

_HEALTHCHECK_FLAGS: Final = (
    Flag(
        "interval",
        "duration",
        f"Pause before the first and between two checks. Default `30s`. {_DURATION}",
        placeholder="<duration>",
        values=("30s", "10s", "1m", "5m"),
        url=_REFERENCE + "#healthcheck",
    ),
    Flag(
        "timeout",
        "duration",
        f"A check that takes longer is killed, and has failed. Default `30s`. {_DURATION}",
        placeholder="<duration>",
        values=("3s", "5s", "10s", "30s"),
        url=_REFERENCE + "#healthcheck",
    ),
    Flag(
        "start-period",
        "duration",
        "Time for the program to start. Failures in it do not count, and it ends early with the first success. "
        f"Default `0s`. {_DURATION}",
        placeholder="<duration>",
        values=("5s", "10s", "30s", "1m"),
        url=_REFERENCE + "#healthcheck",
    ),
    Flag(
        "start-interval",
        "duration",
        f"Pause between two checks during the start period. Default `5s`. Needs Docker Engine 25. {_DURATION}",
        since="1.6",
        placeholder="<duration>",
        values=("1s", "2s", "5s"),
        url=_REFERENCE + "#healthcheck",
    ),
    Flag(
        "retries",
        "count",
        "After so many failures in a row the container is unhealthy. Default `3`, which `0` stands for as well.",
        placeholder="<count>",
        values=("3", "5", "1"),
        url=_REFERENCE + "#healthcheck",
    ),
)

_ALL: Final = (
    Instruction(
        "FROM",
        "Begin a build stage from a base image.",
        DOCS["FROM"],
        (
            "FROM [--platform=<platform>] <image>[:<tag>] [AS <name>]",
            "FROM [--platform=<platform>] <image>[@<digest>] [AS <name>]",
            "FROM <stage> [AS <name>]",
        ),
        _FROM_FLAGS,
        _REFERENCE + "#from",
        (
            ("FROM", "FROM ${1:image}:${2:tag}"),
            ("FROM … AS", "FROM ${1:image}:${2:tag} AS ${3:stage}"),
            (
                "FROM (cross-compile)",
                "FROM --platform=\\$BUILDPLATFORM ${1:golang:1.27} AS ${2:build}\nARG TARGETOS TARGETARCH",
            ),
        ),
    ),
    Instruction(
        "ARG",
        "Declare a build-time variable.",
        DOCS["ARG"],
        ("ARG <name>[=<default value>] [<name>[=<default value>]...]",),
        (),
        _REFERENCE + "#arg",
        (
            ("ARG", "ARG ${1:NAME}=${2:default}"),
            ("ARG (no default)", "ARG ${1:NAME}"),
            ("ARG (target platform)", "ARG TARGETOS TARGETARCH"),
        ),
    ),
    Instruction(
        "LABEL",
        "Add metadata to the image.",
        DOCS["LABEL"],
        ("LABEL <key>=<value> [<key>=<value>...]",),
        (),
        _REFERENCE + "#label",
        (
            ("LABEL", 'LABEL ${1:key}="${2:value}"'),
            (
                "LABEL (OCI)",
                'LABEL org.opencontainers.image.title="${1:title}" \\\\\n'
                '      org.opencontainers.image.description="${2:description}" \\\\\n'
                '      org.opencontainers.image.source="${3:https://github.com/owner/repository}" \\\\\n'
                '      org.opencontainers.image.licenses="${4:MIT}"',
            ),
        ),
    ),
    Instruction(
        "MAINTAINER",
        "Set the author of the image (deprecated: use a label).",
        DOCS["MAINTAINER"],
        ("MAINTAINER <name>",),
        (),
        _REFERENCE + "#maintainer-deprecated",
        (("LABEL (authors)", 'LABEL org.opencontainers.image.authors="${1:name <mail>}"'),),
        deprecated=True,
    ),
    Instruction(
        "ENV",
        "Set environment variables for the build and the container.",
        DOCS["ENV"],
        ("ENV <key>=<value> [<key>=<value>...]", "ENV <key> <value>"),
        (),
        _REFERENCE + "#env",
        (
            ("ENV", "ENV ${1:KEY}=${2:value}"),
            ("ENV (several)", "ENV ${1:KEY}=${2:value} \\\\\n    ${3:KEY}=${4:value}"),
            ("ENV PATH", 'ENV PATH="${1:/app/bin}:\\$PATH"'),
        ),
    ),
    Instruction(
        "WORKDIR",
        "Set (and create) the working directory.",
        DOCS["WORKDIR"],
        ("WORKDIR <path>",),
        (),
        _REFERENCE + "#workdir",
        (("WORKDIR", "WORKDIR ${1:/app}"),),
    ),
    Instruction(
        "COPY",
        "Copy files from the context, a stage or an image.",
        DOCS["COPY"],
        ("COPY [OPTIONS] <src>... <dest>", 'COPY [OPTIONS] ["<src>", ... "<dest>"]', "COPY [OPTIONS] <<EOF <dest>"),
        _COPY_FLAGS,
        _REFERENCE + "#copy",
        (
            ("COPY", "COPY ${1:src} ${2:dest}"),
            ("COPY --from", "COPY --from=${1:stage} ${2:src} ${3:dest}"),
            ("COPY --chown", "COPY --chown=${1:user}:${2:group} ${3:src} ${4:dest}"),
            ("COPY (JSON)", 'COPY ["${1:src}", "${2:dest}"]'),
            ("COPY (inline file)", "COPY <<EOF ${1:/etc/app.conf}\n${2:content}\nEOF"),
        ),
    ),
    Instruction(
        "ADD",
        "Copy files, download URLs, clone Git repositories, unpack archives.",
        DOCS["ADD"],
        (
            "ADD [OPTIONS] <src>... <dest>",
            'ADD [OPTIONS] ["<src>", ... "<dest>"]',
            "ADD [OPTIONS] <url> <dest>",
            "ADD [OPTIONS] <git repository>[#<ref>[:<dir>]] <dest>",
        ),
        _ADD_FLAGS,
        _REFERENCE + "#add",
        (
            ("ADD", "ADD ${1:src} ${2:dest}"),
            ("ADD (download)", "ADD --checksum=sha256:${1:hash} ${2:https://example.com/file.tar.gz} ${3:dest}"),
            ("ADD (Git)", "ADD ${1:https://github.com/owner/repository.git}#${2:main} ${3:dest}"),
        ),
    ),
    Instruction(
        "RUN",
        "Run a command while building, and keep its result as a layer.",
        DOCS["RUN"],
        ("RUN [OPTIONS] <command> ...", 'RUN [OPTIONS] ["<command>", ...]', "RUN [OPTIONS] <<EOF"),
        _RUN_FLAGS,
        _REFERENCE + "#run",
        (
            ("RUN", "RUN ${1:command}"),
            ("RUN (script)", "RUN <<EOF\nset -eux\n${1:command}\nEOF"),
            ("RUN (exec)", 'RUN ["${1:command}", "${2:argument}"]'),
            ("RUN --mount=type=cache", "RUN --mount=type=cache,target=${1:/root/.cache} ${2:command}"),
            ("RUN --mount=type=secret", "RUN --mount=type=secret,id=${1:id},env=${2:NAME} ${3:command}"),
            ("RUN --mount=type=bind", "RUN --mount=type=bind,source=${1:src},target=${2:dest} ${3:command}"),
            ("RUN --mount=type=ssh", "RUN --mount=type=ssh ${1:command}"),
            (
                "RUN apt-get install",
                "RUN apt-get update \\\\\n"
                " && apt-get install -y --no-install-recommends ${1:package} \\\\\n"
                " && rm -rf /var/lib/apt/lists/*",
            ),
            ("RUN apk add", "RUN apk add --no-cache ${1:package}"),
            ("RUN pip install", "RUN pip install --no-cache-dir ${1:-r requirements.txt}"),
        ),
    ),
    Instruction(
        "SHELL",
        "Set the shell for the shell form of commands.",
        DOCS["SHELL"],
        ('SHELL ["<executable>", "<parameter>", ...]',),
        (),
        _REFERENCE + "#shell",
        (
            ("SHELL (bash, pipefail)", 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]'),
            ("SHELL (ash, pipefail)", 'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]'),
            ("SHELL", 'SHELL ["${1:executable}", "${2:parameter}"]'),
        ),
    ),
    Instruction(
        "EXPOSE",
        "Document the ports the container listens on.",
        DOCS["EXPOSE"],
        ("EXPOSE <port>[/<protocol>] [<port>[/<protocol>]...]", "EXPOSE <port>-<port>[/<protocol>]"),
        (),
        _REFERENCE + "#expose",
        (("EXPOSE", "EXPOSE ${1:8080}"), ("EXPOSE (protocol)", "EXPOSE ${1:53}/${2|tcp,udp,sctp|}")),
    ),
    Instruction(
        "VOLUME",
        "Declare directories whose data lives outside of the container.",
        DOCS["VOLUME"],
        ('VOLUME ["<path>", ...]', "VOLUME <path>..."),
        (),
        _REFERENCE + "#volume",
        (("VOLUME", 'VOLUME ["${1:/data}"]'),),
    ),
    Instruction(
        "USER",
        "Set the user (and group) for commands and the container.",
        DOCS["USER"],
        ("USER <user>[:<group>]", "USER <UID>[:<GID>]"),
        (),
        _REFERENCE + "#user",
        (
            ("USER", "USER ${1:user}"),
            ("USER (numeric)", "USER ${1:10001}:${2:10001}"),
            (
                "USER (create)",
                "RUN groupadd --system --gid ${1:10001} ${2:app} \\\\\n"
                " && useradd --system --uid $1 --gid $2 --no-create-home $2\n"
                "USER $1:$1",
            ),
            (
                "USER (create, Alpine)",
                "RUN addgroup -S -g ${1:10001} ${2:app} && adduser -S -u $1 -G $2 $2\nUSER $1:$1",
            ),
        ),
    ),
    Instruction(
        "HEALTHCHECK",
        "Tell Docker how to check that the container works.",
        DOCS["HEALTHCHECK"],
        ("HEALTHCHECK [OPTIONS] CMD <command>", 'HEALTHCHECK [OPTIONS] CMD ["<command>", ...]', "HEALTHCHECK NONE"),
        _HEALTHCHECK_FLAGS,
        _REFERENCE + "#healthcheck",
        (
            ("HEALTHCHECK", 'HEALTHCHECK CMD ["${1:command}"]'),
            ("HEALTHCHECK NONE", "HEALTHCHECK NONE"),
        ),
    ),
    Instruction(
        "STOPSIGNAL",
        "Set the signal that ends the container.",
        DOCS["STOPSIGNAL"],
        ("STOPSIGNAL <signal>",),
        (),
        _REFERENCE + "#stopsignal",
        (("STOPSIGNAL", "STOPSIGNAL ${1|SIGTERM,SIGINT,SIGQUIT,SIGWINCH|}"),),
    ),
    Instruction(
        "ENTRYPOINT",
        "Set the program that the container runs.",
        DOCS["ENTRYPOINT"],
        ('ENTRYPOINT ["<executable>", "<parameter>", ...]', "ENTRYPOINT <command> <parameter>..."),
        (),
        _REFERENCE + "#entrypoint",
        (("ENTRYPOINT", 'ENTRYPOINT ["${1:executable}"]'),),
    ),
    Instruction(
        "CMD",
        "Set the default command, or the default arguments of ENTRYPOINT.",
        DOCS["CMD"],
        (
            'CMD ["<executable>", "<parameter>", ...]',
            'CMD ["<parameter>", ...]',
            "CMD <command> <parameter>...",
        ),
        (),
        _REFERENCE + "#cmd",
        (("CMD", 'CMD ["${1:executable}", "${2:parameter}"]'), ("CMD (shell)", "CMD ${1:command}")),
    ),
    Instruction(
        "ONBUILD",
        "Register an instruction that runs when the image is used as a base.",
        DOCS["ONBUILD"],
        ("ONBUILD <INSTRUCTION>",),
        (),
        _REFERENCE + "#onbuild",
        (("ONBUILD", "ONBUILD ${1|COPY,RUN,ADD,ENV,WORKDIR,USER|} ${2:arguments}"),),
    ),
)

INSTRUCTIONS: Final[Mapping[str, Instruction]] = {instruction.keyword: instruction for instruction in _ALL}
"""Every instruction by its upper-case keyword, in the order in which they usually stand in a file."""

WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("FROM", "AS"): "Names the stage, so that `COPY --from=`, `RUN --mount=from=`, a later `FROM` and "
    "`docker build --target` can refer to it. In any case, but best written like its `FROM`.",
    ("HEALTHCHECK", "CMD"): "The command that checks the container: exit code `0` means healthy, `1` unhealthy.",
    ("HEALTHCHECK", "NONE"): "Switches off the health check which the base image brings.",
}
"""What the fixed words within an instruction mean, by keyword and word, both in upper case."""


def flag(keyword: str, name: str) -> Flag | None:
    """The flag called `name` (without dashes) of an instruction; `None` if it has no such flag. Flag names are
    case-sensitive for BuildKit, keywords are not."""
    instruction = INSTRUCTIONS.get(keyword.upper())
    if instruction is None:
        return None
    return next((known for known in instruction.flags if known.name == name), None)
