"""`hedgerow web`: only the pages, in several processes, for sites that outgrew `hedgerow serve`."""

import argparse
from collections.abc import Sequence
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from hedgerow.config import static
from hedgerow.config.start import GRACE


def application() -> Any:
    """The WSGI application with the static files before it; made in each process."""
    from hedgerow.config.wsgi import application as pages  # noqa: PLC0415 - only the workers need it

    return static.around_wsgi(pages)


def main(argv: Sequence[str]) -> int:
    """Serve pages until SIGTERM or Ctrl+C."""
    parser = argparse.ArgumentParser(
        prog="hedgerow web",
        description="Serve only the pages, in several processes. Run `hedgerow live` and `hedgerow worker` beside it, "
        "behind a front server that sends live streams and files to `hedgerow live` (docs/running.md has its routes).",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="threads in each (default: %(default)s)")
    options = parser.parse_args(argv)
    server = Granian(
        "hedgerow.config.pages:application",
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=int(GRACE),
        log_access=False,
    )
    server.serve()
    return 0
