"""The package managers of Linux distributions, and the tools that come with them."""

TABLE = """
%apt
  -y, --yes, --assume-yes: Answers every question with yes. A build has nobody to ask, and stops without it.
  -q, --quiet[=1|2]: Less output, fit for a log; `-qq` shows errors alone, and means `-y` too.
  -qq: Shows errors alone, and answers every question with yes.
  -o, --option=KEY: Sets an option of apt's configuration, such as `Acquire::Retries=3`.
  -c, --config-file=FILE: Reads one more configuration file.
  -t, --target-release, --default-release=RELEASE: Prefers packages of a release, such as `bookworm-backports`.
  -f, --fix-broken: Repairs broken dependencies.
  -m, --fix-missing, --ignore-missing: Goes on without packages that cannot be fetched. The image may lack them then.
  -s, --simulate, --just-print, --dry-run, --recon, --no-act: Shows what would happen, and changes nothing.
  -d, --download-only: Downloads packages without installing them.
  -u, --show-upgraded: Lists the packages that are upgraded.
  -V, --verbose-versions: Shows the versions of what is installed and upgraded.
  -h, --help: Shows a summary of the usage.
  -v, --version: Shows apt's own version.
  --assume-no: Answers every question with no.
  --allow-unauthenticated: Takes packages without a valid signature. It switches off what protects from tampering.
  --allow-insecure-repositories: Takes sources without a valid signature.
  --allow-releaseinfo-change: Accepts that a source has changed its suite or codename, as after a Debian release.
  --allow-downgrades: Lets a package be replaced by an older version.
  --allow-remove-essential: Lets a package be removed that the system needs.
  --allow-change-held-packages: Changes packages that are held as well.
  --no-download: Installs only what is downloaded already.
  --print-uris: Shows the addresses to fetch from instead of fetching.
  --force-yes: Deprecated: says yes to dangerous questions too; use the `--allow-…` flags one by one.
  --with-source=FILE: Takes one more list of packages or package file.
  --solver=NAME: Another solver of dependencies, such as `3.0`.
  --planner=NAME: Another planner of installation.
  --no-allow-insecure-repositories: Refuses sources without a valid signature, which is the default.

%apt-install
  --no-install-recommends: Leaves out recommended packages, which nothing needs strictly. It keeps the image small.
  --install-recommends: Takes recommended packages too, which is the default.
  --install-suggests: Takes suggested packages too.
  --no-install-suggests: Leaves out suggested packages, which is the default.
  --no-upgrade: Leaves packages alone that are installed already.
  --only-upgrade: Upgrades what is installed, and installs nothing new.
  --reinstall: Installs packages anew that are there in the newest version.
  --no-remove: Stops if a package would have to be removed.
  --auto-remove, --autoremove: Removes what was installed only for others, and is needed no more.
  --purge: Removes configuration files too of what is removed.
  -b, --compile, --build: Compiles a source package after its download.
  --ignore-hold: Does not mind packages that are held.
  --trivial-only: Does only what needs no question.
  -P, --build-profiles=PROFILES: The build profiles to use for source packages.
  -a, --host-architecture=ARCH: The architecture to build for.

%apt-verbs
  update: Fetches the lists of packages. In a layer of its own it goes stale; let `install` follow in the same `RUN`.
    --error-on=any: Fails if any source could not be fetched; by default that is but a warning.
  install <package>...: Installs packages with all they depend on; `name=version` pins one.
    %apt-install
  reinstall <package>...: Installs packages anew.
    %apt-install
  remove <installed>...: Removes packages and keeps their configuration.
    --purge: Removes configuration files too.
    --auto-remove, --autoremove: Removes what was installed only for others, and is needed no more.
  purge <installed>...: Removes packages with their configuration. A layer below keeps what it has all the same.
    --auto-remove, --autoremove: Removes what was installed only for others, and is needed no more.
  autoremove, auto-remove [<installed>...]: Removes what was installed only for others, and is needed no more.
    --purge: Removes configuration files too.
  autopurge [<installed>...]: Like `autoremove`, with configuration files.
  upgrade [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
    %apt-install
    --with-new-pkgs: Installs new packages where an upgrade needs them.
  dist-upgrade, full-upgrade [<package>...]: Upgrades, and installs or removes others where that is needed.
    %apt-install
  clean: Empties the cache of downloaded packages; Docker's Debian images do so by themselves.
  autoclean, auto-clean: Removes downloaded packages which no source has any more.
  distclean, dist-clean: Empties the cache of packages and removes the lists too.
  build-dep <package>...: Installs what it takes to compile a package.
    %apt-install
    --arch-only: Leaves out what only architecture-independent packages need.
    --indep-only: Takes only what architecture-independent packages need.
  source <package>...: Fetches a source package.
    -b, --compile, --build: Compiles it too.
    --dsc-only: Fetches its description alone.
    --diff-only: Fetches its changes alone.
    --tar-only: Fetches its archive alone.
    --download-only: Fetches without unpacking.
  download <package>...: Fetches a package into the current directory.
  changelog <package>...: Shows what has changed in a package.
  satisfy <dependency>...: Installs what fulfils a dependency such as `libc6 (>= 2.36)`.
    %apt-install
  check: Looks for broken dependencies.
  indextargets: Lists the files that `update` fetches.

apt-get @apt: Installs and removes packages on Debian and Ubuntu; the front end for scripts.
  %apt
  %apt-verbs

apt @apt: apt's front end for people; it warns that its output may change. Scripts call `apt-get`.
  %apt
  %apt-verbs
  list [<package>...]: Lists packages.
    --installed: Lists what is installed.
    --upgradable, --upgradeable: Lists what has a newer version.
    -a, --all-versions: Lists all versions.
    --manual-installed: Lists what was asked for itself.
  search <text>...: Looks for packages by a text.
    -n, --names-only: Looks in names alone.
    -f, --full: Shows all there is about each.
  show <package>...: Shows what is known of a package.
    -a, --all-versions: Shows every version.
  policy [<package>...]: Shows which versions there are and which is taken.
  edit-sources: Opens the list of sources in an editor.

apt-cache @apt: Asks apt's lists about packages.
  -a, --all-versions: Shows every version.
  -i, --important: Shows strict dependencies alone.
  -n, --names-only: Looks in names alone.
  -f, --full: Shows all there is about each package.
  -q, --quiet: Less output.
  -g, --generate: Makes the cache anew if that is needed.
  -o, --option=KEY: Sets an option of apt's configuration.
  -c, --config-file=FILE: Reads one more configuration file.
  --recurse: Follows dependencies of dependencies.
  --installed: Looks at what is installed alone.
  --no-recommends: Leaves recommended packages out.
  --no-suggests: Leaves suggested packages out.
  search <text>...: Looks for packages by a text.
  show <package>...: Shows what is known of a package.
  showpkg <package>...: Shows versions, dependencies and dependents.
  showsrc <package>...: Shows source packages.
  policy [<package>...]: Shows which versions there are and which is taken: what to write behind `=`.
  madison <package>...: Shows the versions of a package, one a line.
  depends <package>...: Shows what a package depends on.
  rdepends <package>...: Shows what depends on a package.
  pkgnames: Lists the names of all packages.
  stats: Shows figures about the cache.
  unmet: Lists unmet dependencies.

apt-mark @apt: Marks packages as asked for, installed for others, or held.
  -q, --quiet: Less output.
  -f, --file=FILE: Reads the marks from a file.
  auto <installed>...: Marks packages as installed for others, so that `autoremove` may take them away.
  manual <installed>...: Marks packages as asked for, so that `autoremove` keeps them.
  minimize-manual: Marks what others need anyhow as installed for them.
  hold <installed>...: Keeps packages at their version.
  unhold <installed>...: Lets held packages be upgraded again.
  showauto [<installed>...]: Lists what was installed for others.
  showmanual [<installed>...]: Lists what was asked for.
  showhold [<installed>...]: Lists what is held.

apt-key @apt: Deprecated, and gone from newer releases: put keys into `/etc/apt/keyrings` and name them in `signed-by`.
  --keyring=FILE: The file with the keys.
  add <file>: Adds a key which every source may use from then on.
  adv: Hands what follows to `gpg`.
    --keyserver=HOST: The server to fetch keys from.
    --recv-keys=ID: The keys to fetch.
    --recv=ID: The keys to fetch.
    --fetch-keys=URL: The address to fetch keys from.
  del <id>: Removes a key.
  list: Lists the keys.
  fingerprint: Lists the keys' fingerprints.
  export <id>: Writes a key.
  exportall: Writes all keys.

apt-config @apt: Shows apt's configuration.
  dump: Shows all of it.
  shell: Gives options as variables of a shell.

add-apt-repository, apt-add-repository @apt <repository>: Adds a source; of package `software-properties-common`.
  -y, --yes: Asks nothing.
  -n, --no-update: Does not fetch the lists afterwards.
  -u, --update: Fetches the lists afterwards.
  -r, --remove: Removes the source.
  -s, --enable-source: Adds its source packages too.
  -P, --ppa=NAME: A personal archive on Launchpad.
  -U, --uri=URL: The address of an archive.
  -S, --sourceslist=LINE: A whole line of `sources.list`.
  -c, --component=NAME: A component, such as `universe`.

dpkg @apt <package|file>...: Installs and looks at single Debian packages, without their dependencies.
  -i, --install: Installs package files. `apt-get install ./file.deb` brings their dependencies too.
  -r, --remove: Removes packages and keeps their configuration.
  -P, --purge: Removes packages with their configuration.
  -l, --list: Lists packages.
  -L, --listfiles: Lists the files of a package.
  -S, --search: Says which package a file belongs to.
  -s, --status: Shows the state of a package.
  -c, --contents: Lists the files in a package file.
  -I, --info: Shows what a package file says of itself.
  -x, --extract: Unpacks the files of a package file.
  -e, --control: Unpacks what a package file says of itself.
  -R, --recursive: Installs all package files below a directory.
  -V, --verify: Compares installed files with what the packages say.
  --configure: Finishes what was unpacked but not configured.
  --unpack: Unpacks a package and does not configure it.
  --add-architecture ARCH: Lets packages of another architecture be installed, such as `i386`.
  --remove-architecture ARCH: Takes that back.
  --print-architecture: Shows the architecture in Debian's words: `amd64`, `arm64`. Names downloads.
  --print-foreign-architectures: Shows the architectures that were added.
  --get-selections: Lists what is selected for installation.
  --set-selections: Reads what is to be selected.
  --clear-selections: Selects everything but the essential for removal.
  --compare-versions: Compares two versions: `dpkg --compare-versions 1.2 ge 1.0`.
  --force-all: Goes on in spite of any problem.
  --force-depends: Turns dependency problems into warnings.
  --force-confnew: Takes the package's configuration files where they were changed.
  --force-confold: Keeps changed configuration files.
  --force-confdef: Decides about configuration files by default, without a question.
  --force-overwrite: Overwrites files of other packages.
  --force-architecture: Installs packages of a wrong architecture.
  --ignore-depends=PACKAGES: Does not check dependencies on these packages.
  --no-triggers: Runs no triggers.
  --root=DIR: Works on another root directory.
  --admindir=DIR: Where the database of packages is.
  --instdir=DIR: Where packages are installed.
  --path-exclude=PATTERN: Leaves out files, such as `/usr/share/doc/*`.
  --path-include=PATTERN: Takes files that were excluded.

dpkg-query @apt <installed>...: Asks the database of installed packages.
  -l, --list: Lists packages.
  -L, --listfiles: Lists the files of a package.
  -S, --search: Says which package a file belongs to.
  -s, --status: Shows the state of a package.
  -W, --show: Shows packages in a format.
  -f, --showformat=FORMAT: The format, such as `${Package}\\n`.
  -p, --print-avail: Shows what is known of a package.

dpkg-architecture @apt: Says for what architecture a Debian package is built; of package `dpkg-dev`.
  -q, --query=VARIABLE: Shows one variable, such as `DEB_HOST_MULTIARCH`.
  -a, --host-arch=ARCH: The architecture to build for.
  -l, --list: Lists all variables.
  -L, --list-known: Lists the known architectures.

dpkg-reconfigure @apt <installed>...: Asks the questions of a package again.
  -f, --frontend=noninteractive|dialog|readline|teletype: How to ask; a build needs `noninteractive`.
  -p, --priority=critical|high|medium|low: The least priority of questions to ask.

dpkg-divert @apt <file>: Puts a package's file somewhere else, so that another may take its place.
  --add: Adds a diversion.
  --remove: Removes a diversion.
  --rename: Moves the file as well.
  --divert=FILE: Where the file goes.
  --local: Counts for all packages.
  --list: Lists the diversions.
  --quiet: Less output.

dpkg-buildflags @apt: Shows the compiler flags with which Debian builds; of package `dpkg-dev`.
  --get=NAME: Shows one of them, such as `CFLAGS`.
  --export=sh|make|cmdline|configure: Shows them as commands to set them.
  --list: Lists their names.

debconf-set-selections @apt [<file>]: Answers questions of packages in advance, from lines on its input.
  -c, --checkonly: Checks the lines alone.
  -u, --unseen: Lets the questions be asked all the same.
  -v, --verbose: Says more.

update-alternatives @apt: Decides which of several programs a name leads to.
  --install: Adds an alternative: link, name, path and priority.
  --set: Chooses an alternative: name and path.
  --remove: Removes an alternative: name and path.
  --remove-all: Removes all alternatives of a name.
  --config: Asks which to take; a build has nobody to ask.
  --auto: Takes the one with the highest priority.
  --display: Shows the alternatives of a name.
  --list: Lists the paths of a name.
  --query: Shows the alternatives of a name for programs.
  --slave: Adds a link that follows: link, name and path.
  --force: Replaces what stands in the way.

locale-gen @apt [<locale>...]: Makes the locales which `/etc/locale.gen` or the arguments name; of package `locales`.
  --purge: Removes all others first.

update-locale @apt [<name=value>...]: Sets the system's locale for logins. In an image `ENV LANG=…` is what counts.
  --reset: Begins with an empty file.
  --no-checks: Takes what does not exist, too.

locale <name>...: Shows locales and what they say.
  -a, --all-locales: Lists those that are there.
  -m, --charmaps: Lists character sets.
  -k, --keyword-name: With names.

localedef <locale>: Compiles a locale.
  -i, --inputfile=NAME: The language's definition, such as `en_US`.
  -f, --charmap=NAME: The character set, such as `UTF-8`.
  -c, --force: Goes on in spite of warnings.
  -A, --alias-file=FILE: The file with aliases.
  --no-archive: Makes a directory instead of adding to the archive.

%apk
  -q, --quiet: Less output.
  -v, --verbose: More output.
  -U, --update, --update-cache: Fetches the index first; `--no-cache` does so too, and keeps nothing.
  --no-cache: Fetches the index into memory alone, so that nothing of it stays in the image.
  -X, --repository=URL: Takes one more source of packages, for this command.
  --no-network: Takes nothing from the network.
  --allow-untrusted: Takes packages without a valid signature. It switches off what protects from tampering.
  -p, --root=DIR: Works on another root directory.
  -f, --force: Does what a question would stop at.
  --force-broken-world: Goes on although not everything asked for can be had.
  --force-missing-repositories: Goes on although a source is missing.
  --force-non-repository: Goes on although packages may be lost at the next start.
  --force-old-apk: Goes on although packages may need a newer apk.
  --force-overwrite: Overwrites files of other packages.
  --force-refresh: Fetches files anew though they are in the cache.
  -i, --interactive: Asks before it acts.
  --progress: Shows how far it is.
  --no-progress: Does not show how far it is.
  --purge: Removes changed configuration files and downloads too.
  --wait=SECONDS: Waits so long for another apk to end.
  --arch=ARCH: The architecture to work for.
  --cache-dir=DIR: Where downloads are kept.
  --cache-max-age=MINUTES: For how long the index in the cache is fresh.
  --keys-dir=DIR: Where trusted keys are.
  --repositories-file=FILE: The file with the sources, instead of `/etc/apk/repositories`.
  --no-logfile: Writes no log file.
  --no-interactive: Asks nothing, which is the default.
  --preserve-env: Keeps the environment for scripts.
  --print-arch: Shows the architecture in apk's words: `x86_64`, `aarch64`. Names downloads.
  --progress-fd=N: Writes how far it is to a file descriptor.
  --timeout=SECONDS: How long to wait for a connection.
  -V, --version: Shows apk's own version.
  -h, --help: Shows a summary of the usage.

%apk-commit
  -s, --simulate: Shows what would happen, and changes nothing.
  --clean-protected: Leaves no `.apk-new` files beside changed configuration.
  --no-scripts: Runs no scripts of packages.
  --no-chown: Leaves owners and permissions as they are, for use without root.
  --no-commit-hooks: Runs no hooks.
  --initramfs-diskless-boot: For a start from memory.
  --overlay-from-stdin: Reads names of files which are kept.

apk @apk: Installs and removes packages on Alpine.
  %apk
  add <package>...: Installs packages with all they depend on; `name=version` or `name~1.2` pins one.
    -t, --virtual=NAME: Gathers the packages under a name, by which `apk del` removes them again.
    -u, --upgrade: Upgrades packages that are there already.
    -l, --latest: Takes the newest version whatever the pins say.
    --initdb: Makes a new database of packages.
    --usermode: Makes a database for use without root.
    %apk-commit
  del <installed>...: Removes packages. A layer below keeps what it has: remove in the same `RUN` as was added.
    -r, --rdepends: Removes what depends on them too.
    %apk-commit
  update: Fetches the index. It stays in the image; `apk add --no-cache` needs no `update`.
  upgrade [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
    -a, --available: Takes what the sources have, even if it is older.
    -l, --latest: Takes the newest version whatever the pins say.
    --self-upgrade-only: Upgrades apk alone.
    --no-self-upgrade: Leaves apk itself alone.
    --prune: Removes what no source has any more.
    %apk-commit
  fix [<installed>...]: Repairs or reinstalls packages.
    -d, --depends: Repairs what they depend on, too.
    -r, --reinstall: Installs them anew.
    -u, --upgrade: Upgrades them if possible.
    -x, --xattr: Repairs extended attributes.
    --directory-permissions: Repairs the permissions of directories.
    %apk-commit
  info [<installed>...]: Shows what is known of packages; without a name lists what is installed.
    -a, --all: Shows everything.
    -d, --description: Shows the description.
    -e, --installed: Succeeds if the package is installed.
    -L, --contents: Lists its files.
    -P, --provides: Shows what it provides.
    -r, --rdepends: Shows what depends on it.
    -R, --depends: Shows what it depends on.
    -s, --size: Shows its size.
    -w, --webpage: Shows its page.
    -W, --who-owns: Says which package a file belongs to.
    --license: Shows its licence.
    -t, --triggers: Shows its triggers.
  list [<package>...]: Lists packages by a pattern.
    -I, --installed: Lists what is installed.
    -u, --upgradable, --upgradeable: Lists what has a newer version.
    -a, --available: Lists what the sources have.
    -o, --origin: Lists by origin.
    -O, --orphaned: Lists what no source has any more.
    -d, --depends: Lists by dependency.
    -P, --providers: Lists by what is provided.
  search [<text>...]: Looks for packages by a text.
    -a, --all: Shows all versions.
    -d, --description: Looks in descriptions too.
    -e, --exact: Takes whole names alone.
    -o, --origin: Shows where packages come from.
    -r, --rdepends: Shows what depends on them.
    -x: Takes whole names alone.
    --has-origin: Looks for an origin.
  policy [<package>...]: Shows which versions the sources have.
  fetch <package>...: Downloads packages and does not install them.
    -L, --link: Makes hard links if possible.
    -o, --output=DIR: Where they go.
    -R, --recursive: Takes what they depend on, too.
    -s, --stdout: Writes them to the output.
    --simulate: Shows what would happen.
    --url: Shows the addresses.
    -w, --world: Takes all that is asked for.
  cache: Looks after downloads.
    clean: Removes downloads that are of no more use.
    purge: Removes all downloads.
    download: Downloads what is missing.
    sync: Does `download` and `clean`.
  version: Compares installed versions with those of the sources.
    -a, --all: Looks at all sources.
    -I, --indexes: Shows the indexes.
    -l, --limit=OPERATORS: Shows only what compares so: `<`.
    -t, --test: Compares two versions.
    -c, --check: Checks whether versions are valid.
  index <file>...: Makes an index of package files.
    -o, --output=FILE: Where it goes.
    -d, --description=TEXT: Describes it.
    -x, --index=FILE: Takes over what another index says.
    --rewrite-arch=ARCH: Changes the architecture.
    --no-warnings: Shows no warnings.
  audit: Shows which files were changed.
  stats: Shows figures about packages.
  verify <file>...: Checks package files.
  manifest <package>...: Shows checksums of the files of packages.
  dot: Shows dependencies as a graph.

%rpm-common
  -y, --assumeyes: Answers every question with yes. A build has nobody to ask, and stops without it.
  --assumeno: Answers every question with no.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  -b, --best: Takes the best version of a package, or fails.
  --nobest: Takes an older version where the best one does not fit.
  -c, --config=FILE: Another configuration file.
  --enablerepo=REPO: Switches a source on, for this command.
  --disablerepo=REPO: Switches a source off, for this command.
  --repo, --repoid=REPO: Uses these sources alone.
  --repofrompath=NAME: Adds a source for this command: `name,address`.
  --setopt=OPTION: Sets an option of the configuration, such as `install_weak_deps=False`.
  --installroot=DIR: Installs into another root directory, as for an image made from scratch.
  --releasever=VERSION: The release whose packages are taken, such as `9`.
  -x, --exclude, --excludepkgs=PACKAGES: Leaves packages out.
  --disableexcludes=all|main|REPO: Forgets what the configuration leaves out.
  --nogpgcheck, --no-gpgchecks: Takes packages without a valid signature. It switches off what protects from tampering.
  --nodocs: Installs no documentation. It keeps the image small.
  --noplugins: Switches all plug-ins off.
  --disableplugin=NAME: Switches a plug-in off.
  --enableplugin=NAME: Switches a plug-in on.
  --refresh: Fetches the metadata anew, however fresh it is.
  -C, --cacheonly: Takes nothing from the network.
  -d, --debuglevel=N: How much is said to find errors, 0 to 10.
  -e, --errorlevel=N: How much is said of errors.
  --rpmverbosity=LEVEL: How much rpm says.
  --skip-broken: Leaves out packages which cannot be installed. The image may lack them then.
  --allowerasing: Removes installed packages where that is needed.
  --downloadonly: Downloads packages without installing them.
  --downloaddir, --destdir=DIR: Where downloads go.
  --forcearch=ARCH: Works for another architecture.
  --noautoremove: Keeps what nothing needs any more.
  --obsoletes: Minds what packages replace.
  --security: Takes fixes of security problems alone.
  --bugfix: Takes fixes of errors alone.
  --advisory=ID: Takes what an advisory names.
  --bz, --bzs=ID: Takes what fixes a Bugzilla entry.
  --cve, --cves=ID: Takes what fixes a CVE.
  --sec-severity=Critical|Important|Moderate|Low: Takes fixes of problems of a severity.
  --comment=TEXT: Adds a comment to the history.
  --color=always|never|auto: Whether to use colours.
  --showduplicates: Shows all versions.
  -h, --help: Shows a summary of the usage.
  --version: Shows its own version.

%rpm-verbs
  install, in <package>...: Installs packages with all they depend on; `name-version` pins one.
    --setopt=install_weak_deps=False|tsflags=nodocs|OPTION: Sets an option, such as `install_weak_deps=False`.
      = install_weak_deps=False: Leaves out packages which are but recommended. It keeps the image small.
      = tsflags=nodocs: Installs no documentation. It keeps the image small.
    --allow-downgrade: Lets a package be replaced by an older version.
    --skip-unavailable: Leaves out what no source has.
  localinstall <package>...: Installs package files; `install` does so too.
  groupupdate <group>...: Upgrades groups of packages; `group upgrade` on newer systems.
  groupremove <group>...: Removes groups of packages; `group remove` on newer systems.
  groupinstall <group>...: Installs groups of packages; `group install` on newer systems.
  reinstall, rei <package>...: Installs packages anew.
  remove, rm, erase <installed>...: Removes packages, and what depends on them.
  autoremove [<installed>...]: Removes what was installed only for others, and is needed no more.
  update, upgrade, up [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
  upgrade-minimal, update-minimal, up-min [<package>...]: Upgrades only as far as advisories ask for.
  downgrade, dg <package>...: Takes an older version.
  distro-sync, dsync [<package>...]: Takes exactly the versions which the sources have.
  swap <installed> <package>: Removes one package and installs another in one step.
  clean <what>: Removes what was cached: `all` in the `RUN` that installed keeps it out of the image.
    all: Removes metadata and packages.
    packages: Removes downloaded packages.
    metadata: Removes metadata of the sources.
    dbcache: Removes caches made from metadata.
    expire-cache: Marks the metadata as out of date.
    plugins: Removes what plug-ins have cached.
  makecache: Fetches the metadata.
    --timer: As a timer would, sparing of the network.
  check-update, check-upgrade [<package>...]: Lists what has a newer version; exits with 100 if there is any.
  list [<package>...]: Lists packages.
    --installed: Lists what is installed.
    --available: Lists what the sources have.
    --upgrades, --updates: Lists what has a newer version.
    --all: Lists everything.
    --extras: Lists what is installed and in no source.
  info [<package>...]: Shows what is known of packages.
  search <text>...: Looks for packages by a text.
    --all: Looks in descriptions and addresses too.
  provides, whatprovides <text>...: Says which package has a file or command.
  repoquery [<package>...]: Asks the sources about packages.
    --requires: Shows what they need.
    --whatrequires=PACKAGE: Shows what needs a package.
    --list, -l: Lists their files.
    --location: Shows their addresses.
    --qf, --queryformat=FORMAT: The format of the answer.
    --latest-limit=N: Shows the newest ones alone.
    --installed: Asks what is installed.
    --available: Asks the sources.
  repolist: Lists the sources.
    --all: Lists those too that are off.
    --enabled: Lists those that are on.
  config-manager: Changes sources; of package `dnf-plugins-core` or `yum-utils`.
    --add-repo=URL: Adds a source.
    --set-enabled, --enable: Switches sources on.
    --set-disabled, --disable: Switches sources off.
    --save: Keeps the changes.
    --setopt=OPTION: Sets an option.
    --dump: Shows the configuration.
    addrepo: Adds a source, in dnf 5.
      --from-repofile=URL: The address of its `.repo` file.
      --set=OPTION: Sets an option of it.
      --id=NAME: Its name.
    setopt <option>...: Sets options, in dnf 5.
  copr: Looks after sources of Copr, where people build packages of their own.
    enable <name>: Adds one: `user/project`.
    disable <name>: Switches one off.
    remove <name>: Removes one.
    list: Lists them.
  builddep <package>...: Installs what it takes to compile a package.
    --spec: The arguments are spec files.
    --srpm: The arguments are source packages.
  download <package>...: Fetches packages into the current directory.
    --resolve: Fetches what they depend on, too.
    --source: Fetches source packages.
    --url: Shows the addresses alone.
    --arch=ARCH: For another architecture.
  group, groups: Looks after groups of packages.
    install <group>...: Installs groups.
      --with-optional: Takes optional packages too.
    remove <group>...: Removes groups.
    upgrade <group>...: Upgrades groups.
    list: Lists groups.
    info <group>...: Shows what is in groups.
  module: Looks after streams: which version of a thing the system offers.
    enable <stream>...: Chooses a stream, such as `nodejs:20`.
    disable <stream>...: Switches a module off.
    reset <stream>...: Forgets what was chosen.
    install <stream>...: Chooses a stream and installs it.
    list: Lists modules.
    info <stream>...: Shows what is in modules.
    switch-to <stream>...: Changes to another stream.
  versionlock: Keeps packages at their versions; it is a plug-in.
    add <installed>...: Locks packages.
    delete <installed>...: Unlocks packages.
    list: Lists locks.
    clear: Removes all locks.
  updateinfo: Shows advisories.
  history: Shows what was done, and can undo it.
  mark: Marks packages as asked for or installed for others.
    install <installed>...: Marks them as asked for.
    remove <installed>...: Marks them as installed for others.
    user <installed>...: Marks them as asked for, in dnf 5.
    dependency <installed>...: Marks them as installed for others, in dnf 5.
  check: Looks for problems in the database of packages.
  deplist <package>...: Lists what packages depend on.
  needs-restarting: Says whether a restart is due.
  system-upgrade: Prepares the change to another release.

dnf, dnf5, dnf4, dnf-3 @dnf: Installs and removes packages on Fedora and Red Hat Enterprise Linux.
  %rpm-common
  %rpm-verbs

yum @yum @dnf: Installs packages on older Red Hat systems; on newer ones another name of `dnf`.
  %rpm-common
  %rpm-verbs

microdnf @microdnf: A small `dnf` for minimal images such as `ubi-minimal`; it has but a part of its flags.
  -y, --assumeyes: Answers every question with yes. A build has nobody to ask, and stops without it.
  --assumeno: Answers every question with no.
  --best: Takes the best version of a package, or fails.
  --nobest: Takes an older version where the best one does not fit.
  --nodocs: Installs no documentation. It keeps the image small.
  --setopt=install_weak_deps=0|tsflags=nodocs|keepcache=1|OPTION: Sets one of few options; yes and no are `1` and `0`.
    = install_weak_deps=0: Leaves out packages which are but recommended. It keeps the image small.
    = tsflags=nodocs: Installs no documentation. It keeps the image small.
    = keepcache=1: Keeps what was downloaded, as for a cache mount.
  --enablerepo=REPO: Switches a source on, for this command.
  --disablerepo=REPO: Switches a source off, for this command.
  --installroot=DIR: Installs into another root directory; a path from the root on.
  --releasever=VERSION: The release whose packages are taken, such as `9`.
  --refresh: Fetches the metadata anew, however fresh it is.
  --config=FILE: Another configuration file.
  --noplugins: Switches all plug-ins off.
  --disableplugin=NAME: Switches a plug-in off.
  --enableplugin=NAME: Switches a plug-in on.
  -h, --help: Shows a summary of the usage.
  install <package>...: Installs packages with all they depend on; `name-version` pins one.
  reinstall <package>...: Installs packages anew.
  remove <installed>...: Removes packages, and what depends on them.
  upgrade, update [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
  distro-sync [<package>...]: Takes exactly the versions which the sources have.
  swap <installed> <package>: Removes one package and installs another in one step.
  download <package>...: Fetches packages into the current directory.
    --source: Fetches source packages.
    --archlist=ARCH: Takes packages of these architectures alone.
  clean <what>: Removes what was cached: `all` in the `RUN` that installed keeps it out of the image.
    all: Removes metadata and packages.
  makecache: Fetches the metadata.
  leaves: Lists packages which no other one needs.
  module: Looks after streams: which version of a thing the system offers.
    enable <stream>...: Chooses a stream, such as `nodejs:20`.
    disable <stream>...: Switches a module off.
    reset <stream>...: Forgets what was chosen.
  repolist: Lists the sources.
    --all: Lists those too that are off.
    --disabled: Lists those that are off.
    --enabled: Lists those that are on, which is the default.
  repoquery [<package>...]: Asks the sources about packages.
    --available: Asks the sources, which is the default.
    --installed: Asks what is installed.
    --info: Shows what is known of them.
    --nevra: Shows names and versions, which is the default.

tdnf @tdnf: A small `dnf` for Azure Linux and Photon OS; it has but a part of its flags.
  -y, --assumeyes: Answers every question with yes. A build has nobody to ask, and stops without it.
  --assumeno: Answers every question with no.
  -q, --quiet: Less output; nothing at all with `-y`.
  -v, --verbose: More output.
  -b, --best: Takes the best version of a package, or fails.
  -c, --config=FILE: Another configuration file.
  -C, --cacheonly: Takes nothing from the network.
  -4: Uses IPv4 alone.
  -6: Uses IPv6 alone.
  --allowerasing: Removes installed packages where that is needed.
  --alldeps: With `--downloadonly`, fetches what is installed already, too.
  --builddeps: Takes what is needed to build the packages.
  --debugsolver: Writes down how the packages were chosen.
  --disableexcludes: Forgets what the configuration leaves out.
  --disableplugin=NAME: Switches a plug-in off.
  --enableplugin=NAME: Switches a plug-in on.
  --noplugins: Switches all plug-ins off.
  --disablerepo=REPO: Switches a source off, for this command.
  --enablerepo=REPO: Switches a source on, for this command.
  --repo, --repoid=REPO: Uses these sources alone.
  --repofrompath=NAME: Adds a source for this command: `name,address`.
  --repofromdir=NAME: Adds a folder with packages as a source for this command: `name,folder`.
  --downloadonly: Downloads packages without installing them.
  --downloaddir=DIR: Where downloads go; only with `--downloadonly`.
  --exclude=PACKAGES: Leaves packages out.
  --forcearch=ARCH: Works for another architecture.
  -i, --installroot=DIR: Installs into another root directory; a path from the root on.
  --json: Shows the answer as JSON.
  --noautoremove: Keeps what nothing needs any more.
  --nodeps: With `--downloadonly`, fetches nothing that the packages need.
  --nogpgcheck: Takes packages without a valid signature. It switches off what protects from tampering.
  --nocligpgcheck: Takes package files that are named without a valid signature.
  --skipsignature: Does not check signatures of packages.
  --skipdigest: Does not check digests of packages.
  --skip-broken: Leaves out packages which cannot be installed. The image may lack them then.
  --skipconflicts: Goes on where packages conflict.
  --skipobsoletes: Goes on where packages replace others.
  --reboot-required: Takes what needs a restart alone.
  --refresh: Fetches the metadata anew, however fresh it is.
  --releasever=VERSION: The release whose packages are taken, such as `3.0`.
  --rpmverbosity=LEVEL: How much rpm says.
  --rpmdefine=TEXT: Sets a macro of rpm.
  --security: Takes fixes of security problems alone.
  --sec-severity=SCORE: Takes fixes of problems from a CVSS score on.
  --setopt=tsflags=nodocs|OPTION: Sets an option of the configuration.
    = tsflags=nodocs: Installs no documentation. It keeps the image small.
  --source: Takes source packages.
  --testonly: Tries the change, and makes none.
  --version: Shows its own version.
  -h, --help: Shows a summary of the usage.
  install <package>...: Installs packages with all they depend on; `name-version` pins one.
  reinstall <package>...: Installs packages anew.
  remove, erase <installed>...: Removes packages, and what depends on them.
  autoremove, autoerase [<installed>...]: Removes packages with what was installed only for them.
  update, upgrade [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
  upgrade-to, update-to <package>...: Upgrades packages to the versions that are named.
  downgrade <package>...: Takes an older version.
  distro-sync: Takes exactly the versions which the sources have.
  clean <what>: Removes what was cached: `all` in the `RUN` that installed keeps it out of the image.
    all: Removes metadata and packages.
    packages: Removes downloaded packages.
    metadata: Removes metadata of the sources.
    dbcache: Removes caches made from metadata.
    plugins: Removes what plug-ins have cached.
    keys: Removes keys that were fetched.
    expire-cache: Marks the metadata as out of date.
  makecache: Fetches the metadata.
  check: Looks for problems of the sources.
  check-local <dir>: Looks for problems of the packages in a folder.
  check-update [<package>...]: Lists what has a newer version.
  list [<package>...]: Lists packages.
  info [<package>...]: Shows what is known of packages.
  search <text>...: Looks for packages by a text.
  provides, whatprovides <text>...: Says which package has a file or command.
  repolist: Lists the sources.
  repoquery [<package>...]: Asks the sources about packages.
    --available: Asks the sources.
    --installed: Asks what is installed.
    --requires: Shows what they need.
    --provides: Shows what they provide.
    --list: Lists their files.
    --whatrequires=PACKAGE: Shows what needs a package.
    --whatprovides=TEXT: Shows what provides something.
    --file=FILE: Shows what has a file.
  reposync: Fetches all packages of the sources.
    --download-path=DIR: Where they go.
    --newest-only: Takes the newest version of each.
    --delete: Removes packages which the source has no more.
    --download-metadata: Fetches the metadata, too.
  updateinfo: Shows advisories.
  history: Shows what was done, and can undo it.
  mark: Marks packages as asked for or installed for others.
    install <installed>...: Marks them as asked for.
    remove <installed>...: Marks them as installed for others.

yum-config-manager @yum @dnf: Changes the sources of packages; of package `yum-utils`.
  --add-repo=URL: Adds a source.
  --enable: Switches sources on.
  --disable: Switches sources off.
  --save: Keeps the changes.
  --setopt=OPTION: Sets an option.

yum-builddep @yum @dnf <package>...: Installs what it takes to compile a package; of package `yum-utils`.
  -y, --assumeyes: Answers every question with yes.

rpm @dnf @yum @microdnf @zypper @tdnf <package|file>...: Installs and looks at single packages, without what they need.
  -i, --install: Installs package files.
  -U, --upgrade: Upgrades package files, or installs them.
  -F, --freshen: Upgrades only what is installed.
  -e, --erase: Removes packages.
  -q, --query: Asks about packages.
  -V, --verify: Compares installed files with what the packages say.
  -K, --checksig: Checks signatures.
  -a, --all: Asks about all packages, behind `-q`.
  -f, --file: Says which package a file belongs to, behind `-q`.
  -l, --list: Lists files, behind `-q`.
  -p, --package: Asks a package file, behind `-q`.
  -R, --requires: Shows what a package needs, behind `-q`.
  -v, --verbose: More output.
  -h, --hash: Shows how far it is, with `-i` or `-U`.
  --import: Adds a key with which signatures are checked: file or address.
  --nodeps: Minds no dependencies.
  --force: Overwrites files and newer versions.
  --excludedocs: Installs no documentation. It keeps the image small.
  --nodigest: Checks no checksums.
  --nosignature: Checks no signatures.
  --noscripts: Runs no scripts of packages.
  --replacepkgs: Installs packages that are there already.
  --root=DIR: Works on another root directory.
  --dbpath=DIR: Where the database of packages is.
  --prefix=DIR: Where a package goes that allows it.
  --qf, --queryformat=FORMAT: The format of the answer, such as `%{NAME}\\n`.
  --eval=TEXT: Shows what a macro stands for: `rpm --eval '%{_arch}'`.
  -E TEXT: Shows what a macro stands for.
  --initdb: Makes a new database of packages.
  --rebuilddb: Makes the database anew from what is installed.
  --setperms: Sets the permissions of a package's files.
  --whatprovides: Says which package provides something, behind `-q`.
  --last: Shows the newest first, behind `-qa`.

%zypper-solve
  -y, --no-confirm: Asks nothing; `zypper --non-interactive` is the better one.
  -l, --auto-agree-with-licenses: Agrees with licences.
  -D, --dry-run: Shows what would happen, and changes nothing.
  -d, --download-only: Downloads packages without installing them.
  --download=only|in-advance|in-heaps|as-needed: When to download.
  --recommends: Takes recommended packages too, which is the default.
  --no-recommends: Leaves out recommended packages, which nothing needs strictly. It keeps the image small.
  --details: Shows more about what will happen.
  --debug-solver: Writes down why it was decided so.
  --force-resolution: Finds a solution even if packages must be removed.
  --no-force-resolution: Rather fails than removes packages.
  --replacefiles: Overwrites files of other packages.
  --allow-unsigned-rpm: Takes package files without a signature.
  -r, --repo, --from=REPO: Takes packages from these sources alone.

zypper @zypper: Installs and removes packages on SUSE and openSUSE.
  -n, --non-interactive: Asks nothing, and takes the default answer. A build has nobody to ask.
  --non-interactive-include-reboot-patches: Takes patches too that ask for a restart.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  --no-color: Uses no colours.
  -x, --xmlout: Writes XML.
  -i, --ignore-unknown: Goes on although a package is unknown.
  --no-gpg-checks: Takes sources without a valid signature. It switches off what protects from tampering.
  --gpg-auto-import-keys: Trusts the keys of all sources, and keeps them.
  -p, --plus-repo=URL: Takes one more source, for this command.
  --plus-content=TAG: Takes sources of a kind, for this command.
  --disable-repositories: Takes nothing from any source.
  --no-refresh: Does not fetch metadata anew.
  --no-cd: Ignores sources on disks.
  --no-remote: Ignores sources in the network.
  --releasever=VERSION: The release whose packages are taken.
  -R, --root=DIR: Works on another root directory.
  --installroot=DIR: Works on another root directory, with the sources of this one.
  -c, --config=FILE: Another configuration file.
  -C, --cache-dir=DIR: Where everything cached lies.
  -D, --reposd-dir=DIR: Where the sources are described.
  --raw-cache-dir=DIR: Where metadata is cached.
  --solv-cache-dir=DIR: Where the solver's caches lie.
  --pkg-cache-dir=DIR: Where packages are cached.
  -t, --terse: Writes for machines.
  -V, --version: Shows zypper's own version.
  -h, --help: Shows a summary of the usage.
  install, in <package>...: Installs packages with all they depend on; `name=version` pins one.
    %zypper-solve
    -t, --type=package|patch|pattern|product|srcpackage: What the names mean.
    -n, --name: The arguments are names, nothing else.
    -C, --capability: The arguments are capabilities.
    -f, --force: Installs anew what is there already.
    --oldpackage: Lets a package be replaced by an older version.
    --allow-downgrade: Lets packages be replaced by older versions.
    --allow-vendor-change: Lets packages come from another vendor.
  remove, rm <installed>...: Removes packages.
    -y, --no-confirm: Asks nothing.
    -t, --type=package|patch|pattern|product: What the names mean.
    -u, --clean-deps: Removes what was installed only for them.
    -U, --no-clean-deps: Keeps what was installed only for them.
    -D, --dry-run: Shows what would happen.
  update, up [<package>...]: Upgrades what is installed. A newer base image does the same, and can be repeated.
    %zypper-solve
    --best-effort: Goes as far as possible.
  patch: Installs patches.
    %zypper-solve
    -g, --category=security|recommended|optional|feature: Patches of a kind.
    --cve=ID: The patch for a CVE.
    --with-update: Upgrades the rest as well.
  dist-upgrade, dup: Changes to the versions of the sources, as for another release.
    %zypper-solve
    --allow-vendor-change: Lets packages come from another vendor.
    --no-allow-vendor-change: Keeps the vendors.
    --allow-downgrade: Lets packages be replaced by older versions.
  refresh, ref [<repo>...]: Fetches the metadata of the sources.
    -f, --force: Fetches it however fresh it is.
    -s, --services: Fetches services first.
    -b, --force-build: Makes the database anew.
    -d, --force-download: Downloads metadata anew.
  addrepo, ar <url> <alias>: Adds a source.
    -f, --refresh: Fetches its metadata anew by itself.
    -G, --no-gpgcheck: Takes packages without a valid signature.
    -g, --gpgcheck: Checks signatures.
    -p, --priority=N: Its priority; small ones come first.
    -n, --name=NAME: A name to show.
    -k, --keep-packages: Keeps downloaded packages.
    -K, --no-keep-packages: Keeps no downloads.
    -r, --repo=FILE: Reads the source from a `.repo` file.
    -e, --enable: Switches it on.
    -d, --disable: Switches it off.
    -c, --check: Looks whether it can be reached.
  removerepo, rr <repo>...: Removes sources.
  modifyrepo, mr <repo>...: Changes sources.
    -e, --enable: Switches them on.
    -d, --disable: Switches them off.
    -f, --refresh: Fetches their metadata anew by itself.
    -p, --priority=N: Their priority.
    -a, --all: All of them.
  repos, lr [<repo>...]: Lists the sources.
    -u, --uri: With their addresses.
    -d, --details: With all details.
    -p, --priority: With their priorities.
  clean, cc: Empties the caches; `--all` in the `RUN` that installed keeps them out of the image.
    -a, --all: Empties all caches.
    -m, --metadata: Removes metadata.
    -M, --raw-metadata: Removes metadata as it was fetched.
  search, se [<text>...]: Looks for packages by a text.
    -s, --details: Shows versions and sources.
    -i, --installed-only: Looks at what is installed.
    -x, --match-exact: Takes whole names alone.
    -t, --type=package|patch|pattern|product|srcpackage: What to look for.
    --provides: Looks for what packages provide.
  info, if <package>...: Shows what is known of packages.
  source-install, si <package>...: Installs source packages, and what it takes to compile them.
    -d, --build-deps-only: Installs only what it takes to compile.
    -D, --no-build-deps: Installs the source alone.
  verify, ve: Repairs dependencies.
  install-new-recommends, inr: Installs what is recommended anew.
  addlock, al <installed>...: Keeps packages as they are.
  removelock, rl <installed>...: Removes locks.
  list-updates, lu: Lists what has a newer version.
  list-patches, lp: Lists patches.
  patterns, pt: Lists patterns.
  services, ls: Lists services.
  what-provides, wp <text>: Says which package provides something.
  ps: Lists processes that use removed files.

pacman @pacman [<package>...]: Installs and removes packages on Arch Linux. Its first flag says what to do.
  -S, --sync: Installs packages. `-Sy` without `-u` may leave the system half upgraded; write `-Syu`.
  -R, --remove: Removes packages.
  -Q, --query: Asks what is installed.
  -U, --upgrade: Installs package files.
  -F, --files: Asks which files packages have.
  -D, --database: Changes the database of packages.
  -T, --deptest: Checks dependencies.
  -y, --refresh: Fetches the lists of packages.
  -u, --sysupgrade: Upgrades what is installed.
  -c, --clean: Removes downloads that are not installed; `-Scc` removes all of them. With `-R`: what depends on it.
  -s, --search: Looks for packages by a text; with `-R`, removes what they needed alone.
  -i, --info: Shows what is known of packages.
  -l, --list: Lists packages or files.
  -q, --quiet: Less output.
  -w, --downloadonly: Downloads packages without installing them.
  -n, --nosave: Keeps no changed configuration, with `-R`.
  -d, --nodeps: Minds no versions of dependencies.
  -g, --groups: Shows groups.
  -k, --check: Checks files.
  -o, --owns: Says which package a file belongs to.
  -p, --print: Shows what would happen.
  -t, --unrequired: Shows what nothing needs.
  -e, --explicit: Shows what was asked for.
  -m, --foreign: Shows what no source has.
  -v, --verbose: More output.
  -r, --root=DIR: Works on another root directory.
  -b, --dbpath=DIR: Where the database of packages is.
  --noconfirm: Asks nothing. A build has nobody to ask, and stops without it.
  --needed: Leaves alone what is installed in the newest version.
  --asdeps: Marks packages as installed for others.
  --asexplicit: Marks packages as asked for.
  --overwrite=PATTERN: Overwrites files.
  --ignore=PACKAGES: Does not upgrade packages.
  --noprogressbar: Does not show how far it is.
  --noscriptlet: Runs no scripts of packages.
  --cachedir=DIR: Where downloads are kept.
  --config=FILE: Another configuration file.
  --disable-download-timeout: Waits for slow servers.
  --color=always|never|auto: Whether to use colours.

pacman-key @pacman: Looks after the keys of pacman.
  --init: Makes the ring of keys.
  --populate: Adds the keys of the distribution.
  -a, --add=FILE: Adds keys.
  -r, --recv-keys=ID: Fetches keys.
  --lsign-key=ID: Trusts a key.
  --refresh-keys: Fetches all keys anew.

reflector @pacman: Finds fast mirrors for pacman.
  --latest=N: The newest ones.
  --protocol=https|http: Those of a protocol.
  --sort=rate|age|country|score|delay: In which order.
  --save=FILE: Where to write them.
  --country=NAME: Those in a country.

install_packages <package>...: Installs packages by apt without what they recommend, and leaves no lists behind.

makepkg @pacman: Makes a package of Arch Linux out of a PKGBUILD. It refuses to run as root.
  -s, --syncdeps: Installs what is missing by pacman.
  -i, --install: Installs the package.
  -r, --rmdeps: Removes what was installed for it.
  -c, --clean: Removes what was built on the way.
  -d, --nodeps: Checks no dependencies.
  -f, --force: Builds it again.
  --noconfirm: Asks nothing.
  --needed: Installs nothing that is there already.
  --skippgpcheck: Checks no signatures.
"""
