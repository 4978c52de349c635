"""Making one account of two: told in numbers, done at once across all kinds, and undone for 30 days."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.places import recount
from hedgerow.communities.models import Community, Membership
from hedgerow.items.models import Item
from hedgerow.people.actions.accounts import tell
from hedgerow.people.addresses import MOST, addresses_of
from hedgerow.people.deeds import UNDO, deed_to_undo, note, note_undone
from hedgerow.people.devices import end_everywhere
from hedgerow.people.models import Deed, Person
from hedgerow.people.place import place
from hedgerow.people.queries_managed import person_to_manage
from hedgerow.workflows.merging_rows import (
    Changes,
    items_touched,
    merge_memberships,
    merge_reactions,
    put_back,
    put_reactions_back,
)

#: What stays with the account it belongs to: history, and what is ended. Every other key to a person moves; a test lists all.
STAYS = {
    ("people.Deed", "by"),
    ("people.Deed", "person"),
    ("people.Deed", "undone_by"),
    ("people.Device", "person"),
    ("people.Person", "merged_into"),
    ("communities.Oversight", "person"),
    ("account.EmailAddress", "user"),
    # SECURITY: who wrote quietly is not told to whoever signs in with the account that is kept.
    ("items.Attribution", "person"),
    ("communities.Membership", "person"),
    ("communities.RoomMembership", "person"),
    ("items.Reaction", "person"),
}


class Merging(NamedTuple):
    """What merging would do, in numbers. `both`: communities in which both accounts are."""

    communities: int
    both: int
    discussions: int
    replies: int
    documents: int
    marks: int
    addresses: int


def keys_to_people() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field that names a person."""
    for found in Person._meta.get_fields(include_hidden=True):
        if isinstance(found, models.ManyToOneRel):
            yield found.related_model, found.field.name


def what_merging_does(viewer: Viewer, *, kept: Person, other: Person) -> Merging:
    """In numbers; an administrator looks into no community."""
    require(viewer, "platform.manage")
    from_items = _rows("items.Item", "author", other)
    documents = from_items.filter(kind="document").count()
    mine = Membership.objects.filter(person=kept).values("community_id")
    theirs = Membership.objects.here().filter(person=other)
    marks = sum(
        _rows(f"items.{name}", "person", other).count() for name in ("Reaction", "Follow", "ReadMark")
    )
    return Merging(
        communities=theirs.count(),
        both=theirs.filter(community_id__in=mine).count(),
        discussions=from_items.count() - documents,
        replies=_rows("items.Reply", "author", other).count(),
        documents=documents,
        marks=marks,
        addresses=len(addresses_of(other)),
    )


def _rows(label: str, field: str, person: Person) -> Any:
    return apps.get_model(label)._base_manager.filter(**{field: person})


def _two(by: Viewer, kept: str, other: str) -> tuple[Person, Person]:
    """Both accounts, locked in one order. Raises NotAllowed, NotVisible."""
    require(by, "platform.manage")
    if by.kind != "person":
        raise NotVisible
    one, two = person_to_manage(by, kept), person_to_manage(by, other)
    if one.pk == two.pk:
        raise NotAllowed(_("These are one account already."))
    locked = {
        p.pk: p for p in Person.objects.select_for_update().filter(pk__in=[one.pk, two.pk]).order_by("pk")
    }
    one, two = locked[one.pk], locked[two.pk]
    if one.is_administrator or two.is_administrator:
        # SECURITY: or an administrator would come into communities by taking over an account of somebody else.
        raise NotAllowed(_("An account of an administrator is not merged. End that first."))
    if not one.is_active or not two.is_active:
        raise NotAllowed(_("Both accounts have to be open."))
    if len(addresses_of(one)) + len(addresses_of(two)) > MOST:
        raise NotAllowed(_("Together they have more than 6 addresses. One of them has to be removed first."))
    return one, two


