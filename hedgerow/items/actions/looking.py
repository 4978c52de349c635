"""The steward's look at who wrote quiet words: with a reason, logged, and told to the writer."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items.models import Attribution, Item, Look, Reply
from hedgerow.items.quiet import steward_for
from hedgerow.people.models import Person

LONGEST_REASON = 500


def may_look(by: Viewer, row: Item | Reply) -> bool:
    """Whether this is quiet, and the viewer the steward of its place."""
    if not row.quiet or by.kind != "person" or by.person_id is None:
        return False
    steward = steward_for(row.item if isinstance(row, Reply) else row)
    return steward is not None and steward.id == by.person_id


@transaction.atomic
def look(*, by: Viewer, row: Item | Reply, why: str) -> Person | None:
    """Who wrote this; None when their account is closed and nobody can know any more.

    Raises NotAllowed for all but the steward, and for an empty reason.
    """
    require(by, "quiet.look", row)
    if not may_look(by, row):
        raise NotAllowed(_("Only the steward of quiet words here can look who wrote this."))
    reason = " ".join(why.split())[:LONGEST_REASON]
    if not reason:
        raise NotAllowed(_("Write down why you need to know."))
    reply = row if isinstance(row, Reply) else None
    item = row.item if isinstance(row, Reply) else row
    made = Look.objects.create(item=item, reply=reply, by_id=by.person_id, why=reason)
    record(by=by, verb="quiet.looked", item=item, reply=reply, subject_id=made.pk)
    found = Attribution.objects.filter(item=item, reply=reply).select_related("person").first()
    return found.person if found is not None else None
