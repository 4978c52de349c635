"""Reads text in whatever encoding it was saved, tables of text, web pages and rich text."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from hedgerow.base.parsing.limits import MAX_TEXT_BYTES

# The bytes above ASCII that English and its neighbours use in Windows' own encoding: accents, pounds,
# curly quotes, dashes, fractions, degrees.
_WESTERN = frozenset(
    "£€©®°±²³·¼½¾×÷–—‘’“”•…™§«»¿¡µ\xa0ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäåæçèéêëìíîïñòóôöøùúûüŒœŴŵŶŷ".encode(
        "cp1252", "ignore"
    )
)
_SAMPLE = 256 * 1024
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre"}
)


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the text as one page."""
    with open(path, "rb") as stream:
        raw = stream.read(MAX_TEXT_BYTES + 1)
    yield {"unit": "part"}
    cut = len(raw) > MAX_TEXT_BYTES
    if kind == "rtf":
        # Slow import, of use for this kind only.
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415

        text = rtf_to_text(raw.decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
    else:
        text = decode(raw[:MAX_TEXT_BYTES], cut=cut)
    if kind == "html":
        page = _Page()
        page.feed(text)
        page.close()
        yield {"title": " ".join("".join(page.title).split())}
        text = "".join(page.pieces)
    yield {"page": 1, "label": "", "text": text}
    if cut:
        yield {"note": "cut"}


def decode(raw: bytes, *, cut: bool = False) -> str:
    """Decode text of unknown encoding. `cut` says that the last character may be half there."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        if cut and problem.start > len(raw) - 4:
            return raw[: problem.start].decode("utf-8")
    if _looks_western(raw):
        return raw.decode("cp1252", "replace")
    # Slow import, of use for rare files only.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(raw[:_SAMPLE]).best()
    return raw.decode(best.encoding if best else "cp1252", "replace")


def _looks_western(raw: bytes) -> bool:
    """Say whether the bytes above ASCII are few, and those of Western text.

    A detector by statistics is unsure with a handful of pound signs and apostrophes, which is what English
    text has; it is better with text that is mostly above ASCII.
    """
    high = [byte for byte in raw[:_SAMPLE] if byte > 127]
    western = sum(byte in _WESTERN for byte in high)
    return len(high) < len(raw[:_SAMPLE]) * 0.15 and western == len(high)


class _Page(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self._silent = ""
        self._titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._titled = tag == "title"
        if tag in _SILENT and not self._silent:
            self._silent = tag
        elif tag == "body":
            self._silent = ""
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._titled = False
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if self._titled:
            self.title.append(data)
        elif not self._silent:
            self.pieces.append(data)
