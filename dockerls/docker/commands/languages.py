"""Compilers, interpreters and build tools."""

TABLE = """
python, python3, python2, pypy, pypy3 @python <file>: Runs Python.
  -m MODULE: Runs a module: `python -m pip`, `python -m venv`.
  -c CODE: Runs a piece of code.
  -u: Writes at once, so that logs are seen in time; `PYTHONUNBUFFERED=1` does so too.
  -B: Writes no `.pyc` files; `PYTHONDONTWRITEBYTECODE=1` does so too.
  -O: Without `assert`.
  -OO: Without `assert` and docstrings.
  -I: Minds neither variables nor the user's packages.
  -E: Minds no variables.
  -s: Minds no packages of the user.
  -S: Without `site`.
  -W ACTION: What becomes of warnings: `ignore`, `error`.
  -X OPTION: A setting of the interpreter.
  -i: Waits for input afterwards.
  -v: Shows what is imported.
  -V, --version: Shows its version.

venv <dir>...: Makes a virtual environment: `python -m venv /opt/venv`, then `ENV PATH="/opt/venv/bin:$PATH"`.
  --system-site-packages: The system's packages can be seen in it.
  --copies: Copies the interpreter.
  --symlinks: Links the interpreter.
  --clear: Empties it first.
  --upgrade: Takes it to this Python.
  --without-pip: Without pip.
  --upgrade-deps: With the newest pip.
  --prompt=TEXT: What it is called.

virtualenv <dir>: Makes a virtual environment; `python -m venv` needs no package.
  -p, --python=PATH: For another Python.
  --system-site-packages: The system's packages can be seen in it.
  --no-download: With what it brings along.
  --clear: Empties it first.

ensurepip: Installs the pip that Python brings along.
  -U, --upgrade: Even if one is there.
  --default-pip: Under the name `pip`.
  --altinstall: Under the name with the version alone.

compileall <path>...: Compiles Python's sources to bytecode.
  -q: Less output.
  -f: Even if they are.
  -j, --workers=N: So many at once.

pytest <path>...: Runs tests in Python.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  -x, --exitfirst: Stops at the first failure.
  -k EXPRESSION: These tests alone.
  -m EXPRESSION: These marks alone.
  -n N: So many at once, by a plug-in.
  --cov[=PATH]: Measures coverage, by a plug-in.

gunicorn <module>: A server for Python's web applications.
  -b, --bind=ADDRESS: Where it listens: `0.0.0.0:8000`.
  -w, --workers=N: So many processes.
  -k, --worker-class=NAME: Of a kind: `uvicorn.workers.UvicornWorker`.
  -t, --timeout=SECONDS: How long a request may take.
  --threads=N: So many threads each.
  --access-logfile=FILE: Where requests are written; `-` to the output.
  --error-logfile=FILE: Where errors are written; `-` to the output.
  --log-level=debug|info|warning|error|critical: How much is said.
  --preload: Loads the application before it splits.
  --worker-tmp-dir=DIR: Where workers say they live; `/dev/shm` in a container.
  --max-requests=N: A worker ends after so many.
  -c, --config=FILE: The configuration.
  --chdir=DIR: Works in another directory.
  --reload: Starts anew at changes.

uvicorn <module>: A server for Python's web applications, asynchronous.
  --host=ADDRESS: Where it listens; `0.0.0.0` in a container.
  --port=PORT: The port.
  --workers=N: So many processes.
  --reload: Starts anew at changes; not for production.
  --proxy-headers: Believes what a proxy says.
  --forwarded-allow-ips=LIST: Which proxies.
  --log-level=critical|error|warning|info|debug|trace: How much is said.
  --factory: The name is a function that makes the application.
  --app-dir=DIR: Where it is looked for.
  --root-path=PATH: Under which path it runs.

flask: Flask's own command.
  --app=NAME: The application.
  run: Runs its server, which is not for production.
    --host, -h=ADDRESS: Where it listens; `0.0.0.0` in a container.
    --port, -p=PORT: The port.
    --debug: Shows errors.

django-admin, manage.py: Django's own command.
  collectstatic: Gathers static files.
    --noinput, --no-input: Asks nothing. A build has nobody to ask.
    -c, --clear: Empties the directory first.
  migrate: Changes the database; a build mostly has none.
    --noinput, --no-input: Asks nothing.
  compilemessages: Compiles translations.
  runserver <address>: Runs its server, which is not for production.
  check: Looks for mistakes.
    --deploy: Those of production.
  makemigrations: Writes down changes of models.
  createsuperuser: Makes an administrator.
  test: Runs tests.

%uv
  -q, --quiet: Less output.
  -v, --verbose: More output.
  --no-cache, -n: Keeps no downloads. A cache mount would keep and share them.
  --cache-dir=DIR: Where downloads are kept, `~/.cache/uv` by default; a cache mount belongs there.
  --offline: Takes nothing from the network.
  --no-progress: Does not show how far it is.
  --project=DIR: Works for the project there.
  --directory=DIR: Works in another directory.
  --config-file=FILE: Another configuration.
  --no-config: Reads no configuration.
  --native-tls: Trusts what the system trusts.
  --allow-insecure-host=HOST: Does not check the certificate of a host.
  --color=auto|always|never: Whether to use colours.
  --managed-python: Takes only Pythons that uv has installed.
  --no-managed-python: Takes only Pythons of the system.
  --no-python-downloads: Fetches no Python.
  --python-preference=only-managed|managed|system|only-system: Which Python it takes.
  -p, --python=VERSION: Which Python.
  --link-mode=copy|hardlink|symlink|clone: How packages come from the cache; `copy` where that is a mount.
    = copy: Copies files, which a cache mount needs: links cannot leave it.
    = hardlink: Links files, the default on Linux.
  --compile-bytecode: Compiles to bytecode: the first start is faster.
  --no-compile-bytecode: Does not compile to bytecode.
  -i, --index-url=URL: Deprecated: use `--default-index`.
  --extra-index-url=URL: Deprecated: use `--index`.
  --default-index=URL: Where packages come from, instead of PyPI.
  --index=URL: Another place besides, which comes first.
  -f, --find-links=URL: A page or directory with packages.
  --no-index: Takes nothing from an index.
  --index-strategy=first-index|unsafe-first-match|unsafe-best-match: Which index wins.
  --keyring-provider=disabled|subprocess: Where passwords come from.
  -U, --upgrade: Takes newer versions.
  -P, --upgrade-package=NAME: Takes a newer version of one.
  --reinstall: Installs everything anew.
  --refresh: Asks for everything anew.
  --resolution=highest|lowest|lowest-direct: Which versions it takes.
  --prerelease=disallow|allow|if-necessary|explicit|if-necessary-or-explicit: Whether versions before a release count.
  --exclude-newer=DATE: Takes no version newer than a date.
  --no-build: Takes wheels alone.
  --no-build-package=NAME: Takes wheels alone, of one package.
  --no-binary: Builds packages from source.
  --no-binary-package=NAME: Builds one package from source.
  --no-build-isolation: Builds with what is installed already.
  --no-sources: Minds no `tool.uv.sources`.
  -C, --config-setting=KEY: A setting for what builds the package.

%uv-groups
  --no-dev: Leaves the group `dev` out, which is what an image for production wants.
  --dev: Takes the group `dev`, which is the default.
  --only-dev: Takes the group `dev` alone.
  --group=NAME: Takes a group of dependencies.
  --no-group=NAME: Leaves a group out.
  --only-group=NAME: Takes a group alone.
  --all-groups: Takes all groups.
  --no-default-groups: Leaves out the usual groups.
  --extra=NAME: Takes an extra of the project.
  --all-extras: Takes all extras.
  --no-editable: Installs the project as a copy: the sources are not needed in the next stage.
  --no-install-project: Leaves the project itself out: with the lock file alone the layer stays longer.
  --no-install-workspace: Leaves out all of the workspace.
  --no-install-package=NAME: Leaves a package out.
  --locked: Fails if `uv.lock` would have to change: for builds.
  --frozen: Takes `uv.lock` as it is, without looking whether it fits.
  --inexact: Keeps what is installed besides.
  --exact: Removes what is installed besides.
  --active: Takes the virtual environment in force.
  --package=NAME: For a package of the workspace.
  --all-packages: For all packages of the workspace.
  --isolated: In an environment of its own.
  --no-sync: Changes no environment.

uv @uv @python: Installs packages and Pythons, and looks after projects; fast.
  %uv
  sync: Installs what `uv.lock` says into `.venv`.
    %uv-groups
    --check: Fails if something would change.
    --dry-run: Shows what would happen.
    --script=FILE: For a script.
  run <command>: Runs a command in the project's environment.
    %uv-groups
    --with=PACKAGE: With a package besides.
    --with-requirements=FILE: With what a file lists.
    --no-project: Without the project.
    --env-file=FILE: With variables from a file.
    -m, --module MODULE: Runs a module.
    -s, --script: The file is a script.
  lock: Writes `uv.lock`.
    --locked, --check: Fails if it would have to change.
    --frozen, --check-exists: Fails if there is none.
    --dry-run: Shows what would happen.
  add <package>...: Adds dependencies to the project.
    --dev: To the group `dev`.
    --group=NAME: To a group.
    --optional=NAME: To an extra.
    -r, --requirements=FILE: What a file lists.
    --editable: As a link to the sources.
    --frozen: Without the lock file.
    --no-sync: Without installing.
    --raw: As it is written.
  remove <installed>...: Removes dependencies.
    --dev: From the group `dev`.
    --group=NAME: From a group.
  export: Writes the lock file in another format.
    %uv-groups
    --format=requirements.txt|pylock.toml: The format.
    -o, --output-file=FILE: Where it goes.
    --no-hashes: Without checksums.
    --no-emit-project: Without the project itself.
    --no-header: Without a head.
    --no-annotate: Without where from.
  pip: Does what pip does.
    install <package>...: Installs packages; `name==1.2` pins one.
      --system: Into the system's Python: no virtual environment is needed in an image.
      --break-system-packages: Even if the distribution looks after them.
      -r, --requirements, --requirement=FILE: What a file lists.
      -c, --constraints, --constraint=FILE: Versions from a file.
      -e, --editable=PATH: As a link to its sources.
      --no-deps: Without dependencies.
      --target=DIR: Into a directory.
      --prefix=DIR: Below a directory.
      --require-hashes: Takes only what has a checksum.
      --no-verify-hashes: Minds no checksums.
      --extra=NAME: Takes an extra of the project.
      --all-extras: Takes all extras.
      --group=NAME: Takes a group of dependencies.
      --strict: Fails at missing dependencies.
      --dry-run: Shows what would happen.
      --only-binary=:all:|NAME: Takes wheels alone.
      --python-platform=NAME: For another platform.
      --python-version=VERSION: For another version of Python.
      --torch-backend=auto|cpu|cu128|cu126|cu124|NAME: Which PyTorch.
      --exact: Removes what is installed besides.
      --override, --overrides=FILE: Versions that count above all.
      --pre: Takes versions before a release too.
    uninstall <installed>...: Removes packages.
      --system: From the system's Python.
      -r, --requirements=FILE: What a file lists.
    sync <file>...: Installs exactly what files list.
      --system: Into the system's Python.
      --require-hashes: Takes only what has a checksum.
    compile <file>...: Writes exact versions.
      -o, --output-file=FILE: Where they go.
      --generate-hashes: With checksums.
      --extra=NAME: With an extra.
      --all-extras: With all extras.
    freeze: Lists what is installed.
      --system: In the system's Python.
    list: Lists what is installed.
      --system: In the system's Python.
      --outdated: What has a newer version.
    show <installed>...: Shows what is known of packages.
    check: Checks that dependencies fit.
      --system: In the system's Python.
    tree: Shows dependencies.
  venv [<dir>]: Makes a virtual environment.
    --seed: With pip in it.
    --system-site-packages: The system's packages can be seen in it.
    --relocatable: It can be moved.
    --clear: Empties it first.
    --allow-existing: Keeps what is there.
    --prompt=TEXT: What it is called.
  python: Looks after Pythons.
    install [<version>...]: Installs some.
      --default: Under the name `python` too.
      -r, --reinstall: Anew.
      --install-dir=DIR: Where they go.
    list: Lists them.
    find [<version>]: Shows where one is.
    pin <version>: Chooses one for the project.
    uninstall <version>...: Removes some.
    dir: Shows where they are.
  tool: Looks after programs in Python.
    install <package>: Installs one in an environment of its own; `name==1.2` pins it.
      --with=PACKAGE: With a package besides.
      --force: Overwrites what is there.
    run <package>: Runs one.
      --from=PACKAGE: Of a package of another name.
    uninstall <installed>...: Removes some.
    list: Lists them.
    upgrade <installed>...: Takes newer versions.
    dir: Shows where they are.
    update-shell: Adds them to `PATH`.
  build [<dir>]: Makes a wheel of the project.
    --wheel: The wheel alone.
    --sdist: The sources alone.
    -o, --out-dir=DIR: Where it goes.
    --all-packages: Of all packages of the workspace.
    --package=NAME: Of a package of the workspace.
  publish [<file>...]: Publishes packages.
    --token, -t=TOKEN: The token.
  cache: Looks after downloads.
    clean [<name>...]: Empties the cache. A cache mount keeps it out of the image by itself.
    prune: Removes what is of no use.
      --ci: Keeps what was built alone.
    dir: Shows where it is.
  init [<dir>]: Makes a project.
  version: Shows or sets the project's version.
  tree: Shows dependencies.
  self: Looks after uv itself.
    update: Takes a newer version.
    version: Shows its version.
  help: Shows help.
  -V, --version: Shows its version.

uvx @uv <package>: Runs a program in Python without installing it.
  --from=PACKAGE: Of a package of another name.
  --with=PACKAGE: With a package besides.
  -p, --python=VERSION: Which Python.

poetry @python: Looks after projects in Python.
  -n, --no-interaction: Asks nothing. A build has nobody to ask.
  -q, --quiet: Less output.
  -v: More output; `-vvv` most.
  --no-ansi: Uses no colours; suits logs.
  --ansi: Uses colours.
  --no-cache: Keeps no downloads.
  --no-plugins: Without plug-ins.
  -C, --directory=DIR: Works in another directory.
  -P, --project=DIR: Works for the project there.
  -V, --version: Shows its version.
  install: Installs what `poetry.lock` says.
    --no-root: Leaves the project itself out: with the lock file alone the layer stays longer.
    --no-directory: Leaves out what lies in directories.
    --only=GROUPS: Takes groups alone: `main` leaves out what only developers need.
    --without=GROUPS: Leaves groups out: `dev`.
    --with=GROUPS: Takes optional groups.
    --no-dev: Deprecated: leaves out `dev`; use `--only main` or `--without dev`.
    --only-root: Takes the project itself alone.
    --sync: Deprecated: removes what is installed besides; use `poetry sync`.
    --compile: Compiles to bytecode.
    -E, --extras=NAMES: Takes extras.
    --all-extras: Takes all extras.
    --all-groups: Takes all groups.
    --dry-run: Shows what would happen.
    --remove-untracked: Deprecated: removes what is installed besides.
  sync: Installs what `poetry.lock` says, and removes all else.
    --no-root: Leaves the project itself out.
    --only=GROUPS: Takes groups alone.
    --without=GROUPS: Leaves groups out.
    --with=GROUPS: Takes optional groups.
    -E, --extras=NAMES: Takes extras.
  add <package>...: Adds dependencies.
    -G, --group=NAME: To a group.
    -D, --dev: To the group `dev`.
    -E, --extras=NAMES: With extras.
    --optional: As optional.
    --lock: Writes the lock file alone.
  remove <installed>...: Removes dependencies.
  update [<package>...]: Takes newer versions. No build is alike.
  lock: Writes `poetry.lock`.
    --no-update: Deprecated: keeps versions, which is the default from Poetry 2 on.
    --regenerate: Decides all versions anew.
    --check: Deprecated: use `poetry check --lock`.
  check: Checks the project.
    --lock: The lock file too.
  export: Writes `requirements.txt`, by a plug-in.
    -f, --format=requirements.txt|constraints.txt: The format.
    -o, --output=FILE: Where it goes.
    --without-hashes: Without checksums.
    --only=GROUPS: Takes groups alone.
    --without=GROUPS: Leaves groups out.
    --with=GROUPS: Takes optional groups.
    --dev: Deprecated: with `dev`; use `--with dev`.
    -E, --extras=NAMES: Takes extras.
    --all-extras: Takes all extras.
  config <name> <value>: Shows or sets settings.
    virtualenvs.create <value>: Whether to make an environment: `false` installs into the system's Python.
    virtualenvs.in-project <value>: Whether it lies in `.venv` of the project.
    installer.max-workers <value>: How many downloads at once.
    --local: For this project.
    --unset: Removes one.
    --list: Lists them.
  build: Makes packages.
    -f, --format=wheel|sdist: The format.
    -o, --output=DIR: Where they go.
  run <command>: Runs a command in the project's environment.
  publish: Publishes packages.
  show [<package>]: Shows dependencies.
  env: Looks after environments.
    use <version>: Chooses a Python.
    info: Shows what is in force.
    remove <name>: Removes one.
  cache: Looks after downloads.
    clear <name>: Empties a cache.
      --all: All of it.
    list: Lists caches.
  self: Looks after poetry itself.
    add <package>...: Adds plug-ins.
    update [<version>]: Takes a newer version.
  version [<version>]: Shows or sets the project's version.
  new <dir>: Makes a project.
  init: Makes a `pyproject.toml`.
  shell: Deprecated: opens a shell; a build has nobody to use it.

pipx: Installs programs in Python, each in an environment of its own.
  install <package>...: Installs some; `name==1.2` pins one.
    --python=PATH: For another Python.
    --include-deps: Programs of dependencies too.
    --force, -f: Even if they are there.
    --global: For all users.
    --pip-args=TEXT: Flags for pip.
    --suffix=TEXT: With an ending.
  inject <name> <package>...: Adds packages to one.
  run <package>: Runs one.
    --spec=PACKAGE: Of a package of another name.
  ensurepath: Adds them to `PATH`.
  uninstall <name>: Removes one.
  upgrade <name>: Takes a newer version.
  list: Lists them.

pipenv: Looks after projects in Python.
  install <package>...: Installs what `Pipfile` says.
    --system: Into the system's Python.
    --deploy: Fails if the lock file does not fit: for builds.
    --ignore-pipfile: Takes the lock file alone.
    -d, --dev: With what developers need.
    --skip-lock: Without the lock file.
  sync: Installs what `Pipfile.lock` says.
    --system: Into the system's Python.
    -d, --dev: With what developers need.
  lock: Writes `Pipfile.lock`.
  requirements: Writes `requirements.txt`.
  run <command>: Runs a command in the environment.
  uninstall <installed>...: Removes packages.

pdm: Looks after projects in Python.
  install: Installs what `pdm.lock` says.
    --prod, --production: Leaves out what developers need.
    --no-lock: Does not write the lock file.
    --check: Fails if the lock file does not fit.
    --frozen-lockfile: Takes the lock file as it is.
    --no-editable: Installs the project as a copy.
    --no-self: Leaves the project itself out.
    -G, --group=NAME: Takes a group.
  sync: Installs exactly what `pdm.lock` says.
    --prod, --production: Leaves out what developers need.
    --no-editable: Installs the project as a copy.
    --no-self: Leaves the project itself out.
  run <command>: Runs a command in the environment.
  build: Makes packages.
  export: Writes `requirements.txt`.
    -o, --output=FILE: Where it goes.
    --prod, --production: Leaves out what developers need.
    --without-hashes: Without checksums.

%conda
  -y, --yes: Answers every question with yes. A build has nobody to ask.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  -n, --name=NAME: In that environment.
  -p, --prefix=DIR: In the environment there.
  -c, --channel=NAME: From that channel: `conda-forge`.
  --override-channels: From the named channels alone.
  --strict-channel-priority: The first channel that has a package wins.
  --no-channel-priority: The newest version wins.
  -f, --file=FILE: What a file lists.
  --no-deps: Without dependencies.
  --only-deps: Dependencies alone.
  --freeze-installed, --no-update-deps: Keeps what is installed as it is.
  --update-deps: Takes newer dependencies.
  --force-reinstall: Installs everything anew.
  --no-pin: Minds no pins.
  --offline: Takes nothing from the network.
  --json: Writes JSON.
  -d, --dry-run: Shows what would happen.
  --download-only: Downloads and does not install.
  --copy: Copies packages instead of linking them.
  --no-default-packages: Without what is usual.
  --solver=libmamba|classic: Which solver decides.
  --insecure, -k: Checks no certificate.
  --no-py-pin: Lets Python change too.
  --no-rc: Reads no configuration.

conda, mamba, micromamba @conda @miniconda3 @mambaforge @miniforge3 @micromamba: Installs packages in environments.
  install <package>...: Installs packages; `name=1.2` pins one.
    %conda
  create <package>...: Makes an environment.
    %conda
    --clone=NAME: As a copy of another.
  update, upgrade [<package>...]: Takes newer versions. No build is alike.
    %conda
    --all: Of everything.
  remove, uninstall <installed>...: Removes packages.
    %conda
    --all: The whole environment.
    --force, --force-remove: Even if others need them.
  clean: Removes downloads: `conda clean --all -f -y` in the `RUN` that installed keeps them out of the image.
    -a, --all: All of them.
    -f, --force-pkgs-dirs: Packages too that are in use.
    -y, --yes: Asks nothing.
    -t, --tarballs: Archives.
    -p, --packages: Packages that are not in use.
    -i, --index-cache: Lists of channels.
    -l, --lock, --locks: Locks.
    --trash: What was put aside.
    -q, --quiet: Less output.
  env: Looks after environments.
    create: Makes one by a file.
      -f, --file=FILE: The file: `environment.yml`.
      -n, --name=NAME: Its name.
      -p, --prefix=DIR: Where it lies.
      -q, --quiet: Less output.
      -y, --yes: Asks nothing.
      --force: Even if it is there.
    update: Changes one by a file.
      -f, --file=FILE: The file: `environment.yml`.
      -n, --name=NAME: Its name.
      -p, --prefix=DIR: Where it lies.
      --prune: Removes what the file lacks.
      -q, --quiet: Less output.
    remove: Removes one.
      -n, --name=NAME: Its name.
      -y, --yes: Asks nothing.
    export: Writes one into a file.
      -n, --name=NAME: Its name.
      --no-builds: Without builds.
      --from-history: Only what was asked for.
    list: Lists them.
  config: Looks after the configuration.
    --add NAME: Adds to a list: `channels conda-forge`.
    --append NAME: Adds to the end of a list.
    --prepend NAME: Adds to the start of a list.
    --set NAME: Sets a value.
    --remove NAME: Removes from a list.
    --remove-key NAME: Removes a value.
    --system: For all users.
    --env: For the environment.
    --file=FILE: In a file.
    --show: Shows it.
    set <name> <value>: Sets a value, in mamba.
    append <name> <value>: Adds to the end of a list, in mamba.
  run <command>: Runs a command in an environment, without `activate`.
    -n, --name=NAME: In that one.
    -p, --prefix=DIR: In the one there.
    --no-capture-output, --live-stream: Shows output at once.
    --cwd=DIR: In that directory.
  activate <name>: Enters an environment; lasts to the end of the `RUN` only, and needs a prepared shell.
  deactivate: Leaves it.
  init [<shell>...]: Prepares shells.
    --all: All of them.
    --system: For all users.
  info: Shows what is in force.
    -e, --envs: Environments.
    --base: Where it lies.
  list [<text>]: Lists what is installed.
    -n, --name=NAME: In that environment.
    -e, --export: In a format to read again.
    --explicit: As addresses.
    --full-name: Takes whole names alone.
    --json: Writes JSON.
  search <package>: Looks for packages.
    -c, --channel=NAME: In that channel.
  build <dir>: Makes a package.
  shell: Opens a shell, in micromamba.
    hook: Shows what prepares one.
      -s, --shell=bash|zsh|posix|fish|xonsh: For that shell.
    init: Prepares shells.
      -s, --shell=bash|zsh|posix|fish|xonsh: That shell.
  --version, -V: Shows its version.
  -r, --root-prefix=DIR: Where everything lies, in micromamba.

%cargo
  -q, --quiet: Less output.
  -v, --verbose: More output.
  --color=auto|always|never: Whether to use colours.
  --locked: Fails if `Cargo.lock` would have to change: for builds.
  --frozen: The same, and takes nothing from the network.
  --offline: Takes nothing from the network.
  --config=SETTING: A setting, for this command.
  -Z FLAG: Something that only nightly knows.
  -C DIR: Works in another directory; nightly alone.
  --manifest-path=FILE: Another `Cargo.toml`.

%cargo-compile
  --profile=NAME: By that profile.
  --bin=NAME: That program alone.
  --example=NAME: That example.
  -F, --features=LIST: With these features.
  --all-features: With all features.
  --no-default-features: Without the usual features.
  --target=TRIPLE: For that platform: `x86_64-unknown-linux-musl` makes a static program.
  --target-dir=DIR: Where results go; a cache mount belongs there.
  -j, --jobs=N: So many at once.
  --message-format=human|short|json: How it reports.
  --timings: Shows how long it took.
  --ignore-rust-version: Does not mind which Rust packages want.

%cargo-targets
  -r, --release: Makes it fast. Without it the result is for debugging.
  -p, --package=NAME: That package alone.
  --workspace: All packages.
  --exclude=NAME: Without that package.
  --bins: All programs.
  --lib: The library alone.
  --examples: All examples.
  --test=NAME: That test.
  --tests: All tests.
  --all-targets: Everything there is.

%cargo-build
  %cargo-compile
  %cargo-targets
  --keep-going: Builds as much as possible.

cargo @rust: Builds programs in Rust, and fetches their crates.
  %cargo
  build, b: Compiles the project.
    %cargo-build
    --artifact-dir, --out-dir=DIR: Copies results there; nightly alone.
    --build-plan: Shows what would be done; nightly alone.
  install <package>...: Compiles and installs programs, as fast ones.
    %cargo-compile
    --bins: All programs.
    --examples: All examples.
    --keep-going: Builds as much as possible.
    --version, --vers=VERSION: That version, which pins it.
    --git=URL: From a repository.
    --branch=NAME: That branch.
    --tag=NAME: That tag.
    --rev=REF: That commit.
    --path=DIR: From a directory.
    --root=DIR: Below a directory: `/usr/local`.
    --force, -f: Even if it is there.
    --debug: For debugging.
    --no-track: Keeps no record.
    --list: Lists what is installed.
    --index=URL: Of that index.
    --registry=NAME: Of that registry.
  fetch: Downloads crates, so that the layer stays while `Cargo.lock` does.
    --target=TRIPLE: For that platform alone.
  test, t [<name>]: Runs tests.
    %cargo-compile
    %cargo-targets
    --no-run: Compiles them alone.
    --no-fail-fast: Goes on at a failure.
    --doc: Those of the documentation.
  run, r [<text>...]: Compiles and runs the program.
    %cargo-compile
    -r, --release: Makes it fast. Without it the program is for debugging.
    -p, --package=NAME: That of the package.
    --keep-going: Builds as much as possible.
  check, c: Looks for mistakes and makes nothing.
    %cargo-build
  clippy: Looks for likely mistakes.
    %cargo-build
    --fix: Repairs them.
  fmt: Formats sources.
    --check: Fails if they are not.
    --all: Of all packages.
  clean: Removes results.
    -p, --package=NAME: Those of the package alone.
    --workspace: Those of the project's own packages alone.
    -r, --release: Those of `--release` alone.
    --profile=NAME: Those of that profile alone.
    --target=TRIPLE: Those for that platform alone.
    --target-dir=DIR: Where they are.
    --doc: The documentation alone.
    -n, --dry-run: Shows what would be removed.
  update: Takes newer versions. No build is alike.
    -p, --package=NAME: Of that crate.
    --precise=VERSION: Exactly that version.
  add <package>...: Adds crates to `Cargo.toml`.
    -F, --features=LIST: With these features.
    --dev: For development.
  remove, rm <installed>...: Removes crates.
  new <dir>: Makes a project.
    --bin: Of a program.
    --lib: Of a library.
    --name=NAME: With that name.
  init [<dir>]: Makes a project here.
    --bin: Of a program.
    --lib: Of a library.
    --name=NAME: With that name.
  vendor [<dir>]: Copies crates into the project.
  metadata: Shows what is known of the project.
  tree: Shows dependencies.
  doc, d: Makes documentation.
    --no-deps: Without that of crates.
    --open: Shows it.
  bench: Runs benchmarks.
    %cargo-compile
    -p, --package=NAME: Those of the package alone.
    --workspace: Those of all packages.
    --no-run: Compiles them alone.
  package: Makes an archive.
  publish: Publishes the crate.
    --token=TOKEN: The token.
  login [<token>]: Signs in.
  uninstall <installed>...: Removes programs.
    --root=DIR: From there.
  search <text>: Looks for crates.
  chef: Builds dependencies in a layer of their own, by `cargo-chef`.
    prepare: Writes down what they are.
      --recipe-path=FILE: Into that file.
      --bin=NAME: For that program.
    cook: Builds them.
      %cargo-build
      --recipe-path=FILE: By that file.
      --check: Only checks them.
      --no-std: Without the standard library.
  binstall <package>...: Installs programs without compiling, by `cargo-binstall`.
    -y, --no-confirm: Asks nothing.
    --version=VERSION: That version.
  nextest: Runs tests faster, by `cargo-nextest`.
    run: Runs them.
      %cargo-build
  zigbuild: Builds for other platforms, by `cargo-zigbuild`.
    %cargo-build
  auditable: Writes dependencies into the program, by `cargo-auditable`.
  deny: Looks at licences and security problems, by `cargo-deny`.
  audit: Looks for known security problems, by `cargo-audit`.
  -V, --version: Shows its version.

rustup @rust: Looks after versions of Rust.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  toolchain: Looks after versions.
    install, add, update <version>...: Installs some.
      --profile=minimal|default|complete: How much of it; `minimal` keeps the image small.
      -c, --component=NAME: With that part.
      -t, --target=TRIPLE: With that platform.
      --no-self-update: Leaves rustup itself alone.
      --force: Even if parts are missing.
    uninstall, remove <version>...: Removes some.
    list: Lists them.
  target: Looks after platforms.
    add, install <platform>...: Adds some: `x86_64-unknown-linux-musl` for static programs.
      --toolchain=VERSION: To that version.
    remove, uninstall <platform>...: Removes some.
    list: Lists them.
      --installed: Those that are there.
  component: Looks after parts.
    add <name>...: Adds some: `clippy`, `rustfmt`.
      --toolchain=VERSION: To that version.
    remove <name>...: Removes some.
    list: Lists them.
  default [<version>]: Chooses a version. No version in a file but `stable` makes builds differ.
  update [<version>...]: Takes newer versions. No build is alike.
    --no-self-update: Leaves rustup itself alone.
  override: Chooses a version for a directory.
    set <version>: Sets it.
    unset: Takes that back.
  set: Changes rustup.
    profile <name>: How much is installed.
    auto-self-update <name>: Whether it updates itself.
  show: Shows what is in force.
  run <version> <command>: Runs a command with a version.
  self: Looks after rustup itself.
    uninstall: Removes it all.
      -y: Asks nothing.
    update: Takes a newer version.
  which <program>: Shows where a program is.
  --version, -V: Shows its version.

rustup-init, rustup-init.sh: Installs rustup and Rust.
  -y: Asks nothing. A build has nobody to ask.
  -q, --quiet: Less output.
  --profile=minimal|default|complete: How much of it; `minimal` keeps the image small.
  --default-toolchain=VERSION: That version; `none` for none.
  --default-host=TRIPLE: For that platform.
  --no-modify-path: Does not change the shell's settings; `ENV PATH` is for that.
  -c, --component=NAME: With that part.
  -t, --target=TRIPLE: With that platform.

rustc @rust <file>: Compiles Rust.
  -o FILE: Where the result goes.
  -O: Makes it fast.
  -C OPTION: A setting: `target-cpu=…`.
  --target=TRIPLE: For that platform.
  --edition=2015|2018|2021|2024: Which edition of the language.
  -V, --version: Shows its version.

%maven
  -B, --batch-mode: Asks nothing, and uses no colours; suits logs.
  -ntp, --no-transfer-progress: Does not show downloads; suits logs.
  -q, --quiet: Shows errors alone.
  -X, --debug: Shows everything.
  -e, --errors: Shows traces of errors.
  -o, --offline: Takes nothing from the network; what `dependency:go-offline` brought must suffice.
  -U, --update-snapshots: Asks for newer snapshots.
  -D, --define=PROPERTY: A property, written at once: `-DskipTests` compiles tests and does not run them.
  -DskipTests: Compiles tests and does not run them.
  -Dmaven.test.skip=true|false: Neither compiles nor runs tests.
  -P, --activate-profiles=LIST: With these profiles.
  -T, --threads=N: So many at once: `1C` one for each processor.
  -pl, --projects=LIST: These modules alone.
  -am, --also-make: What they need, too.
  -amd, --also-make-dependents: What needs them, too.
  -f, --file=FILE: Another `pom.xml`.
  -s, --settings=FILE: Another `settings.xml`, which a secret mount may hold.
  -gs, --global-settings=FILE: Another one for all users.
  -rf, --resume-from=NAME: From that module on.
  -fae, --fail-at-end: Goes on where a failure does not matter.
  -ff, --fail-fast: Stops at the first failure.
  -fn, --fail-never: Never fails, so that the build does not see it.
  -N, --non-recursive: Without modules.
  -C, --strict-checksums: Fails at wrong checksums.
  -c, --lax-checksums: Warns of wrong checksums.
  -nsu, --no-snapshot-updates: Takes no newer snapshots.
  -V, --show-version: Shows versions first.
  -v, --version: Shows versions.
  -l, --log-file=FILE: Writes what it says to a file.
  --no-snapshot-updates-check: Deprecated: use `-nsu`.

mvn, mvnw, mvnd @maven <goal>...: Builds projects in Java, with Maven.
  !many
  %maven
  clean: Removes what was built. In a build there is nothing yet.
  validate: Checks the project.
  compile: Compiles.
  test: Compiles and runs tests.
  package: Makes the archive: what an image mostly needs.
  verify: Runs further checks.
  install: Puts the archive into `~/.m2`, which an image seldom needs.
  deploy: Publishes the archive.
  site: Makes documentation.
  dependency:go-offline: Fetches all that a build needs: with `pom.xml` alone the layer stays longer.
  dependency:resolve: Fetches dependencies.
  dependency:resolve-plugins: Fetches plug-ins.
  dependency:copy-dependencies: Copies dependencies into the target.
  dependency:tree: Shows dependencies.
  dependency:get: Fetches one artifact.
  spring-boot:run: Runs the application.
  spring-boot:build-image: Makes an image without a Dockerfile.
  versions:set: Sets the version.
  wrapper:wrapper: Makes the wrapper.

%gradle
  --no-daemon: Leaves no process behind. It would end with the `RUN` anyhow.
  --daemon: Leaves a process behind.
  -x, --exclude-task=TASK: Without that task: `-x test`.
  -q, --quiet: Shows errors alone.
  -i, --info: Shows more.
  -d, --debug: Shows everything.
  -w, --warn: Shows warnings.
  -s, --stacktrace: Shows traces of errors.
  -S, --full-stacktrace: Shows whole traces.
  --scan: Publishes what happened in the build.
  --no-scan: Does not publish what happened.
  --offline: Takes nothing from the network.
  --refresh-dependencies: Fetches everything anew.
  --build-cache: Takes over results of earlier builds.
  --no-build-cache: Does not.
  --configuration-cache: Keeps what was configured.
  --no-configuration-cache: Does not keep it.
  --parallel: Several projects at once.
  --no-parallel: One project after another.
  --max-workers=N: So many at once.
  --console=plain|auto|rich|verbose|colored: How it shows; `plain` suits logs.
  --warning-mode=all|fail|summary|none: What becomes of warnings.
  --stop: Ends processes left behind.
  --continue: Goes on where a failure does not matter.
  --dry-run, -m: Shows what would be done.
  --rerun-tasks: Does everything again.
  --no-watch-fs: Watches no files; useless in a build.
  --write-locks: Writes lock files.
  --write-verification-metadata=LIST: Writes checksums.
  -g, --gradle-user-home=DIR: Where downloads are kept; a cache mount belongs there.
  -p, --project-dir=DIR: Works in another directory.
  -b, --build-file=FILE: Deprecated: another build file.
  -c, --settings-file=FILE: Deprecated: another settings file.
  -I, --init-script=FILE: Runs a script first.
  -P, --project-prop=PROPERTY: A property of the project, written at once.
  -D, --system-prop=PROPERTY: A property of Java, written at once.
  -v, --version: Shows versions.

gradle, gradlew @gradle <task>...: Builds projects in Java and Kotlin, with Gradle.
  !many
  %gradle
  build: Compiles, tests and makes archives.
  assemble: Makes archives, without tests.
  bootJar: Makes Spring Boot's archive, without tests.
  jar: Makes the archive.
  shadowJar: Makes an archive with all dependencies in it.
  installDist: Makes a directory with all it needs.
  test: Runs tests.
  clean: Removes what was built. In a build there is nothing yet.
  dependencies: Shows dependencies, and so fetches them.
  classes: Compiles.
  wrapper: Makes the wrapper.
  tasks: Lists tasks.
  publish: Publishes archives.
  bootRun: Runs the application.
  nativeCompile: Compiles to a program, with GraalVM.

sbt <task>...: Builds projects in Scala.
  !many
  -D=PROPERTY: A property of Java, written at once.
  -J=OPTION: An option of Java, written at once.
  -batch: Asks nothing.
  -no-colors: Uses no colours.
  -mem=MB: How much memory.
  clean: Removes what was built.
  compile: Compiles.
  assembly: Makes an archive with all dependencies in it, by a plug-in.
  package: Makes the archive.
  stage: Makes a directory with all it needs, by a plug-in.
  test: Runs tests.
  update: Fetches dependencies.
  run: Runs the program.
  dist: Makes an archive for other machines.

java @eclipse-temurin @openjdk @amazoncorretto <file>: Runs Java.
  -jar FILE: Runs an archive.
  -cp, -classpath, --class-path=PATH: Where classes are.
  -D=PROPERTY: A property, written at once: `-Dspring.profiles.active=prod`.
  -Xmx=SIZE: How much memory objects may take, written at once; `-XX:MaxRAMPercentage` suits containers.
  -Xms=SIZE: How much memory objects get at first, written at once.
  -Xss=SIZE: How much memory a thread's stack gets, written at once.
  -XX:MaxRAMPercentage=N: How much of the container's memory objects may take: `75`.
  -XX:InitialRAMPercentage=N: How much of it they get at first.
  -XX:+UseContainerSupport: Minds the container's limits, which is the default.
  -XX:+UseG1GC: Collects garbage with G1.
  -XX:+UseZGC: Collects garbage with short pauses.
  -XX:+UseSerialGC: Collects garbage in one thread: fits small containers.
  -XX:+ExitOnOutOfMemoryError: Ends when memory runs out.
  -XX:+HeapDumpOnOutOfMemoryError: Writes all objects down when memory runs out.
  -XX:ArchiveClassesAtExit=FILE: Writes an archive that makes the next start faster.
  -XX:SharedArchiveFile=FILE: Takes such an archive.
  -XX:TieredStopAtLevel=N: Compiles less thoroughly: starts faster.
  -Xshare=auto|on|off|dump: Whether to share classes.
  -Djarmode=layertools|tools: Lets Spring Boot's archive be taken apart.
  -Djava.security.egd=URL: Where chance comes from.
  -Dfile.encoding=NAME: The character set.
  -javaagent=FILE: With an agent.
  -agentlib=TEXT: With a library, such as for debugging.
  -ea: With assertions.
  -server: For servers, which is the default.
  -m, --module=NAME: Runs a module.
  -p, --module-path=PATH: Where modules are.
  --add-opens=TEXT: Opens a package of a module.
  --add-exports=TEXT: Shows a package of a module.
  --enable-preview: Allows what is not final.
  -version: Shows versions, on the error output.
  --version: Shows versions.
  -verbose: Shows what is loaded.

javac @openjdk <file>...: Compiles Java.
  -d DIR: Where results go.
  -cp, -classpath, --class-path=PATH: Where classes are.
  --release=N: For that version of Java.
  -source N: In that version of the language.
  -target N: For that version of Java.
  -encoding NAME: The character set.

jar @openjdk <file>...: Packs and unpacks archives of Java.
  !bundle
  -x, --extract: Unpacks.
  -c, --create: Packs.
  -t, --list: Lists what is in it.
  -f, --file=FILE: The archive.
  -e, --main-class=NAME: The class to run.
  -u, --update: Adds to an archive.
  -v, --verbose: Says what is done.
  -m, --manifest=FILE: With that manifest.
  -C DIR: From a directory.

jlink @openjdk: Makes a Java with some modules only: a small image needs no other.
  --add-modules=LIST: These modules, as `jdeps` finds them.
  --output=DIR: Where it goes.
  --strip-debug: Without symbols for debugging.
  --strip-java-debug-attributes: Without Java's symbols alone.
  --no-man-pages: Without manual pages.
  --no-header-files: Without header files.
  --compress=zip-0|zip-1|zip-2|zip-3|zip-4|zip-5|zip-6|zip-7|zip-8|zip-9|0|1|2: How small; `0` to `2` before Java 21.
  --module-path=PATH: Where modules are.
  --bind-services: With modules that offer services.
  --include-locales=LIST: With these languages alone.
  --launcher=TEXT: With a command to start.
  --vm=server|client|minimal|all: Which machine.
  --verbose: Says what is done.

jdeps @openjdk <file>...: Shows which modules a program needs, for `jlink`.
  --print-module-deps: As a list for `jlink`.
  --ignore-missing-deps: Minds nothing that is missing.
  --multi-release=N: For that version of Java.
  --class-path, -cp=PATH: Where classes are.
  --recursive, -R: What they need, too.
  -q: Less output.

composer @composer @php: Installs packages for PHP.
  -n, --no-interaction: Asks nothing. A build has nobody to ask.
  -q, --quiet: Less output.
  -v: More output; `-vvv` most.
  --no-plugins: Without plug-ins.
  --no-scripts: Runs no scripts: with the lock file alone, before sources are there.
  --no-cache: Keeps no downloads.
  --no-ansi: Uses no colours.
  --ansi: Uses colours.
  --profile: Shows time and memory.
  -d, --working-dir=DIR: Works in another directory.
  -V, --version: Shows its version.
  install, i: Installs what `composer.lock` says.
    --no-dev: Leaves out what developers need, which is what an image for production wants.
    --dev: Deprecated: it is the default.
    -o, --optimize-autoloader: Makes loading classes faster, for production.
    -a, --classmap-authoritative: Loads only classes of the list, for production.
    --apcu-autoloader: Keeps in APCu where classes are.
    --no-autoloader: Writes no autoloader: before sources are there.
    --prefer-dist: Takes archives, which is the default.
    --prefer-source: Takes repositories.
    --prefer-install=dist|source|auto: What to take.
    --no-progress: Does not show how far it is; suits logs.
    --ignore-platform-reqs: Does not check PHP and extensions: in a stage that lacks them.
    --ignore-platform-req=NAME: Does not check one of them: `ext-gd`.
    --dry-run: Shows what would happen.
    --no-suggest: Deprecated: does nothing any more.
    --download-only: Downloads and does not install.
    --audit: Asks for known security problems.
    --no-audit: Does not ask for them.
  update, u, upgrade [<package>...]: Takes newer versions. No build is alike.
    --no-dev: Leaves out what developers need.
    --prefer-dist: Takes archives.
    --with-dependencies, -w: What they need, too.
    --with-all-dependencies, -W: All that they need, too.
    --prefer-stable: Rather stable versions.
    --prefer-lowest: The lowest versions.
    --lock: Writes the lock file alone.
    --no-progress: Does not show how far it is.
    --ignore-platform-reqs: Does not check PHP and extensions.
    -o, --optimize-autoloader: Makes loading classes faster.
  require, r <package>...: Adds packages: `name:^1.2`.
    --dev: For developers.
    --no-update: Does not install them.
    --no-progress: Does not show how far it is.
    --update-no-dev: Leaves out what developers need.
    -W, --with-all-dependencies: All that they need, too.
    -o, --optimize-autoloader: Makes loading classes faster.
    --ignore-platform-reqs: Does not check PHP and extensions.
  remove, rm <installed>...: Removes packages.
    --dev: Of developers.
  dump-autoload, dumpautoload: Writes the autoloader.
    -o, --optimize: Makes loading classes faster, for production.
    -a, --classmap-authoritative: Loads only classes of the list, for production.
    --apcu: Keeps in APCu where classes are.
    --no-dev: Leaves out what developers need.
    --no-scripts: Runs no scripts.
  create-project <package> <dir> <version>: Makes a project by a template.
    --no-dev: Leaves out what developers need.
    --prefer-dist: Takes archives.
    --no-install: Does not install packages.
    --remove-vcs: Removes repositories.
  global: Works for the user's own packages.
    require <package>...: Adds packages.
    update: Takes newer versions.
    config: Sets a value.
  config <name> <value>: Sets a value.
    -g, --global: For the user.
    --unset: Removes it.
  run-script, run <script>: Runs a script of `composer.json`.
    --no-dev: Leaves out what developers need.
    --timeout=SECONDS: How long it may take.
  exec <command>: Runs a program of a package.
  clear-cache, clearcache, cc: Empties the cache. A cache mount keeps it out of the image by itself.
  validate [<file>]: Checks `composer.json`.
    --strict: Takes warnings for errors.
    --no-check-publish: Not for publishing.
  check-platform-reqs: Checks PHP and extensions.
  show, info [<package>]: Shows packages.
  audit: Asks for known security problems.
  self-update, selfupdate [<version>]: Takes another version of composer itself.
  outdated: Lists what has a newer version.
  diagnose: Looks for problems.
  init: Makes a `composer.json`.

php @php <file>: Runs PHP.
  -r CODE: Runs a piece of code.
  -f FILE: Runs a file.
  -d SETTING: A setting: `memory_limit=-1`.
  -i: Shows what there is.
  -m: Lists extensions.
  -v, --version: Shows its version.
  -l: Checks the syntax alone.
  -S ADDRESS: Runs a server, which is not for production.
  -t DIR: The root of that server.
  -n: Reads no `php.ini`.
  -c FILE: Another `php.ini`.
  -a: Waits for input.
  -e: With data for debugging.
  --ini: Shows which files were read.
  --ri=NAME: Shows what is known of an extension.

php-fpm @php: Runs PHP for a web server.
  -F, --nodaemonize: Stays in front.
  -D, --daemonize: In the background; the container would end.
  -R, --allow-to-run-as-root: Lets it run as root.
  -t, --test: Checks the configuration: a `RUN php-fpm -t` finds mistakes early.
  -y, --fpm-config=FILE: Another configuration.
  -c, --php-ini=FILE: Another `php.ini`.
  -d, --define=SETTING: A setting.
  -O, --force-stderr: Writes to the error output.
  -v, --version: Shows its version.

docker-php-ext-install @php <extension>...: Compiles and switches on extensions of PHP, in PHP's images.
  -j N: So many at once, written at once: `-j"$(nproc)"`.
  --ini-name=FILE: In that file they are switched on.

docker-php-ext-configure @php <extension>: Sets flags for an extension before it is installed, in PHP's images.
  --with-freetype[=DIR]: With FreeType, for `gd`.
  --with-jpeg[=DIR]: With JPEG, for `gd`.
  --with-webp[=DIR]: With WebP, for `gd`.
  --with-avif[=DIR]: With AVIF, for `gd`.
  --with-xpm[=DIR]: With XPM, for `gd`.
  --with-freetype-dir=DIR: Deprecated: before PHP 7.4, for `gd`.
  --with-jpeg-dir=DIR: Deprecated: before PHP 7.4, for `gd`.
  --with-png-dir=DIR: Deprecated: before PHP 7.4, for `gd`.
  --enable-gd: With all of `gd`.
  --with-kerberos: With Kerberos, for `imap`.
  --with-imap-ssl: With encryption, for `imap`.
  --with-libdir=DIR: Where libraries are.
  --with-ldap[=DIR]: With LDAP.
  --with-zip: With zip.
  --with-libzip: Deprecated: before PHP 7.4, for `zip`.
  --enable-intl: With all of `intl`.
  --with-pgsql[=DIR]: With PostgreSQL.
  --with-pdo-pgsql[=DIR]: With PostgreSQL for PDO.
  --with-pdo-mysql=NAME: With MySQL for PDO: `mysqlnd`.
  --with-mysqli=NAME: With MySQL: `mysqlnd`.
  --enable-mbstring: With all of `mbstring`.
  --with-*[=DIR]: Builds with that package or library; `--help` lists what there is.
  --without-*: Builds without that package or library; `--help` lists what there is.
  --enable-*[=yes]: Switches that feature on; `--help` lists what there is.
  --disable-*: Switches that feature off; `--help` lists what there is.
  --enable-bcmath: With all of `bcmath`.

docker-php-ext-enable @php <extension>...: Switches on extensions which `pecl` has installed, in PHP's images.
  --ini-name FILE: In that file.

docker-php-source @php: Unpacks PHP's sources, and removes them again, in PHP's images.
  extract: Unpacks them.
  delete: Removes them.

docker-php-entrypoint @php <command>: The entry point of PHP's images.

install-php-extensions @php <extension>...: Installs extensions of PHP with all they need, by mlocati's script.

pecl, pear @php: Installs extensions of PHP; `docker-php-ext-enable` switches them on.
  install <package>...: Compiles and installs some; `name-1.2` pins one.
    -f, --force: Even if it is there.
    -a, --alldeps: All that they need, too.
    -o, --onlyreqdeps: What they really need, too.
    -n, --nodeps: Without what they need.
    -D, --configureoptions=TEXT: Answers to its questions.
  uninstall <installed>...: Removes some.
  update-channels: Fetches lists.
  channel-update <name>: Fetches a list.
  config-set <name> <value>: Sets a value.
  clear-cache: Empties the cache.
  list: Lists what is installed.
  download <package>...: Downloads some.

phpize @php: Prepares the sources of an extension.
  --clean: Takes that back.

artisan: Laravel's own command.
  config:cache: Keeps the configuration, with the variables of the build in it.
  route:cache: Keeps routes.
  view:cache: Keeps views.
  event:cache: Keeps events.
  optimize: Keeps all of that.
  migrate: Changes the database; a build mostly has none.
    --force: In production too.
  key:generate: Makes a key. One that is made in a build is in every container alike.
  storage:link: Links the public files.
  package:discover: Finds packages.
  serve: Runs a server, which is not for production.
  queue:work: Does what is put off.
  schedule:work: Does what is due.
  octane:start: Runs a fast server.

bundle, bundler @ruby: Installs packages for Ruby by a `Gemfile`.
  --gemfile=FILE: Another `Gemfile`.
  --retry=N: Tries again so often.
  --verbose, -V: More output.
  -v, --version: Shows its version.
  install: Installs what `Gemfile.lock` says.
    -j, --jobs=N: So many at once.
    --deployment: Deprecated: takes the lock file as it is; set `BUNDLE_DEPLOYMENT=1`.
    --frozen: Deprecated: takes the lock file as it is; set `BUNDLE_FROZEN=1`.
    --without=GROUPS: Deprecated: leaves groups out; set `BUNDLE_WITHOUT=development:test`.
    --with=GROUPS: Deprecated: takes optional groups; set `BUNDLE_WITH`.
    --path=DIR: Deprecated: installs there; set `BUNDLE_PATH`.
    --clean: Deprecated: removes what is not needed; set `BUNDLE_CLEAN`.
    --binstubs[=DIR]: Deprecated: makes scripts that start programs.
    --system: Deprecated: installs for the whole system.
    --local: Takes nothing from the network.
    --prefer-local: Rather takes what is there.
    --quiet, -q: Less output.
    --redownload, --force: Fetches everything anew.
    --no-cache: Keeps no archives.
    --no-prune: Removes nothing from the cache.
    --full-index: Asks for the whole list.
    --standalone[=GROUPS]: It works without Bundler.
  exec <command>: Runs a command with the gems of the `Gemfile`.
    --keep-file-descriptors: Hands on open files.
  config: Looks after settings.
    set <name> <value>: Sets one: `set --local deployment true`.
      --local: For this project.
      --global: For the user.
    get <name>: Shows one.
    unset <name>: Removes one.
    list: Lists them.
    --global: For the user, before version 2.
    --local: For this project, before version 2.
    --delete: Removes one, before version 2.
  update [<package>...]: Takes newer versions. No build is alike.
    --bundler[=VERSION]: Of Bundler itself.
    --conservative: Keeps what need not change.
    --all: Of everything.
  clean: Removes gems that are not needed.
    --force: Even if they are the system's.
  cache, package, pack: Copies archives into the project.
    --all: Those of repositories too.
    --no-install: Does not install them.
  lock: Writes the lock file.
    --add-platform=NAME: For that platform too: `x86_64-linux`.
    --update: With newer versions.
  check: Says whether all is there.
  add <package>...: Adds gems.
    --version, -v=VERSION: That version.
  info <name>: Shows what is known of a gem.
  list: Lists gems.
  binstubs <name>...: Makes scripts that start programs.
  init: Makes a `Gemfile`.
  outdated: Lists what has a newer version.
  show [<name>]: Shows where a gem is.
  platform: Shows the platform.
  bootsnap: Makes the start faster, by a gem.

bootsnap @ruby: Makes the start of Rails faster.
  precompile [<dir>...]: Compiles in advance.
    --gemfile: Gems too.

rake @ruby <task>...: Runs tasks of a `Rakefile`.
  !many
  -f, --rakefile=FILE: Another one.
  -j, --jobs=N: So many at once.
  -T, --tasks: Lists tasks.
  -q, --quiet: Less output.
  -s, --silent: Says nothing.
  -t, --trace: Shows traces of errors.
  -m, --multitask: Tasks at once.
  assets:precompile: Makes the assets of Rails: `SECRET_KEY_BASE_DUMMY=1` spares the secret.
  assets:clean: Removes old assets.
  db:migrate: Changes the database; a build mostly has none.
  db:create: Makes the database; a build mostly has none.
  db:setup: Makes and fills the database; a build mostly has none.

rails @ruby <task>: Rails' own command.
  assets:precompile: Makes the assets: `SECRET_KEY_BASE_DUMMY=1` spares the secret.
  server, s: Runs the server.
    -b, --binding=ADDRESS: Where it listens; `0.0.0.0` in a container.
    -p, --port=PORT: The port.
    -e, --environment=NAME: In that environment.
  db:migrate: Changes the database; a build mostly has none.
  db:prepare: Makes or changes the database; a build mostly has none.
  new <dir>: Makes a project.
  console, c: Waits for input.
  runner <text>: Runs a piece of code.
  test: Runs tests.

ruby @ruby <file>: Runs Ruby.
  -e CODE: Runs a piece of code.
  -r LIBRARY: Loads a library first, written at once.
  -I DIR: Where libraries are, too.
  -v: Shows its version, and warnings.
  --version: Shows its version.
  -w: Shows warnings.
  -c: Checks the syntax alone.
  --yjit: Compiles as it runs.

puma @ruby: A server for Ruby's web applications.
  -C, --config=FILE: The configuration.
  -b, --bind=URL: Where it listens.
  -p, --port=PORT: The port.
  -e, --environment=NAME: In that environment.
  -w, --workers=N: So many processes.
  -t, --threads=RANGE: So many threads.

%dotnet
  -c, --configuration=Release|Debug|NAME: Which configuration.
    = Release: For production, the default of `publish` from .NET 8 on.
    = Debug: For debugging.
  -r, --runtime=RID: For that platform: `linux-x64`, `linux-musl-x64`.
  -a, --arch=x64|arm64|arm|x86|NAME: For that processor; `$TARGETARCH` works from .NET 8 on.
  --os=linux|linux-musl|win|osx|NAME: For that system.
  -f, --framework=NAME: For that framework: `net10.0`.
  -v, --verbosity=quiet|minimal|normal|detailed|diagnostic|q|m|n|d|diag: How much is said.
  --no-restore: Does not fetch packages, since `dotnet restore` has.
  --no-cache: Keeps no answers of sources.
  --force: Fetches even if all is there.
  --source, -s=URL: From that source.
  --nologo: Without a head.
  --disable-parallel: One after another.
  --disable-build-servers: Leaves no processes behind.
  --configfile=FILE: That `nuget.config`.
  --ignore-failed-sources: Goes on if a source does not answer.
  --interactive[=true|false]: Asks to sign in; a build has nobody to ask.
  --use-current-runtime, --ucr[=true|false]: For this platform.
  -p, --property=PROPERTY: A property: `-p:PublishTrimmed=true`.
  -p:PublishTrimmed=true|false: Leaves out what is not used.
  -p:PublishSingleFile=true|false: Makes one file.
  -p:PublishReadyToRun=true|false: Compiles in advance: starts faster.
  -p:UseAppHost=true|false: Makes a program that starts it; `dotnet app.dll` needs none.
  -p:InvariantGlobalization=true|false: Minds no languages: needs no ICU.

dotnet @sdk @aspnet @runtime <file>: Builds and runs programs in .NET.
  restore [<path>]: Fetches packages: with project files alone the layer stays longer.
    %dotnet
    --packages=DIR: Where they go.
    --locked-mode: Fails if the lock file would have to change.
    --use-lock-file: Writes a lock file.
    --force-evaluate: Decides versions anew.
    --no-dependencies: Of this project alone.
  build [<path>]: Compiles. `publish` does so by itself.
    %dotnet
    -o, --output=DIR: Where results go.
    --no-incremental: Compiles everything.
    --no-dependencies: This project alone.
    --self-contained, --sc[=true|false]: With .NET in it.
    --no-self-contained: Without .NET in it.
    --version-suffix=TEXT: The end of the version.
  publish [<path>]: Compiles and gathers all that is needed to run.
    %dotnet
    -o, --output=DIR: Where it goes.
    --self-contained, --sc[=true|false]: With .NET in it: fits `runtime-deps` images.
    --no-self-contained: Without .NET in it: fits `aspnet` and `runtime` images.
    --no-build: Does not compile.
    --no-dependencies: This project alone.
    --manifest=FILE: Leaves out what is there.
    --version-suffix=TEXT: The end of the version.
  test [<path>]: Runs tests.
    %dotnet
    --no-build: Does not compile.
    --logger, -l=TEXT: How it reports: `trx`.
    --filter=TEXT: These tests alone.
    --results-directory=DIR: Where results go.
    --collect=TEXT: Measures: `XPlat Code Coverage`.
    --blame: Says which test broke down.
    --settings=FILE: Settings.
    -o, --output=DIR: Where results go.
  run: Compiles and runs the program; not for production.
    %dotnet
    --project=PATH: That project.
    --no-build: Does not compile.
    --no-launch-profile: Minds no profile.
    --launch-profile=NAME: That profile.
    --urls=URL: Where it listens.
  tool: Looks after tools.
    install <package>: Installs one.
      -g, --global: For the user: add `~/.dotnet/tools` to `PATH`.
      --tool-path=DIR: Into a directory.
      --version=VERSION: That version, which pins it.
      --add-source=URL: From that source too.
      --configfile=FILE: That `nuget.config`.
      --local: For this project.
    restore: Installs what the manifest lists.
    update <package>: Takes a newer version.
      -g, --global: For the user.
    uninstall <installed>: Removes one.
      -g, --global: For the user.
    run <program>: Runs one.
    list: Lists them.
  nuget: Looks after packages.
    add: Adds.
      source <url>: A source.
        -n, --name=NAME: Its name.
        -u, --username=USER: The name to sign in with.
        -p, --password=TEXT: The password. It stays in the history; a secret mount does not.
        --store-password-in-clear-text: Does not hide the password.
        --configfile=FILE: In that `nuget.config`.
    update: Changes.
      source <name>: A source.
    locals <what>: Shows or empties caches: `all --clear`.
      -c, --clear: Empties them. A cache mount keeps them out of the image by itself.
      -l, --list: Shows where they are.
    push <file>: Publishes a package.
      -k, --api-key=KEY: The key.
      -s, --source=URL: Where.
      --skip-duplicate: Does not mind if it is there.
    list: Lists.
  new <name>: Makes a project by a template.
    -n, --name=NAME: What it is called.
    -o, --output=DIR: Where it goes.
    -f, --framework=NAME: For that framework.
    --force: Overwrites what is there.
    --no-restore: Does not fetch packages.
  add: Adds to a project.
    package <package>: A package.
      --version, -v=VERSION: That version.
  workload: Looks after workloads.
    install <name>...: Installs some.
    restore: Installs what the project needs.
    update: Takes newer versions.
  dev-certs: Looks after certificates for development.
    https: That for HTTPS.
      --trust: Trusts it.
      -ep, --export-path=FILE: Writes it.
      -p, --password=TEXT: With a password.
  ef: Changes databases, by a tool.
  pack [<path>]: Makes a package.
    %dotnet
    -o, --output=DIR: Where it goes.
    --no-build: Does not compile.
    --include-symbols: With symbols.
    --version-suffix=TEXT: The end of the version.
  clean [<path>]: Removes what was built.
    -c, --configuration=Release|Debug|NAME: Which configuration.
  msbuild [<path>]: Runs MSBuild.
  sln [<path>]: Looks after solutions.
  format [<path>]: Formats sources.
    --verify-no-changes: Fails if they are not.
  help [<name>]: Shows help.
  build-server: Looks after processes left behind.
    shutdown: Ends them.
  --info: Shows all there is.
  --version: Shows its version.
  --list-sdks: Lists SDKs.
  --list-runtimes: Lists runtimes.

make, gmake, bmake <target>...: Builds by a makefile.
  !assigns
  -j, --jobs[=N]: So many at once: `-j"$(nproc)"`. Without a number there is no limit, and memory may run out.
  -C, --directory=DIR: Works in another directory.
  -f, --file, --makefile=FILE: Another makefile.
  -s, --silent, --quiet: Does not show commands.
  -k, --keep-going: Goes on where a failure does not matter.
  -B, --always-make: Makes everything.
  -n, --just-print, --dry-run: Shows commands and runs none.
  -i, --ignore-errors: Goes on at failures, so that the build does not see them.
  -e, --environment-overrides: Variables of the environment win.
  -r, --no-builtin-rules: Without the usual rules.
  -l, --load-average[=N]: Not more while the machine is busy.
  -O, --output-sync[=target|line|recurse|none]: Keeps output together.
  -q, --question: Says whether something is to be done.
  -t, --touch: Only changes times.
  -w, --print-directory: Shows the directory.
  -d: Shows everything.
  -v, --version: Shows its version.
  -I, --include-dir=DIR: Where makefiles are, too.
  --no-print-directory: Does not show the directory.

cmake <path>...: Prepares and runs builds.
  -S DIR: Where sources are.
  -B DIR: Where the build goes.
  -G NAME: For which tool: `Ninja`.
  -D VARIABLE: A variable, mostly written at once: `-DCMAKE_BUILD_TYPE=Release`.
  -DCMAKE_BUILD_TYPE=Release|Debug|RelWithDebInfo|MinSizeRel: What is built.
  -DCMAKE_INSTALL_PREFIX=DIR: Below which directory it is installed.
  -DBUILD_SHARED_LIBS=ON|OFF: Whether libraries are shared.
  -DCMAKE_TOOLCHAIN_FILE=FILE: What describes the compilers.
  -DCMAKE_PREFIX_PATH=PATH: Where libraries are looked for.
  -DCMAKE_CXX_STANDARD=11|14|17|20|23: Which C++.
  -DBUILD_TESTING=ON|OFF: Whether tests are built.
  -U NAME: Forgets a variable.
  --preset=NAME: By a preset.
  --build DIR: Runs the build there.
  --install DIR: Installs what was built there.
  --target, -t=NAME: That target.
  --config=Release|Debug|RelWithDebInfo|MinSizeRel: Which configuration.
  -j, --parallel[=N]: So many at once: `-j"$(nproc)"`.
  --prefix=DIR: Below that directory.
  --component=NAME: That part alone.
  --strip: Removes symbols.
  --clean-first: Cleans up first.
  --verbose, -v: Shows commands.
  --fresh: Prepares anew.
  --log-level=ERROR|WARNING|NOTICE|STATUS|VERBOSE|DEBUG|TRACE: How much is said.
  -Wno-dev: No warnings for developers.
  -E: Runs one of its own little commands.
  -P FILE: Runs a script.
  -L: Shows variables.
  --version: Shows its version.

ctest: Runs tests of a CMake project.
  --test-dir=DIR: Of the build there.
  --output-on-failure: Shows output of failures.
  -j, --parallel=N: So many at once.
  -R, --tests-regex=PATTERN: These alone.
  -E, --exclude-regex=PATTERN: Without these.
  -V, --verbose: More output.
  -C, --build-config=NAME: Of that configuration.

ninja, samu <target>...: Runs builds that CMake or Meson has prepared.
  -C DIR: Works in another directory.
  -j N: So many at once; by itself as many as there are processors.
  -v, --verbose: Shows commands.
  -k N: Goes on up to so many failures.
  -f FILE: Another build file.
  -t NAME: Runs a tool of its own.
  -n: Shows commands and runs none.
  -d NAME: Shows why.
  --quiet: Less output.
  --version: Shows its version.

meson: Prepares and runs builds.
  setup <dir> [<dir>]: Prepares a build.
    --prefix=DIR: Below which directory it is installed.
    --buildtype=plain|debug|debugoptimized|release|minsize|custom: What is built.
    -D=OPTION: An option, written at once.
    --default-library=shared|static|both: Which libraries.
    --libdir=DIR: Where libraries go.
    --wrap-mode=default|nofallback|nodownload|forcefallback|nopromote: Where dependencies come from.
    --cross-file=FILE: For another machine.
    --strip: Removes symbols.
    --reconfigure: Prepares anew.
    --wipe: Removes what was prepared.
  compile: Builds.
    -C DIR: In that directory.
    -j, --jobs=N: So many at once.
    -v, --verbose: Shows commands.
  install: Installs what was built.
    -C DIR: In that directory.
    --no-rebuild: Does not build.
    --strip: Removes symbols.
    --destdir=DIR: Below another root directory.
    --tags=LIST: Parts alone.
  test: Runs tests.
    -C DIR: In that directory.
  configure [<dir>]: Shows or changes options.
  introspect [<dir>]: Shows what is known.
  subprojects: Looks after dependencies.
    download: Fetches them.
  --version, -v: Shows its version.

%cc
  -o FILE: Where the result goes.
  -c: Compiles and does not link.
  -O=0|1|2|3|s|g|z|fast: How fast the result is, written at once: `-O2`.
  -g: With data for debugging.
  -Wall: Shows most warnings.
  -Wextra: Shows more warnings.
  -Werror: Takes warnings for errors.
  -w: Shows no warnings.
  -I DIR: Where header files are.
  -L DIR: Where libraries are.
  -l LIBRARY: Links a library, written at once: `-lm`.
  -D NAME: Defines a name, mostly written at once.
  -U NAME: Forgets a name.
  -std=NAME: Which standard: `c++20`, `gnu17`.
  -nostdlib: Links without the usual libraries and start files.
  -static: Makes a static program, which runs on `scratch`.
  -shared: Makes a shared library.
  -fPIC: Code for any address.
  -pthread: With threads.
  -s: Removes symbols.
  -march=NAME: For a processor: `native` is that of the machine that builds, and may not run elsewhere.
  -mtune=NAME: Fast on a processor.
  -flto: Optimises when linking.
  -E: Preprocesses alone.
  -S: Makes assembly.
  -x LANGUAGE: In that language.
  -v: Shows commands.
  -dumpmachine: Shows for what it compiles.
  -print-multiarch: Shows the directory of the architecture.
  -isystem DIR: Where header files of the system are.
  -include FILE: Reads a file first.
  --version: Shows its version.
  --target=TRIPLE: For that platform, with Clang.
  --sysroot=DIR: Where the target's files are.

gcc, cc, g++, c++, clang, clang++ <file>...: Compiles C and C++.
  %cc

ld <file>...: Links programs.
  -o FILE: Where the result goes.
  -L DIR: Where libraries are.
  -l LIBRARY: Links a library.
  -static: Makes a static program.
  -s: Removes symbols.

as <file>...: Assembles programs.
  -o FILE: Where the result goes.
  -g: With data for debugging.
  -I DIR: Where files to include are.
  --noexecstack: The stack cannot be run.
  --32: For 32 bits.
  --64: For 64 bits.

ar <file>...: Packs object files.
  !bundle
  -r: Replaces or adds files.
  -c: Makes the archive.
  -s: Writes an index.
  -x: Takes files out.
  -t: Lists files.
  -v: Says what is done.

pkg-config, pkgconf <name>...: Shows flags to compile with a library.
  --cflags: Those of the compiler.
  --libs: Those of the linker.
  --static: Those for static programs.
  --exists: Says whether it is there.
  --modversion: Shows its version.
  --variable=NAME: Shows a variable.

configure: Prepares sources for `make`. Each project has flags of its own; these are common to all.
  !assigns
  --prefix=DIR: Below which directory it is installed.
  --exec-prefix=DIR: Below which directory programs are installed.
  --bindir=DIR: Where programs go.
  --sbindir=DIR: Where programs of the system go.
  --libdir=DIR: Where libraries go.
  --libexecdir=DIR: Where programs go that others run.
  --includedir=DIR: Where header files go.
  --sysconfdir=DIR: Where the configuration is.
  --localstatedir=DIR: Where data is that changes.
  --datadir=DIR: Where data is.
  --datarootdir=DIR: Where data is.
  --mandir=DIR: Where manual pages go.
  --infodir=DIR: Where info pages go.
  --docdir=DIR: Where documentation goes.
  --build=TRIPLE: On what it is built: the output of `dpkg-architecture --query DEB_BUILD_GNU_TYPE`.
  --host=TRIPLE: On what it runs.
  --target=TRIPLE: For what it makes code.
  --srcdir=DIR: Where sources are.
  --cache-file, -C=FILE: Keeps what was found.
  --enable-shared[=yes|no]: Makes shared libraries.
  --disable-shared: Makes no shared libraries.
  --enable-static[=yes|no]: Makes static libraries.
  --disable-static: Makes no static libraries.
  --enable-optimizations: Makes it faster and takes longer, as with Python.
  --enable-option-checking[=fatal|yes|no]: What becomes of unknown flags: `fatal` finds typing mistakes.
  --disable-option-checking: Minds no unknown flags.
  --disable-dependency-tracking: Builds once and faster.
  --disable-nls: Without translations.
  --disable-debug: Without what helps debugging.
  --disable-docs: Without documentation.
  --with-*[=DIR]: Builds with that package or library; `--help` lists what there is.
  --without-*: Builds without that package or library; `--help` lists what there is.
  --enable-*[=yes]: Switches that feature on; `--help` lists what there is.
  --disable-*: Switches that feature off; `--help` lists what there is.
  --quiet, --silent, -q: Less output.
  --help: Shows all its flags.
  --version: Shows its version.

autoreconf <dir>: Makes `configure` anew.
  -f, --force: Everything.
  -i, --install: Copies what is missing.
  -v, --verbose: Says what is done.

autogen.sh, autoconf, automake, libtoolize, aclocal: Makes `configure` out of what the sources say.

perl <file>: Runs Perl.
  -e CODE: Runs a piece of code.
  -p: For each line, which is shown afterwards.
  -n: For each line.
  -i[=SUFFIX]: Changes the files themselves.
  -0: Lines end with zero bytes; `-0777` takes all at once.
  -M MODULE_NAME: With a module, written at once.
  -w: Shows warnings.
  -l: Minds line ends.
  -V: Shows how it was built.
  -v: Shows its version.
  -I DIR: Where modules are, too.

cpanm, cpan @perl <package>...: Installs packages for Perl.
  -n, --notest: Without tests: much faster.
  -q, --quiet: Less output.
  -f, --force: Goes on at failures.
  -v, --verbose: More output.
  --installdeps: What packages need, alone.
  -l, --local-lib=DIR: Into a directory.
  -L, --local-lib-contained=DIR: Into a directory, with all they need.
  --no-man-pages: Without manual pages.
  --with-recommends: What is recommended, too.
  --cpanfile=FILE: By that file.

R, Rscript @r-base @r-ver <file>: Runs R.
  -e CODE: Runs a piece of code.
  --vanilla: Reads and keeps nothing.
  --no-save: Keeps nothing.
  --slave, -s, --no-echo: Shows results alone.
  -q, --quiet: Without a head.
  CMD <text>...: Runs one of R's own commands: `R CMD INSTALL`.

install2.r, installGithub.r @r-base @r-ver <package>...: Installs packages for R, of littler.
  -e, --error: Fails at errors; without it the build goes on.
  -s, --skipinstalled: Leaves alone what is there.
  -n, --ncpus=N: So many at once.
  -r, --repos=URL: From there.
  -d, --deps=TRUE|FALSE|NA: What they need, too.

julia @julia <file>: Runs Julia.
  -e CODE: Runs a piece of code.
  --project[=DIR]: For the project there.
  -t, --threads=N: So many threads.
  -O=0|1|2|3: How fast the result is, written at once.

mix @elixir <task>: Builds projects in Elixir.
  local.hex: Installs Hex.
    --force: Asks nothing.
    --if-missing: Only if it is missing.
  local.rebar: Installs rebar.
    --force: Asks nothing.
    --if-missing: Only if it is missing.
  deps.get: Fetches dependencies.
    --only=NAME: Those of an environment: `$MIX_ENV`.
  deps.compile: Compiles dependencies.
  compile: Compiles the project.
  release: Makes all that is needed to run.
    --overwrite: Replaces what is there.
    --path=DIR: Where it goes.
  assets.deploy: Makes assets for production.
  assets.setup: Installs what makes assets.
  phx.digest: Gives assets names by their content.
  phx.server: Runs the server.
  ecto.migrate: Changes the database; a build mostly has none.
  test: Runs tests.
  do <task>...: Runs several tasks.

deno @deno: Runs JavaScript and TypeScript.
  run <file>: Runs a program.
    -A, --allow-all: It may do everything.
    --allow-net[=LIST]: It may use the network.
    --allow-read[=LIST]: It may read files.
    --allow-write[=LIST]: It may write files.
    --allow-env[=LIST]: It may read variables.
    --allow-run[=LIST]: It may run programs.
    --cached-only: Takes nothing from the network.
    --frozen: Fails if the lock file would have to change.
    --lock=FILE: Another lock file.
    -c, --config=FILE: Another configuration.
    --node-modules-dir=none|auto|manual: Whether there is a `node_modules`.
    --no-prompt: Asks nothing.
    --watch: Starts anew at changes.
  cache <file>...: Fetches what a program needs: the start is faster.
    --lock=FILE: Another lock file.
    --frozen: Fails if the lock file would have to change.
    --reload: Fetches everything anew.
  install <file>...: Installs dependencies or programs.
    -g, --global: Programs.
    -A, --allow-all: They may do everything.
    --entrypoint: What a program needs.
    --frozen: Fails if the lock file would have to change.
    --allow-scripts[=LIST]: Lets packages run their scripts.
  compile <file>: Makes an executable file.
    -o, --output=FILE: Where it goes.
    -A, --allow-all: It may do everything.
    --target=TRIPLE: For that platform.
    --include=FILE: With a file in it.
  task <task>: Runs a task.
  test: Runs tests.
  serve <file>: Runs a server.
    --port=PORT: The port.
    --host=ADDRESS: Where it listens.
  upgrade: Takes another version of itself.
  eval <code>: Runs a piece of code.
  check <file>...: Checks types.

tsc <file>...: Compiles TypeScript.
  -p, --project=FILE: By that `tsconfig.json`.
  -b, --build: With what it refers to.
  --noEmit: Checks alone.
  --outDir=DIR: Where results go.
  --declaration: With types.
  --watch, -w: Again at every change; a build would never end.

next @node: Next.js' own command.
  build: Builds for production; with `output: "standalone"` the image needs no `node_modules`.
  start: Runs the server.
    -p, --port=PORT: The port.
    -H, --hostname=ADDRESS: Where it listens.
  dev: Runs the server for development.
  telemetry <what>: Whether figures are sent: `disable`.

ng @node: Angular's own command.
  build: Builds for production.
    -c, --configuration=NAME: In that configuration.
    --output-path=DIR: Where results go.
    --base-href=PATH: Under which path it runs.
  serve: Runs the server for development.
    --host=ADDRESS: Where it listens.
  test: Runs tests.

vite @node: Builds web pages.
  build: Builds for production.
    --outDir=DIR: Where results go.
    --mode=NAME: In that mode.
  preview: Shows the result.
    --host[=ADDRESS]: Where it listens.
    --port=PORT: The port.

nest, vue-cli-service, react-scripts, nuxt, astro, webpack, turbo, nx, lerna, gulp, grunt @node: A tool for JavaScript.

prisma @node: Looks after databases.
  generate: Makes the client.
    --schema=FILE: By that schema.
    --no-engine: Without the engine.
  migrate: Changes the database; a build mostly has none.
    deploy: Applies changes.
  db: Changes the database without history.
    push: Takes over the schema.

playwright @node @python: Runs browsers.
  install <browser>...: Fetches browsers.
    --with-deps: With the packages they need.
    --only-shell: The small kind alone.
  install-deps <browser>...: Installs the packages they need.

nvm: Looks after versions of Node.js; it is a function of bash, which `.bashrc` defines.
  install <version>: Installs one.
    --lts[=NAME]: With long support.
  use <version>: Takes one, to the end of this `RUN`.
  alias <name> <version>: Names one.
  cache: Looks after downloads.
    clear: Empties the cache.

n, fnm, volta <version>: Looks after versions of Node.js.

pyenv: Looks after versions of Python.
  install <version>...: Compiles some.
    -s, --skip-existing: Leaves alone what is there.
    -v, --verbose: More output.
  global <version>...: Chooses some.
  local <version>...: Chooses some for a directory.
  rehash: Makes programs known.
  init: Prepares shells.

asdf, mise: Looks after versions of many tools.
  install [<name>...]: Installs some.
  plugin: Looks after plug-ins.
    add <name>: Adds one.
  global <name> <version>: Chooses one.
  use <name>...: Chooses some.
    -g, --global: For the user.

swift @swift: Builds programs in Swift.
  build: Compiles.
    -c, --configuration=release|debug: Which configuration.
    --static-swift-stdlib: With Swift's library in it.
    --product=NAME: That product.
    -Xlinker FLAG: A flag for the linker.
    -Xswiftc FLAG: A flag for the compiler.
    --show-bin-path: Shows where results are.
    -v, --verbose: More output.
  package: Looks after the project.
    resolve: Fetches dependencies.
      --force-resolved-versions: Exactly those of the lock file.
    clean: Removes what was built.
  test: Runs tests.
  run [<name>]: Runs the program.

flutter, dart: Builds programs in Dart.
  pub: Looks after packages.
    get: Fetches what `pubspec.lock` says.
      --offline: Takes nothing from the network.
      --enforce-lockfile: Fails if the lock file would have to change.
  build <what>: Builds.
    --release: For production.
  compile: Compiles.
    exe <file>: To a program.
      -o, --output=FILE: Where it goes.
  doctor: Looks for problems.
  precache: Fetches what it needs.
  config: Looks after settings.

zig <text>...: Compiles Zig, C and C++ for any platform.
  build: Builds.
  cc: Compiles C.

stack, cabal, ghc <text>...: Builds programs in Haskell.
  --dependencies-only, --only-dependencies: Builds what the project builds on, and not itself.
  --system-ghc: Takes the compiler that is installed.
  --no-nix: Without Nix.
  build: Compiles.
  install: Compiles and installs.
  setup: Fetches the compiler.
  update: Fetches the list of packages.

hugo <text>...: Builds web pages.
  --minify: Makes them small.
  -d, --destination=DIR: Where they go.
  -b, --baseURL=URL: Under which address they stand.
  -s, --source=DIR: Where sources are.

protoc <file>...: Makes code out of descriptions of messages.
  -I, --proto_path=DIR: Where they are.
  --go_out=DIR: Go, there.
  --go-grpc_out=DIR: Go's services, there.
  --python_out=DIR: Python, there.

golangci-lint: Looks for likely mistakes in Go.
  run [<path>...]: Does so.
    --timeout=DURATION: How long it may take.
    --build-tags=LIST: With build tags.
    -v, --verbose: More output.

jupyter @notebook <text>...: Jupyter's own command.
  lab: Works on the new pages.
    build: Builds them.
    clean: Removes what was built.
  notebook: Runs the server.
    --generate-config: Makes a configuration.
    --ip=ADDRESS: Where it listens.
    --port=PORT: The port.
    --no-browser: Opens no browser.
    --allow-root: Lets root do so.
  nbextension: Looks after extensions.
  serverextension: Looks after extensions of the server.
  server: Runs the server.

rosdep: Installs the system's packages that packages of ROS need.
  init: Writes the list of sources, once, as root.
  update: Fetches what these sources say.
    --rosdistro=NAME: For a distribution of ROS alone.
    --include-eol-distros: Also for those that are no longer supported.
  install [<package>...]: Installs them.
    --from-paths DIR: Looks for the packages in a directory, mostly `src`.
    -i, --ignore-src: Without packages whose sources lie there.
    -r: Goes on after mistakes. The image may lack something then.
    -y, --default-yes: Answers every question with yes.
    --rosdistro=NAME: For a distribution of ROS.
    --skip-keys=LIST: Without some.
    -s, --simulate: Shows what it would do.
  check: Says what is missing.

colcon: Builds and tests a workspace of packages, as ROS 2 has them.
  build: Builds all packages.
    --symlink-install: Links to files in place of copies; they are gone with the sources.
    --merge-install: Installs all packages into one directory.
    --install-base=DIR: Where to install, `install` if nothing is said.
    --build-base=DIR: Where to build, `build` if nothing is said.
    --base-paths=DIR: Where packages are looked for.
    --packages-select=NAME: These packages alone.
    --packages-up-to=NAME: These, and what they build on.
    --packages-skip=NAME: All but these.
    --parallel-workers=N: How many packages at a time.
    --continue-on-error: Goes on with other packages after a mistake.
    --cmake-args=ARGS: What is given to CMake: `-DCMAKE_BUILD_TYPE=Release`.
    --event-handlers=NAME: How to tell what happens: `console_direct+` shows all output.
  test: Runs the tests.
  test-result: Says how these went, and fails if one did.
  list: Lists the packages.

sdkmanager <package>...: Installs parts of Android's SDK: `"platforms;android-36"`.
  --licenses: Shows licences that are not accepted yet, and asks; `yes |` in front answers.
  --install: Installs packages, as it does without it.
  --uninstall: Removes packages.
  --update: Brings all up to date.
  --list: Lists what there is.
  --sdk_root=DIR: Where the SDK lies.
  --channel=0|1|2|3: From stable (0) to canary (3).
  --no_https: Fetches without encryption.
  --verbose: More output.
"""
