"""Guests: somebody outside invited to one item or one room, with why and until when; taking it up, and the end of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import can, require, sees_item, sees_room
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.table import CLOSED_KINDS
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Membership, Room
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.models import Grant, Item
from hedgerow.people.addresses import looks_right, normal
from hedgerow.people.models import Token
from hedgerow.people.queries import people_by_address
from hedgerow.people.tokens import find_token, make_token, use_token

#: How long a guest stays unless somebody says otherwise, and the longest that one invitation can say.
USUAL, LONGEST = timedelta(days=28), timedelta(days=366)
_OPEN = Q(accepted_at=None, declined_at=None, revoked_at=None)
Place = Item | Room


def end_of(day: date) -> datetime:
    """The last moment of a day where this Hedgerow is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def place_of_grant(grant: Grant) -> Any:
    """The item or the room that a grant is for."""
    return grant.item if grant.item_id is not None else grant.room


def guests_here(place: Place) -> Q:
    """The grants and invitations for one item or one room."""
    return Q(item_id=place.pk) if place.access_kind == "item" else Q(room_id=place.pk)


def _lock(place: Place) -> Any:
    if place.access_kind == "item":
        return lock_item(place)  # type: ignore[arg-type]  # an Item
    return Room._base_manager.select_for_update(of=("self",)).select_related("community").get(pk=place.pk)


def refuse_closed(place: Place) -> None:
    """Raises NotAllowed for what is never open to anybody outside, whoever asks."""
    if not isinstance(place, Item):
        return
    if place.kind in CLOSED_KINDS:
        raise NotAllowed(_("Cases stay among the people here. Nobody outside can be invited to one."))
    if place.audience == "facilitators":
        raise NotAllowed(_("Only facilitators read this, so nobody outside can be invited to it."))


@transaction.atomic
def invite_guest(*, by: Viewer, place: Place, email: str, why: str, until: datetime, name: str = "") -> Grant:
    """Invite one address to one item or one room. The mail goes by a reaction.

    Raises NotVisible, and NotAllowed with a sentence: not theirs to do, never open to guests, here already, said no thanks,
    too long, too many in a day.
    """
    place = _lock(place)
    require(by, f"{place.access_kind}.invite_guest", place)
    refuse_closed(place)
    now, email = timezone.now(), normal(email)
    if not looks_right(email):
        raise NotAllowed(_("Enter an email address in the correct format, like name@example.com"))
    if not now < until <= now + LONGEST:
        raise NotAllowed(_("Choose a day from today on, and within a year."))
    _refuse_known(place, email)
    _refuse_too_many(by)
    # An invitation that has ended makes room for a new one.
    Grant.objects.filter(guests_here(place), _OPEN, email=email).update(revoked_at=now)
    about = f"{place.access_kind}:{place.pk}"
    grant = Grant.objects.create(
        item=place if isinstance(place, Item) else None,
        room=place if isinstance(place, Room) else None,
        token=make_token("guest", lasts=until - now, email=email, about=about),
        email=email,
        name=" ".join(name.split())[:80],
        why=" ".join(why.split())[:200],
        by_id=by.person_id,
        ends_at=until,
    )
    _note(by, "guest.invited", grant)
    return grant


def _note(by: Viewer, verb: str, grant: Grant) -> None:
    place = place_of_grant(grant)
    item = place if isinstance(place, Item) else None
    record(by=by, verb=verb, community_id=place.community_id, item=item, subject_id=grant.pk)


def _refuse_known(place: Place, email: str) -> None:
    """SECURITY: only about this very place, whose facilitator may see all of it; not whether there is an account elsewhere."""
    here = Grant.objects.filter(guests_here(place))
    if here.filter(email=email, declined_at__isnull=False).exists():
        raise NotAllowed(_("%(email)s said no thanks to this.") % {"email": email})
    if here.filter(_OPEN, email=email, ends_at__gt=timezone.now()).exists():
        raise NotAllowed(
            _("%(email)s is invited already. Take that back first, to change it.") % {"email": email}
        )
    owner = people_by_address([email]).get(email)
    if owner is None:
        return
    present = here.filter(person_id=owner, accepted_at__isnull=False, revoked_at=None)
    if present.filter(ends_at__gt=timezone.now()).exists():
        raise NotAllowed(_("%(email)s is a guest here already.") % {"email": email})
    belongs = Membership.objects.filter(community_id=place.community_id, person_id=owner)
    if belongs.here().exists():
        raise NotAllowed(
            _("%(email)s belongs to this community, and needs no invitation.") % {"email": email}
        )
    if belongs.filter(state="suspended").exists():
        raise NotAllowed(_("%(email)s is suspended here. Let them back in first.") % {"email": email})


