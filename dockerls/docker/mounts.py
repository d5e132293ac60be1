"""What may stand in `RUN --mount=…`, `--network=…` and `--security=…`, by BuildKit's own rules.

Pure data. Sources: BuildKit's mount parser (instructions/commands_runmount.go, which accepts and refuses), its
conversion (dockerfile2llb/convert_secrets.go, convert_ssh.go), and the reference for what the options mean.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple

_REFERENCE: Final = "https://docs.docker.com/reference/dockerfile/"

SHARING: Final = ("shared", "private", "locked")
"""Values of `sharing=` of a cache mount; the first is the default. BuildKit reads them in any case."""


class MountOption(NamedTuple):
    """One `name=value` of a mount."""

    name: str
    """The name which the documentation uses."""
    value: str
    """Kind of value: path, stage, bool, string, mode (octal), id (a uid or gid), sharing, size or env.
    A bool may stand alone; BuildKit reads its value as Go's ParseBool does (1, t, true, 0, f, false …)."""
    doc: str
    since: str = ""
    aliases: tuple[str, ...] = ()
    """Other names with the same meaning."""
    required: bool = False
    """The reference demands it. BuildKit itself takes the WORKDIR for a missing target, and refuses only if that
    is `/`."""
    values: tuple[str, ...] = ()


class MountType(NamedTuple):
    """One `type=…` and its options."""

    name: str
    doc: str
    options: tuple[MountOption, ...]
    """The options which do something. `type` itself is not among them."""
    since: str = ""
    url: str = ""
    tolerated: tuple[str, ...] = ()
    """Options (all names, aliases included) that BuildKit reads without complaint though they do nothing here. What
    is neither here nor in `options` is refused."""


_BOOL: Final = ("true", "false")
_TARGET_NAMES: Final = ("dst", "destination")
_SOURCE_NAMES: Final = ("source", "src")
_READ_ONLY_NAMES: Final = ("ro", "readonly", "rw", "readwrite")


def _target(doc: str, *, required: bool) -> MountOption:
    return MountOption("target", "path", doc, aliases=_TARGET_NAMES, required=required)


def _owner(what: str, mode: str) -> tuple[MountOption, ...]:
    return (
        MountOption("mode", "mode", f"Permissions of {what}, octal. Default `{mode}`.", values=(mode,)),
        MountOption("uid", "id", f"User number which owns {what}. Default `0`; names are not accepted."),
        MountOption("gid", "id", f"Group number which owns {what}. Default `0`; names are not accepted."),
    )


_REQUIRED_SECRET: Final = MountOption(
    "required",
    "bool",
    "Fail if the client did not pass it. Default `false`: the command then runs without it.",
    values=_BOOL,
)

