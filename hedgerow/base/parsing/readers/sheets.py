"""Reads Excel workbooks sheet by sheet: a line per row, a tab between cells."""

from collections.abc import Iterator
from typing import Any

from hedgerow.base.parsing.limits import MAX_CELLS, MAX_CHARACTERS
from hedgerow.base.parsing.readers.package import Package, Part
from hedgerow.base.parsing.readers.unreadable import Unreadable

_MAX_STRINGS = 500_000


class _Book(Part):
    """Collects the sheets' names and relation ids in order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))


class _Strings(Part):
    """Collects the table of texts that cells share, without the reading aids of Japanese text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._texts = 0
        self._aids = 0
        self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._aids += 1
        elif name == "t":
            self._texts += 1

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aids -= 1
        elif name == "t":
            self._texts -= 1
        elif name == "si":
            text = "".join(self._pieces)
            self._characters += len(text)
            if len(self.found) >= _MAX_STRINGS or self._characters > MAX_CHARACTERS * 4:
                raise Unreadable("cut")
            self.found.append(text)
            self._pieces = []

    def data(self, text: str) -> None:
        if self._texts and not self._aids:
            self._pieces.append(text)


class _Full(Exception):
    """Enough cells were read."""


class _Cells(Part):
    """Collects the values of one sheet's cells."""

    def __init__(self, strings: list[str], allowance: int) -> None:
        self.lines: list[str] = []
        self.cells = 0
        self._strings = strings
        self._allowance = allowance
        self._row: list[str] = []
        self._pieces: list[str] = []
        self._type = ""
        self._values = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._type = attributes.get("t", "n")
            self._pieces = []
        elif name in ("v", "t"):
            self._values += 1

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._values -= 1
        elif name == "c":
            value = self._value("".join(self._pieces))
            if value:
                self.cells += 1
                self._row.append(value)
            if self.cells > self._allowance:
                raise _Full
        elif name == "row" and self._row:
            self.lines.append("\t".join(self._row))
            self._row = []

    def data(self, text: str) -> None:
        if self._values:
            self._pieces.append(text)

    def _value(self, raw: str) -> str:
        if self._type == "s":
            return (
                self._strings[int(raw)]
                if raw.isascii() and raw.isdigit() and int(raw) < len(self._strings)
                else ""
            )
        if self._type == "n" and "." in raw:
            try:
                # Fifteen digits, as Excel shows them: 0.1 and not 0.10000000000000001.
                return f"{float(raw):.15g}"
            except ValueError:
                return raw
        if self._type == "b":
            return "TRUE" if raw == "1" else "FALSE"
        return raw


class _Comments(Part):
    """Collects the texts of comments, old and threaded."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._texts = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("t", "text"):
            self._texts += 1

    def end(self, name: str) -> None:
        if name in ("t", "text"):
            self._texts -= 1
        if name in ("comment", "threadedComment"):
            self.pieces.append("\n")

    def data(self, text: str) -> None:
        if self._texts:
            self.pieces.append(text)


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield one page per sheet; raises Unreadable."""
    package = Package(path)
    yield {"unit": "sheet"}
    main = [
        name for name, type_ in package.types().items() if type_.endswith(".main+xml") and package.has(name)
    ]
    start = main[0] if main else "xl/workbook.xml"
    book = _Book()
    if not package.read_part(start, book):
        raise Unreadable("damaged")
    relations = package.relations(start)
    targets = {id_: target for id_, kind_, target in relations if kind_ in ("worksheet", "chartsheet")}
    strings = _Strings()
    cut = False
    for _, kind_, target in relations:
        if kind_ == "sharedStrings":
            try:
                package.read_part(target, strings)
            except Unreadable as problem:
                if problem.reason != "cut":
                    raise
                cut = True
    yield {"page_count": len(book.sheets), "title": package.title()}
    left = MAX_CELLS
    for number, (label, id_) in enumerate(book.sheets, 1):
        cells = _Cells(strings.found, left)
        try:
            package.read_part(targets.get(id_, ""), cells)
        except _Full:
            cut = True
        left -= cells.cells
        lines = cells.lines + _comments(package, targets.get(id_, ""))
        yield {"page": number, "label": label or f"Sheet {number}", "text": "\n".join(lines)}
        if left <= 0:
            break
    if cut:
        yield {"note": "cut"}


def _comments(package: Package, sheet: str) -> list[str]:
    found = _Comments()
    for _, kind, target in package.relations(sheet):
        if kind in ("comments", "threadedComment"):
            package.read_part(target, found)
    text = "".join(found.pieces).strip()
    return ["", text] if text else []
