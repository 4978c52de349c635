"""The page of one document: what it looks like, its versions, and the discussion under it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hedgerow.access.doing import can, reads_community
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.files.kinds import KINDS
from hedgerow.items.models import Item
from hedgerow.items.queries.item_page import Reading, read_item
from hedgerow.items.queries.rows import ItemRow
from hedgerow.library.guarding import WAITS
from hedgerow.library.queries.document_page import PAGES, Shown, VersionRow, texts_of, versions_of
from hedgerow.web.answers import kept_page
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.views.items.facts import facts_of
from hedgerow.web.views.items.show import after_of, item_context, may_reply, remember
from hedgerow.web.views.library.words import count_words, lately, page_word
from hedgerow.web.words import file_word, size

#: Rows and columns of a table that are shown of a sheet, and how many versions before "All versions".
ROWS, CELLS, FEW = 40, 12, 5


@require_safe
def document(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A document: the newest version, `?v=2` that one, `?page=3` from that page on; with its replies."""
    viewer: Viewer = request.viewer
    reading = read_item(viewer, code)
    if reading is None:
        raise NotVisible
    item = reading.item
    here = item_url(item.code, item.title, item.kind)
    if request.path != here:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{here}?{query}" if query else here)
    shown = versions_of(item.pk, _number(request, "v"))
    if shown is None:
        raise NotVisible
    request.community_id, request.section = item.community_id, ""
    facts = facts_of(request, viewer, reading, after_of(request), writes=may_reply(viewer, item))
    context = item_context(request, viewer, facts, here, section="documents")
    context |= _of_file(request, reading, shown, here)
    response = kept_page(request, "library/document.html", None, lambda: context, {"draft": facts.fresh})
    remember(request, viewer, reading, shown.newest.at)
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    if not value:
        return None
    return int(value) if value.isdigit() and len(value) < 7 else 0


def _of_file(request: HttpRequest, reading: Reading, shown: Shown, here: str) -> dict[str, object]:
    viewer, item, version = request.viewer, reading.item, shown.version
    chosen = "" if version.current else f"v={version.number}"
    library = community_url(item.community.code, item.community.name, "documents/")
    top: list[tuple[str, str]] = []
    folders = shown.folders if reading.inside or reads_community(viewer, item.community) else ()
    if item.room_id and folders:
        top.append((str(item.room_name), f"{library}?room={item.room_code}"))
    whole = request.GET.get("versions") == "all"
    return {
        "trail": [*top, *((name, f"{library}?folder={code}") for code, name in folders)],
        "version": version,
        "newest": shown.newest,
        "versions": [_version(one, here) for one in (shown.versions if whole else shown.versions[:FEW])],
        "more_versions": 0 if whole else max(0, len(shown.versions) - FEW),
        "about": _about(version),
        "file_url": f"{here}file/?{chosen}" if chosen else f"{here}file/",
        "download_url": f"{here}file/?{chosen + '&' if chosen else ''}download=1",
        "opens": KINDS[version.kind].inline_safe,
        "preview": _preview(request, version, here, chosen),
        "asks_url": _asks(viewer, item),
        "may_version": can(viewer, "document.version", item),
        "may_restore": can(viewer, "document.restore_version", item),
        "may_rename": can(viewer, "document.rename", item),
        "may_move": can(viewer, "document.move", item),
    }


def _asks(viewer: Viewer, item: ItemRow) -> str:
    """Where a document that is held for what it may tell can be answered for."""
    if item.state != "held" or not (can(viewer, "item.assure", item) or can(viewer, "item.release", item)):
        return ""
    held = Item.objects.visible_to(viewer).filter(pk=item.pk, held_for=WAITS).exists()
    return reverse("document_assurance", kwargs={"code": item.code}) if held else ""


def _about(version: VersionRow) -> str:
    """ "PowerPoint slides, 14 slides, 3.2 MB"."""
    parts = [file_word(version.kind), count_words(version.kind, version.page_count), size(version.size)]
    return ", ".join(part for part in parts if part)


def _version(one: VersionRow, here: str) -> dict[str, object]:
    if one.restored_from:
        note = one.note or _("Version %(n)s again") % {"n": one.restored_from}
    else:
        note = one.note or (_("First version") if one.number == 1 else _("Version %(n)s") % {"n": one.number})
    return {
        "number": one.number,
        "note": note,
        "meta": f"{one.by_first}, {lately(one.at)}",
        "current": one.current,
        "url": f"{here}?v={one.number}",
        "file_url": f"{here}file/?v={one.number}",
    }


def _preview(request: HttpRequest, version: VersionRow, here: str, chosen: str) -> dict[str, Any]:
    """What can be shown of the file without leaving the page."""
    asked = _number(request, "page") or 0
    family, more = KINDS[version.kind].family, f"&{chosen}" if chosen else ""
    found: dict[str, Any] = {"family": family, "texts": [], "pages": [], "picture": "", "asked": asked > 0}
    if family == "picture" and version.kind != "svg":
        found["picture"] = f"{here}picture/?{chosen}"
        return found
    if family in ("audio", "video"):
        return found
    drawn = sorted(int(name[5:]) for name in version.drawn if name.startswith("page-"))
    at = asked if asked in drawn else 1
    if drawn:
        found["picture"] = f"{here}picture/?page={at}{more}"
        found["caption"] = _("%(page)s of %(count)s") % {
            "page": page_word(version.kind, at),
            "count": version.page_count or len(drawn),
        }
        found["pages"] = [
            (n, f"{here}?page={n}{more}", f"{here}picture/?page={n}{more}", n == at) for n in drawn
        ]
        found["next"] = f"{here}?page={at + 1}{more}" if at + 1 in drawn else ""
        found["before"] = f"{here}?page={at - 1}{more}" if at > 1 else ""
        found["more"] = (version.page_count or 0) > len(drawn)
    first = max(0, asked - 1) // PAGES * PAGES + 1
    texts = texts_of(version.pk, first=first)
    found["texts"] = [
        {
            "number": number,
            "label": label or page_word(version.kind, number),
            "text": text,
            "table": _table(text) if family == "sheet" else [],
        }
        for number, label, text in texts
        if text
    ]
    last = first + PAGES - 1
    found["later"] = (
        f"{here}?page={last + 1}{more}#page-{last + 1}" if (version.page_count or 0) > last else ""
    )
    found["earlier"] = f"{here}?page={first - PAGES}{more}#page-{first - PAGES}" if first > 1 else ""
    return found


def _table(text: str) -> list[list[str]]:
    """The first rows of a sheet."""
    return [line.split("\t")[:CELLS] for line in text.split("\n")[:ROWS]]
