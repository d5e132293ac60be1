"""Package managers: how they are called, which of their words install, ask or clean up, and where they keep caches.

Pure data. Sources: the managers' own manual pages and `--help` texts.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple


class PackageManager(NamedTuple):
    """A package manager, whatever of its front ends is called."""

    name: str
    doc: str
    """One line."""
    programs: tuple[str, ...]
    """The commands it answers to."""
    install: frozenset[str]
    """Subcommands that install what their arguments name."""
    fetches: frozenset[str] = frozenset()
    """Subcommands, besides `install`, that download packages or lists and leave them in the caches."""
    asks: frozenset[str] = frozenset()
    """Subcommands, besides `install`, that ask before they act."""
    yes: tuple[str, ...] = ()
    """Options that answer the question; the first is the one to write."""
    valued: frozenset[str] = frozenset()
    """Options whose next argument is their value."""
    caches: tuple[str, ...] = ()
    """Directories with what was downloaded; `~` is the home of whoever runs it."""
    clean: tuple[tuple[str, ...], ...] = ()
    """Subcommands, word by word, that empty the caches; the first is the one to write."""
    locked: str = ""
    """How to install exactly what the lock file says."""
    locks: tuple[str, ...] = ()
    """Names of its lock files."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RPM_CACHES: Final = ("/var/cache/libdnf5", "/var/cache/dnf", "/var/cache/yum")
_RPM_VALUED: Final = _words(
    "-c --config -d --debuglevel -e --errorlevel --installroot --releasever --enablerepo --disablerepo --repo --repoid"
    " --setopt --exclude -x --disableplugin --enableplugin --advisory --bz --cve --sec-severity --forcearch"
    " --downloaddir --destdir --comment --rpmverbosity --disableexcludes"
)
_RPM_FETCHES: Final = _words(
    "localinstall groupinstall groupupdate reinstall rei update up upgrade upgrade-minimal up-min update-minimal"
    " downgrade dg distro-sync dsync swap builddep makecache"
)
_RPM_ASKS: Final = _words(
    "localinstall groupinstall groupupdate groupremove reinstall rei update up upgrade upgrade-minimal up-min"
    " update-minimal downgrade dg distro-sync dsync swap builddep remove rm erase autoremove"
)

