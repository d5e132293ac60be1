"""The package managers and build tools of programming languages."""

TABLE = """
%npm
  --prefix=DIR: Works in another directory.
  -C DIR: Works in another directory.
  --registry=URL: Where packages come from.
  --cache=DIR: Where downloads are kept, `~/.npm` by default; a cache mount belongs there.
  --loglevel=silent|error|warn|notice|http|info|verbose|silly: How much is said.
  -s, --silent: Says nothing.
  -q, --quiet: Shows warnings and errors alone.
  -d: Says what is done.
  -dd: Says more of what is done.
  --verbose: Says more of what is done.
  --color[=always]: Uses colours.
  --no-color: Uses no colours.
  --no-progress: Does not show how far it is.
  --progress: Shows how far it is.
  --userconfig=FILE: Another `.npmrc` of the user; a secret mount may hold it.
  --globalconfig=FILE: Another configuration for all users.
  -w, --workspace=NAME: Works in a workspace alone.
  -ws, --workspaces: Works in all workspaces.
  --include-workspace-root: Works in the root too.
  -h, --help: Shows a summary of the usage.
  -v, --version: Shows npm's own version.
  -y, --yes: Answers every question with yes.
  --json: Writes JSON.
  --offline: Takes nothing from the network.
  --prefer-offline: Asks the network only for what the cache lacks.
  --prefer-online: Asks the network for newer versions always.
  --fetch-retries=N: How often a download is tried again.
  --fetch-retry-mintimeout=MS: The least wait before that.
  --fetch-retry-maxtimeout=MS: The longest wait before that.
  --fetch-timeout=MS: How long a download may take.
  --maxsockets=N: How many connections at once.
  --strict-ssl[=true|false]: Whether certificates are checked.
  --unsafe-perm[=true|false]: Deprecated: npm 7 and newer runs scripts as the owner of the directory.
  --script-shell=SHELL: The shell for scripts.
  --ignore-scripts: Runs no scripts of packages: safer, but what they build or fetch is missing then.
  --otp=CODE: A one-time password.
  --access=public|restricted: Who may see what is published.
  --tag=NAME: The tag which stands for the version.
  --proxy=URL: A proxy.
  --https-proxy=URL: A proxy for HTTPS.
  --cafile=FILE: Certificates to trust.
  --no-update-notifier: Does not tell of newer versions of npm.
  --update-notifier[=true|false]: Whether newer versions of npm are told of.
  --no-bin-links: Makes no links to the programs of packages.
  --foreground-scripts: Shows the output of scripts.

%npm-install
  --omit=dev|optional|peer: Leaves a kind of dependency out.
    = dev: Leaves out `devDependencies`, which is what an image for production wants.
    = optional: Leaves out `optionalDependencies`.
    = peer: Leaves out `peerDependencies`.
  --include=dev|optional|peer|prod: Takes a kind of dependency, whatever else leaves it out.
  --no-audit: Does not ask for known security problems, which saves a request.
  --audit[=true|false]: Whether to ask for known security problems.
  --no-fund: Says nothing of funding.
  --fund[=true|false]: Whether to say who wants funding.
  --no-package-lock: Neither reads nor writes `package-lock.json`. The build can no more be repeated.
  --package-lock-only: Writes `package-lock.json` alone.
  --no-optional: Deprecated: leaves out `optionalDependencies`; use `--omit=optional`.
  --production, --only=production|prod|dev: Deprecated: leaves out `devDependencies`; use `--omit=dev`.
  --legacy-peer-deps: Does not install peer dependencies, as npm 6 did. It hides conflicts.
  --strict-peer-deps: Fails at any conflict of peer dependencies.
  -f, --force: Goes on in spite of conflicts, and fetches anew what is in the cache.
  --install-strategy=hoisted|nested|shallow|linked: How `node_modules` is laid out.
  --legacy-bundling: Deprecated: puts each package's dependencies within it.
  --global-style: Deprecated: use `--install-strategy=shallow`.
  --dry-run: Shows what would happen, and changes nothing.
  --before=DATE: Takes no version newer than a date.
  --cpu=ARCH: Takes packages for another processor.
  --os=SYSTEM: Takes packages for another system.
  --libc=glibc|musl: Takes packages for another C library.
  --install-links: Installs local packages as copies instead of links.
  --allow-scripts=PACKAGES: The packages whose scripts may run.

npm @node @bun: Installs packages for Node.js and runs scripts of `package.json`.
  %npm
  ci, clean-install, ic, install-clean, isntall-clean: Installs exactly what `package-lock.json` says, for builds.
    %npm-install
  install, i, in, ins, inst, insta, instal, isnt, isnta, isntal, isntall, add <package>...: Installs packages.
    %npm-install
    -g, --global: Installs for the whole system; write a version, else each build takes the newest.
    --location=global|user|project: Where it counts; `global` is `-g`.
    -E, --save-exact: Writes the exact version into `package.json`.
    -S, --save: Writes it into `package.json`, which is the default.
    -P, --save-prod: Writes it to `dependencies`.
    -D, --save-dev: Writes it to `devDependencies`.
    -O, --save-optional: Writes it to `optionalDependencies`.
    --save-peer: Writes it to `peerDependencies`.
    -B, --save-bundle: Writes it to `bundleDependencies` too.
    --no-save: Does not change `package.json`.
    --prefer-dedupe: Rather uses what is there than what is newer.
  uninstall, un, unlink, remove, rm, r <installed>...: Removes packages.
    -g, --global: Removes from the whole system.
    --no-save: Does not change `package.json`.
    %npm-install
  update, up, upgrade, udpate [<package>...]: Takes newer versions where `package.json` allows them. No build is alike.
    -g, --global: Updates what is installed for the whole system.
    %npm-install
  run, run-script, rum, urn <script>: Runs a script of `package.json`; flags for it stand behind `--`.
    --if-present: Does not fail if there is no such script.
  exec, x <package>: Runs a program of a package, which is fetched if it is missing; `npx` in other words.
    -p, --package=PACKAGE: The package that has the program.
    -c, --call=COMMAND_LINE: Runs a command line with the package's programs at hand.
  start: Runs the script `start`. In `CMD`, `node server.js` gets signals, which npm may keep from it.
  test, t, tst: Runs the script `test`.
  stop: Runs the script `stop`.
  restart: Runs the scripts `stop` and `start`.
  install-test, it: Does `install` and `test`.
    %npm-install
  install-ci-test, cit, clean-install-test, sit: Does `ci` and `test`.
    %npm-install
  prune [<package>...]: Removes what `package.json` does not ask for; with `--omit=dev`, `devDependencies` too.
    %npm-install
  dedupe, ddp: Makes `node_modules` simpler.
    %npm-install
  rebuild, rb [<package>...]: Builds native parts of packages again.
  link, ln [<package>...]: Links a package into the system or the project.
  list, ls, la, ll [<package>...]: Shows what is installed as a tree.
    -g, --global: What is installed for the whole system.
    -a, --all: The whole tree.
    --depth=N: How deep.
    --omit=dev|optional|peer: Leaves a kind of dependency out.
  outdated [<package>...]: Lists what has a newer version.
  view, info, show, v <package>: Shows what the registry says of a package.
  audit: Asks for known security problems.
    fix: Installs versions without them.
      -f, --force: Takes versions that may break things.
    signatures: Checks the signatures of packages.
    --audit-level=info|low|moderate|high|critical|none: From which severity on it fails.
    --omit=dev|optional|peer: Leaves a kind of dependency out.
    --production: Deprecated: leaves out `devDependencies`; use `--omit=dev`.
  cache: Looks after downloads.
    clean, clear, rm: Empties the cache, `--force` needed. A cache mount keeps it out of the image by itself.
      -f, --force: Really does so.
    verify: Checks the cache and removes what is of no use.
    add <package>...: Puts packages into the cache.
    ls: Lists the cache.
  config, c: Looks after the configuration. What it writes into an image stays there, tokens too.
    set <name=value>...: Sets a value in `.npmrc`.
      -g, --global: For all users.
      --location=global|user|project: Where it counts.
    get <name>...: Shows a value.
    delete, rm <name>...: Removes a value.
    list, ls: Shows the configuration.
  set <name=value>...: Sets a value in `.npmrc`.
  get <name>: Shows a value.
  pack [<package>...]: Makes an archive of a package.
    --pack-destination=DIR: Where it goes.
  publish [<package>]: Publishes a package.
  version [<version>]: Raises the version in `package.json`.
    --no-git-tag-version: Makes no commit and no tag.
    --allow-same-version: Does not fail if it is the same.
  pkg: Looks after `package.json`.
    set <name=value>...: Sets a value.
    get <name>...: Shows a value.
    delete <name>...: Removes a value.
  init, create, innit: Makes a `package.json`.
  root: Shows where packages are installed.
    -g, --global: For the whole system.
  prefix: Shows the root of the project.
    -g, --global: The root for the whole system.
  ping: Asks whether the registry answers.
  login: Signs in to a registry; a build has nobody to ask, and a token must not stay in the image.
  logout: Signs out.
  whoami: Shows who is signed in.
  explain, why <package>: Says why a package is installed.
  shrinkwrap: Makes `npm-shrinkwrap.json`.
  doctor: Checks the surroundings.
  query <selector>: Finds packages by a selector.
  sbom: Makes a list of all that is installed.
    --sbom-format=cyclonedx|spdx: Its format.

npx @node <package>: Runs a program of a package, which is fetched if it is missing; a version behind `@` pins it.
  -y, --yes: Fetches without asking. A build has nobody to ask.
  --no, --no-install: Fails if the package is not installed.
  -p, --package=PACKAGE: The package that has the program.
  -c, --call=COMMAND_LINE: Runs a command line with the package's programs at hand.
  -q, --quiet: Less output.
  -w, --workspace=NAME: Works in a workspace.

%yarn-install
  --frozen-lockfile: Fails if `yarn.lock` would have to change: for builds. Yarn 2 and newer say `--immutable`.
  --immutable: Fails if the lock file would have to change: for builds, in Yarn 2 and newer.
  --immutable-cache: Fails if the cache would have to change.
  --check-cache: Fetches everything again and compares checksums.
  --check-resolutions: Checks that the lock file fits `package.json`.
  --inline-builds: Shows the output of builds.
  --mode=skip-build|update-lockfile: What to leave out.
  --production, --prod[=true|false]: Leaves out `devDependencies`, in Yarn 1.
  --pure-lockfile: Does not write `yarn.lock`.
  --no-lockfile: Neither reads nor writes `yarn.lock`. The build can no more be repeated.
  --ignore-scripts: Runs no scripts of packages.
  --ignore-optional: Leaves out `optionalDependencies`.
  --ignore-engines: Does not check which version of Node.js packages want.
  --ignore-platform: Does not check for which system packages are.
  --prefer-offline: Asks the network only for what the cache lacks.
  --offline: Takes nothing from the network.
  --check-files: Checks that all files are there.
  --flat: Allows one version of each package alone.
  --force: Fetches everything anew.
  --har: Writes down what the network said.
  --link-duplicates: Makes hard links of equal files.
  --no-bin-links: Makes no links to the programs of packages.
  --skip-integrity-check: Does not check checksums.
  --audit: Asks for known security problems.
  --verbose: More output.
  --json: Writes JSON.

yarn, yarnpkg @node <script>: Installs packages for Node.js and runs scripts; without a word it installs.
  --cwd=DIR: Works in another directory.
  --cache-folder=DIR: Where downloads are kept; a cache mount belongs there.
  --modules-folder=DIR: Where packages go, instead of `node_modules`.
  --registry=URL: Where packages come from.
  --network-timeout=MS: How long a download may take; slow networks want `600000`.
  --network-concurrency=N: How many downloads at once.
  --mutex=KIND: Keeps a second yarn waiting: `network` or `file`.
  --use-yarnrc=FILE: Another configuration file.
  --non-interactive: Asks nothing.
  --no-progress: Does not show how far it is.
  --silent, -s: Says nothing.
  --no-default-rc: Reads no configuration by itself.
  -v, --version: Shows yarn's own version.
  %yarn-install
  install: Installs what `package.json` and `yarn.lock` say.
    %yarn-install
  add <package>...: Installs packages and writes them into `package.json`.
    -D, --dev: Writes them to `devDependencies`.
    -P, --peer: Writes them to `peerDependencies`.
    -O, --optional: Writes them to `optionalDependencies`.
    -E, --exact: Writes the exact version.
    -T, --tilde: Allows newer patch versions alone.
    -W, --ignore-workspace-root-check: Adds them to the root of workspaces.
    %yarn-install
  global: Works for the whole system, in Yarn 1.
    add <package>...: Installs packages for the whole system; write a version, else each build takes the newest.
      --prefix=DIR: Where their programs are linked.
      %yarn-install
    remove <installed>...: Removes packages.
    bin: Shows where their programs are.
    list: Lists them.
  remove <installed>...: Removes packages.
  run <script>: Runs a script of `package.json`.
    -T, --top-level: Looks for it in the root.
  workspace <name> <command>: Works in a workspace.
  workspaces: Works in all workspaces.
    focus [<name>...]: Installs what some workspaces need.
      --production: Leaves out `devDependencies`.
      -A, --all: All workspaces.
    foreach <command>: Runs a command in every one.
      -A, --all: All workspaces.
      -p, --parallel: Several at once.
      -t, --topological: What others need comes first.
      -v, --verbose: More output.
      --include=PATTERN: These alone.
      --exclude=PATTERN: All but these.
    list: Lists them.
    run <script>: Runs a script in every one.
  build: Runs the script `build`.
  start: Runs the script `start`. In `CMD`, `node server.js` gets signals, which yarn may keep from it.
  test: Runs the script `test`.
  cache: Looks after downloads.
    clean: Empties the cache. A cache mount keeps it out of the image by itself.
      --all: The shared one too.
      --mirror: The shared one.
    dir: Shows where it is.
    list: Lists it.
  config: Looks after the configuration.
    set <name> <value>: Sets a value.
      -g, --global: For all users.
      -H, --home: For the user.
    get <name>: Shows a value.
    delete <name>: Removes a value.
    list: Shows the configuration.
  set: Changes the project.
    version <version>: Chooses the version of yarn.
  upgrade, up [<package>...]: Takes newer versions. No build is alike.
    --latest: Minds no ranges.
  dlx <package>: Runs a program of a package without installing it.
  exec <command>: Runs a command in the project.
  node <file>: Runs Node.js with the project's packages.
  why <package>: Says why a package is installed.
  dedupe: Makes the lock file simpler.
    --check: Fails if that is possible.
  autoclean: Removes what packages need not have.
    --init: Writes the list of such files.
    --force: Removes them.
  plugin: Looks after plug-ins.
    import <name>: Adds one.
    list: Lists them.
  audit: Asks for known security problems.
  pack: Makes an archive of the package.
  publish: Publishes the package.
  version: Raises the version.
  info [<package>]: Shows what is known of a package.
  list: Lists what is installed.
  link [<package>]: Links a package.
  unlink [<package>]: Takes that back.
  init: Makes a `package.json`.
  create <name>: Makes a project by a template.
  bin: Shows where programs are.
  import: Makes `yarn.lock` from `package-lock.json`.
  check: Checks what is installed.
  outdated: Lists what has a newer version.
  rebuild [<package>...]: Builds native parts of packages again.

%pnpm-install
  --frozen-lockfile: Fails if `pnpm-lock.yaml` would have to change: for builds; the default where `CI` is set.
  --no-frozen-lockfile: Lets the lock file be changed.
  --prefer-frozen-lockfile: Does not look for newer versions if the lock file fits.
  --lockfile-only: Writes the lock file alone.
  --no-lockfile: Neither reads nor writes the lock file.
  --fix-lockfile: Repairs the lock file.
  -P, --prod, --production: Leaves out `devDependencies`, which is what an image for production wants.
  -D, --dev: Takes `devDependencies` alone.
  --no-optional: Leaves out `optionalDependencies`.
  --offline: Takes nothing from the network; what `pnpm fetch` brought suffices.
  --prefer-offline: Asks the network only for what the store lacks.
  --ignore-scripts: Runs no scripts of packages.
  --ignore-pnpmfile: Does not read `.pnpmfile.cjs`.
  --shamefully-hoist: Lays `node_modules` out flat, as npm does.
  --node-linker=isolated|hoisted|pnp: How `node_modules` is laid out.
  --package-import-method=auto|hardlink|copy|clone|clone-or-copy: How packages come from the store.
  --strict-peer-dependencies: Fails at any conflict of peer dependencies.
  --force: Installs everything anew.
  --side-effects-cache: Keeps what builds of packages made.
  --child-concurrency=N: How many builds at once.
  --network-concurrency=N: How many downloads at once.
  --fetch-timeout=MS: How long a download may take.
  --fetch-retries=N: How often a download is tried again.
  --reporter=default|append-only|ndjson|silent: How it reports; `append-only` suits logs.
  --config.NAME: Sets a value of the configuration.
  --hoist-pattern=PATTERN: What may be laid out flat.
  --modules-dir=DIR: Where packages go, instead of `node_modules`.
  --trust-lockfile: Does not check what the lock file says.

pnpm @node <script>: Installs packages for Node.js from one store, and runs scripts.
  -C, --dir=DIR: Works in another directory.
  -w, --workspace-root: Works in the root of the workspaces.
  -F, --filter=SELECTOR: Works in some workspaces: `@acme/api...`.
  --filter-prod=SELECTOR: The same without `devDependencies`.
  -r, --recursive: Works in all workspaces.
  --store-dir=DIR: Where the store is; a cache mount belongs there.
  --registry=URL: Where packages come from.
  --loglevel=debug|info|warn|error|silent: How much is said.
  -s, --silent: Says nothing.
  -v, --version: Shows pnpm's own version.
  --parallel: Runs scripts at once, without order.
  --stream: Shows output at once.
  --color: Uses colours.
  --no-color: Uses no colours.
  --if-present: Does not fail if there is no such script.
  install, i: Installs what `package.json` and the lock file say.
    %pnpm-install
  add <package>...: Installs packages and writes them into `package.json`.
    -P, --save-prod: Writes them to `dependencies`.
    -D, --save-dev: Writes them to `devDependencies`.
    -O, --save-optional: Writes them to `optionalDependencies`.
    -E, --save-exact: Writes the exact version.
    --save-peer: Writes them to `peerDependencies`.
    -g, --global: Installs for the whole system; write a version, else each build takes the newest.
    --workspace: Takes them from the workspaces alone.
    --allow-build=PACKAGE: Lets a package run its scripts.
    --ignore-scripts: Runs no scripts of packages.
  fetch: Downloads what the lock file names; for that it needs no `package.json`, so the layer stays longer.
    -P, --prod: Leaves out `devDependencies`.
    -D, --dev: Takes `devDependencies` alone.
  deploy <dir>: Copies a workspace with all it needs into a directory, as for the next stage.
    -P, --prod: Leaves out `devDependencies`.
    -D, --dev: Takes `devDependencies` alone.
    --no-optional: Leaves out `optionalDependencies`.
    --legacy: Deploys as pnpm 9 did.
  remove, rm, uninstall, un <installed>...: Removes packages.
    -g, --global: Removes from the whole system.
  update, up, upgrade [<package>...]: Takes newer versions. No build is alike.
    -L, --latest: Minds no ranges.
  run, run-script <script>: Runs a script of `package.json`.
  exec <command>: Runs a command with the programs of packages at hand.
  dlx <package>: Runs a program of a package without installing it.
  build: Runs the script `build`.
  start: Runs the script `start`.
  test, t: Runs the script `test`.
  prune: Removes what is not asked for.
    --prod: Removes `devDependencies` too.
    --no-optional: Removes `optionalDependencies` too.
  rebuild, rb [<package>...]: Builds packages again.
  store: Looks after the store.
    prune: Removes what no project uses.
    path: Shows where it is.
    status: Looks for changed packages.
    add <package>...: Puts packages into it.
  config, c: Looks after the configuration.
    set <name> <value>: Sets a value.
      -g, --global: For all users.
      --location=global|project: Where it counts.
    get <name>: Shows a value.
    delete <name>: Removes a value.
    list: Shows the configuration.
  env: Looks after versions of Node.js.
    use <version>: Installs one and uses it.
      -g, --global: For the whole system.
  setup: Prepares the system for global packages.
  list, ls: Shows what is installed.
  why <package>: Says why a package is installed.
  outdated: Lists what has a newer version.
  audit: Asks for known security problems.
  import: Makes the lock file from that of another tool.
  dedupe: Makes the lock file simpler.
  pack: Makes an archive of the package.
  publish: Publishes the package.
  link [<package>]: Links a package.
  approve-builds: Chooses which packages may run scripts.
  create <name>: Makes a project by a template.
  init: Makes a `package.json`.
  patch <package>: Prepares a change of a package.

corepack @node: Brings yarn and pnpm in the version which `package.json` names. Node.js 25 and newer lacks it.
  enable [<name>...]: Makes `yarn` and `pnpm` available.
    --install-directory=DIR: Where they are put.
  disable [<name>...]: Takes that back.
  prepare [<package>...]: Fetches a package manager, so that it need not be fetched later.
    --activate: Makes it the default.
    --all: All that are known.
    -o, --output[=FILE]: Writes an archive.
  install: Fetches the one which the project names.
    -g, --global: For the whole system.
  use <package>: Chooses one for the project.
  up: Takes the newest of the same major version.
  hydrate <file>: Unpacks an archive that `prepare` has written.
    --activate: Makes it the default.
  cache: Looks after downloads.
    clean: Empties the cache.

bun @bun: Runs JavaScript and installs packages.
  --cwd=DIR: Works in another directory.
  -c, --config=FILE: Another configuration file.
  -v, --version: Shows bun's own version.
  --revision: Shows its exact version.
  --smol: Uses less memory.
  --watch: Runs again at every change.
  --hot: Reloads at every change.
  --silent: Does not show the script.
  --bun: Uses bun in place of Node.js.
  install, i: Installs what `package.json` and the lock file say.
    --frozen-lockfile: Fails if the lock file would have to change: for builds.
    -p, --production: Leaves out `devDependencies`, which is what an image for production wants.
    --omit=dev|optional|peer: Leaves a kind of dependency out.
    --ignore-scripts: Runs no scripts of packages.
    --no-save: Does not write the lock file.
    --no-cache: Does not use the cache.
    --cache-dir=DIR: Where downloads are kept; a cache mount belongs there.
    --no-progress: Does not show how far it is.
    --silent: Says nothing.
    --verbose: More output.
    -f, --force: Fetches everything anew.
    -g, --global: Installs for the whole system.
    --backend=clonefile|hardlink|symlink|copyfile: How packages come from the cache.
    --registry=URL: Where packages come from.
    --concurrent-scripts=N: How many scripts at once.
    --network-concurrency=N: How many downloads at once.
    --linker=isolated|hoisted: How `node_modules` is laid out.
    --filter=SELECTOR: Installs for some workspaces.
    --lockfile-only: Writes the lock file alone.
    --dry-run: Shows what would happen.
    -y, --yarn: Writes a `yarn.lock` too.
  ci: Installs exactly what the lock file says, for builds.
    -p, --production: Leaves out `devDependencies`.
    --omit=dev|optional|peer: Leaves a kind of dependency out.
    --ignore-scripts: Runs no scripts of packages.
  add, a <package>...: Installs packages and writes them into `package.json`.
    -d, --dev: Writes them to `devDependencies`.
    --optional: Writes them to `optionalDependencies`.
    --peer: Writes them to `peerDependencies`.
    -E, --exact: Writes the exact version.
    -g, --global: Installs for the whole system.
    --ignore-scripts: Runs no scripts of packages.
  remove, rm <installed>...: Removes packages.
    -g, --global: Removes from the whole system.
  update [<package>...]: Takes newer versions. No build is alike.
    --latest: Minds no ranges.
  run <script>: Runs a script or a file.
  test: Runs tests.
    --coverage: Measures coverage.
    --timeout=MS: How long a test may take.
    --bail[=N]: Stops at a failure.
  build <file>...: Bundles files.
    --compile: Makes one executable file.
    --outfile=FILE: Where it goes.
    --outdir=DIR: Where files go.
    --target=bun|node|browser|bun-linux-x64|bun-linux-arm64|NAME: For what it is made.
    --minify: Makes it small.
    --sourcemap[=linked|inline|external|none]: Whether to make source maps.
    --external=NAME: Leaves a package out.
    --define=NAME: Replaces a name.
    --production: For production.
    --splitting: Shares code between files.
    --format=esm|cjs|iife: The format of modules.
    --bytecode: Compiles to bytecode.
  x <package>: Runs a program of a package; `bunx` in other words.
  pm: Looks after packages.
    cache: Shows where downloads are.
      rm: Empties the cache.
    ls: Lists what is installed.
    bin: Shows where programs are.
    trust <package>...: Lets packages run their scripts.
    pack: Makes an archive of the package.
  create <name>: Makes a project by a template.
  init: Makes a project.
  link: Links a package.
  outdated: Lists what has a newer version.
  audit: Asks for known security problems.
  upgrade: Upgrades bun itself.
  publish: Publishes the package.

bunx @bun <package>: Runs a program of a package, which is fetched if it is missing.
  --bun: Uses bun in place of Node.js.
  -p, --package=PACKAGE: The package that has the program.

node, nodejs @node <file>: Runs JavaScript.
  -e, --eval=CODE: Runs a piece of code.
  -p, --print=CODE: Runs a piece of code and shows the result.
  -c, --check: Checks the syntax alone.
  -r, --require=MODULE: Loads a module first.
  --import=MODULE: Loads a module first, as an ES module.
  -v, --version: Shows the version.
  -i, --interactive: Waits for input.
  --max-old-space-size=MB: How much memory objects may take; below the container's limit.
  --enable-source-maps: Shows places in the original source.
  --inspect[=ADDRESS]: Lets a debugger connect; `0.0.0.0:9229` from outside.
  --inspect-brk[=ADDRESS]: The same, and waits for it.
  --env-file=FILE: Reads variables from a file.
  --experimental-strip-types: Runs TypeScript.
  --no-warnings: Shows no warnings.
  --trace-warnings: Shows where warnings come from.
  --unhandled-rejections=strict|warn|none|throw|warn-with-error-codes: What to do about forgotten promises.
  --expose-gc: Lets code collect garbage.
  --openssl-legacy-provider: Deprecated algorithms of OpenSSL too, as old versions of webpack need them.
  --dns-result-order=ipv4first|ipv6first|verbatim: Which addresses come first.
  --test: Runs tests.
  --watch: Runs again at every change.
  --conditions=NAME: A condition of exports.
  --input-type=module|commonjs: What kind of code comes from the input.
  --loader=MODULE: A loader of modules.
  --permission: Allows only what is named.
  --stack-trace-limit=N: How long traces are.
  --title=NAME: The name of the process.

%pip-index
  -i, --index-url, --pypi-url=URL: Where packages come from, instead of PyPI. A password in it stays in the image.
  --extra-index-url=URL: Another place besides. Whoever owns a name in either wins; `--index-url` alone is safer.
  --no-index: Takes nothing from an index, but from `--find-links`.
  -f, --find-links=URL: A page or directory with packages.
  --trusted-host=HOST: Does not check the certificate of a host.
  --pre: Takes versions before a release too.
  --uploaded-prior-to=DATE: Takes no version newer than a date.

%pip-choose
  -r, --requirement=FILE: Installs what a file lists, such as `requirements.txt`.
  -c, --constraint=FILE: Takes versions from a file, without installing what it lists.
  --build-constraint=FILE: Versions of what builds packages.
  -e, --editable=PATH: Installs a project as a link to its sources; an image for production wants a copy.
  --no-deps: Leaves out dependencies.
  --no-binary=:all:|:none:|NAME: Builds packages from source.
    = :all:: Builds all packages from source, which takes compilers and time.
    = :none:: Forgets what was said before.
  --only-binary=:all:|:none:|NAME: Takes wheels alone: no compiler is needed, and no code of packages runs.
    = :all:: Takes wheels alone, of all packages.
    = :none:: Forgets what was said before.
  --prefer-binary: Rather takes an older wheel than a newer source.
  --require-hashes: Takes only what has a checksum in the file of requirements.
  --no-build-isolation: Builds with what is installed already.
  --use-pep517: Builds by `pyproject.toml`.
  --no-use-pep517: Deprecated: builds by `setup.py`.
  --check-build-dependencies: Checks what is needed to build.
  --platform=NAME: Wheels for a platform, such as `manylinux2014_aarch64`.
  --python-version=VERSION: Wheels for a version of Python.
  --implementation=pp|jy|cp|ip|py: Wheels for an implementation of Python.
  --abi=NAME: Wheels for a binary interface.
  --ignore-requires-python: Does not mind which Python a package wants.
  --progress-bar=on|off|raw: Whether to show how far it is; `off` suits logs.
  -C, --config-setting, --config-settings=KEY: A setting for what builds the package.
  --global-option=OPTION: Deprecated: an option for `setup.py`.
  --install-option=OPTION: Deprecated, and gone from pip 23.1: an option for `setup.py install`.
  --build-option=OPTION: Deprecated: an option for `setup.py bdist_wheel`.
  --no-clean: Keeps directories of builds.
  --src=DIR: Where editable projects are checked out.
  --group=NAME: A group of dependencies of `pyproject.toml`.
  -b, --build=DIR: Deprecated, and gone from pip 21.3: where packages were built.
  -d, --download=DIR: Deprecated, and gone from `install`: use `pip download`.

pip, pip2, pip3 @python @python-slim: Installs packages for Python.
  --no-cache-dir: Keeps no downloads, so that they do not get into the image. A cache mount would keep and share them.
  --cache-dir=DIR: Where downloads are kept, `~/.cache/pip` by default; a cache mount belongs there.
  --disable-pip-version-check: Does not ask for newer versions of pip, which saves a request.
  --no-input: Asks nothing.
  -q, --quiet: Less output.
  -v, --verbose: More output.
  --no-color: Uses no colours.
  --log=FILE: Writes a log.
  --timeout, --default-timeout=SECONDS: How long to wait for a connection.
  --retries=N: How often a download is tried again.
  --proxy=URL: A proxy.
  --cert=FILE: Certificates to trust.
  --client-cert=FILE: A certificate to show.
  --trusted-host=HOST: Does not check the certificate of a host.
  --require-virtualenv: Works in a virtual environment alone.
  --python=PATH: Works for another Python.
  --isolated: Minds neither variables nor the user's configuration.
  --root-user-action=warn|ignore: What to say when it runs as root; in an image `ignore` is right.
    = ignore: Does not warn that it runs as root: in an image that is no problem.
    = warn: Warns that it runs as root, which is the default.
  --no-python-version-warning: Deprecated: does nothing any more.
  --exists-action=s|i|w|b|a: What to do if a path is there.
  --keyring-provider=auto|disabled|import|subprocess: Where passwords come from.
  --use-feature=NAME: Switches something new on.
  --use-deprecated=NAME: Switches something old on.
  --debug: Shows whole traces of errors.
  -h, --help: Shows a summary of the usage.
  -V, --version: Shows pip's own version.
  install <package>...: Installs packages; `name==1.2` pins one.
    --no-cache-dir: Keeps no downloads, so that they do not get into the image. A cache mount would keep and share them.
    %pip-choose
    %pip-index
    -U, --upgrade: Takes the newest version of what is named, even if it is installed.
    --upgrade-strategy=eager|only-if-needed: Whether dependencies are upgraded as well.
    --force-reinstall: Installs everything anew.
    -I, --ignore-installed: Installs over what is there, without removing it.
    --user: Installs into the user's home, `~/.local`.
    -t, --target=DIR: Installs into a directory, as to copy it from there.
    --prefix=DIR: Installs below a directory, as to copy it to `/usr/local` of the next stage.
    --root=DIR: Installs below another root directory.
    --break-system-packages: Installs beside the packages of the distribution. A virtual environment is safer.
    --compile: Compiles to bytecode, which is the default.
    --no-compile: Does not compile to bytecode: smaller, but the first start takes longer.
    --no-warn-script-location: Does not warn of a directory that is not in `PATH`.
    --no-warn-conflicts: Does not warn of conflicts.
    --dry-run: Shows what would happen.
    --report=FILE: Writes a report.
  uninstall <installed>...: Removes packages.
    -y, --yes: Asks nothing. A build has nobody to ask.
    -r, --requirement=FILE: Removes what a file lists.
    --break-system-packages: Removes beside the packages of the distribution.
  download <package>...: Downloads packages and does not install them.
    %pip-choose
    %pip-index
    --dest=DIR: Where they go.
  wheel <package>...: Builds wheels, as for the next stage.
    %pip-choose
    %pip-index
    -w, --wheel-dir=DIR: Where they go.
  freeze: Lists what is installed with exact versions.
    --all: Lists pip itself too.
    -l, --local: Leaves out what the system has.
    --exclude=PACKAGE: Leaves a package out.
    -r, --requirement=FILE: In the order of a file.
  list: Lists what is installed.
    -o, --outdated: Lists what has a newer version.
    -u, --uptodate: Lists what has none.
    --format=columns|freeze|json: The format.
    --not-required: Lists what nothing else needs.
  show <installed>...: Shows what is known of packages.
    -f, --files: Shows their files.
  check: Checks that dependencies fit.
  cache: Looks after downloads.
    purge: Empties the cache. `--no-cache-dir` or a cache mount make that needless.
    dir: Shows where it is.
    info: Shows what is in it.
    list [<pattern>]: Lists wheels.
    remove <pattern>: Removes some.
  config: Looks after the configuration.
    set <name> <value>: Sets a value.
      --global: For all users.
      --user: For the user.
      --site: For this Python.
    get <name>: Shows a value.
    unset <name>: Removes a value.
    list: Shows the configuration.
  hash <file>...: Shows checksums.
    -a, --algorithm=sha256|sha384|sha512: The algorithm.
  index: Asks the index.
    versions <package>: Shows the versions of a package.
  lock <package>...: Writes a lock file.
  debug: Shows what pip knows of the system.
  help: Shows help.
  search <text>: Deprecated: PyPI does not answer it any more.

%gem
  --no-document: Installs no documentation: faster and smaller.
  --document=rdoc|ri: Which documentation is made.
  --no-ri: Deprecated, and gone from RubyGems 3: use `--no-document`.
  --no-rdoc: Deprecated, and gone from RubyGems 3: use `--no-document`.
  -v, --version=VERSION: The version to take, which pins it.
  -i, --install-dir=DIR: Where it is installed.
  -n, --bindir=DIR: Where programs go.
  -E, --env-shebang: Finds ruby by `env`.
  -f, --force: Goes on in spite of missing dependencies.
  -w, --wrappers: Makes scripts that start programs.
  -N: Installs no documentation: faster and smaller.
  -P, --trust-policy=POLICY: Which signatures are demanded.
  --ignore-dependencies: Leaves dependencies out.
  --conservative: Keeps what is installed if it fits.
  --minimal-deps: Keeps dependencies that are installed if they fit.
  --prerelease: Takes versions before a release too.
  --user-install: Installs into the user's home.
  --no-user-install: Installs for the whole system.
  --development: Takes what it needs to be developed, too.
  --post-install-message: Shows what packages have to say.
  --no-post-install-message: Does not show what packages have to say.
  --build-root=DIR: Installs below another root directory.
  --vendor: Installs into the directory of vendors.
  --without=GROUPS: Leaves groups out, with `--file`.
  -g, --file=FILE: Installs what a `Gemfile` lists.
  --explain: Shows what would happen.
  --suggestions: Suggests other names.
  --target-rbconfig=FILE: The configuration of another Ruby.
  -s, --source=URL: Where gems come from besides.
  --clear-sources: Forgets all other sources.
  -l, --local: Takes nothing from the network.
  -r, --remote: Takes nothing from the disk.
  -B, --bulk-threshold=N: From how many on it fetches at once.
  -p, --http-proxy=URL: A proxy.
  --platform=NAME: For another platform; behind `--`, options for the extension.
  --use-system-libraries=DIR: For nokogiri: does not compile libraries of its own.

gem @ruby @jruby: Installs packages for Ruby.
  -V, --verbose: More output.
  -q, --quiet: Less output.
  --silent: Says nothing.
  --config-file=FILE: Another configuration file.
  --backtrace: Shows where errors come from.
  --norc: Reads no configuration.
  install, i <package>...: Installs gems.
    %gem
  update [<package>...]: Takes newer versions. No build is alike.
    --system: Updates RubyGems itself.
    %gem
  uninstall <installed>...: Removes gems.
    -a, --all: All versions.
    -x, --executables: Programs too, without a question.
    -I, --ignore-dependencies: Even if others need them.
    -v, --version=VERSION: That version.
    --force: Asks nothing.
  cleanup [<installed>...]: Removes old versions.
    -d, --dry-run: Shows what would happen.
  build <file>: Makes a gem.
    --strict: Takes warnings for errors.
    -o, --output=FILE: Where it goes.
  push <file>: Publishes a gem.
  list [<text>]: Lists gems.
    -a, --all: All versions.
    -l, --local: What is installed.
    -r, --remote: What the source has.
    -i, --installed: Succeeds if it is installed.
    -e, --exact: Takes whole names alone.
  search <text>: Looks for gems.
  info <installed>...: Shows what is known of gems.
  contents <installed>...: Lists files.
  dependency [<installed>...]: Shows dependencies.
  environment, env [<what>]: Shows directories and versions.
  sources: Looks after the sources.
    -a, --add=URL: Adds one.
    -r, --remove=URL: Removes one.
    -l, --list: Lists them.
    -c, --clear-all: Removes them all.
  pristine [<installed>...]: Restores gems as they were.
    --all: All of them.
  specification <installed>: Shows the description of a gem.
  fetch <package>...: Downloads gems.
  exec <command>: Runs a program of a gem.
  which <file>...: Finds a library.
  outdated: Lists what has a newer version.
  unpack <package>...: Unpacks gems.

%go-build
  -o=FILE: Where the result goes.
  -ldflags=FLAGS: Flags for the linker: `-s -w` leaves debug information out, `-X main.version=…` sets a variable.
  -tags=LIST: Build tags, parted by commas: `netgo`, `osusergo`.
  -trimpath: Keeps paths of this machine out of the result, so that builds are alike.
  -mod=readonly|vendor|mod: Where modules come from.
    = readonly: Fails if `go.mod` would have to change, which is the default.
    = vendor: Takes them from the directory `vendor`.
    = mod: Takes them from the cache, and changes `go.mod` if need be.
  -modfile=FILE: Another `go.mod`.
  -modcacherw: Leaves the module cache writable.
  -a: Builds again what is built already, which the cache makes needless: also with `CGO_ENABLED=0`.
  -v: Lists packages as they are built.
  -x: Shows the commands.
  -n: Shows the commands and runs none.
  -p=N: How many run at once.
  -race: Looks for data races; needs cgo.
  -msan: Looks for uses of uninitialised memory.
  -asan: Looks for wrong uses of memory.
  -cover: Measures coverage.
  -covermode=set|count|atomic: How coverage is measured.
  -coverpkg=PATTERN: Of which packages.
  -gcflags=FLAGS: Flags for the compiler: `all=-N -l` for a debugger.
  -asmflags=FLAGS: Flags for the assembler.
  -gccgoflags=FLAGS: Flags for gccgo.
  -buildmode=default|exe|pie|c-archive|c-shared|shared|plugin|archive: What is made.
  -buildvcs=true|false|auto: Whether the commit is written into the result; `false` where `.git` is missing.
  -compiler=gc|gccgo: The compiler.
  -installsuffix=TEXT: Keeps results apart; the build cache does so by itself.
  -overlay=FILE: Replaces files.
  -pgo=off|auto|FILE: A profile to optimise by.
  -pkgdir=DIR: Where packages are looked for.
  -toolexec=COMMAND_LINE: A program around each tool.
  -work: Keeps the directory of the build.
  -json: Writes JSON.
  -linkshared: Links against shared libraries.

go @golang: Builds programs in Go, and fetches their modules.
  !before
  -C=DIR: Works in another directory.
  build [<module>...]: Compiles packages. `CGO_ENABLED=0` makes a static program, which runs on `scratch`.
    %go-build
    -C=DIR: Works in another directory.
  install [<module>...]: Compiles and installs programs; a version behind `@` pins them.
    %go-build
    -C=DIR: Works in another directory.
  run <module>: Compiles and runs a program.
    %go-build
    -exec=COMMAND_LINE: A program to start it with.
  get [<module>...]: Adds modules to `go.mod`. Programs are installed by `go install name@version`.
    -u: Takes newer versions of all they need.
    -d: Deprecated: only downloads, as is the rule now.
    -t: Takes what tests need, too.
    -tool: Adds a tool.
    -insecure: Deprecated, and gone from Go 1.17: takes modules by HTTP.
    -v: More output.
    -x: Shows the commands.
    -tags=LIST: Build tags.
  mod: Looks after `go.mod`.
    download [<module>...]: Fetches modules; with `go.mod` and `go.sum` copied before the sources, the layer stays.
      -x: Shows the commands.
      -json: Writes JSON.
    tidy: Brings `go.mod` in line with the sources.
      -v: Says what is removed.
      -go=VERSION: For a version of Go.
      -compat=VERSION: Keeps checksums for an older version.
      -diff: Shows what would change.
    verify: Checks that fetched modules are as they were.
    vendor: Copies modules to the directory `vendor`.
      -v: Lists them.
      -o=DIR: Another directory.
    graph: Shows what needs what.
    init <module>: Makes a `go.mod`.
    edit: Changes `go.mod`.
      -replace=TEXT: Takes one module for another.
      -dropreplace=TEXT: Takes that back.
      -require=TEXT: Adds a module.
      -go=VERSION: Sets the version of Go.
    why <module>...: Says why a module is needed.
  test [<module>...]: Runs tests.
    %go-build
    -run=PATTERN: These tests alone.
    -bench=PATTERN: These benchmarks.
    -count=N: How often; `1` minds no cached result.
    -timeout=DURATION: How long they may take.
    -short: Leaves long tests out.
    -failfast: Stops at the first failure.
    -coverprofile=FILE: Writes down coverage.
    -parallel=N: How many tests at once.
    -c: Compiles the tests and does not run them.
    -exec=COMMAND_LINE: A program to start them with.
    -vet=LIST: Which checks come first; `off` for none.
    -skip=PATTERN: Leaves tests out.
    -shuffle=on|off: Runs them in any order.
  generate [<module>...]: Runs the commands that comments `//go:generate` name.
    -run=PATTERN: These alone.
    -v: More output.
    -x: Shows the commands.
  vet [<module>...]: Looks for likely mistakes.
    -vettool=FILE: Another tool for it.
    -tags=LIST: Build tags.
    -mod=readonly|vendor|mod: Where modules come from.
  fmt [<module>...]: Formats sources.
  fix [<module>...]: Rewrites sources for newer versions.
  clean [<module>...]: Removes results and caches.
    -cache: Empties the build cache. A cache mount keeps it out of the image by itself.
    -modcache: Empties the module cache. A cache mount keeps it out of the image by itself.
    -testcache: Forgets results of tests.
    -fuzzcache: Forgets what fuzzing has found.
    -i: Removes installed programs.
    -r: Removes what others have made.
    -x: Shows the commands.
  list [<module>...]: Lists packages or modules.
    -m: Lists modules.
    -f=FORMAT: The format.
    -json: Writes JSON.
    -deps: What they need, too.
    -u: Shows newer versions.
    -e: Goes on at errors.
    -test: Tests too.
    -mod=readonly|vendor|mod: Where modules come from.
    -tags=LIST: Build tags.
  env [<name>...]: Shows settings.
    -w: Sets them for good: `go env -w GOPROXY=…`. `ENV` is plainer in a Dockerfile.
    -u: Takes that back.
    -json: Writes JSON.
  tool <name>: Runs a tool of Go.
    dist: Knows about the distribution of Go.
    cover: Shows coverage.
  version [<file>...]: Shows Go's version, or which one built a program.
    -m: Shows modules too.
  work: Looks after workspaces.
    sync: Brings modules in line.
    init [<dir>...]: Makes a `go.work`.
    use [<dir>...]: Adds modules.
  doc <name>: Shows documentation.
  telemetry <what>: Says whether figures are sent.
"""
