# Shared by the scripts in bin/: where the project is, and how a script speaks and gives up.
ROOT="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
PYTHON="$ROOT/.venv/bin/python"
LOG="$ROOT/var/setup.log"

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }
usage() { printf '%s\n' "$*" >&2; exit 2; }

is_set_up() { [ -x "$PYTHON" ] && [ -f "$ROOT/.venv/.installed" ]; }

# Run a step with its noise in var/setup.log; when it fails, show the end of that, without addresses.
quietly() {
    if ! "$@" >>"$LOG" 2>&1 </dev/null; then
        tail -n 15 "$LOG" | sed -E 's#[a-z+]+://[^ ]+#(address)#g' >&2
        die "Stopped at: $* (all of it is in var/setup.log)"
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_use_apt() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Debian packages: install them where this user may, otherwise say what somebody who may has to type.
debian() {
    may_use_apt || die "Please have these installed, then try again:
    sudo apt-get update && sudo apt-get install --no-install-recommends $*"
    say "Installing $*"
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get update
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}
