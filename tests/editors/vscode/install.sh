#!/bin/bash
# Fetches what `make test-vscode` needs, into .cache/vscode of the project: code-server (the VS Code workbench and its
# extension host, as a web page), a Node new enough for it, and playwright-core; from apt, Chromium and build libraries.
# Running it again costs a second. Where apt-get cannot be used it says what is missing and ends with status 3.
set -euo pipefail

CODE_SERVER=4.139.1      # VS Code 1.139.1
NODE=24                  # what that code-server asks for
PLAYWRIGHT=^1.65.1

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${DOCKERLS_VSCODE_CACHE:-$(cd "$here/../../.." && pwd)/.cache/vscode}
stamp="$cache/installed-$CODE_SERVER"

log() { printf 'test-vscode: %s\n' "$*" >&2; }

missing_packages() {
    local package
    for package in chromium fonts-dejavu-core fonts-noto-color-emoji g++ make pkg-config python3 \
                   libkrb5-dev libsecret-1-dev libx11-dev libxkbfile-dev; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

npm_project() {  # npm_project FOLDER PACKAGE...: an npm project of its own, holding those packages
    mkdir -p "$cache/$1"
    [ -f "$cache/$1/package.json" ] || printf '{"private": true}\n' > "$cache/$1/package.json"
    (cd "$cache/$1" && npm install --no-fund --no-audit --loglevel=error "${@:2}")
}

if command -v dpkg-query >/dev/null; then
    mapfile -t wanted < <(missing_packages)
    if [ ${#wanted[@]} -gt 0 ]; then
        if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
            log "NOT TESTED: please install ${wanted[*]}"
            exit 3
        fi
        log "installing ${wanted[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq update
        apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=600 "${wanted[@]}" >/dev/null
    fi
fi
if ! command -v npm >/dev/null; then
    log "NOT TESTED: npm is missing"
    exit 3
fi
[ -f "$stamp" ] && exit 0

log "fetching Node $NODE, code-server $CODE_SERVER and playwright-core (some minutes, 1 GB)"
# `yes`: an install script of code-server calls npx, which otherwise asks. `unsafe_perm`: code-server insists on it for
# root; newer npm only warns that it has forgotten the option.
export npm_config_yes=true npm_config_unsafe_perm=true
npm_project node "node@$NODE"
# The npm package carries Node's C headers as well, so the native modules are built without fetching any.
node_home=$(dirname "$(dirname "$(find "$cache/node/node_modules" -path '*/bin/node' -type f -size +1M -print -quit)")")
ln -sfn "$node_home" "$cache/node-home"
export PATH="$cache/node-home/bin:$PATH" npm_config_nodedir="$node_home"
npm_project playwright "playwright-core@$PLAYWRIGHT"
npm_project code-server "code-server@$CODE_SERVER"
XDG_CONFIG_HOME="$cache/config" node "$cache/code-server/node_modules/code-server/out/node/entry.js" --version >&2
touch "$stamp"
