"""Starts a real `hedgerow serve` in a process of its own, on a free port with an own data folder."""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

HEDGEROW = [sys.executable, "-m", "hedgerow.config.cli"]
ROOT = Path(__file__).resolve().parent.parent
#: Settings of whoever runs the tests must not reach the servers that tests start.
_OURS = ("HEDGEROW_", "DATABASE_URL", "CACHE_URL", "SMTP_URL", "DJANGO_")


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without any setting of Hedgerow's, but with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A running server: its address, data folder, process and log."""

    url: str
    data: Path
    process: "subprocess.Popen[bytes]"
    log: Path
    environment: dict[str, str]

    def says(self) -> str:
        """What it has said so far."""
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str) -> None:
        """Until it says these words. Fails with its log when it ends first, or never says them."""
        end = time.monotonic() + 60
        while words not in self.says():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"The server never said {words!r}. It said:\n{self.says()}")
            time.sleep(0.05)

    def hedgerow(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run another command on the same data."""
        return subprocess.run(
            [*HEDGEROW, *command], env=self.environment, cwd=ROOT, capture_output=True, text=True
        )

    def python(self, code: str) -> str:
        """Run some lines with Django ready, on the same data, and answer what they print."""
        start = "from hedgerow.config.start import ready\nready()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def children(self) -> dict[str, int]:
        """Process ids of the front and the worker by name."""
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except (OSError, ValueError):
                continue
            if parent == self.process.pid:
                found["worker" if "worker" in words else "front"] = int(folder.name)
        return found

    def stop(self) -> int:
        """Ask it to end as a service manager would, and answer its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


def _on_postgres(statement: str) -> None:
    with psycopg.connect(os.environ["HEDGEROW_TEST_POSTGRES"], autocommit=True) as server:
        server.execute(statement)  # type: ignore[call-overload]


def _new_database(template: str) -> dict[str, str]:
    """A database of its own on the PostgreSQL of this leg, as the setting that names it; none on the SQLite leg."""
    if os.environ.get("HEDGEROW_TEST_DATABASE") != "postgres":
        return {}
    name = f"served_{secrets.token_hex(6)}"
    _on_postgres(f"CREATE DATABASE {name} TEMPLATE {template}")
    # The tests' server is fast and forgetful; a real place is not.
    _on_postgres(f"ALTER DATABASE {name} SET synchronous_commit = on")
    atexit.register(_on_postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return {"DATABASE_URL": urlsplit(os.environ["HEDGEROW_TEST_POSTGRES"])._replace(path=f"/{name}").geturl()}


@cache
def _prepared() -> tuple[Path, str]:
    """A data folder and the name of an empty database of today's shape, made once: each server starts on a copy."""
    folder = Path(tempfile.mkdtemp(prefix="hedgerow-prepared-"))
    atexit.register(shutil.rmtree, folder, True)
    database = _new_database("template1")
    environment = clean_environment(HEDGEROW_DATA=str(folder), **database)
    done = subprocess.run([*HEDGEROW, "setup"], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder, urlsplit(database.get("DATABASE_URL", "")).path.lstrip("/")


@contextmanager
def serving(data: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """A server that is ready, and that has ended when the block ends."""
    port = free_port()
    folder, template = _prepared()
    environment = {**_new_database(template), **environment}
    env = clean_environment(HEDGEROW_DATA=str(data), HEDGEROW_URL=f"http://localhost:{port}", **environment)
    log = data / "server.log"
    shutil.copytree(folder, data, dirs_exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*HEDGEROW, "serve", "--port", str(port), *arguments], env=env, cwd=ROOT, stdout=out, stderr=out
        )
    served = Served(f"http://localhost:{port}", data, process, log, env)
    try:
        served.wait_for("Hedgerow is ready")
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def get(url: str, **options: object) -> httpx.Response:
    """One answer, redirects not followed."""
    return httpx.get(url, follow_redirects=False, timeout=30, **options)  # type: ignore[arg-type]
