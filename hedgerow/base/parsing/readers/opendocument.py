"""Reads OpenDocument texts, slides and spreadsheets."""

from collections.abc import Iterator
from typing import Any

from hedgerow.base.parsing.limits import MAX_CELLS
from hedgerow.base.parsing.readers.package import Package, Part
from hedgerow.base.parsing.readers.unreadable import Unreadable

_UNITS = {"odt": "part", "odp": "slide", "ods": "sheet"}
_PAGE_ELEMENT = {"odp": "page", "ods": "table"}
_MAX_SPACES = 100


class _Content(Part):
    """Collects the text page by page: slides, sheets, or the one page of a text."""

    def __init__(self, page_element: str) -> None:
        self.pages: list[tuple[str, list[str]]] = [("", [])]
        self.comments: list[str] = []
        self.deleted: list[str] = []
        self.cut = False
        self._page_element = page_element
        self._pages_open = 0
        self._paragraphs = 0
        self._commenting = 0
        self._deleting = 0
        self._cells_open = 0
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._page_element:
            self._pages_open += 1
            if self._pages_open == 1:
                self.pages.append((attributes.get("name", ""), []))
        elif name in ("p", "h"):
            self._paragraphs += 1
        elif name == "annotation":
            self._commenting += 1
        elif name == "deletion":
            self._deleting += 1
        elif name == "table-cell":
            self._cells += 1
            self._cells_open += 1
            if self._cells > MAX_CELLS:
                self.cut = True
                raise Unreadable("cut")
        elif name == "s":
            count = attributes.get("c", "1")
            self._add(" " * min(int(count) if count.isascii() and count.isdigit() else 1, _MAX_SPACES))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def end(self, name: str) -> None:
        if name == self._page_element:
            self._pages_open -= 1
        elif name in ("p", "h"):
            self._paragraphs -= 1
            self._add(" " if self._cells_open and not self._commenting else "\n")
        elif name == "annotation":
            self._commenting -= 1
        elif name == "deletion":
            self._deleting -= 1
        elif name == "table-cell":
            self._cells_open -= 1
            self._add("\t")
        elif name == "table-row":
            self._add("\n")

    def data(self, text: str) -> None:
        # Dates and authors of comments stand outside paragraphs, and so do the layout's line breaks.
        if self._paragraphs:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._commenting:
            self.comments.append(text)
        elif self._deleting:
            self.deleted.append(text)
        else:
            self.pages[-1][1].append(text)


class _Locks(Part):
    """Notices whether the manifest says that the content is encrypted."""

    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.locked = self.locked or name == "encryption-data"


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the pages of the document; raises Unreadable."""
    package = Package(path)
    yield {"unit": _UNITS[kind]}
    locks = _Locks()
    package.read_part("meta-inf/manifest.xml", locks)
    if locks.locked:
        raise Unreadable("locked")
    content = _Content(_PAGE_ELEMENT.get(kind, ""))
    try:
        if not package.read_part("content.xml", content):
            raise Unreadable("damaged")
    except Unreadable as problem:
        if problem.reason != "cut":
            raise
    pages = content.pages[1:] if kind != "odt" else content.pages
    if kind != "odt":
        yield {"page_count": len(pages)}
    yield {"title": package.title()}
    number = 0
    for label, pieces in pages:
        number += 1
        usual = {"odp": f"Slide {number}", "ods": label or f"Sheet {number}"}.get(kind, "")
        yield {"page": number, "label": usual, "text": "".join(pieces)}
    styles = _Content("")
    package.read_part("styles.xml", styles)
    others = {"Headers and footers": styles.pages[0][1]} if kind == "odt" else {}
    others |= {"Comments": content.comments, "Deleted text": content.deleted}
    for label, pieces in others.items():
        if "".join(pieces).strip():
            number += 1
            yield {"page": number, "label": label, "text": "".join(pieces)}
    if content.cut:
        yield {"note": "cut"}
