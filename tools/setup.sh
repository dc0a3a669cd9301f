#!/bin/sh
# Makes the project's own Python environment, once, from the locked list.
#
#   tools/setup.sh VENV demo    what the portal needs to run
#   tools/setup.sh VENV test    that, and what the checks and tests need
#
# A stamp in VENV holds the sum of the list it was made from: the same list again is done in a blink.
set -eu
cd "$(dirname "$0")/.."
venv=$1
kind=$2

case $kind in
demo) list=requirements.txt ;;
test) list=requirements-dev.txt ;;
*) echo "Say demo or test, not “$kind”." >&2; exit 2 ;;
esac

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "No Python 3.11 or newer was found on this machine. Install one (https://www.python.org/downloads/) and try again." >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    echo "Making an environment for the portal in $venv with $("$python" --version) …"
    if "$python" -m venv --clear "$venv" >/dev/null 2>&1; then
        return
    fi
    # Debian and Ubuntu cut venv out of Python into a package of its own.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "This Python comes without venv: installing python3-venv with apt-get …"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y python3-venv; } >/dev/null 2>&1 || true
        python=$(find_python)
        if "$python" -m venv --clear "$venv" >/dev/null; then
            return
        fi
    fi
    echo "Python could not make an environment. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
    exit 1
}

sum=$(cksum <"$list")
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    # What the tests need holds what the demo needs, so either stamp will do for the demo.
    if [ "$(cat "$venv/.portal-$kind" 2>/dev/null)" = "$sum" ]; then
        ready=yes
    elif [ "$kind" = demo ] && [ "$(cat "$venv/.portal-test" 2>/dev/null)" = "$(cksum <requirements-dev.txt)" ]; then
        ready=yes
    else
        ready=no
    fi
else
    make_venv
    ready=no
fi

if [ "$ready" = no ]; then
    echo "Installing $(grep -c '^[a-z]' "$list") packages from $list, each checked against its hash …"
    if ! "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --root-user-action=ignore \
        --require-hashes --no-deps -r "$list"; then
        echo "The packages could not be installed. The lines above say why; most often the network is away." >&2
        exit 1
    fi
    echo "$sum" >"$venv/.portal-$kind"
fi

# `portal` as it is called after an installation, for this folder.
printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/python" -m portal "$@"\n' "$PWD" "$(cd "$venv/bin" && pwd)" >"$venv/bin/portal"
chmod +x "$venv/bin/portal"

exec "$venv/bin/python" tools/phrases.py compile
