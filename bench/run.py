"""`bin/bench`: seeds, serves by granian, loads the pages, and prints each page's processor time as a ratio to the empty view."""

import argparse
import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _serve(target: str, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    port = _free_port()
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--workers",
            str(WORKERS),
            "--blocking-threads",
            "1",
        ),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "error", target),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    atexit.register(_end, server)
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{target} did not start.")


def _end(server: subprocess.Popen[bytes]) -> None:
    """Also when the run was broken off."""
    server.terminate()
    server.wait(timeout=15)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure the pages against an empty view.")
    parser.add_argument("--quick", action="store_true", help="10,000 items, short rounds, one line a page")
    parser.add_argument(
        "--items", type=int, default=10_000, help="how many items to seed (10,000 to 1,000,000)"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="how long a round of one page lasts")
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds, in turn over all pages; the median counts"
    )
    parser.add_argument("--data", default="", help="a folder to keep the seeded database in, to use it again")
    return parser.parse_args()


def main() -> int:
    """Run it all; the server and the temporary database are gone afterwards."""
    wanted = _arguments()
    seconds, rounds = (1.2, 1) if wanted.quick else (wanted.seconds, wanted.rounds)
    items = 10_000 if wanted.quick else wanted.items
    folder = Path(wanted.data or tempfile.mkdtemp(prefix="hedgerow-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        "HEDGEROW_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "hedgerow.config.settings",
        "HEDGEROW_LOG_LEVEL": "ERROR",
    }
    os.environ.update(environment)
    try:
        from bench import pages  # noqa: PLC0415  settings are read when it is imported

        plan = pages.prepare(folder, items)
        print(f"{items:,} items, {WORKERS} workers, rounds of {seconds} s x {rounds}, {plan.database}")
        pages.report(plan, _serve, environment, seconds, rounds)
    finally:
        if not wanted.data:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
