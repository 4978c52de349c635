"""Looks into zip files from outside: which kind they are and what they would unpack to, without unpacking."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, cast

from hedgerow.base.files.kinds import KINDS

MAX_MEMBERS = 5_000
MAX_UNPACKED = 4 * 1024**3
# A megabyte of anything real packs to more than 1/200; office files of empty cells come near 1/100.
MAX_RATIO = 200
_RATIO_MATTERS = 200 * 1024**2
_MAX_DIRECTORY = 4 * 1024**2
_MAX_TYPES = 256 * 1024
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

# All that `zipfile` raises for files that are not as they should be.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
_OFFICE_TYPES = (
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroenabled.main", "docm"),
    (b"ms-word.template.macroenabledtemplate.main", "docm"),
    (b"presentationml.presentation.main", "pptx"),
    (b"presentationml.slideshow.main", "pptx"),
    (b"presentationml.template.main", "pptx"),
    (b"ms-powerpoint.presentation.macroenabled.main", "pptm"),
    (b"ms-powerpoint.slideshow.macroenabled.main", "pptm"),
    (b"ms-powerpoint.template.macroenabled.main", "pptm"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroenabled.main", "xlsm"),
    (b"ms-excel.template.macroenabled.main", "xlsm"),
    (b"ms-excel.sheet.binary.macroenabled.main", "xlsb"),
)
_MIMETYPES = {KINDS[key].media_type.encode(): key for key in ("odt", "odp", "ods", "epub")}
_MIMETYPES |= {KINDS[key].media_type.encode() + b"-template": key for key in ("odt", "odp", "ods")}


class TooMuch(Exception):
    """The zip file asks for more memory or disk than we give it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a zip file says of itself: its members and the bytes they would unpack to."""

    members: int
    unpacked: int


class _Guarded:
    """A file that gives at most a few megabytes, so that a huge directory cannot fill the memory."""

    def __init__(self, stream: BinaryIO, allowance: int) -> None:
        self._stream = stream
        self.allowance = allowance

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self.allowance + 1) if size >= 0 else self.allowance + 1)
        self.allowance -= len(data)
        if self.allowance < 0:
            raise TooMuch
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip file whose directory is of sane size; raises TooMuch, or what `zipfile` raises."""
    # SECURITY: the count in the end record may lie, so what is limited is what is really read.
    zipped = zipfile.ZipFile(cast(BinaryIO, _Guarded(stream, _MAX_DIRECTORY)))
    if len(zipped.infolist()) > MAX_MEMBERS:
        raise TooMuch
    zipped.fp = stream
    return zipped


def zip_kind(stream: BinaryIO, extension: str) -> str:
    """Return the key of the kind of a file that begins as a zip file."""
    try:
        zipped = open_zip(stream)
    except TooMuch:
        return "zip"
    except BROKEN:
        return "unknown"
    names = {name.replace("\\", "/").lower(): name for name in zipped.namelist()}
    if "[content_types].xml" in names:
        types = _member(zipped, names["[content_types].xml"])
        types = types.replace(b"\x00", b"").lower()
        for mark, key in _OFFICE_TYPES:
            if mark in types:
                return key
    if "mimetype" in names:
        key_of = _MIMETYPES.get(_member(zipped, names["mimetype"]).strip())
        if key_of:
            return key_of
    if "meta-inf/manifest.mf" in names or "androidmanifest.xml" in names:
        return "program"
    if extension in ("pages", "numbers", "key") and any(re.match(r"index[/.]", name) for name in names):
        return "keynote" if extension == "key" else extension
    return "zip"


def zip_contents(stream: BinaryIO) -> Contents:
    """Say what a zip file would unpack to; raises TooMuch when it is a bomb or has too many members.

    Sizes are what the directory says. Whoever unpacks must count the bytes that really come.
    """
    stream.seek(0, 2)
    packed = stream.tell()
    zipped = open_zip(stream)
    unpacked = sum(info.file_size for info in zipped.infolist())
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_MATTERS and unpacked > packed * MAX_RATIO):
        raise TooMuch
    return Contents(members=len(zipped.infolist()), unpacked=unpacked)


def _member(zipped: zipfile.ZipFile, name: str) -> bytes:
    try:
        with zipped.open(name) as member:
            return member.read(_MAX_TYPES)
    except BROKEN:
        return b""