_ALL: Final = (
    PackageManager(
        "apt",
        "Debian's and Ubuntu's package manager; `apt-get` and `apt-cache` are its front ends for scripts.",
        ("apt-get", "apt"),
        _words("install"),
        _words("update"),
        _words("upgrade dist-upgrade full-upgrade build-dep reinstall remove purge autoremove autopurge satisfy"),
        ("-y", "--yes", "--assume-yes"),
        _words(
            "-t --target-release --default-release -o --option -c --config-file -a --host-architecture"
            " -P --build-profiles --with-source --solver --planner"
        ),
        ("/var/lib/apt/lists", "/var/cache/apt"),
        (("distclean",), ("dist-clean",)),
    ),
    PackageManager(
        "apk",
        "Alpine's package manager.",
        ("apk",),
        _words("add"),
        _words("update upgrade fix"),
        valued=_words(
            "-t --virtual -X --repository -p --root --keys-dir --repositories-file --wait --arch --cache-dir"
            " --cache-max-age --progress-fd --timeout"
        ),
        caches=("/var/cache/apk",),
        clean=(("cache", "clean"), ("cache", "purge")),
    ),
    PackageManager(
        "yum",
        "The package manager of older Red Hat systems; on newer ones another name of `dnf`.",
        ("yum",),
        _words("install"),
        _RPM_FETCHES,
        _RPM_ASKS,
        ("-y", "--assumeyes"),
        _RPM_VALUED,
        _RPM_CACHES,
        (("clean",),),
    ),
    PackageManager(
        "dnf",
        "The package manager of Fedora and Red Hat Enterprise Linux.",
        ("dnf", "dnf5", "dnf4", "dnf-3"),
        _words("install in"),
        _RPM_FETCHES,
        _RPM_ASKS,
        ("-y", "--assumeyes"),
        _RPM_VALUED,
        _RPM_CACHES,
        (("clean",),),
    ),
    PackageManager(
        "microdnf",
        "A small `dnf` for minimal images such as `ubi-minimal`.",
        ("microdnf",),
        _words("install"),
        _words("upgrade update reinstall distro-sync swap makecache"),
        _words("upgrade update reinstall distro-sync swap remove"),
        ("-y", "--assumeyes"),
        _words(
            "--setopt --enablerepo --disablerepo --installroot --releasever --config --disableplugin --enableplugin"
            " --archlist"
        ),
        _RPM_CACHES,
        (("clean",),),
    ),
    PackageManager(
        "zypper",
        "The package manager of SUSE and openSUSE.",
        ("zypper",),
        _words("install in"),
        _words("update up patch dist-upgrade dup source-install si"),
        _words("remove rm source-install si patch update up dist-upgrade dup verify ve install-new-recommends inr"),
        ("--non-interactive", "-n", "--no-confirm", "-y"),
        _words(
            "-t --type -r --repo --from -R --root --installroot -C --cache-dir -c --config --releasever"
            " -D --reposd-dir --solv-cache-dir --raw-cache-dir --pkg-cache-dir --plus-repo -p --plus-content --download"
        ),
        ("/var/cache/zypp",),
        (("clean",), ("cc",)),
    ),
    PackageManager(
        "pip",
        "Python's package installer.",
        ("pip", "pip2", "pip3"),
        _words("install"),
        valued=_words(
            "-t --target -i --index-url --extra-index-url -f --find-links -b --build --prefix --root --platform"
            " --python-version --no-binary --only-binary --global-option --install-option --build-option --src"
            " --timeout --default-timeout --retries --proxy --cert --client-cert --cache-dir --progress-bar --log"
            " --use-feature --use-deprecated --upgrade-strategy --implementation --abi -C --config-settings"
            " --exists-action --python --root-user-action --group --report --trusted-host --keyring-provider"
            " -d --download --uploaded-prior-to"
        ),
        caches=("~/.cache/pip",),
        clean=(("cache", "purge"),),
    ),
    PackageManager(
        "npm",
        "Node.js' own package manager.",
        ("npm",),
        _words("install i in ins inst insta instal isnt isnta isntal isntall add"),
        _words("ci clean-install ic install-clean update up upgrade install-test it cit"),
        valued=_words(
            "--prefix -C --registry --cache --loglevel --omit --include --only --userconfig --globalconfig --tag"
            " --install-strategy --fetch-retries --fetch-timeout --otp --script-shell -w --workspace --maxsockets"
            " --before --cpu --os --libc --allow-scripts"
        ),
        caches=("~/.npm",),
        clean=(("cache", "clean"), ("cache", "rm")),
        locked="npm ci",
        locks=("package-lock.json", "npm-shrinkwrap.json"),
    ),
    PackageManager(
        "yarn",
        "Another package manager for Node.js.",
        ("yarn", "yarnpkg"),
        _words("install add"),
        _words("upgrade up"),
        valued=_words(
            "--cwd --cache-folder --modules-folder --network-timeout --network-concurrency --registry --mutex"
            " --use-yarnrc --production --prod"
        ),
        caches=("/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"),
        clean=(("cache", "clean"),),
        locked="yarn install --frozen-lockfile",
        locks=("yarn.lock",),
    ),
    PackageManager(
        "pnpm",
        "A package manager for Node.js that links packages from one store.",
        ("pnpm",),
        _words("install i add"),
        _words("update up upgrade fetch"),
        valued=_words("-C --dir --store-dir --registry --filter -F --reporter --loglevel"),
        caches=("~/.local/share/pnpm/store",),
        clean=(("store", "prune"),),
        locked="pnpm install --frozen-lockfile",
        locks=("pnpm-lock.yaml",),
    ),
    PackageManager(
        "bun",
        "The package manager of the Bun runtime.",
        ("bun",),
        _words("install i add a"),
        _words("update"),
        valued=_words("--cwd -c --config --registry --cache-dir --backend --concurrent-scripts"),
        caches=("~/.bun/install/cache",),
        clean=(("pm", "cache", "rm"),),
        locked="bun install --frozen-lockfile",
        locks=("bun.lock", "bun.lockb"),
    ),
    PackageManager(
        "gem",
        "Ruby's package manager.",
        ("gem",),
        _words("install i"),
        valued=_words(
            "-v --version -i --install-dir -n --bindir -s --source -P --trust-policy --platform --document --build-root"
            " -g --file --use-system-libraries --without --target-rbconfig -B --bulk-threshold -p --http-proxy"
            " --config-file"
        ),
        caches=("~/.gem",),
        clean=(("cleanup",),),
    ),
    PackageManager(
        "go",
        "The Go command, which fetches modules too.",
        ("go",),
        _words("install get run"),
        valued=_words(
            "-C -asmflags -buildmode -compiler -covermode -coverpkg -exec -gccgoflags -gcflags -installsuffix -ldflags"
            " -mod -modfile -o -overlay -p -pgo -pkgdir -tags -toolexec"
        ),
        caches=("~/go/pkg/mod", "/go/pkg/mod", "~/.cache/go-build"),
        clean=(("clean", "-modcache"), ("clean", "-cache")),
        locks=("go.sum",),
    ),
)

