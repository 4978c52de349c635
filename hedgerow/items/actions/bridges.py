"""Bridges: one item shown in a second community, by a facilitator of both, or when a facilitator there agrees.

Who sees what of whom over a bridge is the table of decision 29.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import can, require, sees_community
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.table import CLOSED_KINDS, OVER_BRIDGES
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Community
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.models import Bridge, Item


def refuse_unbridgeable(item: Any) -> None:
    """Raises NotAllowed for what is never shown anywhere else, whoever asks."""
    if item.kind in CLOSED_KINDS:
        raise NotAllowed(_("Cases stay among the people here. They are never shown in another community."))
    if item.room_id is not None:
        raise NotAllowed(_("What is in a room stays in the room."))
    if item.audience == "facilitators":
        raise NotAllowed(_("Only facilitators read this, so it can't be shown in another community."))


def at_once(by: Viewer, community: Community) -> bool:
    """Whether nobody there has to be asked: the viewer looks after both."""
    return can(by, "community.take_bridge", community)


@transaction.atomic
def propose_bridge(*, by: Viewer, item: Item, community: Community) -> Bridge:
    """Show the item in a second community: at once for who facilitates both, otherwise when a facilitator there agrees.

    Raises NotVisible for a community that one may not know of, NotAllowed with a sentence.
    """
    item = lock_item(item)
    require(by, "item.bridge", item)
    refuse_unbridgeable(item)
    if not sees_community(by, community):
        raise NotVisible
    if community.pk == item.community_id:
        raise NotAllowed(_("It is in that community already."))
    if community.archived_at is not None:
        raise NotAllowed(_("%(name)s is archived.") % {"name": community.name})
    both = at_once(by, community)
    if item.community.is_secret and not both:
        # SECURITY: the question itself would tell people there that this community exists.
        raise NotAllowed(
            _("The existence of %(name)s is secret, so only somebody who looks after both can do this.")
            % {"name": item.community.name}
        )
    bridge, made = Bridge.objects.get_or_create(
        item=item, community=community, defaults={"by_id": by.person_id}
    )
    if bridge.agreed_at is not None or (not made and bridge.ended_at is None and not both):
        return bridge
    bridge.by_id, bridge.created_at, bridge.ended_at = by.person_id, timezone.now(), None
    if both:
        bridge.agreed_at, bridge.agreed_by_id = timezone.now(), by.person_id
    bridge.save()
    _note(by, "bridge.built" if both else "bridge.proposed", bridge, item)
    return bridge


def _note(by: Viewer, verb: str, bridge: Bridge, item: Item) -> None:
    """One line for each side, as each has its own log; what follows hangs on the item's."""
    record(by=by, verb=verb, item=item, subject_id=bridge.pk)
    record(by=by, verb="bridge.noted", community_id=bridge.community_id, subject_id=bridge.pk, what=verb)
    by.forget_standings()


def _locked(bridge: Bridge) -> tuple[Bridge, Item]:
    item = lock_item(bridge.item)
    found = Bridge.objects.select_for_update(of=("self",)).select_related("community").get(pk=bridge.pk)
    return found, item


def _answer(by: Viewer, bridge: Bridge) -> tuple[Bridge, Item]:
    """The locked proposal, when the viewer may answer it. Raises NotVisible when it waits no longer."""
    found, item = _locked(bridge)
    require(by, "community.take_bridge", found.community)
    if found.agreed_at is not None or found.ended_at is not None:
        raise NotVisible
    return found, item


@transaction.atomic
def accept_bridge(*, by: Viewer, bridge: Bridge) -> None:
    """A facilitator of the second community agrees."""
    found, item = _answer(by, bridge)
    refuse_unbridgeable(item)
    if item.state != "published" or item.community.archived_at is not None:
        raise NotAllowed(_("It is no longer there to be shown."))
    Bridge.objects.filter(pk=found.pk).update(agreed_at=timezone.now(), agreed_by_id=by.person_id)
    _note(by, "bridge.agreed", found, item)


@transaction.atomic
def decline_bridge(*, by: Viewer, bridge: Bridge) -> None:
    """A facilitator of the second community says no."""
    found, item = _answer(by, bridge)
    Bridge.objects.filter(pk=found.pk).update(ended_at=timezone.now())
    _note(by, "bridge.declined", found, item)


@transaction.atomic
def end_bridge(*, by: Viewer, bridge: Bridge) -> None:
    """Take a bridge down, or a proposal back. Every word stays; the other side no longer sees it."""
    found, item = _locked(bridge)
    if not can(by, "item.end_bridge", item):
        require(by, "community.end_bridge", found.community)
    if found.ended_at is not None:
        return
    Bridge.objects.filter(pk=found.pk).update(agreed_at=None, ended_at=timezone.now())
    _note(by, "bridge.ended" if found.agreed_at else "bridge.withdrawn", found, item)


def side_of(by: Viewer, item: Item) -> int | None:
    """The community by which somebody comes to write here, when it is not the item's own."""
    if by.person_id is None or item.pk not in by.standings.bridged:
        return None
    parts = by.standings.communities
    own = parts.get(item.community_id)
    if own is not None and own.state == "active":
        return None
    mine = [pk for pk, part in parts.items() if part.state == "active" and part.part in OVER_BRIDGES]
    found = Bridge.objects.filter(item_id=item.pk, community_id__in=mine, agreed_at__isnull=False)
    return found.order_by("agreed_at", "pk").values_list("community_id", flat=True).first()
