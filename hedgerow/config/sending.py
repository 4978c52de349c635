"""Sends what the front answers itself: short plain words, and the bytes of files with ranges."""

import asyncio
import logging
import os
import stat
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings

from hedgerow.base.files.ranges import if_none_match, requested_span

log = logging.getLogger("hedgerow.front")

Send = Callable[[dict[str, Any]], Awaitable[None]]

#: Headers that begin so are words between the application and the front.
PRIVATE = "x-hedgerow-"
FILE_HEADER = "x-hedgerow-file"
PIECE = 256 * 1024
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="hedgerow-file")


async def disconnected(receive: Callable[[], Awaitable[dict[str, Any]]]) -> None:
    """Return when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def send_text(
    send: Send, status: int, words: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    """Answer with a line of plain text."""
    body = words.encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
                (b"x-content-type-options", b"nosniff"),
                *(headers or []),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def send_file(
    path: Path,
    headers: list[tuple[bytes, bytes]],
    scope: dict[str, Any],
    send: Send,
    gone: "asyncio.Future[None]",
) -> None:
    """Send a file of the store under the headers that its view gave: whole, a part of it, or "you have it already"."""
    loop = asyncio.get_running_loop()
    try:
        handle, size, made_tag = await loop.run_in_executor(_readers, _open, path)
    except (OSError, ValueError):
        log.error("A file that a row names cannot be read")
        await send_text(send, 404, "This file cannot be found.")
        return
    try:
        asked = dict(scope["headers"])
        given = {name: value for name, value in headers if name != b"content-length"}
        etag = given.setdefault(b"etag", made_tag.encode()).decode("latin-1")
        if if_none_match(_word(asked, b"if-none-match"), etag):
            kept = [
                (name, value)
                for name, value in given.items()
                if name not in {b"content-type", b"content-disposition"}
            ]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        span = requested_span(_word(asked, b"range"), _word(asked, b"if-range"), size, etag)
        for name, value in span.headers().items():
            given[name.lower().encode()] = value.encode()
        await send({"type": "http.response.start", "status": span.status, "headers": list(given.items())})
        left = 0 if scope["method"] == "HEAD" else span.length
        at = span.start
        while left and not gone.done():
            piece = await loop.run_in_executor(_readers, os.pread, handle, min(PIECE, left), at)
            if not piece:
                # The file became shorter: the client must see that it did not get all.
                raise OSError("a file ended early")
            at, left = at + len(piece), left - len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
        if span.length == 0 or scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
    finally:
        os.close(handle)


def _open(path: Path) -> tuple[int, int, str]:
    """A handle on the file, its size, and a tag for it. Raises ValueError for what is not in the files folder."""
    real = path.resolve()
    # SECURITY: whatever a view may be tricked into naming, nothing outside the files folder is ever sent.
    if not real.is_relative_to(Path(settings.FILES).resolve()):
        raise ValueError("outside the files folder")
    handle = os.open(real, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise ValueError("not a file")
    return handle, status.st_size, f'"{status.st_mtime_ns:x}-{status.st_size:x}"'


def _word(headers: dict[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")
