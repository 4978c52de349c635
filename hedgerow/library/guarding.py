"""Documents are looked at when they come and again when their text was read. One that may identify somebody is held."""

from collections.abc import Iterable

from django.db.models import F

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record, writes_the_past
from hedgerow.base.files.kinds import KINDS
from hedgerow.base.parsing.extracting import Page
from hedgerow.interruption import Part
from hedgerow.items.guarding import TEXT, TITLE, asks, stem_of
from hedgerow.items.models import Assurance, Item
from hedgerow.library.models import PageText, Version

#: What a held item waits for: the answer of its author.
WAITS = "guard"


def parts_of_document(item: Item, version: Version, pages: Iterable[Page] | None = None) -> list[Part]:
    """Title, description, name, note and every page with its notes and comments. `pages`: as they were read just now."""
    slides = KINDS[version.blob.kind].family == "slides"
    parts = [Part(TITLE, item.title, "title")]
    if item.source:
        parts.append(Part(TEXT, item.source, "post"))
    parts.append(Part("file name", stem_of(version.file_name), "filename"))
    if version.note:
        parts.append(Part("note", version.note, "title"))
    if version.title_inside:
        parts.append(Part("title inside", version.title_inside, "property"))
    for page in pages if pages is not None else pages_of(version):
        label = page.label or f"{'slide' if slides else 'page'} {page.number}"
        parts.append(Part(label, page.text, "slide-notes" if slides else "post"))
    return parts


def pages_of(version: Version) -> list[Page]:
    """What was read of the version so far."""
    rows = PageText.objects.filter(version=version).order_by("number").values_list("number", "label", "text")
    return [Page(*row) for row in rows]


def kinds_that_ask(item: Item, version: Version, pages: Iterable[Page] | None = None) -> list[str]:
    """The kinds of detail for which the author is to be asked; those of earlier versions were answered already."""
    found = asks(parts_of_document(item, version, pages))
    if not found:
        return []
    known = _answered(item, version)
    return sorted(
        {one.hit.kind for one in found if one.hit.strength == "interrupt" and one.words not in known}
    )


def _answered(item: Item, version: Version) -> set[str]:
    if not Assurance.objects.filter(item=item, reply=None).exists():
        return set()
    before = (
        Version.objects.filter(document_id=item.pk, number__lt=version.number).order_by("-number").first()
    )
    return {one.words for one in asks(parts_of_document(item, before))} if before is not None else set()


def hold(by: Viewer, item: Item, kinds: list[str]) -> None:
    """Out of sight of all but its author and the facilitators, until it is answered. Nothing that was found is kept.

    Whoever calls holds the item's lock.
    """
    if item.state != "published":
        return
    item.state, item.held_for = "held", WAITS
    _put(item)
    record(by=by, verb="document.held", item=item, kinds=kinds)


def hold_if_it_tells(by: Viewer, item: Item, version: Version) -> None:
    """The first look, before the text was read: at the names and what was said of it."""
    if by.is_system or writes_the_past():
        return
    kinds = kinds_that_ask(item, version, ())
    if kinds:
        hold(by, item, kinds)


def let_go(by: Viewer, item: Item) -> None:
    """Back to everyone for whom it is."""
    item.state, item.held_for = "published", ""
    _put(item)
    record(by=by, verb="document.released", item=item)


def waits_for_answer(item: Item) -> bool:
    """Whether it is held because of what it may tell."""
    return item.state == "held" and item.held_for == WAITS


def _put(item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(state=item.state, held_for=item.held_for, version=F("version") + 1)
