"""What of a file is looked at: its name, its properties and every page, with notes, comments and deleted text."""

from collections.abc import Iterator, Mapping

from hedgerow.base.parsing.extracting import Extract
from hedgerow.guard.adding_up import Part


def parts_of_file(name: str, read: Extract, properties: Mapping[str, str] | None = None) -> Iterator[Part]:
    """The parts of a file as `hedgerow.base.parsing.extracting.extract` read it. `properties`: author, last saved by …"""
    stem, dot, _ = name.rpartition(".")
    yield Part("name", stem if dot else name, "filename")
    if read.title:
        yield Part("title", read.title, "title")
    for label, value in (properties or {}).items():
        yield Part(label, value, "property")
    for page in read.pages:
        label = page.label or f"{read.unit} {page.number}"
        yield Part(label, page.text, "slide-notes" if read.unit == "slide" else "post")
