"""Reads Word documents: the text, and apart from it notes, comments, headers and what was deleted."""

from collections.abc import Iterator
from typing import Any

from hedgerow.base.parsing.readers.package import Package, Part
from hedgerow.base.parsing.readers.unreadable import Unreadable

# Elements whose content is settings or a second copy of what was already read.
_SKIPPED = frozenset(
    {
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "instrText",
        "delInstrText",
        "Fallback",
        "sdtPr",
        "fldData",
    }
)
_DELETED = frozenset({"del", "moveFrom"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_ENDS = {"p": "\n", "tr": "\n"}
# The parts after the main one: end of the content type, label, and whether they are read in one page.
_OTHERS = (
    ("footnotes+xml", "Footnotes"),
    ("endnotes+xml", "Endnotes"),
    ("comments+xml", "Comments"),
    ("header+xml", "Headers and footers"),
    ("footer+xml", "Headers and footers"),
)


class _Text(Part):
    """Collects a part's text, and separately the text that tracked changes keep as deleted."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.deleted: list[str] = []
        self._skipping = 0
        self._deleting = 0
        self._texts = 0
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name in _DELETED:
            self._deleting += 1
        elif name in ("t", "delText"):
            self._texts += 1
        elif name in _BREAKS:
            self._add(_BREAKS[name])
        elif name == "tc":
            self._cells += 1

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name in _DELETED:
            self._deleting -= 1
            self.deleted.append("\n")
        elif name in ("t", "delText"):
            self._texts -= 1
        elif name == "tc":
            self._cells -= 1
            self.pieces.append("\t")
        elif name == "p" and self._cells:
            # Lines of one table cell stay in the row they belong to.
            self._add(" ")
        elif name in _ENDS:
            self._add(_ENDS[name])

    def data(self, text: str) -> None:
        if self._texts and not self._skipping:
            self._add(text)

    def _add(self, text: str) -> None:
        (self.deleted if self._deleting else self.pieces).append(text)


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the document's parts; raises Unreadable."""
    package = Package(path)
    yield {"unit": "part"}
    types = package.types()
    main = [name for name, type_ in types.items() if type_.endswith(".main+xml") and package.has(name)]
    body = _Text()
    if not package.read_part(main[0] if main else "word/document.xml", body):
        raise Unreadable("damaged")
    yield {"page": 1, "label": "", "text": "".join(body.pieces)}
    yield {"title": package.title()}
    deleted = body.deleted
    number = 1
    for label, names in _others(types):
        text = _Text()
        for name in names:
            package.read_part(name, text)
        deleted += text.deleted
        if "".join(text.pieces).strip():
            number += 1
            yield {"page": number, "label": label, "text": "".join(text.pieces)}
    if "".join(deleted).strip():
        yield {"page": number + 1, "label": "Deleted text", "text": "".join(deleted)}


def _others(types: dict[str, str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for ending, label in _OTHERS:
        names = sorted(name for name, type_ in types.items() if type_.endswith(ending))
        found.setdefault(label, []).extend(names)
    return [(label, names) for label, names in found.items() if names]
