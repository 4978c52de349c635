"""Pages that are drawn once for all to whom they say the same.

A page follows from facts: the rows just read for this viewer, what they may do, the words of time. Equal facts make equal
bytes, so a finished page is kept under its facts themselves, never under an address or a person: nobody can be given words
that were not read for them a moment before. What is personal in every page (the rail, the token of its forms) stands in
it as a mark and is filled in for each answer. A view hands over `facts` and a function that draws from nothing else; under
the tests every kept page is drawn again and compared (decision 27).
"""

import re
import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping

from django.conf import settings

_MARK = re.compile("\x02([a-z]+)\x02")


def mark(name: str) -> str:
    """What stands in a kept page for a personal part."""
    return f"\x02{name}\x02"


class Body:
    """A finished page, cut at its marks."""

    __slots__ = ("pieces", "names", "size", "_deflated")

    def __init__(self, text: str) -> None:
        found = _MARK.split(text)
        self.pieces = [piece.encode() for piece in found[::2]]
        self.names = found[1::2]
        self.size = sum(map(len, self.pieces))
        self._deflated: list[bytes] = []

    def filled(self, fills: Mapping[str, str]) -> bytes:
        """The page with every mark filled in; KeyError for a mark that nobody fills."""
        return b"".join(self._parts(fills))

    def zipped(self, fills: Mapping[str, str]) -> bytes:
        """The same as one gzip stream. SPEED: the pieces are deflated once, and only what is filled in is new."""
        if not self._deflated:
            self._deflated = [_deflate(piece, 6) for piece in self.pieces]
        parts = self._parts(fills)
        # SECURITY: a name of random length hides how well a guess compressed, as Django's own gzip does (BREACH).
        out = [
            b"\x1f\x8b\x08\x08\0\0\0\0\0\xff",
            secrets.token_hex(50)[: secrets.randbelow(100)].encode(),
            b"\0",
        ]
        for place, part in enumerate(parts):
            out.append(_deflate(part, 1) if place % 2 else self._deflated[place // 2])
        whole = b"".join(parts)
        out += (
            _END,
            zlib.crc32(whole).to_bytes(4, "little"),
            (len(whole) & 0xFFFFFFFF).to_bytes(4, "little"),
        )
        return b"".join(out)

    def _parts(self, fills: Mapping[str, str]) -> list[bytes]:
        """Pieces and fills in turn."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (fills[name].encode(), piece)
        return parts


#: A last, empty block of a deflate stream.
_END = b"\x01\0\0\xff\xff"


def _deflate(data: bytes, level: int) -> bytes:
    """Deflated so that it can stand anywhere in a stream: it ends on a whole byte and refers to nothing before it."""
    maker = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return maker.compress(data) + maker.flush(zlib.Z_FULL_FLUSH)


class Kept:
    """Finished pages of this process, the ones used last, up to a number of bytes."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def body(self, facts: Hashable, draw: Callable[[], str]) -> Body:
        """The page for these facts."""
        with self._lock:
            found = self._bodies.get(facts)
            if found is not None:
                self._bodies.move_to_end(facts)
        if found is None:
            found = Body(draw())
            self._keep(facts, found)
        elif settings.TESTING:
            again = Body(draw())
            assert (again.pieces, again.names) == (found.pieces, found.names), (
                "A fact is missing from the key."
            )
        return found

    def _keep(self, facts: Hashable, body: Body) -> None:
        with self._lock:
            # The facts hold the words of the page once more.
            most = settings.KEEP_PAGES_MB * 1_000_000 // 2
            if facts in self._bodies or body.size > most:
                return
            self._bodies[facts] = body
            self._size += body.size
            while self._size > most:
                self._size -= self._bodies.popitem(last=False)[1].size

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._bodies.clear()
            self._size = 0


KEPT = Kept()
