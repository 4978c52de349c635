"""First reader for communities, rooms and persons: which of them does the viewer see?"""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from hedgerow.access.viewer import Viewer


def _now() -> Q:
    return Q(ends_at=None) | Q(ends_at__gt=Now())


def _memberships(viewer: Viewer) -> QuerySet[Any]:
    return apps.get_model("communities", "Membership")._base_manager.filter(
        _now(), person_id=viewer.person_id
    )


def community_q(viewer: Viewer) -> Q:
    """The condition under which the viewer may know that a community exists."""
    if viewer.is_system:
        return Q()
    if viewer.kind == "oversight":
        return Q(pk=viewer.community_id)
    if viewer.person_id is None:
        return Q(finding="anyone")
    known = _memberships(viewer).filter(
        community_id=OuterRef("pk"), state__in=["asked", "invited", "active", "alumni"]
    )
    return Q(finding__in=["anyone", "signed_in"]) | Q(Exists(known))


def room_q(viewer: Viewer) -> Q:
    """The condition under which the viewer may enter a room."""
    if viewer.is_system:
        return Q()
    if viewer.kind == "oversight":
        return Q(community_id=viewer.community_id)
    if viewer.person_id is None:
        return Q(pk__in=[])
    inside = (
        apps.get_model("communities", "RoomMembership")
        ._base_manager.filter(Q(membership__ends_at=None) | Q(membership__ends_at__gt=Now()))
        .filter(person_id=viewer.person_id, room_id=OuterRef("pk"), membership__state="active")
    )
    granted = apps.get_model("items", "Grant")._base_manager.filter(
        person_id=viewer.person_id,
        room_id=OuterRef("pk"),
        ends_at__gt=Now(),
        revoked_at=None,
        accepted_at__isnull=False,
    )
    suspended = _memberships(viewer).filter(community_id=OuterRef("community_id"), state="suspended")
    return (Q(Exists(inside)) | Q(Exists(granted))) & ~Q(Exists(suspended))


def person_q(viewer: Viewer) -> Q:
    """The condition under which the viewer sees a person's profile: themselves, or they share a community now."""
    if viewer.is_system:
        return Q()
    memberships = apps.get_model("communities", "Membership")._base_manager
    if viewer.kind == "oversight":
        return Q(Exists(memberships.filter(person_id=OuterRef("pk"), community_id=viewer.community_id)))
    if viewer.person_id is None:
        return Q(pk__in=[])
    mine = _memberships(viewer).filter(state="active").exclude(part="register_keeper")
    shared = memberships.filter(
        _now(), person_id=OuterRef("pk"), state="active", community_id__in=mine.values("community_id")
    )
    return Q(pk=viewer.person_id) | (Q(is_active=True) & Q(Exists(shared)))