@transaction.atomic
def merge_accounts(*, by: Viewer, kept: str, other: str, why: str) -> Deed:
    """Everything of the account `other` becomes that of `kept`; both are told at all their addresses.

    What both have of one thing is one afterwards: the stronger part, the mark that is further on. Nothing becomes visible
    that neither saw: eras are only joined where they meet, and who is suspended in one is suspended.
    """
    to, gone = _two(by, kept, other)
    numbers = what_merging_does(by, kept=to, other=gone)._asdict()
    for person in (to, gone):
        tell(person, "account_merged", why=why, contact=place().contact)
    changes = Changes()
    communities = merge_memberships(to, gone, changes)
    items = items_touched(gone.pk)
    merge_reactions(to, gone, changes)
    for model, field in keys_to_people():
        if (model._meta.label, field) not in STAYS:
            changes.move(model, field, gone.pk, to.pk)
    before = {
        "kept": to.code,
        "other": gone.code,
        "email": gone.email,
        "emails": list(EmailAddress.objects.filter(user=gone).values_list("email", "primary")),
        **changes.as_json(),
    }
    _take_addresses(to, gone)
    gone.email, gone.is_active, gone.merged_into = None, False, to
    gone.save(update_fields=["email", "is_active", "merged_into"])
    end_everywhere(gone.pk)
    _settle(communities, items)
    deed = note(by, "person.merged", person=to, why=why, numbers=numbers, before=before)
    record(by=by, verb="person.merged", subject_id=gone.pk)
    return deed


def _take_addresses(to: Person, gone: Person) -> None:
    own = set(EmailAddress.objects.filter(user=to).values_list("email", flat=True))
    EmailAddress.objects.filter(user=gone, email__in=own).delete()
    EmailAddress.objects.filter(user=gone).update(user=to, primary=False)
    if gone.email and not EmailAddress.objects.filter(user=to, email=gone.email.lower()).exists():
        EmailAddress.objects.create(user=to, email=gone.email.lower(), verified=True, primary=False)


def _settle(communities: set[int], items: list[int]) -> None:
    for community in Community._base_manager.filter(pk__in=communities).order_by("pk"):
        recount(community)
    for at in range(0, len(items), 500):
        Item.objects.filter(pk__in=items[at : at + 500]).update(version=models.F("version") + 1)


@transaction.atomic
def undo_merge(*, by: Viewer, deed_id: int) -> Deed:
    """Two accounts again: what was moved goes back, and what was done since stays with the one that was kept."""
    deed = deed_to_undo(by, deed_id)
    if deed.verb != "person.merged":
        raise NotAllowed(_("This can't be undone."))
    if deed.at < timezone.now() - UNDO:
        raise NotAllowed(_("That was more than 30 days ago and can't be undone."))
    before: dict[str, Any] = deed.before or {}
    both = Person.objects.select_for_update().filter(code__in=[before["kept"], before["other"]])
    found = {person.code: person for person in both.order_by("pk")}
    to, gone = found[before["kept"]], found[before["other"]]
    if to.closed_at is not None or to.merged_into_id is not None or gone.merged_into_id != to.pk:
        raise NotAllowed(_("This can't be undone: the account is no longer what it was."))
    communities = set(Membership.objects.filter(person__in=[to, gone]).values_list("community_id", flat=True))
    put_back(before, gone.pk, to.pk)
    put_reactions_back(before, gone)
    _give_addresses_back(before, to, gone)
    _settle(communities, items_touched(gone.pk))
    note_undone(by, deed)
    record(by=by, verb="person.unmerged", subject_id=gone.pk)
    return deed


def _give_addresses_back(before: dict[str, Any], to: Person, gone: Person) -> None:
    emails = dict(before["emails"])
    mine = EmailAddress.objects.filter(user=to, email__in=[*emails, (before["email"] or "").lower()])
    if to.email and mine.filter(email=to.email.lower()).exists():
        raise NotAllowed(
            _("An address of the other account is the main one now. Another has to be made that first.")
        )
    mine.exclude(email__in=list(emails)).delete()
    for email, primary in emails.items():
        EmailAddress.objects.filter(user=to, email=email).update(user=gone, primary=primary)
    gone.email, gone.is_active, gone.merged_into = before["email"], True, None
    gone.save(update_fields=["email", "is_active", "merged_into"])
