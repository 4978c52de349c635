"""Third reader: whom might we tell? A proposal; `visible_to(recipient)` is asked again when something is sent."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from hedgerow.access import table as t


def _now(prefix: str = "") -> Q:
    return Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": Now()})


def people_who_see(item: Any) -> QuerySet[Any]:
    """The persons inside who see this item: members, room members, guests and bridged people; not the whole web."""
    person = apps.get_model("people", "Person")._base_manager
    cell = t.SEES[(item.audience, item.state)]
    me = OuterRef("pk")
    memberships = apps.get_model("communities", "Membership")._base_manager.filter(_now(), person_id=me)
    here = memberships.filter(community_id=item.community_id)
    active = here.filter(state="active", from_era__lte=item.era, to_era__gte=item.era)
    told = Q(pk__in=[])
    if item.room_id is None:
        told |= _inside(cell, active, here, item)
        if t.BRIDGED in cell and item.kind not in t.CLOSED_KINDS:
            bridges = apps.get_model("items", "Bridge")._base_manager.filter(
                item_id=item.pk, agreed_at__isnull=False
            )
            there = memberships.filter(
                state="active", part__in=t.OVER_BRIDGES, community_id__in=bridges.values("community_id")
            )
            told |= Q(Exists(there))
        own: QuerySet[Any] = active
    else:
        own = apps.get_model("communities", "RoomMembership")._base_manager.filter(
            _now("membership__"),
            person_id=me,
            room_id=item.room_id,
            membership__state="active",
            from_era__lte=item.era,
            to_era__gte=item.era,
        )
        if t.ROOM_MEMBER in cell:
            told |= Q(Exists(own))
        if t.FACILITATOR in cell:
            told |= Q(Exists(own.filter(Q(looks_after=True) | Q(membership__part=t.FACILITATOR))))
    if t.AUTHOR in cell and item.author_id is not None:
        told |= (Q(pk=item.author_id) | _behind(item.author_id)) & Q(Exists(own))
    if t.GUEST in cell and item.kind not in t.CLOSED_KINDS:
        grants = apps.get_model("items", "Grant")._base_manager.filter(
            person_id=me, ends_at__gt=Now(), revoked_at=None, accepted_at__isnull=False
        )
        # SECURITY: for an item that is not saved yet, "item_id is none" would mean the grants of every room.
        place = Q(item_id=item.pk) if item.pk is not None else Q(pk__in=[])
        if item.room_id is not None:
            place |= Q(room_id=item.room_id)
        told |= Q(Exists(grants.filter(place)))
    return person.filter(told, is_active=True).exclude(Exists(here.filter(state="suspended")))


def _behind(author_id: int) -> Q:
    """The person who wrote quietly in the name of this placeholder."""
    masks = apps.get_model("items", "Attribution")._base_manager.filter(mask_id=author_id)
    return Q(pk__in=masks.values("person_id"))


def _inside(cell: frozenset[str], active: QuerySet[Any], here: QuerySet[Any], item: Any) -> Q:
    parts = [part for part in (t.MEMBER, t.LISTENER, t.FACILITATOR) if part in cell]
    told = Q(Exists(active.filter(part__in=parts))) if parts else Q(pk__in=[])
    if t.REGISTER_KEEPER in cell and item.kind in t.REGISTER_KINDS:
        told |= Q(Exists(active.filter(part="register_keeper")))
    if t.ALUMNI in cell:
        told |= Q(Exists(here.filter(state="alumni", from_era__lte=item.era, to_era__gte=item.era)))
    return told
