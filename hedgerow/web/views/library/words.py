"""Documents and their files in words."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.base.files.kinds import KINDS
from hedgerow.library.models import Upload
from hedgerow.library.queries.rows import DocumentRow, FolderRow
from hedgerow.web.shell import item_url
from hedgerow.web.words import ago, day, thumb_kind


def count_words(kind: str, count: int | None) -> str:
    """ "14 slides", or nothing when it is not known."""
    found = KINDS.get(kind)
    if not count or found is None:
        return ""
    if found.family == "slides":
        return ngettext("%(n)s slide", "%(n)s slides", count) % {"n": count}
    if found.family == "sheet":
        return ngettext("%(n)s sheet", "%(n)s sheets", count) % {"n": count}
    return ngettext("%(n)s page", "%(n)s pages", count) % {"n": count}


def page_word(kind: str, number: int) -> str:
    """ "Slide 3": what one page of this kind of file is called."""
    found = KINDS.get(kind)
    family = found.family if found else ""
    if family == "slides":
        return _("Slide %(n)s") % {"n": number}
    if family == "sheet":
        return _("Sheet %(n)s") % {"n": number}
    return _("Page %(n)s") % {"n": number}


def lately(moment: datetime) -> str:
    """When a file came: by the hour today and yesterday, by the day later."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return ago(moment) if timezone.localdate(moment) >= yesterday else day(moment)


def row_view(row: DocumentRow, viewer: Viewer, *, with_folder: bool = False) -> dict[str, object]:
    """One line of the library, in words, with what its menu offers."""
    here = item_url(row.code, row.title, "document")
    new = row.is_new(viewer.person_id)
    meta = [f"{row.by_first}, {lately(row.at)}", count_words(row.kind_of_file, row.page_count)]
    if row.reply_count:
        meta.append(ngettext("%(n)s reply", "%(n)s replies", row.reply_count) % {"n": row.reply_count})
    if with_folder and row.folder_name:
        meta.append(_("in %(folder)s") % {"folder": row.folder_name})
    return {
        "code": row.code,
        "title": row.title,
        "url": here,
        "meta": " · ".join(part for part in meta if part),
        "kind": thumb_kind(row.kind_of_file),
        "version": _("v%(n)s") % {"n": row.number},
        "new": _("New version") if new == "version" else (_("New") if new else ""),
        "unread": bool(new),
        "pinned": row.pinned_at is not None,
        "file": f"{here}file/",
        "opens": KINDS[row.kind_of_file].inline_safe,
        "thumb_url": f"{here}picture/?s=small" if row.pictured else "",
        "may_add": can(viewer, "document.version", row),
        "may_rename": can(viewer, "document.rename", row),
        "may_move": can(viewer, "document.move", row),
        "may_remove": can(viewer, "item.remove", row),
    }


def folder_view(row: FolderRow, here: str) -> dict[str, object]:
    """A folder as its card shows it."""
    count = "100+" if row.count >= 100 else str(row.count)
    lines = [
        ngettext("%(n)s document", "%(n)s documents", row.count) % {"n": count} if row.count else _("Empty")
    ]
    if row.latest is not None:
        lines.append(_("Latest %(when)s") % {"when": lately(row.latest)})
    return {"name": row.name, "url": f"{here}?folder={row.code}", "lines": lines}


def waiting_view(upload: Upload, number: int) -> dict[str, object]:
    """A file whose name is there already, with the question about it."""
    item = upload.item
    return {
        "name": upload.name,
        "url": item_url(item.code, item.title, "document"),
        "version": _("Make it version %(n)s") % {"n": number + 1},
        "asked": _("is here already, as version %(n)s.") % {"n": number},
        "action": reverse("upload_answer", kwargs={"code": upload.code}),
    }
