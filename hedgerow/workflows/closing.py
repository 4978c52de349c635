"""Closing an account: told beforehand in numbers, asked, and after a week done for good, across all kinds."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.base.jobs import task
from hedgerow.communities.actions.closing import end_memberships, looked_after_alone
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions.forgetting import forget_marks, forget_who, remove_all_words, written_by
from hedgerow.items.models import Item, Reply
from hedgerow.library.models import Document, Version
from hedgerow.people.actions.closing import ask_to_close, forget_person
from hedgerow.people.addresses import addresses_of
from hedgerow.people.models import Person


class Means(NamedTuple):
    """What closing would mean for one person, in numbers; `alone` must be handed over first."""

    communities: int
    discussions: int
    replies: int
    documents: int
    alone: list[Community]


def what_closing_means(viewer: Viewer) -> Means:
    """For the viewer's own person: all that they wrote, also where they can't see it any more."""
    mine = written_by(viewer)
    items = Item.objects.filter(author_id__in=mine, state__in=["published", "held"])
    replies = Reply.objects.filter(author_id__in=mine, state__in=["published", "held"])
    documents = items.filter(kind="document").count()
    return Means(
        communities=Membership.objects.here().filter(person_id=viewer.person_id).count(),
        discussions=items.count() - documents,
        replies=replies.count(),
        documents=documents,
        alone=looked_after_alone(viewer.person_id or 0),
    )


@transaction.atomic
def ask_to_close_account(*, by: Viewer, words: str) -> datetime:
    """Close in a week. Raises NotAllowed for who has to hand a community over first."""
    alone = looked_after_alone(by.person_id or 0)
    if alone:
        raise NotAllowed(
            _("You are the only facilitator of %(name)s. Make someone else a facilitator first.")
            % {"name": alone[0].name}
        )
    return ask_to_close(by=by, words=words)


@transaction.atomic
def close_account(person_id: int, now: datetime) -> bool:
    """Close for good an account whose week is over, as the person asked; says whether it was done. May run twice."""
    person = Person.objects.select_for_update().filter(pk=person_id, closed_at=None).first()
    if person is None or person.closing_at is None or person.closing_at > now:
        return False
    by = viewer_for(person_id)
    end_memberships(by=by, addresses=[one.email for one in addresses_of(person)])
    forget_marks(by=by)
    if person.closing_words == "remove":
        remove_all_words(by=by)
        _forget_files(person_id)
    forget_who(by=by)
    forget_person(by=by)
    return True


def _forget_files(person_id: int) -> None:
    """Delete the versions that they added; a document keeps those of others."""
    touched = list(Document.objects.filter(versions__by_id=person_id).distinct())
    Version.objects.filter(by_id=person_id).delete()
    for document in touched:
        newest = Version.objects.filter(document=document).order_by("-number").first()
        document.current = newest
        document.save(update_fields=["current"])
        if newest is not None:
            # Somebody else's file is theirs: it stays under its own name.
            Item.objects.filter(pk=document.pk, author_id=person_id).update(
                title=newest.file_name[:150], state="published", removed_at=None, removed_by=None
            )


@task(retries=3, dedup=True, timeout=600)
def close_for_good(person_id: int) -> None:
    """Close one account whose week is over."""
    close_account(person_id, timezone.now())
