"""Reads PowerPoint slides in their order, each with its speaker notes and comments."""

from collections.abc import Iterator
from typing import Any

from hedgerow.base.parsing.readers.package import Package, Part
from hedgerow.base.parsing.readers.unreadable import Unreadable

# Placeholders that repeat the same on every slide: number, date, footer, header, the slide's own picture.
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
_BREAKS = {"br": "\n", "tab": "\t"}


class _Text(Part):
    """Collects text shape by shape, leaving out the furniture."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._shape: list[str] = []
        self._furniture = False
        self._skipping = 0
        self._texts = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or name == "Fallback":
            self._skipping += 1
        elif name == "sp":
            self._flush()
        elif name == "ph":
            self._furniture = attributes.get("type", "") in _FURNITURE
        elif name in ("t", "text", "v"):
            self._texts += 1
        elif name in _BREAKS:
            self._shape.append(_BREAKS[name])

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name in ("t", "text", "v"):
            self._texts -= 1
            if name != "t":
                self._shape.append("\n")
        elif name in ("p", "tr"):
            self._shape.append("\n")
        elif name == "tc":
            self._shape.append("\t")
        elif name == "sp":
            self._flush()

    def data(self, text: str) -> None:
        if self._texts and not self._skipping:
            self._shape.append(text)

    def text(self) -> str:
        """Return all that was collected."""
        self._flush()
        return "".join(self.pieces).strip()

    def _flush(self) -> None:
        if not self._furniture:
            self.pieces += self._shape
        self._shape = []
        self._furniture = False


class _Order(Part):
    """Collects the relation ids of the slides in the order they are shown."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.slides = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sldId":
            self.slides += 1
            # The slide has a number `id` and a relation `r:id`; without namespaces the later one remains.
            self.ids.append(attributes.get("id", ""))


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield one page per slide; raises Unreadable."""
    package = Package(path)
    yield {"unit": "slide"}
    main = [
        name for name, type_ in package.types().items() if type_.endswith(".main+xml") and package.has(name)
    ]
    start = main[0] if main else "ppt/presentation.xml"
    order = _Order()
    if not package.read_part(start, order):
        raise Unreadable("damaged")
    targets = {id_: target for id_, kind_, target in package.relations(start) if kind_ == "slide"}
    slides = [targets[id_] for id_ in order.ids if id_ in targets]
    yield {"page_count": len(slides), "title": package.title()}
    for number, name in enumerate(slides, 1):
        yield {"page": number, "label": f"Slide {number}", "text": _slide(package, name)}


def _slide(package: Package, name: str) -> str:
    texts = [_read(package, name)]
    for _, kind, target in package.relations(name):
        if kind in ("notesSlide", "comments", "comment", "diagramData", "chart"):
            texts.append(_read(package, target))
    return "\n\n".join(text for text in texts if text)


def _read(package: Package, name: str) -> str:
    text = _Text()
    package.read_part(name, text)
    return text.text()
