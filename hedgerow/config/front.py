"""The async front: answers live streams, static files and file bodies itself, and hands pages to threads."""

import argparse
import asyncio
import logging
import os
import signal
import socket
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.urls import get_resolver

from hedgerow.config import static
from hedgerow.config.bodies import Receive
from hedgerow.config.bridge import Bridge
from hedgerow.config.file_doors import is_file_door
from hedgerow.config.listening import listen
from hedgerow.config.sending import Send, send_text
from hedgerow.config.start import GRACE, stay_with_parent
from hedgerow.config.wsgi import application
from hedgerow.live.hub import Hub
from hedgerow.live.stream import Live

#: What `hedgerow live` answers beside files; a front server sends everything else to `hedgerow web`.
LIVE = "/live/"


class Front:
    """One ASGI application for one port. With `pages` False only live streams and files are answered."""

    def __init__(self, *, pages: bool = True) -> None:
        self.pages = pages
        # SPEED: the first visitor does not wait for the import of every view, and an error in one shows at the start.
        get_resolver().url_patterns  # noqa: B018
        self.hub = Hub()
        self.live = Live(self.hub)
        folder = Path(settings.DATA) / "incoming"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.bridge = Bridge(application, threads=settings.THREADS, folder=folder)
        self.rest = static.around_asgi(self._page) if pages else self.bridge

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Give a request to the part that answers it."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            raise ValueError(f"The front speaks HTTP only, not {scope['type']}.")
        elif scope["path"].startswith(LIVE):
            await self.live(scope, receive, send)
        elif self.pages or is_file_door(scope["path"]):
            await self.rest(scope, receive, send)
        else:
            await send_text(send, 404, "There is nothing here.")

    async def _page(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["path"].startswith(settings.STATIC_URL):
            await send_text(send, 404, "There is no such file.")
        else:
            await self.bridge(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self.hub.open(asyncio.get_running_loop())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.bridge.close()
        await self.hub.close()
        await send({"type": "lifespan.shutdown.complete"})


class _Server(uvicorn.Server):
    """Uvicorn that ends the live streams as soon as it is told to stop: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, front: Front, announce: str) -> None:
        super().__init__(config)
        self.front, self.announce = front, announce

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.front.hub.end_streams()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.announce:
            print(self.announce, flush=True)


def serve(front: Front, listener: socket.socket, announce: str = "") -> None:
    """Answer on the listening socket until told to stop; returns when all requests are answered."""
    config = uvicorn.Config(
        front,
        loop="auto",
        http="auto",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        # SECURITY: X-Forwarded-For counts only where HEDGEROW_PROXIED says so, and Django looks at it then.
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(GRACE),
        h11_max_incomplete_event_size=64 * 1024,
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    # Uvicorn raises its signal once more at the end, which must not end the process with an error.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _Server(config, front, announce).run(sockets=[listener])


def main(argv: Sequence[str]) -> int:
    """`hedgerow live`, and the front process of `hedgerow serve`."""
    parser = argparse.ArgumentParser(
        prog="hedgerow live",
        description="Answer only live streams and files, beside `hedgerow web` and behind a front server.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8001, help="port to listen on (default: %(default)s)")
    parser.add_argument("--listener", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--announce", default="", help=argparse.SUPPRESS)
    parser.add_argument("--with-pages", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.listener is None:
        listener = listen(options.host, options.port)
    else:
        stay_with_parent()
        listener = socket.socket(fileno=options.listener)
        os.set_inheritable(options.listener, False)
    serve(Front(pages=options.with_pages), listener, options.announce)
    return 0