PACKAGE_MANAGERS: Final[Mapping[str, PackageManager]] = {manager.name: manager for manager in _ALL}
"""Every package manager by its name."""

BY_PROGRAM: Final[Mapping[str, PackageManager]] = {program: manager for manager in _ALL for program in manager.programs}
"""Every package manager by each command it answers to."""

INSTALLERS: Final[Mapping[str, frozenset[str]]] = {
    "conda": _words("install create"),
    "mamba": _words("install create"),
    "micromamba": _words("install create"),
    "poetry": _words("add"),
    "uv": _words("add"),
    "pipx": _words("install"),
    "pipenv": _words("install"),
    "pecl": _words("install"),
    "composer": _words("require"),
    "tdnf": _words("install"),
    "luarocks": _words("install"),
}
"""More programs that install what is named behind one of some subcommands, and of which no more is known."""

_APT_GET: Final = _words(
    "install reinstall remove purge update upgrade full-upgrade dist-upgrade autoremove autopurge clean autoclean"
    " distclean build-dep source download changelog satisfy"
)
_APT_CACHE: Final = _words("search show showsrc policy depends rdepends madison pkgnames")

APT_FRONT_ENDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_APT_GET, "apt-get"),
    **dict.fromkeys(_APT_CACHE, "apt-cache"),
}
"""Which program for scripts knows a subcommand of `apt`. What is missing here has no counterpart."""


class Wrapper(NamedTuple):
    """A command that runs the one behind it.

    Attributes:
        valued: Its options that take a value.
        operands: How many words stand before the command that it runs.
    """

    valued: frozenset[str] = frozenset()
    operands: int = 0


WRAPPERS: Final[Mapping[str, Wrapper]] = {
    "sudo": Wrapper(
        _words(
            "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -T --command-timeout"
            " -r --role -t --type"
        )
    ),
    "env": Wrapper(_words("-u --unset -C --chdir")),
    "exec": Wrapper(_words("-a")),
    "command": Wrapper(),
    "builtin": Wrapper(),
    "time": Wrapper(_words("-f --format -o --output")),
    "timeout": Wrapper(_words("-k --kill-after -s --signal"), operands=1),
    "nice": Wrapper(_words("-n --adjustment")),
    "ionice": Wrapper(_words("-c --class -n --classdata")),
    "nohup": Wrapper(),
    "eatmydata": Wrapper(),
    "doas": Wrapper(_words("-u -C")),
    "gosu": Wrapper(operands=1),
    "su-exec": Wrapper(operands=1),
    "tini": Wrapper(_words("-p -e")),
    "dumb-init": Wrapper(_words("-r --rewrite")),
    "catatonit": Wrapper(),
}
"""Commands that run the command behind them."""
