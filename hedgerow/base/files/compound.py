"""Looks into compound files (the container of .doc, .xls, .ppt and .msg) and says which of them one is."""

import struct
from typing import BinaryIO

from hedgerow.base.files.kinds import KINDS

_MAX_SECTORS = 64
# The class of Windows installers, as it lies in the file.
_INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
_STREAMS = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
    "__properties_version1.0": "msg",
    "encryptedpackage": "locked-office",
}


def compound_kind(stream: BinaryIO, head: bytes, extension: str) -> str:
    """Return the key of the kind of a compound file that begins with `head`."""
    names, root_class = _directory(stream, head)
    if root_class == _INSTALLER:
        return "program"
    for name in names:
        if name in _STREAMS:
            return _STREAMS[name]
    return "ole" if extension in KINDS["ole"].extensions else "unknown"


def _directory(stream: BinaryIO, head: bytes) -> tuple[list[str], bytes]:
    """Return the lower-case names in the directory and the class of its root, as far as they can be read."""
    names: list[str] = []
    root_class = b""
    if len(head) < 512:
        return names, root_class
    shift = struct.unpack_from("<H", head, 30)[0]
    if shift not in (9, 12):
        return names, root_class
    size = 1 << shift
    table_sectors = struct.unpack_from("<109I", head, 76)
    sector = struct.unpack_from("<I", head, 48)[0]
    # SECURITY: the chain may run in a circle, so its length is limited rather than trusted.
    for _ in range(_MAX_SECTORS):
        data = _sector(stream, sector, size)
        for at in range(0, len(data) - 127, 128):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if 2 <= length <= 64:
                names.append(data[at : at + length - 2].decode("utf-16-le", "replace").lower())
                if data[at + 66] == 5:
                    root_class = data[at + 80 : at + 96]
        table_index, place = divmod(sector, size // 4)
        if table_index >= len(table_sectors):
            break
        table = _sector(stream, table_sectors[table_index], size)
        if len(table) < size:
            break
        sector = struct.unpack_from("<I", table, place * 4)[0]
        if sector >= 0xFFFFFFFA:
            break
    return names, root_class


def _sector(stream: BinaryIO, sector: int, size: int) -> bytes:
    if sector >= 0xFFFFFFFA:
        return b""
    stream.seek((sector + 1) * size)
    return stream.read(size)
