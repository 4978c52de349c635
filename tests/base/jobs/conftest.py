"""A database of its own, on the kind of server that this test run uses, for tests that need several processes."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
DRIVE = [sys.executable, "-m", "tests.base.jobs.drive"]


class Queue:
    """Jobs in a database that only processes of this test use."""

    def __init__(self, url: str, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "JOBS_DATABASE": url,
            "DJANGO_SETTINGS_MODULE": "tests.base.jobs.settings",
        }
        self.folder = folder
        self.notes = str(folder / "notes")
        self.server: psycopg.Connection[Any] | None = None
        self.database = ""
        self.started: list[subprocess.Popen[str]] = []

    def run(self, *command: str) -> Any:
        """Run one command of `drive` to its end; answers the JSON it prints."""
        done = subprocess.run(
            [*DRIVE, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def worker(self, *options: str) -> "subprocess.Popen[str]":
        """Start a worker; what it logs goes to `log`."""
        with (self.folder / "log").open("a") as log:
            started = subprocess.Popen(
                [*DRIVE, "work", *options], cwd=ROOT, env=self.environment, stderr=log, text=True
            )
        self.started.append(started)
        return started

    @property
    def log(self) -> str:
        """All that the workers logged."""
        return (self.folder / "log").read_text()


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    used = settings.DATABASES["default"]
    server: psycopg.Connection[Any] | None = None
    name = ""
    if "sqlite" in used["ENGINE"]:
        url = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    else:
        name = f"jobs_{uuid.uuid4().hex[:12]}"
        login = f"{used['USER']}:{used['PASSWORD']}" if used["PASSWORD"] else used["USER"]
        address = f"postgres://{login}@{used['HOST']}:{used['PORT'] or 5432}"
        server = psycopg.connect(f"{address}/postgres", autocommit=True)
        server.execute(f"CREATE DATABASE {name}")
        url = f"{address}/{name}"
    queue = Queue(url, tmp_path)
    queue.server, queue.database = server, name
    try:
        queue.run("migrate")
        yield queue
    finally:
        for started in queue.started:
            if started.poll() is None:
                started.kill()
            started.wait()
        if server is not None:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.close()