_ALL: Final = (
    MountType(
        "bind",
        "Shows files of the build context, of a stage or of an image to the command, without copying them into the "
        "image. This is the default type. Read-only unless `rw` is given, and even then all writes are thrown away "
        "after the command.\n\n"
        "```dockerfile\n"
        "RUN --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \\\n"
        "    pip install -r /tmp/requirements.txt\n"
        "```\n\n"
        "The sources are part of the cache key: if one of them changes, the command runs again.",
        (
            _target("Where the files appear. A relative path starts at `WORKDIR`; `/` is refused.", required=True),
            MountOption(
                "source",
                "path",
                "Path inside of `from`. Default: its root.",
                aliases=("src",),
            ),
            MountOption(
                "from",
                "stage",
                "Stage, named context or image which holds the source. Default: the build context. Variables are "
                "refused here; name a stage with `FROM image:$TAG AS name`.",
            ),
            MountOption(
                "rw",
                "bool",
                "Let the command write. What it writes is lost afterwards.",
                aliases=("readwrite",),
                values=_BOOL,
            ),
            MountOption(
                "ro",
                "bool",
                "Read-only, which is the default.",
                aliases=("readonly",),
                values=_BOOL,
            ),
        ),
        since="1.2",
        url=_REFERENCE + "#run---mounttypebind",
        tolerated=("id", "env"),
    ),
    MountType(
        "cache",
        "A directory which is kept between builds and never becomes part of the image: for the download caches of "
        "package managers and the build caches of compilers.\n\n"
        "```dockerfile\n"
        "RUN --mount=type=cache,target=/root/.cache/go-build \\\n"
        "    --mount=type=cache,target=/go/pkg/mod \\\n"
        "    go build -o /out/app .\n"
        "```\n\n"
        "- It may be empty or hold anything at any time: the build must also work without it.\n"
        "- For apt, use `sharing=locked` on `/var/cache/apt` and `/var/lib/apt`, and remove "
        "`/etc/apt/apt.conf.d/docker-clean`.\n"
        "- If the command does not run as root, give it `uid=`, `gid=`.\n"
        "- Cleaning up (`rm -rf ~/.cache`) in the same `RUN` defeats it.",
        (
            _target("Directory for the cache. A relative path starts at `WORKDIR`; `/` is refused.", required=True),
            MountOption(
                "id",
                "string",
                "Name of the cache. Default: its target. The same name is the same cache, also in other Dockerfiles; "
                "use names such as `apt-$TARGETARCH` to keep platforms apart.",
            ),
            MountOption(
                "sharing",
                "sharing",
                "What happens if two builds want it at once: `shared` (default) lets both write, `private` gives the "
                "second one a new cache, `locked` makes it wait.",
                values=SHARING,
            ),
            MountOption(
                "from",
                "stage",
                "Stage, named context or image that fills a new cache. Default: an empty directory. Variables are "
                "refused here.",
            ),
            MountOption(
                "source",
                "path",
                "Path inside of `from`. Default: its root.",
                aliases=("src",),
            ),
            MountOption("ro", "bool", "Read-only.", aliases=("readonly",), values=_BOOL),
            MountOption("rw", "bool", "Writable, which is the default.", aliases=("readwrite",), values=_BOOL),
            *_owner("a new cache directory", "0755"),
        ),
        since="1.2",
        url=_REFERENCE + "#run---mounttypecache",
        tolerated=("env",),
    ),
    MountType(
        "tmpfs",
        "A directory in memory, empty at the beginning and gone after the command.\n\n"
        "```dockerfile\n"
        "RUN --mount=type=tmpfs,target=/tmp,size=512m make test\n"
        "```",
        (
            _target("Where it is mounted. A relative path starts at `WORKDIR`; `/` is refused.", required=True),
            MountOption(
                "size",
                "size",
                "Upper limit of its size in bytes, or with a unit such as `64m` or `1g`. Default: none.",
                since="1.2",
                values=("64m", "512m", "1g"),
            ),
        ),
        since="1.2",
        url=_REFERENCE + "#run---mounttypetmpfs",
        tolerated=("from", "id", "env", *_SOURCE_NAMES, *_READ_ONLY_NAMES),
    ),
    MountType(
        "secret",
        "A secret that the client passes to the build (`docker build --secret id=token,env=TOKEN` or `…,src=file`), "
        "for the time of this one command. It never gets into the image, its history or the cache.\n\n"
        "```dockerfile\n"
        "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n"
        "RUN --mount=type=secret,id=token,env=TOKEN ./fetch.sh\n"
        "```\n\n"
        "- Without `target` and `env` it is the file `/run/secrets/<id>`.\n"
        "- A changed secret does not make the command run again.\n"
        "- Without `required` a missing secret goes unnoticed.",
        (
            MountOption(
                "id",
                "string",
                "Which secret. Default: the last part of `target`. One of `id` and `target` is needed.",
            ),
            _target("File for it. Default: `/run/secrets/<id>`, if `env` is not given.", required=False),
            MountOption(
                "env",
                "env",
                "Environment variable for it, in place of the file, or beside it if `target` is given too.",
                since="1.10",
            ),
            _REQUIRED_SECRET,
            *_owner("the file", "0400"),
            MountOption(
                "source",
                "string",
                "Old name for `id`; the two exclude each other.",
                aliases=("src",),
            ),
        ),
        since="1.2",
        url=_REFERENCE + "#run---mounttypesecret",
        tolerated=_READ_ONLY_NAMES,
    ),
    MountType(
        "ssh",
        "The client's SSH agent, for this one command: clone private repositories without a key in the image. Build "
        "with `docker build --ssh default`.\n\n"
        "```dockerfile\n"
        "RUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts\n"
        "RUN --mount=type=ssh git clone git@github.com:acme/private.git\n"
        "```\n\n"
        "The image needs an ssh client, and the host's key in `known_hosts`. If the command does not run as root, "
        "give it `uid=`.",
        (
            MountOption("id", "string", "Which agent or key. Default: `default`.", values=("default",)),
            _target("Path of the agent's socket. Default: `/run/buildkit/ssh_agent.N`.", required=False),
            _REQUIRED_SECRET,
            *_owner("the socket", "0600"),
        ),
        since="1.2",
        url=_REFERENCE + "#run---mounttypessh",
        tolerated=("from", "env", *_READ_ONLY_NAMES),
    ),
)

MOUNTS: Final[Mapping[str, MountType]] = {mount.name: mount for mount in _ALL}
"""Every mount type by its name, the default `bind` first. BuildKit reads type and option names in any case."""

NETWORKS: Final[Mapping[str, str]] = {
    "default": "The builder's usual network; the same as no flag at all.",
    "none": "No network but `lo`: the step can neither download nor be disturbed by what is out there.",
    "host": "The host's network. The builder must allow it: `docker buildx build --allow network.host`.",
}
"""Values of `RUN --network`, with what they mean. BuildKit takes them literally: lower case, no variables."""

SECURITY: Final[Mapping[str, str]] = {
    "sandbox": "The usual sandbox; the same as no flag at all.",
    "insecure": "All privileges, as `docker run --privileged` gives. The builder must allow it: "
    "`docker buildx build --allow security.insecure`.",
}
"""Values of `RUN --security`, with what they mean. BuildKit takes them literally: lower case, no variables."""


def mount_option(mount_type: str, name: str) -> MountOption | None:
    """The option which goes by `name` or an alias of it in this mount type, both in any case; `None` if there is
    no such type or option, or the type merely tolerates the name."""
    mount = MOUNTS.get(mount_type.lower())
    if mount is None:
        return None
    name = name.lower()
    return next((option for option in mount.options if name == option.name or name in option.aliases), None)
