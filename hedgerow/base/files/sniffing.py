"""Tells what a file is by what is in it; its name only decides between kinds that look alike inside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from hedgerow.base.files.compound import compound_kind
from hedgerow.base.files.kinds import KINDS, Kind, extension_of, kind_by_extension
from hedgerow.base.files.zips import SIGNATURES, zip_kind

_HEAD = 64 * 1024

# What a file of the kind begins with: offset, bytes, key.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "pdf"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"{\\rtf", "rtf"),
    (0, b"ID3\x02", "mp3"),
    (0, b"ID3\x03", "mp3"),
    (0, b"ID3\x04", "mp3"),
    (0, b"fLaC", "flac"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xfe\xed\xfa\xce", "program"),
    (0, b"\xfe\xed\xfa\xcf", "program"),
    (0, b"\xce\xfa\xed\xfe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "program"),
    (0, b"\x00asm", "program"),
    (0, b"!<arch>\n", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ\x00", "archive"),
    (0, b"\x28\xb5\x2f\xfd", "archive"),
    (0, b"MSCF\x00\x00\x00\x00", "archive"),
    (257, b"ustar", "archive"),
)
_PICTURE_BRANDS = {b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"heim": "heic", b"heis": "heic"}
_PICTURE_BRANDS |= {b"mif1": "heic", b"msf1": "heic", b"avif": "avif", b"avis": "avif"}
_FILM_BRANDS = {
    b"M4A ": "m4a",
    b"M4B ": "m4a",
    b"M4V ": "m4v",
    b"M4VH": "m4v",
    b"M4VP": "m4v",
    b"qt  ": "mov",
}
# Control characters that text does contain: tab, line feed, form feed, carriage return, escape.
_NOT_TEXT = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_STRAY = 0.01
_SCRIPTS = frozenset(KINDS["script"].extensions)


def sniff(file: str | os.PathLike[str] | BinaryIO, name: str) -> Kind:
    """Return the kind of `file` (a path or an open binary file, whose position is kept) called `name`.

    What is inside decides. The kind is "unknown" when nothing is recognised, and "program" or "script" for
    what a computer would run, whatever its name says.
    """
    with _opened(file) as stream:
        stream.seek(0)
        head = stream.read(_HEAD)
        return KINDS[_key(stream, head, extension_of(name))]


@contextmanager
def _opened(file: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(file, str | os.PathLike):
        with open(file, "rb") as stream:
            yield stream
        return
    position = file.tell()
    try:
        yield file
    finally:
        file.seek(position)


def _key(stream: BinaryIO, head: bytes, extension: str) -> str:
    if head.startswith(SIGNATURES):
        return zip_kind(stream, extension)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return compound_kind(stream, head, extension)
    if head.startswith(b"MZ") and (b"\x00" in head[:64] or b"DOS mode" in head[:1024]):
        return "program"
    for offset, magic, key in _MAGIC:
        if head.startswith(magic, offset):
            return key
    return _media(head, extension) or _text(head, extension) or _late(head)


def _media(head: bytes, extension: str) -> str:
    """Recognise sound, film and pictures that need more than a prefix."""
    if head[4:8] == b"ftyp":
        return _brand(head, extension)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip") and extension in KINDS["mov"].extensions:
        return "mov"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    if head.startswith(b"OggS"):
        return "ogv" if b"theora" in head[:256] else "ogg"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if len(head) > 4 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    # A bare MP3 frame: sync, a real layer, and neither the reserved bit rate nor the reserved sampling rate.
    if len(head) > 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in (0, 15):
        return "mp3" if head[2] & 0x0C != 0x0C else ""
    return ""


def _brand(head: bytes, extension: str) -> str:
    size = min(max(int.from_bytes(head[:4], "big"), 16), 256)
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, size, 4)]
    if brands[0] in _PICTURE_BRANDS:
        # Files of the general brand "mif1" say in the list that follows what their pictures are made of.
        if any(brand in (b"avif", b"avis") for brand in brands):
            return "avif"
        return _PICTURE_BRANDS[brands[0]]
    if brands[0] in _FILM_BRANDS:
        return _FILM_BRANDS[brands[0]]
    # Recorders write sound under the general film brands, and only the name tells.
    if extension in KINDS["m4a"].extensions:
        return "m4a"
    return "m4v" if extension in KINDS["m4v"].extensions else "mp4"


def _text(head: bytes, extension: str) -> str:
    sample = _as_ascii(head)
    if not sample or b"\x00" in sample:
        return ""
    # Texts from old systems hold a stray control character now and then; other files are full of them.
    if len(sample) - len(sample.translate(None, _NOT_TEXT)) > len(sample) * _STRAY:
        return ""
    start = sample.lstrip()[:4096].lower()
    if start.startswith(b"#!") or extension in _SCRIPTS:
        return "script"
    if start.startswith(b"%pdf-"):
        return "pdf"
    if start.startswith(b"begin:vcalendar"):
        return "calendar"
    if start.startswith(b"begin:vcard"):
        return "contact"
    named = kind_by_extension(extension)
    if extension and (named is None or named.key in ("text", "csv", "email")):
        # What calls itself text is text, even if it is the text of a page: it is never shown as one.
        return named.key if named else "text"
    if b"<svg" in start and (start.startswith(b"<") or extension == "svg"):
        # A web page may contain a drawing; a drawing never opens with the page's own tags.
        return "html" if _is_page(start[: start.find(b"<svg")]) else "svg"
    if extension in KINDS["html"].extensions or _is_page(start[:1024]):
        return "html"
    return "text"


def _as_ascii(head: bytes) -> bytes:
    """Return `head` as bytes in which ASCII can be looked for, or b"" when it is UTF-16 of nonsense."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_page(start: bytes) -> bool:
    marks = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<frameset", b"<meta")
    return start.startswith(b"<") and any(mark in start for mark in marks)


def _late(head: bytes) -> str:
    # Some scanners put a few bytes before the header, and readers look for it in the first 1024.
    return "pdf" if b"%PDF-" in head[:1024] else "unknown"
