"""The author's answer to a held document: nobody can be known by it, and why."""

from django.db import transaction

from hedgerow.access.doing import can, require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.interruption import Answer, look_twice
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.guarding import keep_answer
from hedgerow.items.models import Item
from hedgerow.library.guarding import let_go, parts_of_document, waits_for_answer
from hedgerow.library.models import Version


def require_held(by: Viewer, item: Item) -> None:
    """Refuse unless the viewer may answer for this held document: its author, or who looks after the place."""
    if not can(by, "item.release", item):
        require(by, "item.assure", item)
    if not waits_for_answer(item):
        raise NotVisible


@transaction.atomic
def assure_document(*, by: Viewer, item: Item, answer: Answer | None) -> Item:
    """Show it again. Raises Interrupted until the answer holds, NotVisible when nothing waits here."""
    item = lock_item(item)
    require_held(by, item)
    version = Version.objects.select_related("blob").filter(document_id=item.pk).order_by("-number").first()
    if version is None:
        raise NotVisible
    answered = look_twice(parts_of_document(item, version), answer)
    keep_answer(by, answered, item)
    let_go(by, item)
    return item
