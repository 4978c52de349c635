"""Answers HTTP range requests, and writes the headers under which a file is safe to serve."""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import quote

from hedgerow.base.files.kinds import Kind

_SPEC = re.compile(r"(\d{0,18})-(\d{0,18})", re.ASCII)
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')

_NEVER_NAMED = frozenset({"svg", "html", "email"})


@dataclass(frozen=True, slots=True)
class Span:
    """Which bytes of a file to send: from `start` up to and including `end`, of `size`.

    `status` is 200 for the whole file, 206 for a part, 416 when there is no such part (then nothing is sent).
    """

    status: Literal[200, 206, 416]
    start: int
    end: int
    size: int

    @property
    def length(self) -> int:
        """The number of bytes to send."""
        return 0 if self.status == 416 else self.end - self.start + 1

    def headers(self) -> dict[str, str]:
        """Return the headers that say which bytes these are."""
        found = {"Accept-Ranges": "bytes", "Content-Length": str(self.length)}
        if self.status == 206:
            found["Content-Range"] = f"bytes {self.start}-{self.end}/{self.size}"
        elif self.status == 416:
            found["Content-Range"] = f"bytes */{self.size}"
        return found


def parse_range(header: str | None, size: int) -> Span:
    """Read a Range header against a file of `size` bytes.

    What is not a single well-formed byte range is answered with the whole file, as RFC 9110 allows.
    """
    whole = Span(200, 0, size - 1, size)
    unit, equals, spec = (header or "").strip().partition("=")
    match = _SPEC.fullmatch(spec.strip()) if equals and unit.strip().lower() == "bytes" else None
    if match is None:
        return whole
    first, last = match.groups()
    if first:
        start = int(first)
        end = int(last) if last else size - 1
        if last and end < start:
            return whole
    elif last:
        start = max(size - int(last), 0)
        end = size - 1
        if int(last) == 0:
            return Span(416, 0, 0, size)
    else:
        return whole
    if start >= size:
        return Span(416, 0, 0, size)
    return Span(206, start, min(end, size - 1), size)


def etag_of(sha256: str) -> str:
    """Return the strong ETag of a file with this hash."""
    return f'"{sha256[:32]}"'


def if_none_match(header: str | None, etag: str) -> bool:
    """Say whether the reader already has this file, so that 304 is the answer."""
    if not header:
        return False
    if header.strip() == "*":
        return True
    # The weak comparison: a proxy that compressed the file may have marked our tag as weak.
    return any(tag == etag.removeprefix("W/") for _, tag in _TAG.findall(header))


def if_range(header: str | None, etag: str, modified: float | None = None) -> bool:
    """Say whether a Range header may be honoured under this If-Range header.

    A tag is compared strongly; a date counts only when it is exactly `modified` (seconds since 1970).
    """
    if not header:
        return True
    header = header.strip()
    if header.startswith(('"', "W/")):
        return header == etag and not etag.startswith("W/")
    if modified is None:
        return False
    try:
        return int(parsedate_to_datetime(header).timestamp()) == int(modified)
    except (TypeError, ValueError, OverflowError):
        return False


def requested_span(range_header: str | None, if_range_header: str | None, size: int, etag: str) -> Span:
    """Return the bytes to send for a request's Range and If-Range headers."""
    return parse_range(range_header if if_range(if_range_header, etag) else None, size)


def content_disposition(name: str, inline: bool) -> str:
    """Return a Content-Disposition that every browser reads the same (RFC 6266, RFC 5987)."""
    how = "inline" if inline else "attachment"
    # SECURITY: a line break in a name would start a header of the name's own.
    name = "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in name)
    name = name.encode("utf-8", "replace").decode()
    # A percent sign is left out of the plain form: some browsers decode it, some do not.
    plain = "".join(c if 32 <= ord(c) < 127 and c not in '"\\%' else "_" for c in name)
    header = f'{how}; filename="{plain}"'
    if plain != name:
        header += f"; filename*=UTF-8''{quote(name, safe='')}"
    return header


def serving_headers(kind: Kind, name: str, inline: bool, *, confidential: bool = False) -> dict[str, str]:
    """Return the headers for a file's bytes.

    `inline` is only a wish: kinds that are not safe inside a page are always downloads. `confidential` files
    are kept by no browser.
    """
    shown = inline and kind.inline_safe
    # SECURITY: what can carry scripts is named as plain bytes, so that no browser finds a way to show it.
    media_type = "application/octet-stream" if kind.key in _NEVER_NAMED else kind.media_type
    if media_type == "text/plain":
        media_type = "text/plain; charset=utf-8"
    return {
        "Content-Type": media_type,
        "Content-Disposition": content_disposition(name, shown),
        "Cache-Control": "private, no-store" if confidential else "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _policy(kind),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }


def _policy(kind: Kind) -> str:
    # SECURITY: even if a browser did run something in a file, it would run in an origin of its own with no
    # network. PDF gets no sandbox, because Chromium's viewer does not start inside one.
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'"
    rules += "; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    return rules if kind.key == "pdf" else f"{rules}; sandbox"
