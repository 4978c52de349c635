"""Reads the XML parts of zipped documents within bounds, without ever unpacking to disk or building a tree."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from hedgerow.base.files.zips import BROKEN, TooMuch, open_zip
from hedgerow.base.parsing.limits import MAX_DEPTH, MAX_MEMBER, MAX_UNPACKED
from hedgerow.base.parsing.readers.unreadable import Unreadable

_CHUNK = 64 * 1024
_ENCRYPTED = 1


class Part:
    """What a reader does with one XML part: override the three methods. Names come without namespaces."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text between elements; one run of text may come in several pieces."""


class _Target:
    """Passes the parser's events on with local names, and refuses nesting without end."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._depth = 0
        self.data = part.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("unsafe")
        self._part.start(local(tag), {local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._part.end(local(tag))

    def close(self) -> None:
        """The part has ended."""


def local(tag: str) -> str:
    """Return a name without its namespace: transitional and strict documents differ only in that."""
    return tag.rpartition("}")[2]


class Package:
    """A zipped document. All reading goes through one allowance of decompressed bytes."""

    def __init__(self, path: str) -> None:
        # The process ends with its one file, so nothing closes it earlier.
        stream: BinaryIO = open(path, "rb")  # noqa: SIM115
        try:
            self._zip = open_zip(stream)
        except TooMuch:
            raise Unreadable("unsafe") from None
        except BROKEN:
            raise Unreadable("damaged") from None
        self._left = MAX_UNPACKED
        self._members = {name.replace("\\", "/").lower().lstrip("/"): name for name in self._zip.namelist()}

    def has(self, name: str) -> bool:
        """Say whether there is a member of this name."""
        return name.lower() in self._members

    def names(self) -> list[str]:
        """Return the members' names in lower case, in order."""
        return sorted(self._members)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes; raises Unreadable when it is damaged or too large."""
        left = min(MAX_MEMBER, self._left)
        if self._zip.getinfo(self._members[name.lower()]).flag_bits & _ENCRYPTED:
            raise Unreadable("locked")
        try:
            with self._zip.open(self._members[name.lower()]) as member:
                # SECURITY: what is counted is what really comes out, not the size the file claims.
                while chunk := member.read(_CHUNK):
                    left -= len(chunk)
                    self._left -= len(chunk)
                    if left < 0:
                        raise Unreadable("unsafe")
                    yield chunk
        except BROKEN:
            raise Unreadable("damaged") from None

    def read_part(self, name: str, part: Part) -> bool:
        """Send the events of an XML member to `part` and say whether there was one; raises Unreadable."""
        if not self.has(name):
            return False
        # SECURITY: no DTD at all, so neither entities that grow nor entities that fetch.
        parser = DefusedXMLParser(target=_Target(part), forbid_dtd=True)
        try:
            for chunk in self.chunks(name):
                parser.feed(chunk)
            parser.close()
        except DefusedXmlException:
            raise Unreadable("unsafe") from None
        except ParseError:
            raise Unreadable("damaged") from None
        return True

    def types(self) -> dict[str, str]:
        """Return the content type of every part that is listed by name, in lower case."""
        types = _Types()
        self.read_part("[content_types].xml", types)
        return types.found

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """Return (id, last word of type, target) of what the part `name` points to inside the package."""
        folder, base = posixpath.split(name)
        relations = _Relations(folder)
        self.read_part(posixpath.join(folder, "_rels", f"{base}.rels"), relations)
        return relations.found

    def title(self) -> str:
        """Return the title in the document's properties, or ""."""
        title = _Title()
        for name in ("docprops/core.xml", "meta.xml"):
            if self.read_part(name, title):
                break
        return "".join(title.pieces).strip()


class _Types(Part):
    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Override":
            part = attributes.get("PartName", "").lstrip("/").lower()
            self.found[part] = attributes.get("ContentType", "").lower()


class _Relations(Part):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode", "").lower() == "external":
            return
        target = attributes.get("Target", "")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.append((attributes.get("Id", ""), kind, posixpath.normpath(joined).lower()))


class _Title(Part):
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name == "title"

    def end(self, name: str) -> None:
        self._inside = False

    def data(self, text: str) -> None:
        if self._inside:
            self.pieces.append(text)
