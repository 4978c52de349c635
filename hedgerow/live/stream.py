"""The door of the live streams: server-sent events that say that an item changed, never what."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie

from hedgerow.activity.news import Line
from hedgerow.base.codes import is_code
from hedgerow.live.asking import Place, home_place, item_place, missed, visible_among
from hedgerow.live.hub import (
    STREAMS_PER_ADDRESS,
    STREAMS_PER_PERSON,
    Hub,
    Subscriber,
    TooMany,
)
from hedgerow.live.kinds import KINDS

HEARTBEAT = 20.0
LASTS = 600.0
#: The home page needs no more than one look in this many seconds.
HOME_PAUSE = 3.0
_OPENING = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Question = Callable[..., Place | None]


class Live:
    """ASGI application for `/live/item/<code>` and `/live/home`."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Open a stream, or say why not."""
        if scope["method"] != "GET":
            await _refuse(send, 405, "This address is only for listening.")
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        cookie = parse_cookie(headers.get(b"cookie", "")).get(settings.DEVICE_COOKIE)
        question = _question(scope["path"], cookie)
        place = await self.hub.ask(*question) if question else None
        if question is None or place is None:
            # SECURITY: the same answer for what does not exist and for what this viewer does not see.
            await _refuse(send, 404, "There is nothing here, or not for you.")
            return
        owner, most = f"person {place.person_id}", STREAMS_PER_PERSON
        if place.person_id is None:
            owner, most = _address(scope, headers), STREAMS_PER_ADDRESS
        try:
            subscriber = self.hub.join(place, owner, most)
        except TooMany as full:
            words = "Too many pages are open. New replies show when you reload."
            await _refuse(send, 503 if full.everyone else 429, words)
            return
        watching = asyncio.ensure_future(_until_gone(receive, subscriber))
        try:
            stream = _Stream(self.hub, subscriber, send, question, cookie)
            await stream.run(watching, headers.get(b"last-event-id", ""))
        finally:
            watching.cancel()
            self.hub.leave(subscriber)


class _Stream:
    def __init__(
        self, hub: Hub, subscriber: Subscriber, send: Send, question: tuple[Any, ...], cookie: str | None
    ) -> None:
        self.hub, self.subscriber, self.send = hub, subscriber, send
        self.question, self.cookie = question, cookie

    async def run(self, gone: "asyncio.Future[None]", last_event: str) -> None:
        """Tell until the client goes, access ends, the process stops, or ten minutes are over."""
        clock = asyncio.get_running_loop().time
        ends, beats = clock() + LASTS, clock() + HEARTBEAT
        await self.send({"type": "http.response.start", "status": 200, "headers": _OPENING})
        # Not all at the same moment: after a restart every open page comes back.
        await self._write(f"retry: {random.randint(2000, 6000)}\n: listening\n\n")
        if last_event:
            for line in await self.hub.ask(missed, self.subscriber.place, last_event):
                self.subscriber.tell(line)
        while not gone.done() and not self.hub.ending and clock() < ends:
            await self._wait(min(beats, ends) - clock())
            if gone.done() or self.hub.ending:
                break
            late = clock() >= beats
            if late or self.subscriber.ask_again:
                if not await self._still_allowed():
                    break
                if late:
                    beats = clock() + HEARTBEAT
                    await self._write(": still here\n\n")
            await self._tell()
        await self.send({"type": "http.response.body", "body": b""})

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.subscriber.woken.wait(), max(seconds, 0.01))
        except TimeoutError:
            return
        self.subscriber.woken.clear()

    async def _still_allowed(self) -> bool:
        self.subscriber.ask_again = False
        place = await self.hub.ask(*self.question)
        if place is None or place.person_id != self.subscriber.place.person_id:
            return False
        self.subscriber.place = place
        return True

    async def _tell(self) -> None:
        lines = self.subscriber.take()
        if not lines:
            return
        if self.subscriber.place.item_id is None:
            # A home page watches many items: for each it is asked at this moment whether its person sees it.
            ids = {line.item_id for line in lines if line.item_id is not None}
            seen = await self.hub.ask(visible_among, self.cookie, ids)
            lines = [line for line in lines if line.item_id in seen]
        if lines:
            await self._write("".join(frame(line) for line in lines))
            if self.subscriber.place.item_id is None:
                await asyncio.sleep(HOME_PAUSE)

    async def _write(self, text: str) -> None:
        await self.send({"type": "http.response.body", "body": text.encode(), "more_body": True})


def frame(line: Line) -> str:
    """One event, with its moment in milliseconds as its id."""
    words = json.dumps({"kind": KINDS[line.verb], "item": line.item_code}, separators=(",", ":"))
    return f"id: {int(line.at.timestamp() * 1000)}\ndata: {words}\n\n"


def _question(path: str, cookie: str | None) -> tuple[Any, ...] | None:
    if path == "/live/home":
        return (home_place, cookie)
    start, _, code = path.rpartition("/")
    if start == "/live/item" and is_code(code):
        return (item_place, cookie, code)
    return None


def _address(scope: dict[str, Any], headers: dict[bytes, str]) -> str:
    if settings.PROXIED and (passed_on := headers.get(b"x-forwarded-for")):
        return passed_on.rpartition(",")[2].strip()
    return scope["client"][0] if scope.get("client") else ""


async def _until_gone(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.woken.set()


async def _refuse(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
