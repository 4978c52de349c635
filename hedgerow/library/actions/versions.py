"""New versions of a document: added, or an older one put back on top. No version is ever changed."""

from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items.actions import add_note
from hedgerow.items.actions.locks import active_now, lock_item
from hedgerow.items.blobs import Kept, store_blob
from hedgerow.items.models import Item
from hedgerow.library.guarding import hold_if_it_tells, waits_for_answer
from hedgerow.library.models import Document, Version


def add_version(
    *, by: Viewer, item: Item, file: IO[bytes], name: str, note: str = "", at: datetime | None = None
) -> Version:
    """Put a newer file in a document's place; the older ones stay. The very file that is there already changes nothing.

    `at` sets an earlier moment (the living example), of which nobody needs to be told. Raises NotVisible, NotAllowed, Refusal.
    """
    require(by, "document.version", item)
    kept = store_blob(community=item.community, file=file, name=name)
    return put_version(by=by, item=item, kept=kept, note=note, at=at)


@transaction.atomic
def put_version(*, by: Viewer, item: Item, kept: Kept, note: str = "", at: datetime | None = None) -> Version:
    """The same with a file that is stored already. A note under the document tells whoever read it before."""
    item = lock_item(item)
    require(by, "document.version", item)
    document = _document(item)
    current = document.current
    if current is not None and (current.blob_id, current.file_name) == (kept.blob.pk, kept.name):
        return current
    replaces = waits_for_answer(item) and current is not None
    if replaces:
        # It was never to be seen: what takes its place takes its number too, and nothing of it stays.
        Version.objects.filter(pk=document.current_id).delete()
        document.current = None
    version = write_version(by, document, kept, note=note, at=at)
    if at is None and not replaces:
        said = _("Version %(n)s is here.") % {"n": version.number}
        add_note(by=by, item=item, text=f"{said} {version.note}".strip())
    record(by=by, verb="document.version_added", item=item, subject_id=version.pk)
    hold_if_it_tells(by, item, version)
    return version


@transaction.atomic
def restore_version(*, by: Viewer, item: Item, number: int, note: str = "") -> Version:
    """Put an older version on top again: a new version with its bytes. The newest itself stays as it is."""
    item = lock_item(item)
    require(by, "document.restore_version", item)
    document = _document(item)
    old: Version | None = (
        Version.objects.select_related("blob").filter(document=document, number=number).first()
    )
    if old is None:
        raise NotVisible
    if document.current_id == old.pk:
        return old
    kept = Kept(old.blob, old.file_name)
    version = write_version(by, document, kept, note=note, restored_from=number)
    said = _("Version %(old)s is back, as version %(n)s.") % {"old": number, "n": version.number}
    add_note(by=by, item=item, text=f"{said} {version.note}".strip())
    record(by=by, verb="document.version_restored", item=item, subject_id=version.pk)
    return version


def _document(item: Item) -> Document:
    found: Document | None = Document.objects.select_related("current").filter(item=item).first()
    if found is None:
        raise NotVisible
    found.item = item
    return found


def write_version(
    by: Viewer,
    document: Document,
    kept: Kept,
    *,
    note: str = "",
    restored_from: int | None = None,
    at: datetime | None = None,
) -> Version:
    """The row of a version, as the newest one. The item is locked by whoever calls."""
    last = Version.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    now, item = at or timezone.now(), document.item
    version = Version.objects.create(
        document=document,
        number=last + 1,
        blob=kept.blob,
        file_name=kept.name,
        note=" ".join(note.split())[:200],
        by_id=by.person_id,
        at=now,
        restored_from=restored_from,
    )
    document.current, document.file_name = version, version.file_name
    document.save(update_fields=["current", "file_name"])
    item.version += 1
    item.save(update_fields=["version"])
    active_now(item, now)
    return version
