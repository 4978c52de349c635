"""Takes in the body of a request before a thread is spent on it, with a limit that depends on who sends it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core import signing
from django.http.cookie import parse_cookie

Receive = Callable[[], Awaitable[dict[str, Any]]]

IN_MEMORY = 512 * 1024
FOR_STRANGERS = 3 * 1024 * 1024
#: Several files may come in one form.
FILES_AT_ONCE = 5


class BodyTooLarge(Exception):
    """More bytes came, or were announced, than this sender may send."""


class SenderGone(Exception):
    """The connection ended before the body was whole."""


def limit_for(headers: dict[bytes, bytes]) -> int:
    """How many bytes the sender may send: room for files for a signed device, room for a form for everyone else.

    SECURITY: only the cookie's signature is looked at, so that a stranger cannot fill the disk; whether the device
    still counts is decided by the page as always.
    """
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    try:
        signing.Signer(salt="hedgerow.device").unsign(cookies.get(settings.DEVICE_COOKIE, ""))
    except signing.BadSignature:
        return FOR_STRANGERS
    return settings.MAX_FILE_MB * 1024 * 1024 * FILES_AT_ONCE


async def take_in(
    receive: Receive, announced: bytes | None, limit: int, folder: Path
) -> tuple["SpooledTemporaryFile[bytes]", int]:
    """The whole body as a file at its beginning, with its size. The caller closes it.

    A body announced as too large is refused before it is sent. Raises BodyTooLarge and SenderGone.
    """
    if announced is not None and announced.isdigit() and int(announced) > limit:
        raise BodyTooLarge
    file = SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115 - the caller closes it
    size = 0
    try:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise SenderGone
            piece = message.get("body", b"")
            size += len(piece)
            if size > limit:
                raise BodyTooLarge
            if piece:
                file.write(piece)
            if not message.get("more_body", False):
                break
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, size
