#!/bin/bash
# Installs, through apt, the Emacs which tests/editors/test_emacs.py drives. Does nothing where it is there already;
# where apt-get cannot be used it says so loudly and ends with status 0: the tests then skip, and say so too.
set -euo pipefail

if command -v emacs >/dev/null && emacs --batch -f package-initialize \
    --eval "(mapc #'require '(eglot dockerfile-mode yasnippet))" 2>/dev/null; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "*** Emacs is NOT TESTED: install emacs with eglot, dockerfile-mode and yasnippet to change that. ***" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get -qq update && apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=600 \
       emacs-nox elpa-eglot elpa-dockerfile-mode elpa-yasnippet >/dev/null; }; then
    echo "*** Emacs is NOT TESTED: apt-get could not install it. ***" >&2
fi
