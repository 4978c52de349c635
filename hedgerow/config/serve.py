"""`hedgerow serve`: everything on one port: pages, live streams, worker and schedules."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hedgerow.config.listening import listen
from hedgerow.config.supervise import Child, Supervisor, to_terminal

HEDGEROW = [sys.executable, "-m", "hedgerow.config.cli"]


def main(argv: Sequence[str]) -> int:
    """Prepare the database, start the front and the worker, and watch over them until told to stop."""
    parser = argparse.ArgumentParser(
        prog="hedgerow serve",
        description="Serve everything on one port: pages, live streams, background jobs and schedules.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--data", type=Path, help="folder for database and files (sets HEDGEROW_DATA)")
    parser.add_argument(
        "--no-setup", action="store_true", help="start without bringing the database up to date"
    )
    options = parser.parse_args(argv)
    if options.data:
        os.environ["HEDGEROW_DATA"] = str(options.data.resolve())
    os.environ.setdefault("HEDGEROW_URL", f"http://localhost:{options.port}")
    try:
        listener = listen(options.host, options.port)
    except OSError as trouble:
        to_terminal(
            f"Port {options.port} on {options.host} cannot be used: {trouble.strerror}. "
            f"Another program may have it. Choose another: --port {options.port + 1}"
        )
        return 1
    if not options.no_setup and (code := subprocess.run([*HEDGEROW, "setup"]).returncode):
        return code if code > 0 else 1
    address = os.environ["HEDGEROW_URL"]
    handle = listener.fileno()
    announced: list[bool] = []

    def front(predecessor: int) -> list[str]:
        command = [*HEDGEROW, "live", "--with-pages", "--listener", str(handle)]
        if not announced:
            announced.append(True)
            command += ["--announce", f"Hedgerow is ready: {address}  (stop it with Ctrl+C)"]
        return command

    def worker(predecessor: int) -> list[str]:
        return [*HEDGEROW, "worker", "--supervised", "--after", str(predecessor)]

    # The listening socket stays open here, so that a front that is started again loses no visitor.
    children = [Child("web server", front, pass_fds=(handle,)), Child("worker", worker)]
    return Supervisor(children, to_terminal).run()
