# Sourced by the other scripts: creates .venv on first use and installs what is pinned, and nothing else.
# Needs a POSIX shell and Python 3.11 or newer with venv; uses uv where there is one.

_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "awesome-bot needs Python 3.11 or newer; found none. Set PYTHON to one." >&2
    return 1
}

# setup run|dev: make .venv hold at least that set.
setup() {
    stamp=".venv/.installed-$1"
    wanted=$(cksum "requirements/$1.txt" pyproject.toml)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        _install "$1"
        printf '%s\n' "$wanted" >"$stamp"
    fi
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
}

_install() {
    python=$(_python)
    if [ ! -x .venv/bin/python ]; then
        echo "setup: creating .venv with $("$python" --version)" >&2
        "$python" -m venv .venv || {
            echo "setup: could not create .venv; on Debian, install python3-venv" >&2
            return 1
        }
    fi
    echo "setup: installing $(grep -c '==' "requirements/$1.txt") pinned packages (once)" >&2
    if command -v uv >/dev/null 2>&1; then
        VIRTUAL_ENV="$PWD/.venv" uv pip install --compile-bytecode --require-hashes \
            -r "requirements/$1.txt" >&2
        VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --no-deps --no-build-isolation -e . >&2
    else
        .venv/bin/python -m pip install --disable-pip-version-check --require-hashes \
            --progress-bar on -r "requirements/$1.txt" >&2
        .venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps \
            --no-build-isolation -e . >&2
    fi
    .venv/bin/python -m compileall -q bot  # a start from source takes twice as long
}
