"""Commands for users, downloads, keys and services, and the servers whose configuration a build changes."""

TABLE = """
useradd <user>: Makes a user (Debian, Red Hat and the like). Alpine has `adduser`.
  -r, --system: A user for a service: no home, a low number.
  -m, --create-home: Makes the home.
  -M, --no-create-home: Makes no home.
  -d, --home-dir, --home=DIR: The home.
  -b, --base-dir=DIR: Where homes are.
  -s, --shell=FILE: The shell; `/usr/sbin/nologin` or `/bin/false` for a service.
  -u, --uid=UID: The number. With one that is fixed, owners of files on volumes stay right.
  -g, --gid=GROUP: The first group.
  -G, --groups=LIST: More groups, parted by commas.
  -N, --no-user-group: Makes no group of the same name.
  -U, --user-group: Makes a group of the same name.
  -l, --no-log-init: Leaves the lists of logins alone; with a high number they would blow up the layer.
  -o, --non-unique: Allows a number that is taken.
  -c, --comment=TEXT: Who it is.
  -p, --password=HASH: The password, as a hash. It stays in the image.
  -k, --skel=DIR: What a new home is filled with.
  -e, --expiredate=DATE: When it ends.
  -f, --inactive=DAYS: For how long an old password counts.
  -K, --key=SETTING: A setting of `/etc/login.defs`: `UID_MAX=…`.
  -R, --root=DIR: In another root directory.
  -D, --defaults: Shows or sets what is usual.
  --badname: Checks no names.

groupadd <group>: Makes a group (Debian, Red Hat and the like). Alpine has `addgroup`.
  -r, --system: A group for a service: a low number.
  -g, --gid=GID: The number.
  -f, --force: Does not mind if it is there.
  -o, --non-unique: Allows a number that is taken.
  -p, --password=HASH: A password, as a hash.
  -K, --key=SETTING: A setting of `/etc/login.defs`.
  -R, --root=DIR: In another root directory.
  -U, --users=LIST: Who belongs to it.

usermod <user>: Changes a user.
  -a, --append: Keeps the groups it has, with `-G`.
  -G, --groups=LIST: These groups.
  -g, --gid=GROUP: The first group.
  -u, --uid=UID: Another number. Files outside the home keep the old one.
  -d, --home=DIR: Another home.
  -m, --move-home: Moves the home there.
  -l, --login=NAME: Another name.
  -s, --shell=FILE: Another shell.
  -L, --lock: Locks the password.
  -U, --unlock: Unlocks the password.
  -p, --password=HASH: Another password, as a hash.
  -o, --non-unique: Allows a number that is taken.
  -c, --comment=TEXT: Who it is.
  -e, --expiredate=DATE: When it ends.
  -R, --root=DIR: In another root directory.

groupmod <group>: Changes a group.
  -g, --gid=GID: Another number.
  -n, --new-name=NAME: Another name.
  -o, --non-unique: Allows a number that is taken.

userdel <user>: Removes a user.
  -r, --remove: Removes the home too.
  -f, --force: Even if it is in use.

groupdel <group>: Removes a group.
  -f, --force: Even if it is somebody's first one.

adduser <user> <group>: Makes a user. Debian's takes long flags, BusyBox' (Alpine) short ones.
  -S: A user for a service, on Alpine.
  -D: With no password, on Alpine. Without it `adduser` asks for one, and a build has nobody to ask.
  -H: Makes no home, on Alpine.
  -h DIR: The home, on Alpine.
  -s FILE: The shell, on Alpine.
  -u N: The number, on Alpine.
  -G GROUP: The group, on Alpine.
  -g TEXT: Who it is, on Alpine.
  -k DIR: What a new home is filled with, on Alpine.
  --system: A user for a service, on Debian.
  --disabled-password: With no password, but a login by key can work, on Debian. It asks for none then.
  --disabled-login: With no password and no login, on Debian.
  --gecos=TEXT: Who it is, on Debian; `""` keeps it from asking.
  --comment=TEXT: Who it is, on newer Debian.
  --home=DIR: The home, on Debian.
  --no-create-home: Makes no home, on Debian.
  --shell=FILE: The shell, on Debian.
  --uid=UID: The number, on Debian.
  --gid=GID: The number of the group, on Debian.
  --ingroup=GROUP: The group, on Debian.
  --group: With a group of the same name, for `--system` on Debian.
  --add-extra-groups: Adds the usual groups, on Debian.
  --firstuid=N: The least number, on Debian.
  --lastuid=N: The greatest number, on Debian.
  --force-badname, --allow-bad-names: Takes unusual names, on Debian.
  --quiet: Less output, on Debian.
  --conf=FILE: Another configuration, on Debian.

addgroup <group>: Makes a group. On Alpine a user before it is put into the group.
  -S: A group for a service, on Alpine.
  -g N: The number, on Alpine.
  --system: A group for a service, on Debian.
  --gid=GID: The number, on Debian.
  --quiet: Less output, on Debian.

deluser <user> <group>: Removes a user, or takes one out of a group.
  --remove-home: Removes the home too, on Alpine and Debian.
  --remove-all-files: Removes all files of the user, on Debian.
  --quiet: Less output, on Debian.

delgroup <group>: Removes a group.
  --only-if-empty: Only if nobody is in it.

passwd <user>: Sets a password.
  -d, --delete: Removes it: the login needs none.
  -l, --lock: Locks it.
  -u, --unlock: Unlocks it.
  -e, --expire: Demands a new one.
  --stdin: Reads it from the input.

chpasswd: Sets passwords that it reads, as `user:password`. They stay in the image and its history.
  -e, --encrypted: They are hashes.
  -c, --crypt-method=SHA512|SHA256|YESCRYPT|BCRYPT|MD5|NONE: How they are hashed.

chsh <user>: Changes the shell of a user.
  -s, --shell=FILE: To that one.

chage <user>: Changes when a password ends.
  -d, --lastday=DATE: When it was set.
  -M, --maxdays=DAYS: How long it counts.

getent <what> <name>...: Shows entries of the system's lists: `getent passwd www-data`.

%fetch-none
  -h, --help: Shows a summary of the usage.

curl <url>...: Downloads. `ADD` can too, and checks `--checksum`.
  -f, --fail: Fails at an HTTP error. Without it the error page is taken for the file.
  -s, --silent: Shows neither progress nor errors.
  -S, --show-error: Shows errors in spite of `-s`.
  -L, --location: Follows redirections, as downloads from GitHub need.
  -o, --output FILE: Writes to a file.
  -O, --remote-name: Writes to a file named as in the address.
  -J, --remote-header-name: Writes to a file named as the server says, with `-O`.
  --output-dir DIR: In which directory files go.
  --create-dirs: Makes the directories of the file.
  --fail-with-body: Fails at an HTTP error, and shows what the server said.
  --fail-early: Fails at the first of several.
  --retry N: Tries again so often.
  --retry-delay SECONDS: Waits so long before that.
  --retry-max-time SECONDS: Gives up after that time.
  --retry-all-errors: Tries again after any error.
  --retry-connrefused: Tries again if nobody listens.
  --connect-timeout SECONDS: How long to wait for a connection.
  -m, --max-time SECONDS: How long it may take in all.
  -k, --insecure: Checks no certificate. It switches off what protects from tampering.
  --cacert FILE: Certificates to trust.
  --capath DIR: Certificates to trust.
  -E, --cert FILE: A certificate to show.
  --key FILE: Its key.
  --proto LIST: Which protocols may be used: `=https`.
  --proto-redir LIST: Which protocols redirections may lead to.
  --tlsv1.2: Demands TLS 1.2 or newer.
  --tlsv1.3: Demands TLS 1.3.
  --ssl-reqd: Demands encryption.
  -H, --header TEXT: One more header. A token in it stays in the history; a secret mount does not.
  -u, --user USERINFO: Name and password. They stay in the history; a secret mount does not.
  --oauth2-bearer TOKEN: A token. It stays in the history; a secret mount does not.
  -n, --netrc: Name and password from `.netrc`, which a secret mount may hold.
  --netrc-file FILE: Name and password from a file, which a secret mount may hold.
  -X, --request METHOD: The method: `POST`.
  -d, --data TEXT: What is sent.
  --data-raw TEXT: What is sent, as it stands.
  --data-binary TEXT: What is sent, line ends kept.
  --data-urlencode TEXT: What is sent, encoded.
  --json TEXT: JSON that is sent.
  -F, --form TEXT: A field of a form.
  -T, --upload-file FILE: Sends a file.
  -G, --get: Sends the data in the address.
  -I, --head: Asks for the headers alone.
  -i, --include, --show-headers: Shows headers too.
  -D, --dump-header FILE: Writes headers to a file.
  -w, --write-out FORMAT: Shows something afterwards: `%{http_code}`.
  -v, --verbose: Shows what is said on both sides.
  -#, --progress-bar: Shows progress as a bar.
  --no-progress-meter: Shows no progress.
  -A, --user-agent TEXT: What it calls itself.
  -e, --referer URL: Where it says it comes from.
  -b, --cookie TEXT: Cookies to send.
  -c, --cookie-jar FILE: Where cookies are kept.
  -x, --proxy URL: A proxy.
  --noproxy LIST: For whom there is no proxy.
  -4, --ipv4: By IPv4 alone.
  -6, --ipv6: By IPv6 alone.
  -C, --continue-at N: Goes on from there; `-` from what there is.
  -z, --time-cond DATE: Only if it is newer.
  -R, --remote-time: The file gets the server's time.
  -N, --no-buffer: Writes at once.
  -g, --globoff: Takes brackets and braces as they are.
  -Z, --parallel: Several at once.
  -a, --append: Appends to what is there.
  -q, --disable: Reads no `.curlrc`.
  -K, --config FILE: Flags from a file.
  --compressed: Asks for packed content, and unpacks it.
  --http1.1: By HTTP 1.1.
  --http2: By HTTP 2.
  --unix-socket FILE: Through a socket.
  --resolve TEXT: An address for a name: `name:443:1.2.3.4`.
  --interface NAME: Through that interface.
  --limit-rate SPEED: So fast at most.
  --max-redirs N: So many redirections at most.
  --etag-save FILE: Keeps what says whether it has changed.
  --etag-compare FILE: Only if it has changed.
  -V, --version: Shows its version.
  %fetch-none

wget <url>...: Downloads. BusyBox has one with few flags. `ADD` can too, and checks `--checksum`.
  -O, --output-document=FILE: Writes to a file; `-` to the output.
  -q, --quiet: Shows nothing.
  -nv, --no-verbose: Shows only what matters; suits logs.
  -P, --directory-prefix=DIR: In which directory files go.
  -c, --continue: Goes on with what there is.
  -N, --timestamping: Only what is newer.
  -nc, --no-clobber: Overwrites nothing.
  -t, --tries=N: Tries so often.
  -T, --timeout=SECONDS: How long to wait.
  -S, --server-response: Shows headers.
  -i, --input-file=FILE: Addresses from a file.
  -r, --recursive: All that is linked, too.
  -l, --level=N: So deep.
  -np, --no-parent: Nothing above.
  -nd, --no-directories: Makes no directories.
  -nH, --no-host-directories: Makes no directory for the host.
  -A, --accept=LIST: Files of these names.
  -R, --reject=LIST: No files of these names.
  -U, --user-agent=TEXT: What it calls itself.
  -Y, --proxy=on|off: Whether to use a proxy.
  -e, --execute=COMMAND_LINE: A setting.
  -4, --inet4-only: By IPv4 alone.
  -6, --inet6-only: By IPv6 alone.
  -o, --output-file=FILE: Writes what it says to a file.
  -a, --append-output=FILE: Appends what it says to a file.
  -b, --background: In the background; it ends with the `RUN`.
  --progress=dot|bar|dot:giga|dot:mega|TYPE: How progress is shown; `dot:giga` suits logs.
    = dot:giga: A dot for each MiB, which suits logs.
    = dot:mega: A dot for each 64 KiB.
    = dot: A dot for each KiB.
    = bar: A bar, which a log shows as many lines.
  --show-progress: Shows progress in spite of `-q`.
  --no-check-certificate: Checks no certificate. It switches off what protects from tampering.
  --ca-certificate=FILE: Certificates to trust.
  --ca-directory=DIR: Certificates to trust.
  --certificate=FILE: A certificate to show.
  --secure-protocol=auto|SSLv2|SSLv3|TLSv1|TLSv1_1|TLSv1_2|TLSv1_3|PFS: Which encryption.
  --https-only: By HTTPS alone.
  --header=TEXT: One more header. A token in it stays in the history; a secret mount does not.
  --user=NAME: The name to sign in with.
  --password=TEXT: The password. It stays in the history; a secret mount does not.
  --post-data=TEXT: What is sent.
  --post-file=FILE: A file that is sent.
  --method=METHOD: The method.
  --body-data=TEXT: What is sent.
  --content-disposition: Writes to a file named as the server says.
  --trust-server-names: Writes to a file named as redirections say.
  --max-redirect=N: So many redirections at most.
  --retry-connrefused: Tries again if nobody listens.
  --retry-on-http-error=LIST: Tries again at these errors.
  --waitretry=SECONDS: Waits so long before that.
  --wait=SECONDS: Waits between downloads.
  --read-timeout=SECONDS: How long to wait for data.
  --connect-timeout=SECONDS: How long to wait for a connection.
  --dns-timeout=SECONDS: How long to wait for a name.
  --no-cache: Takes nothing from caches on the way.
  --no-cookies: Keeps no cookies.
  --spider: Only looks whether it is there: for a HEALTHCHECK.
  --no-hsts: Keeps no list of hosts.
  --no-proxy: Uses no proxy.
  --no-dns-cache: Asks for names anew.
  --cut-dirs=N: Drops so many directories.
  --mirror, -m: All of a site.
  --compression=auto|gzip|none: Whether content is packed.
  -V, --version: Shows its version.
  %fetch-none

aria2c <url>...: Downloads in several parts at once.
  -x, --max-connection-per-server=N: So many connections.
  -s, --split=N: In so many parts.
  -d, --dir=DIR: In which directory files go.
  -o, --out=FILE: Writes to a file.
  -q, --quiet: Shows nothing.
  --checksum=TEXT: Checks it: `sha-256=…`.

git: Versions of sources. `ADD` of a repository's address needs no git in the image.
  !before
  -C DIR: Works in another directory.
  -c SETTING: A setting, for this command.
  --git-dir=DIR: The repository.
  --work-tree=DIR: The files.
  --no-pager: Shows all at once.
  --version: Shows its version.
  clone <url> <dir>: Fetches a repository. `.git` stays in the image, unless it is removed in the same `RUN`.
    --depth=N: Only the newest commits: `--depth 1`.
    -b, --branch=NAME: That branch or tag.
    --single-branch: That branch alone.
    --no-single-branch: All branches, in spite of `--depth`.
    --recursive, --recurse-submodules[=PATH]: Submodules too.
    --shallow-submodules: Only their newest commits.
    --no-tags: Without tags.
    --no-checkout, -n: Without files.
    --filter=SPEC: Leaves objects out: `blob:none`.
    --sparse: Only the files of the root.
    --bare: A repository without files.
    --mirror: All of it, as a mirror.
    --reference=DIR: Borrows objects from another.
    -q, --quiet: Less output.
    -j, --jobs=N: So many submodules at once.
    -c, --config=SETTING: A setting for the repository.
    -o, --origin=NAME: What the source is called.
    --progress: Shows how far it is.
    -v, --verbose: More output.
  checkout <ref> <path>...: Takes the files of a commit.
    -b NAME: Makes a branch.
    -B NAME: Makes a branch, or moves it there.
    -f, --force: Drops changes.
    -q, --quiet: Less output.
    --detach: On no branch.
    --recurse-submodules: Submodules too.
    --track: Follows the branch of the source.
  switch <ref>: Changes to another branch.
    -c, --create=NAME: Makes it.
    --detach: On no branch.
  fetch <name> <ref>...: Fetches commits.
    --depth=N: Only the newest ones.
    --tags, -t: All tags.
    --all: Of all sources.
    --unshallow: Those too that were left out.
    --prune, -p: Drops branches that are gone.
    -q, --quiet: Less output.
    -f, --force: Replaces branches.
    --recurse-submodules[=yes|no|on-demand]: Submodules too.
  pull <name> <ref>: Fetches commits and takes them.
    --rebase[=true|false|merges|interactive]: Puts own commits on top.
    --ff-only: Only if there are no own commits.
    -q, --quiet: Less output.
  submodule: Looks after repositories within the repository.
    update [<path>...]: Fetches them.
      --init: Those too that are new.
      --recursive: Those within them, too.
      --depth=N: Only the newest commits.
      --remote: The newest commit of their branch.
      --force, -f: Drops changes.
      --jobs, -j=N: So many at once.
    init [<path>...]: Prepares them.
    sync [<path>...]: Takes over their addresses.
      --recursive: Those within them, too.
    foreach <command>: Runs a command in each.
    add <url> <path>: Adds one.
    status: Shows their commits.
  config <name> <value>: Shows or sets settings. A token in them stays in the image.
    --global: For the user.
    --system: For everyone: also when the user changes later.
    --local: For the repository.
    --add: Adds a value.
    --unset: Removes a value.
    --get: Shows a value.
    --list, -l: Shows all.
    --file, -f=FILE: In a file.
    --replace-all: Replaces all values.
  init [<dir>]: Makes a repository.
    -q, --quiet: Less output.
    --bare: Without files.
    -b, --initial-branch=NAME: What the branch is called.
  add [<path>...]: Takes changes for the next commit.
    -A, --all: All of them.
    -f, --force: Ignored files too.
    -u, --update: Of known files alone.
  commit: Keeps changes.
    -m, --message=TEXT: What they are.
    -a, --all: All of them.
    -q, --quiet: Less output.
    --amend: Changes the newest one.
    --allow-empty: Even if there are none.
    --no-verify, -n: Runs no hooks.
    --author=TEXT: Who made them.
  reset [<ref>]: Moves the branch.
    --hard: Drops changes.
    --soft: Keeps changes.
    --mixed: Keeps changes in the files alone.
    -q, --quiet: Less output.
  clean [<path>...]: Removes unknown files.
    -f, --force: Really does so.
    -d: Directories too.
    -x: Ignored files too.
    -q, --quiet: Less output.
  rev-parse [<ref>...]: Shows the number of a commit.
    --short[=N]: A short one.
    --abbrev-ref[=strict|loose]: The branch.
    --show-toplevel: The directory of the repository.
    --verify: Fails if there is none.
    --is-inside-work-tree: Whether it is a repository.
  describe [<ref>]: Names a commit by the tag before it.
    --tags: Any tags.
    --always: Its number if there are none.
    --dirty[=TEXT]: Says if there are changes.
    --long: The long form always.
    --match=PATTERN: Tags of these names.
    --exact-match: Only if it has a tag.
    --abbrev=N: How long the number is.
  log [<ref>...]: Shows commits.
    -1: The newest one.
    -n, --max-count=N: So many.
    --oneline: On a line each.
    --format, --pretty=FORMAT: In a format: `%H`.
    --date=FORMAT: How times are written.
  show [<ref>...]: Shows a commit.
    -s, --no-patch: Without changes.
    --format, --pretty=FORMAT: In a format.
  status: Shows changes.
    -s, --short: In short.
    --porcelain[=v1|v2]: For programs.
  diff [<path>...]: Shows changes.
    --exit-code: Fails if there are any.
    --quiet: Shows nothing, and fails if there are any.
    --cached, --staged: Those for the next commit.
    --stat: Figures alone.
    --name-only: Names alone.
    --no-ext-diff: By git itself.
    --binary: Of binary files too.
  apply <file>...: Applies changes of a file.
    -p=N: Drops so many parts of paths.
    -R, --reverse: Takes them back.
    --check: Only looks whether it would work.
    --directory=DIR: In a directory.
    --index: Takes them for the next commit too.
    -v, --verbose: More output.
  am <file>...: Applies mails with changes.
    -3, --3way: Merges if need be.
  lfs: Looks after large files.
    install: Switches it on.
      --system: For everyone.
      --skip-smudge: Fetches none by itself.
    pull: Fetches them.
    fetch: Fetches them, and does not put them in place.
  ls-remote <url> <ref>...: Shows the branches and tags of a source.
    --tags, -t: Tags alone.
    --heads, -h: Branches alone.
    --refs: Without the commits behind tags.
    --exit-code: Fails if there are none.
    --sort=KEY: In an order: `v:refname`.
    -q, --quiet: Less output.
  ls-files [<path>...]: Lists known files.
  remote: Looks after sources.
    add <name> <url>: Adds one.
    set-url <name> <url>: Changes an address.
    remove, rm <name>: Removes one.
    -v, --verbose: Shows addresses.
  tag [<name>]: Lists tags or makes one.
    -l, --list: Lists them.
    -a, --annotate: With a message.
    -m, --message=TEXT: The message.
    --sort=KEY: In an order.
    -f, --force: Replaces one.
  branch [<name>]: Lists branches or makes one.
    -D: Removes one.
    -a, --all: Those of sources too.
    --show-current: Shows the current one.
  merge <ref>...: Takes the commits of another branch.
    --no-edit: Asks for no message.
    --ff-only: Only if there are no own commits.
  cherry-pick <ref>...: Takes single commits.
    -n, --no-commit: Takes their changes alone.
  rebase <ref>: Puts own commits on top.
  stash: Puts changes aside.
  push <name> <ref>...: Sends commits.
  archive <ref>: Packs the files of a commit.
    --format=tar|zip|tar.gz: The format.
    -o, --output=FILE: Into a file.
    --prefix=DIR: In a directory.
    --remote=URL: Of a source.
  gc: Tidies up.
    --aggressive: Thoroughly.
    --prune[=DATE]: Removes what nothing needs.
  sparse-checkout: Takes some files only.
    set <dir>...: Those of directories.
    init: Switches it on.
  rev-list [<ref>...]: Lists commits.
    --count: Their number.
    -n, --max-count=N: So many.
  worktree: Looks after more directories for one repository.
  version: Shows its version.

svn: Versions of sources, by Subversion.
  checkout, co <url> <dir>: Fetches sources.
    -q, --quiet: Less output.
    -r, --revision=N: That version.
  export <url> <dir>: Fetches sources without versions.
    -q, --quiet: Less output.

ssh <host> <command>: Runs a command on another machine; `RUN --mount=type=ssh` lends the keys.
  -o OPTION: A setting: `StrictHostKeyChecking=accept-new`.
  -i FILE: A key. In the image it would stay.
  -p PORT: The port.
  -T: Without a terminal.
  -v: Says more.
  -q: Says less.
  -F FILE: Another configuration.

scp <path>...: Copies from or to another machine.
  -r: Directories with all that is in them.
  -i FILE: A key.
  -P PORT: The port.
  -o OPTION: A setting.
  -q: Says less.

ssh-keyscan <host>...: Fetches the keys of hosts. Whoever sits between could send others: compare them.
  -H: Hides the names.
  -t ed25519|rsa|ecdsa|dsa: Keys of a kind.
  -p PORT: The port.
  -T SECONDS: How long to wait.

ssh-keygen: Makes keys. In an image everyone has the same ones.
  -t ed25519|rsa|ecdsa|dsa: Of a kind.
  -f FILE: The file.
  -N TEXT: The passphrase.
  -b N: How long.
  -q: Says nothing.
  -A: All that a server needs.
  -C TEXT: A comment.
  -y: Shows the public part.
  -R HOST: Forgets a host.
  -l: Shows fingerprints.

gpg, gpg2 <path>...: Checks signatures and looks after keys.
  --batch: Asks nothing. A build has nobody to ask.
  --no-tty: Uses no terminal.
  --yes: Answers questions with yes.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  --verify: Checks a signature: fails the build if the file is another.
  --import: Takes keys from files or the input.
  --recv-keys, --recv-key: Fetches keys by their fingerprints. Long ones; short ones can be faked.
  --receive-keys: Fetches keys by their fingerprints.
  --keyserver=URL: From that server: `hkps://keys.openpgp.org`.
  --keyserver-options=LIST: Settings for it.
  --fetch-keys: Fetches keys from addresses.
  --dearmor: Makes a binary key out of a text, for `/etc/apt/keyrings`.
  --enarmor: Makes a text out of it.
  -a, --armor: Writes texts.
  -o, --output=FILE: Into a file.
  --export: Writes keys.
  -d, --decrypt: Decrypts, or takes a text out of its signature.
  -k, --list-keys: Lists keys.
  --list-public-keys: Lists keys.
  --fingerprint: Shows fingerprints.
  --with-fingerprint: With fingerprints.
  --with-colons: For programs.
  --show-keys: Shows what is in a file.
  --keyid-format=none|short|0xshort|long|0xlong: How numbers of keys are written.
  --homedir=DIR: Where keys are kept.
  --no-default-keyring: Without the usual ring.
  --keyring=FILE: With another ring.
  --primary-keyring=FILE: New keys go into that ring.
  --trust-model=pgp|classic|tofu|direct|always|auto: How trust is found.
  --status-fd=N: Writes for programs to a file descriptor.
  --passphrase=TEXT: The passphrase. It stays in the history.
  --passphrase-fd=N: The passphrase from a file descriptor.
  --passphrase-file=FILE: The passphrase from a file.
  --pinentry-mode=default|ask|cancel|error|loopback: How to ask for it.
  --gen-key, --generate-key: Makes a key.
  --full-generate-key: Makes a key.
  --quick-generate-key: Makes a key.
  --ignore-time-conflict: Does not mind times in the future.
  --no-options: Reads no configuration.
  --delete-keys: Removes keys.
  --import-ownertrust: Takes over whom to trust.
  -s, --sign: Signs.
  -b, --detach-sign: Signs into a file of its own.
  -u, --local-user=NAME: As that one.
  -r, --recipient=NAME: For that one.
  -e, --encrypt: Encrypts.
  -c, --symmetric: Encrypts with a passphrase.
  --version: Shows its version.

gpgv <path>...: Checks a signature with keys that are trusted all.
  --keyring=FILE: The ring with them.
  -q, --quiet: Less output.

gpgconf: Looks after gpg's helpers.
  -K, --kill <name>: Ends one, or `all`: else it keeps the directory busy which is to be removed.
  --launch: Starts one.
  --reload: Lets them read the configuration.
  --list-dirs: Shows directories.

gpg-agent: Keeps keys for gpg.
  --daemon: In the background.

openssl: Keys, certificates and checksums.
  version: Shows its version.
  req: Makes a request or a certificate. One that is made in a build is in every container alike.
    -x509: A certificate that signs itself.
    -newkey SPEC: With a new key: `rsa:2048`.
    -new: A request.
    -nodes: Without a passphrase.
    -noenc: Without a passphrase.
    -days N: For so many days.
    -subj TEXT: For whom: `/CN=localhost`.
    -addext TEXT: An extension: `subjectAltName=DNS:localhost`.
    -keyout FILE: Where the key goes.
    -key FILE: The key.
    -out FILE: Where it goes.
    -config FILE: A configuration.
    -sha256: With SHA-256.
    -batch: Asks nothing.
  x509: Shows or signs certificates.
    -in FILE: The certificate.
    -out FILE: Where it goes.
    -noout: Does not show it itself.
    -text: Shows all that is in it.
    -req: The input is a request.
    -signkey FILE: The key to sign with.
    -CA FILE: Who signs.
    -CAkey FILE: The key of the one who signs.
    -CAcreateserial: Makes a serial number.
    -days N: For so many days.
    -fingerprint: Shows the fingerprint.
    -inform DER|PEM: The format of the input.
    -outform DER|PEM: The format of the output.
    -sha256: With SHA-256.
    -extfile FILE: Extensions.
  genrsa [<n>]: Makes an RSA key.
    -out FILE: Where it goes.
  rsa: Changes RSA keys.
    -in FILE: The key.
    -out FILE: Where it goes.
    -pubout: Shows the public part.
  genpkey: Makes a key.
    -algorithm NAME: Of a kind.
    -out FILE: Where it goes.
    -pkeyopt TEXT: A setting.
  dhparam [<n>]: Makes parameters for Diffie-Hellman.
    -out FILE: Where they go.
  rand [<n>]: Shows random bytes. What is random in a build is the same in each container.
    -hex: In hexadecimal.
    -base64: In base64.
    -out FILE: Where they go.
  dgst [<file>...]: Shows or checks checksums.
    -sha256: SHA-256.
    -sha512: SHA-512.
    -sha1: SHA-1.
    -md5: MD5, which is weak.
    -verify FILE: Checks a signature with a key.
    -signature FILE: The signature.
    -binary: Shows bytes.
  enc: Encrypts.
    -d: Decrypts.
    -in FILE: The input.
    -out FILE: The output.
    -k TEXT: The password.
    -aes-256-cbc: With AES.
    -base64, -a: As base64.
    -salt: With salt.
    -pass TEXT: Where the password comes from.
    -md NAME: The checksum.
    -pbkdf2: Derives the key well.
  passwd [<text>]: Makes the hash of a password.
    -1: By MD5.
    -5: By SHA-256.
    -6: By SHA-512.
    -salt TEXT: With that salt.
    -stdin: Reads the password.
  pkcs12: Keys and certificates in one file.
    -export: Makes one.
    -in FILE: The input.
    -inkey FILE: The key.
    -out FILE: The output.
    -passout TEXT: The password.
    -passin TEXT: The password.
    -nodes: Without a passphrase.
  s_client: Connects with TLS.
    -connect TEXT: To host and port.
    -servername NAME: By that name.
    -showcerts: Shows certificates.
  verify [<file>...]: Checks certificates.
    -CAfile FILE: Who is trusted.
  rehash [<dir>...]: Makes links to certificates.
  ecparam: Makes keys on curves.
    -name NAME: The curve.
    -genkey: Makes a key.
    -out FILE: Where it goes.
    -noout: Without the parameters.

update-ca-certificates: Takes the certificates of `/usr/local/share/ca-certificates` into the system's list.
  -f, --fresh: Makes all links anew.
  -v, --verbose: Says what is done.

update-ca-trust: Takes the certificates of `/etc/pki/ca-trust/source/anchors` into the system's list.
  extract: Makes the lists, which is the default.
  enable: Switches it on, on old systems.
  force-enable: Switches it on, on old systems.

keytool: Keys and certificates of Java.
  -import: Deprecated: use `-importcert`.
  -importcert: Takes a certificate.
  -trustcacerts: Trusts what the system trusts.
  -keystore FILE: The file with them.
  -cacerts: The file of Java itself.
  -storepass PASSWORD: Its password; usually `changeit`.
  -alias NAME: The name within it.
  -file FILE: The certificate.
  -noprompt: Asks nothing. A build has nobody to ask.
  -list: Lists them.
  -delete: Removes one.
  -genkeypair, -genkey: Makes a key.
  -keyalg NAME: Of a kind.
  -keysize N: How long.
  -validity N: For so many days.
  -dname TEXT: For whom.
  -keypass PASSWORD: The password of the key.
  -exportcert: Writes a certificate.
  -storetype JKS|PKCS12: The format.
  -v: Says more.

setcap <caps> <path>...: Gives a program rights of root: `cap_net_bind_service=+ep` for ports below 1024.
  -r: Takes them away.
  -v: Checks them.
  -q: Says nothing.

getcap <path>...: Shows the rights that `setcap` has given.
  -r: All that is in directories.

setfacl <path>...: Sets access lists.
  -m, --modify=ACL: Changes them.
  -d, --default: For new files.
  -R, --recursive: All that is in directories.
  -b, --remove-all: Removes them.

systemctl: Looks after services of systemd, which does not run in a build nor in most containers.
  enable <service>...: Starts it at boot.
  disable <service>...: Does not start it at boot.
  start <service>...: Starts it.
  stop <service>...: Stops it.
  restart <service>...: Starts it anew.
  status <service>...: Shows its state.
  mask <service>...: Makes that it cannot be started.
  unmask <service>...: Takes that back.
  daemon-reload: Reads what services there are.
  set-default <name>: What is started at boot.
  --now: At once, too.
  --user: Those of the user.
  --global: Those of all users.
  -q, --quiet: Less output.
  --no-pager: Shows all at once.

service <service> <what>: Starts or stops a service. What runs in a `RUN` ends with it; `CMD` starts the container's.
  --status-all: Shows all of them.

rc-update @apk <what> <service>: Says which services OpenRC starts; it does not run in most containers.

crontab [<file>]: Sets when commands are to run. A container needs a running cron for it.
  -l: Shows it.
  -u USER: Of that user.
  -r: Removes it.
  -e: Edits it.

sysctl: Shows or sets settings of the kernel: that of the machine, not of the image.
  -w: Sets one.
  -p[=FILE]: Sets those of a file.
  -a: Shows all.

ip: Shows and sets what there is of networks.
  addr, address, a: Addresses.
  route, r: Routes.
  link, l: Interfaces.

ping <host>: Asks whether a host answers.
  -c N: So often.
  -W SECONDS: How long to wait.

nc, ncat, netcat <host> <port>: Reads from and writes to a port.
  -z: Only looks whether somebody listens.
  -v: Says more.
  -l: Listens.
  -w SECONDS: How long to wait.
  -u: By UDP.
  -p PORT: The port.
  -k: For more than one.

nslookup, dig, host <name>: Asks for a name's address.

nginx @nginx: The web server. In a container it stays in front: `nginx -g 'daemon off;'`.
  -g TEXT: Settings: `daemon off;` keeps it in front.
  -t: Checks the configuration: a `RUN nginx -t` finds mistakes early.
  -T: Checks and shows the configuration.
  -c FILE: Another configuration.
  -p DIR: The directory it starts from.
  -s stop|quit|reopen|reload: Sends a signal to a running one.
  -q: Shows only errors, with `-t`.
  -v: Shows its version.
  -V: Shows how it was built.
  -e FILE: Where errors go.

apache2ctl, apachectl, httpd @httpd: The Apache web server.
  -D NAME: A name for conditions: `FOREGROUND` keeps it in front.
  -t: Checks the configuration.
  -k start|stop|restart|graceful|graceful-stop: Starts or stops it.
  -f FILE: Another configuration.
  -v: Shows its version.
  -M: Lists modules.
  configtest: Checks the configuration.
  start: Starts it.
  stop: Stops it.

a2enmod <module>...: Switches modules of Apache on, on Debian.
  -q, --quiet: Less output.
  -f, --force: Minds no dependencies.

a2dismod <module>...: Switches modules of Apache off, on Debian.
  -q, --quiet: Less output.
  -f, --force: Minds no dependencies.

a2enconf <name>...: Switches parts of Apache's configuration on, on Debian.
  -q, --quiet: Less output.

a2disconf <name>...: Switches parts of Apache's configuration off, on Debian.
  -q, --quiet: Less output.

a2ensite <name>...: Switches sites of Apache on, on Debian.
  -q, --quiet: Less output.

a2dissite <name>...: Switches sites of Apache off, on Debian.
  -q, --quiet: Less output.

apache2-foreground @php: Runs Apache in front, in PHP's images.

psql @postgres <name> <user>: Asks a PostgreSQL database.
  -c, --command=COMMAND_LINE: Runs a command.
  -f, --file=FILE: Runs a file.
  -h, --host=HOST: The host.
  -p, --port=PORT: The port.
  -U, --username=USER: As that user.
  -d, --dbname=NAME: In that database.
  -v, --set, --variable=TEXT: A variable: `ON_ERROR_STOP=1`.
  -q, --quiet: Less output.
  -t, --tuples-only: Rows alone.
  -A, --no-align: Without a table.
  -w, --no-password: Asks for no password.
  -W, --password: Asks for the password.
  -l, --list: Lists databases.
  -X, --no-psqlrc: Reads no `.psqlrc`.
  -1, --single-transaction: All or nothing.

pg_isready @postgres: Says whether PostgreSQL takes connections: for a HEALTHCHECK.
  -h, --host=HOST: The host.
  -p, --port=PORT: The port.
  -U, --username=USER: As that user.
  -d, --dbname=NAME: In that database.
  -t, --timeout=SECONDS: How long to wait.
  -q, --quiet: Says nothing.

postgres @postgres: The PostgreSQL server.
  -c SETTING: A setting: `max_connections=200`.
  -D DIR: Where its data is.
  --version: Shows its version.

initdb @postgres: Makes the files of a PostgreSQL server.
  -D, --pgdata=DIR: Where.
  -U, --username=USER: Its first user.
  -E, --encoding=NAME: The character set.
  -A, --auth=METHOD: How to sign in.
  --locale=NAME: The language.

mysql, mariadb @mysql @mariadb <name>: Asks a MySQL or MariaDB database.
  -u, --user=USER: As that user.
  -p, --password[=TEXT]: The password; it stays in the history.
  -h, --host=HOST: The host.
  -P, --port=PORT: The port.
  -e, --execute=TEXT: Runs a command.

mysqladmin, mariadb-admin @mysql @mariadb: Looks after a MySQL or MariaDB server.
  -u, --user=USER: As that user.
  -p, --password[=TEXT]: The password; it stays in the history.
  -h, --host=HOST: The host.
  ping: Says whether it runs: for a HEALTHCHECK.
  status: Shows its state.
  shutdown: Ends it.

redis-cli, valkey-cli @redis @valkey <text>...: Asks Redis or Valkey.
  -h HOST: The host.
  -p PORT: The port.
  -a PASSWORD: The password.
  --raw: Plain answers.

redis-server @redis [<file>]: The Redis server.
  --appendonly=yes|no: Keeps what is written.
  --requirepass=PASSWORD: The password.

sqlite3 <file> <text>: Asks a SQLite database.
  -batch: Asks nothing.
  -init FILE: Runs a file first.

supervisord: Starts and watches several programs in one container.
  -c, --configuration=FILE: The configuration.
  -n, --nodaemon: Stays in front.

docker: Docker's own command.
  build [<path>]: Builds an image.
    -t, --tag=NAME: Its name.
    -f, --file=FILE: The Dockerfile.
  buildx: Builds with more than one builder.
  run <image>: Runs a container.
  compose: Runs what a Compose file names.

kubectl: Kubernetes' own command.
  version: Shows versions.
    --client: Its own alone.
  completion <shell>: Writes completions.

aws: Amazon's own command.
  s3: Files in S3.
    cp <path>...: Copies.
      --recursive: Directories with all that is in them.
      --no-sign-request: Without signing in.
      --quiet: Less output.
  --region=NAME: In that region.
  --profile=NAME: As that profile.
  --endpoint-url=URL: At that address.

gcloud: Google's own command.
  components: Looks after its parts.
    install <name>...: Installs some.
    update: Updates them.
  config: Looks after settings.
    set <name> <value>: Sets one.
  -q, --quiet: Asks nothing.

az: Microsoft's own command.
  extension: Looks after extensions.
    add: Adds one.
      --name, -n=NAME: Its name.
      -y, --yes: Asks nothing.
  config: Looks after settings.
    set <name=value>...: Sets them.

terraform: Describes infrastructure.
  init: Fetches providers.
    -backend=true|false: Whether to use the backend.
    -input=true|false: Whether to ask.
  version: Shows its version.

helm: Packages for Kubernetes.
  plugin: Looks after plug-ins.
    install <url>: Adds one.
      --version=VERSION: That version.
  repo: Looks after sources.
    add <name> <url>: Adds one.
    update: Fetches their lists.

certbot: Fetches certificates.
  certonly: Fetches one and changes nothing else.
  --nginx: With nginx.
  -n, --non-interactive: Asks nothing.

logger <text>: Writes to the system's log.

fix-permissions <dir>...: Gives the group what the owner may, in Jupyter's images.

xx-info: Says for what is being built, of the image `tonistiigi/xx`.
  arch: The processor in Docker's words.
  os: The system in Docker's words.
  march: The processor as `uname -m` has it.
  vendor: The distribution.
  alpine-arch: The processor in Alpine's words.
  debian-arch: The processor in Debian's words.
  rhel-arch: The processor in Red Hat's words.
  pkg-arch: The processor in the distribution's words.
  is-cross: Succeeds if it is for another processor.
  env: Shows it as variables.
  triple: What compilers call it.
  sysroot: Where the target's files are.
  libc: The C library.

xx-go: Runs `go` for the target's processor, of the image `tonistiigi/xx`.
  --wrap: Makes that `go` itself does so.
  --unwrap: Takes that back.
  build [<module>...]: Compiles packages.
    -o=FILE: Where the result goes.
    -ldflags=FLAGS: Flags for the linker.
    -tags=LIST: Build tags, parted by commas.
    -mod=readonly|vendor|mod: Where modules come from.
    -gcflags=FLAGS: Flags for the compiler.
    -trimpath: Keeps paths of this machine out of the result.
    -v: Lists packages as they are built.
  install [<module>...]: Compiles and installs programs.
  env [<name>...]: Shows settings.

xx-verify <path>...: Fails if a program is not for the target's processor, of the image `tonistiigi/xx`.
  --static: Fails if it is not static, too.
  --setup: Prepares it.

xx-apk: Runs `apk` for the target's processor, of the image `tonistiigi/xx`.
  add <package>...: Installs packages.
    --no-cache: Keeps no index.
  del <installed>...: Removes packages.

xx-apt, xx-apt-get: Runs `apt-get` for the target's processor, of the image `tonistiigi/xx`.
  update: Fetches the lists of packages.
  install <package>...: Installs packages.
    -y: Answers every question with yes.
    --no-install-recommends: Leaves out recommended packages.

xx-cargo: Runs `cargo` for the target's processor, of the image `tonistiigi/xx`.
  build: Compiles the project.
    --release: Makes it fast.
    --target-dir=DIR: Where results go.

xx-clang, xx-cc, xx-c++ <path>...: Compiles for the target's processor, of the image `tonistiigi/xx`.
  -o FILE: Where the result goes.
  --setup-target-triple: Makes compilers of that name.
"""