def _refuse_too_many(by: Viewer) -> None:
    since, most = timezone.now() - timedelta(days=1), settings.MOST_PER_PERSON["invitations"]
    if Grant.objects.filter(by_id=by.person_id, created_at__gt=since).count() >= most:
        raise NotAllowed(_("You can invite %(n)s people a day. Try again tomorrow.") % {"n": most})


def find_guest_invitation(secret: str) -> Grant | None:
    """The open invitation that a secret names; None when it was used, withdrawn or has ended, or its thing is gone."""
    token = find_token("guest", secret)
    if token is None:
        return None
    found = Grant.objects.filter(_OPEN, token=token, ends_at__gt=timezone.now())
    there = Q(room__isnull=False, room__community__archived_at=None) | Q(
        item__state="published", item__community__archived_at=None
    )
    return (
        found.filter(there)
        .exclude(item__kind__in=CLOSED_KINDS)
        .select_related("item__community", "item__author", "room__community", "by", "token")
        .first()
    )


def _taken(secret: str) -> Grant:
    """The invitation of this secret, used up by this call. Raises NotVisible when it is no longer open."""
    grant = find_guest_invitation(secret)
    if grant is None or grant.token is None or not use_token(grant.token):
        raise NotVisible
    return grant


@transaction.atomic
def accept_guest_invitation(*, by: Viewer, secret: str, role: str) -> Grant:
    """Become a guest: whoever proved the address that was invited. Raises NotVisible when it is no longer open."""
    if by.person_id is None:
        raise NotVisible
    grant = _taken(secret)
    if people_by_address([grant.email]).get(grant.email) != by.person_id:
        # SECURITY: a mail may be passed on; only the address that was meant comes in.
        raise NotAllowed(_("This invitation was sent to another address."))
    place = place_of_grant(grant)
    # An earlier stay that has ended makes way for this one.
    Grant.objects.filter(guests_here(place), person_id=by.person_id).delete()
    grant.person_id, grant.role = by.person_id, " ".join(role.split())[:80]
    grant.email, grant.name, grant.accepted_at = "", "", timezone.now()
    grant.save(update_fields=["person", "role", "email", "name", "accepted_at"])
    _note(by, "guest.arrived", grant)
    by.forget_standings()
    return grant


@transaction.atomic
def decline_guest_invitation(*, secret: str) -> None:
    """No thanks; needs no account. Raises NotVisible when it is no longer open."""
    grant = _taken(secret)
    Grant.objects.filter(pk=grant.pk).update(declined_at=timezone.now())
    _note(Viewer.stranger(), "guest.declined", grant)


def may_withdraw(viewer: Viewer, grant: Grant) -> bool:
    """Whoever looks after the place, and whoever invited, as long as they see it."""
    place = place_of_grant(grant)
    if can(viewer, f"{place.access_kind}.withdraw_guest", place):
        return True
    sees = sees_item(viewer, place) if place.access_kind == "item" else sees_room(viewer, place)
    return sees and viewer.person_id is not None and grant.by_id == viewer.person_id


@transaction.atomic
def withdraw_guest(*, by: Viewer, grant: Grant) -> None:
    """End a guest's access at once, or take an invitation back. What they wrote stays."""
    if not may_withdraw(by, grant):
        place = place_of_grant(grant)
        require(by, f"{place.access_kind}.withdraw_guest", place)
        raise NotVisible
    now = timezone.now()
    if not Grant.objects.filter(pk=grant.pk, revoked_at=None, ends_at__gt=now).update(revoked_at=now):
        return
    Token.objects.filter(pk=grant.token_id, used_at=None).update(revoked_at=now)
    _note(by, "guest.withdrawn", grant)


@transaction.atomic
def leave_as_guest(*, by: Viewer, grant: Grant) -> None:
    """The guest goes before the day; their words stay."""
    if by.person_id is None or grant.person_id != by.person_id:
        raise NotVisible
    if Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _note(by, "guest.left", grant)
    by.forget_standings()


@transaction.atomic
def note_thanked(*, grant: Grant) -> bool:
    """True for the one caller who is to thank this guest now."""
    due = Grant.objects.filter(pk=grant.pk, thanked_at=None, accepted_at__isnull=False)
    return bool(due.update(thanked_at=timezone.now()))


def forget_unused_invitations() -> int:
    """Delete invitations that nobody took up, a month after their end, with the address they were sent to."""
    before = timezone.now() - timedelta(days=30)
    old = Grant.objects.filter(accepted_at=None, declined_at=None, ends_at__lt=before)
    return old.delete()[0]
