"""Taking the text out of a version's file and keeping it, page by page."""

import logging

from django.db import transaction

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.files.kinds import KINDS
from hedgerow.base.parsing.extracting import Extract, Page, extract
from hedgerow.items.actions.locks import changed, lock_item
from hedgerow.items.blobs import store
from hedgerow.library import guarding
from hedgerow.library.models import PageText, Version

log = logging.getLogger(__name__)
_LABEL, _BATCH = 60, 200


def read_text(*, by: Viewer, version_id: int, asks: bool = True) -> bool:
    """Read a version that waits for it; False when it is read already or gone. Raises FileNotFoundError.

    `asks`: hold it where it may identify somebody. Whatever is in the file, the version ends as read, or as unreadable with a sentence why.
    """
    version = Version.objects.select_related("blob").filter(pk=version_id, reading="waiting").first()
    if version is None:
        return False
    found, same_document = _of_same_bytes(version)
    if found is None:
        if not store().exists(version.blob.path):
            raise FileNotFoundError(version.blob.path)
        found = extract(store().path(version.blob.path), KINDS[version.blob.kind])
    item = version.document.item
    # Put back from an older version that everyone has seen: there is nothing new to ask.
    kinds = [] if same_document or not asks else guarding.kinds_that_ask(item, version, found.pages)
    return _keep(by, version, found, kinds)


def _of_same_bytes(version: Version) -> tuple[Extract | None, bool]:
    """What was read of the same bytes before, so that restoring a version costs no reading; whether of this document."""
    twin = Version.objects.filter(blob=version.blob_id).exclude(reading="waiting").order_by("pk").first()
    if twin is None:
        return None, False
    pages = PageText.objects.filter(version=twin).order_by("number").values_list("number", "label", "text")
    read = Extract(
        pages=tuple(Page(*page) for page in pages.iterator(_BATCH)),
        title=twin.title_inside,
        page_count=twin.page_count,
        note=twin.reading_note,
    )
    return read, twin.document_id == version.document_id


@transaction.atomic
def _keep(by: Viewer, version: Version, found: Extract, kinds: list[str]) -> bool:
    locked = Version.objects.select_for_update().filter(pk=version.pk, reading="waiting").first()
    if locked is None:
        return False
    item = lock_item(locked.document.item)
    texts = {page.number: page for page in found.pages}
    PageText.objects.filter(version=locked).delete()
    PageText.objects.bulk_create(
        [
            PageText(version=locked, number=number, label=page.label[:_LABEL], text=page.text)
            for number, page in sorted(texts.items())
        ],
        batch_size=_BATCH,
    )
    locked.reading = "unreadable" if found.note and not any(page.text for page in found.pages) else "read"
    locked.reading_note = str(found.note)[:200]
    locked.page_count = found.page_count
    locked.title_inside = found.title[:300]
    locked.save(update_fields=["reading", "reading_note", "page_count", "title_inside"])
    changed(item)
    if kinds:
        guarding.hold(by, item, kinds)
    elif guarding.waits_for_answer(item) and locked.document.current_id == locked.pk:
        guarding.let_go(by, item)
    record(by=by, verb="document.read", item=item, subject_id=locked.pk)
    return True
