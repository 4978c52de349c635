"""One reader of what happened for each process, and the open streams it tells."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from hedgerow.activity.news import Line, NewsReader
from hedgerow.live.asking import Place
from hedgerow.live.kinds import KINDS

log = logging.getLogger("hedgerow.live")

LOOK_EVERY = 0.7
WAIT_AFTER_TROUBLE = 5.0
STREAMS_IN_ALL = 2_000
STREAMS_PER_PERSON = 6
#: Strangers are counted by network address, and a whole practice has one.
STREAMS_PER_ADDRESS = 60
_MOST_WAITING = 50

Result = TypeVar("Result")


class TooMany(Exception):
    """No room for another stream; `everyone` when that is so for all and not only for this person."""

    def __init__(self, *, everyone: bool) -> None:
        super().__init__()
        self.everyone = everyone


class Subscriber:
    """One open stream: what it watches, and what it has not been sent yet."""

    def __init__(self, place: Place, owner: str) -> None:
        self.place, self.owner = place, owner
        self.waiting: dict[tuple[str, int], Line] = {}
        self.woken = asyncio.Event()
        self.ask_again = False

    def tell(self, line: Line) -> None:
        """Note a line. Several of a kind about one item are one."""
        kind = KINDS.get(line.verb)
        if kind is None:
            self.ask_again = True
        elif line.item_id is not None and len(self.waiting) < _MOST_WAITING:
            self.waiting[kind, line.item_id] = line
        self.woken.set()

    def take(self) -> list[Line]:
        """What waits, oldest first; nothing waits afterwards."""
        lines = sorted(self.waiting.values(), key=lambda line: line.id)
        self.waiting.clear()
        return lines


class Hub:
    """The open streams of this process. All but `end_streams` runs on the loop's thread."""

    def __init__(self) -> None:
        self.subscribers: set[Subscriber] = set()
        self.owners: Counter[str] = Counter()
        self.ending = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._reading: asyncio.Task[None] | None = None
        # Not the threads that make pages: streams must not wait for those, nor those for streams.
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="hedgerow-live")

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start to take streams."""
        self._loop = loop

    def end_streams(self) -> None:
        """End all streams soon; may be called from a signal handler."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self.ending = True
        for subscriber in self.subscribers:
            subscriber.woken.set()

    async def close(self) -> None:
        """End all streams, the reader and the threads."""
        self._end()
        if self._reading is not None:
            self._reading.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def ask(self, question: Callable[..., Result], *arguments: Any) -> Result:
        """Ask the database in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, *arguments)

    def join(self, place: Place, owner: str, most: int) -> Subscriber:
        """A new stream for its owner, who may have `most`. Raises TooMany."""
        if self.ending or len(self.subscribers) >= STREAMS_IN_ALL:
            raise TooMany(everyone=True)
        if self.owners[owner] >= most:
            raise TooMany(everyone=False)
        subscriber = Subscriber(place, owner)
        self.subscribers.add(subscriber)
        self.owners[owner] += 1
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._read())
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """The stream has ended."""
        if subscriber in self.subscribers:
            self.subscribers.discard(subscriber)
            self.owners[subscriber.owner] -= 1
            if not self.owners[subscriber.owner]:
                del self.owners[subscriber.owner]

    async def _read(self) -> None:
        """Look for news for as long as anybody wants them."""
        reader: NewsReader | None = None
        while self.subscribers:
            try:
                if reader is None:
                    reader = await self.ask(NewsReader)
                for line in await self.ask(reader.read):
                    for subscriber in self.subscribers:
                        if subscriber.place.concerns(line):
                            subscriber.tell(line)
                wait = LOOK_EVERY
            except Exception:  # whatever it is, the streams stay open and the next look may work
                log.exception("The live streams could not look for news")
                wait = WAIT_AFTER_TROUBLE
            await asyncio.sleep(wait)
