"""Lets the WSGI application answer inside the async front: one thread for as long as a page is made, no longer."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from hedgerow.config.bodies import BodyTooLarge, Receive, SenderGone, limit_for, take_in
from hedgerow.config.sending import FILE_HEADER, PRIVATE, Send, disconnected, send_file, send_text

log = logging.getLogger("hedgerow.front")

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

#: What tells a view that the front will send the file it names. No header of a client can become this key.
FRONT_KEY = "hedgerow.front"
_NO_BODY = frozenset({"GET", "HEAD", "OPTIONS"})
_BODILESS = frozenset({204, 304})


@dataclass
class Answer:
    """What the WSGI application said; `sent` when it was streamed already."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    sent: bool = False


class Bridge:
    """An ASGI application that hands every request to a WSGI application in one of `threads` threads.

    The body of a request is taken in before a thread is used, and the answer is sent after it is free again, so that
    slow phones hold no thread. Only an answer that the application streams keeps its thread until the end, because
    database connections belong to threads.
    """

    def __init__(self, application: Application, *, threads: int, folder: Path) -> None:
        self.application = application
        self.folder = folder
        self.pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="hedgerow-page")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        try:
            body, size = await take_in(
                receive, headers.get(b"content-length"), limit_for(headers), self.folder
            )
        except BodyTooLarge:
            await send_text(send, 413, "That is more than can be sent at once. Try fewer or smaller files.")
            return
        except SenderGone:
            return
        gone = asyncio.ensure_future(disconnected(receive))
        try:
            environ = environ_of(scope, body, size)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self.pool, self._run, environ, loop, send, gone)
            if not answer.sent:
                await self._deliver(answer, scope, send, gone)
        finally:
            gone.cancel()
            body.close()

    async def _deliver(
        self, answer: Answer, scope: dict[str, Any], send: Send, gone: "asyncio.Future[None]"
    ) -> None:
        path = next((value for name, value in answer.headers if name.lower() == FILE_HEADER), None)
        headers = public_headers(answer.headers)
        if path is not None and answer.status == 200:
            await send_file(Path(path), headers, scope, send, gone)
            return
        if answer.status >= 200 and answer.status not in _BODILESS and b"content-length" not in dict(headers):
            headers.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    def _run(
        self,
        environ: dict[str, Any],
        loop: asyncio.AbstractEventLoop,
        send: Send,
        gone: "asyncio.Future[None]",
    ) -> Answer:
        """Call the application, in a thread."""
        answer = Answer()

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            answer.status, answer.headers = int(status.split(" ", 1)[0]), headers

        def emit(message: dict[str, Any]) -> None:
            if gone.done():
                raise SenderGone
            asyncio.run_coroutine_threadsafe(_send(send, message), loop).result()

        result: Iterable[bytes] = ()
        try:
            result = self.application(environ, start_response)
            if getattr(result, "streaming", False):
                answer.sent = True
                start = {"status": answer.status, "headers": public_headers(answer.headers)}
                emit({"type": "http.response.start", **start})
                for piece in result:
                    emit({"type": "http.response.body", "body": piece, "more_body": True})
                emit({"type": "http.response.body", "body": b""})
            else:
                answer.body = b"".join(result)
        except SenderGone:
            pass
        except Exception:
            log.exception("A page could not be made")
            if answer.sent:
                raise
            plain = [("Content-Type", "text/plain; charset=utf-8")]
            answer = Answer(500, plain, b"Something went wrong on our side. Try again in a moment.")
        finally:
            if close := getattr(result, "close", None):
                close()
        return answer

    def close(self) -> None:
        """Let the threads end; what runs is finished."""
        self.pool.shutdown(wait=False, cancel_futures=True)


async def _send(send: Send, message: dict[str, Any]) -> None:
    await send(message)


def public_headers(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """The headers for the client. SECURITY: those that speak to the front alone never leave it."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in headers
        if not name.lower().startswith(PRIVATE)
    ]


def environ_of(scope: dict[str, Any], body: IO[bytes], size: int) -> dict[str, Any]:
    """The request as WSGI wants it."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0] or "localhost",
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        FRONT_KEY: True,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # SECURITY: X_Forwarded_For would become the same key as X-Forwarded-For, behind a front server's back.
        if "_" in name or name in {"content-length", "transfer-encoding"}:
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        if key in environ:
            value = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}"
        environ[key] = value
    if size or scope["method"] not in _NO_BODY:
        environ["CONTENT_LENGTH"] = str(size)
    return environ
