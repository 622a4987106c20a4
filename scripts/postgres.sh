# Sourced by other scripts: a PostgreSQL server of our own for tests, on a free port of 127.0.0.1, gone afterwards.
#
#   start_postgres    export AWESOME_BOT_TEST_POSTGRES, the URL of a running server; 1 where there is no PostgreSQL
#   stop_postgres     stop that server and delete its files; harmless without one
#
# A URL that is set already is kept: then that server is used.  Nothing here is durable (fsync is off).

start_postgres() {
    [ -z "${AWESOME_BOT_TEST_POSTGRES:-}" ] || return 0
    _pg_bin=$(_find_postgres) || {
        echo "postgres: no server found; on Debian: apt-get install postgresql" >&2
        return 1
    }
    _pg_dir=$(mktemp -d "${TMPDIR:-/tmp}/awesome-bot-postgres.XXXXXX")
    _pg_password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s' "$_pg_password" >"$_pg_dir/password"
    # The server refuses to run as root.
    [ "$(id -u)" -ne 0 ] || chown -R "$(_unprivileged)" "$_pg_dir"
    _as_server "$_pg_bin/initdb" --pgdata="$_pg_dir/data" --username=tester --pwfile="$_pg_dir/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$_pg_dir/initdb.log" 2>&1 || {
        cat "$_pg_dir/initdb.log" >&2
        stop_postgres
        return 1
    }
    # A free port can be taken between looking and listening; then look again.
    for _pg_try in 1 2 3 4 5; do
        _pg_port=$(_free_port)
        if _as_server "$_pg_bin/pg_ctl" start --wait --silent --pgdata="$_pg_dir/data" --log="$_pg_dir/server.log" \
            --options="-c listen_addresses=127.0.0.1 -c port=$_pg_port -c unix_socket_directories='' \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"; then
            AWESOME_BOT_TEST_POSTGRES="postgresql://tester:$_pg_password@127.0.0.1:$_pg_port/postgres"
            export AWESOME_BOT_TEST_POSTGRES
            echo "postgres: $("$_pg_bin/postgres" --version) on port $_pg_port" >&2
            return 0
        fi
    done
    cat "$_pg_dir/server.log" >&2
    stop_postgres
    return 1
}

stop_postgres() {
    [ -n "${_pg_dir:-}" ] || return 0
    if [ -f "$_pg_dir/data/postmaster.pid" ]; then
        _as_server "$_pg_bin/pg_ctl" stop --mode=immediate --silent --pgdata="$_pg_dir/data" || true
    fi
    rm -rf "$_pg_dir"
    unset _pg_dir AWESOME_BOT_TEST_POSTGRES
}

_find_postgres() {
    for _pg_found in "$(command -v initdb 2>/dev/null)" /usr/lib/postgresql/*/bin/initdb /usr/local/pgsql/bin/initdb; do
        [ -x "$_pg_found" ] || continue
        _pg_home=$(dirname "$(readlink -f "$_pg_found")")
        if [ -x "$_pg_home/pg_ctl" ] && [ -x "$_pg_home/postgres" ]; then
            echo "$_pg_home"
            return 0
        fi
    done
    return 1
}

_unprivileged() {
    if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

_as_server() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    else
        (cd / && exec setpriv --reuid="$(_unprivileged)" --regid="$(id -g "$(_unprivileged)")" --clear-groups "$@")
    fi
}

_free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
