"""Undoing everything that one account put in, for spam: told in numbers, done across all communities, undone for 30 days."""

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Invitation, Membership
from hedgerow.items.actions.removing import remove_item, remove_reply, restore_item, restore_reply
from hedgerow.items.models import Item, Reaction, Reply
from hedgerow.people.deeds import UNDO, deed_to_undo, note, note_undone
from hedgerow.people.models import Deed, Person
from hedgerow.people.queries_managed import person_to_manage

#: Quiet words are not among them: what falls at the same moment as the rest would tell who wrote it.
_STANDING = ("published", "held", "scheduled")


class Words(NamedTuple):
    """What one account put in, in numbers."""

    discussions: int
    documents: int
    replies: int
    reactions: int
    invitations: int
    requests: int


def what_they_put_in(viewer: Viewer, person: Person) -> Words:
    """In numbers; an administrator looks into no community."""
    require(viewer, "platform.manage")
    items = _items(person)
    documents = items.filter(kind="document").count()
    return Words(
        discussions=items.count() - documents,
        documents=documents,
        replies=_replies(person).count(),
        reactions=Reaction.objects.filter(person=person).count(),
        invitations=_invitations(person).count(),
        requests=_requests(person).count(),
    )


def _items(person: Person) -> Any:
    return Item.objects.filter(author=person, state__in=_STANDING)


def _replies(person: Person) -> Any:
    return Reply.objects.filter(author=person, state__in=_STANDING)


def _invitations(person: Person) -> Any:
    return Invitation.objects.filter(by=person, accepted_at=None, declined_at=None, revoked_at=None)


def _requests(person: Person) -> Any:
    return Membership.objects.filter(person=person, state="asked")


@transaction.atomic
def remove_everything(*, by: Viewer, code: str, why: str) -> Deed:
    """Out of sight with all of it: items, replies, reactions, open invitations and requests. Raises NotAllowed."""
    require(by, "platform.manage")
    person = person_to_manage(by, code)
    if by.kind != "person" or person.pk == by.person_id:
        raise NotVisible
    if person.is_administrator:
        raise NotAllowed(_("For somebody who looks after this place this is not done. End that first."))
    numbers = what_they_put_in(by, person)._asdict()
    replies = list(_replies(person).order_by("item_id", "pk").values_list("pk", flat=True))
    items = list(_items(person).order_by("pk").values_list("pk", flat=True))
    # An administrator is no facilitator: what they may do in no community, the place does across all.
    place = Viewer.system(reason="an administrator removed everything that an account put in")
    for reply in Reply.objects.filter(pk__in=replies).select_related("item").order_by("item_id", "pk"):
        remove_reply(by=place, reply=reply, why=why)
    for item in Item.objects.filter(pk__in=items).order_by("pk"):
        remove_item(by=place, item=item, why=why)
    before = {
        "person": person.code,
        "items": items,
        "replies": replies,
        "reactions": _take_reactions(person),
        "invitations": list(_invitations(person).values_list("pk", flat=True)),
        "requests": list(_requests(person).values_list("pk", flat=True)),
    }
    _invitations(person).update(revoked_at=timezone.now())
    _requests(person).update(state="declined")
    return note(by, "words.removed", person=person, why=why, numbers=numbers, before=before)


def _take_reactions(person: Person) -> list[list[Any]]:
    found = []
    for one in Reaction.objects.filter(person=person).order_by("pk"):
        found.append([one.item_id, one.reply_id, one.kind])
        _count(one.item_id, one.reply_id, one.kind, -1)
        one.delete()
    return found


def _count(item_id: int, reply_id: int | None, kind: str, by: int) -> None:
    if reply_id is not None:
        Reply.objects.filter(pk=reply_id).update(**{kind: F(kind) + by})
    else:
        Item.objects.filter(pk=item_id).update(**{kind: F(kind) + by})
    Item.objects.filter(pk=item_id).update(version=F("version") + 1)


@transaction.atomic
def undo_removal(*, by: Viewer, deed_id: int) -> Deed:
    """Everything back in its place, but what was put back or deleted meanwhile."""
    deed = deed_to_undo(by, deed_id)
    if deed.verb != "words.removed":
        raise NotAllowed(_("This can't be undone."))
    if deed.at < timezone.now() - UNDO:
        raise NotAllowed(_("That was more than 30 days ago and can't be undone."))
    before: dict[str, Any] = deed.before or {}
    place = Viewer.system(reason="an administrator put back what was removed with an account")
    gone = {"state": "removed", "removed_by": None}
    for item in Item.objects.filter(pk__in=before["items"], **gone).order_by("pk"):
        restore_item(by=place, item=item)
    for reply in Reply.objects.filter(pk__in=before["replies"], **gone).select_related("item").order_by("pk"):
        restore_reply(by=place, reply=reply)
    person = Person.objects.get(code=before["person"])
    for item_id, reply_id, kind in before["reactions"]:
        _say_again(person, item_id, reply_id, kind)
    Invitation.objects.filter(pk__in=before["invitations"]).update(revoked_at=None)
    Membership.objects.filter(pk__in=before["requests"], state="declined").update(state="asked")
    note_undone(by, deed)
    record(by=by, verb="platform.changed")
    return deed


def _say_again(person: Person, item_id: int, reply_id: int | None, kind: str) -> None:
    there = Item.objects.filter(pk=item_id)
    if reply_id is not None:
        there = there.filter(replies__pk=reply_id)
    mine = Reaction.objects.filter(person=person, item_id=item_id, reply_id=reply_id, kind=kind)
    if there.exists() and not mine.exists():
        Reaction.objects.create(person=person, item_id=item_id, reply_id=reply_id, kind=kind)
        _count(item_id, reply_id, kind, 1)
