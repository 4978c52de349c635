"""First reader: which rows? The table as a condition in SQL.

The conditions are sub-selects on the viewer's id, so for one kind of viewer the SQL is constant and can be compiled once.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from hedgerow.access import table as t
from hedgerow.access.viewer import Viewer

NONE = Q(pk__in=[])


def _cells(standing: str) -> dict[str, list[str]]:
    """state -> the audiences that this standing sees in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for (audience, state), standings in t.SEES.items():
        if standing in standings:
            found[state].append(audience)
    return dict(found)


def _in_cells(standing: str, prefix: str) -> Q:
    condition = NONE if not prefix else Q(**{f"{prefix}pk__in": []})
    by_audiences: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for state, audiences in _cells(standing).items():
        by_audiences[tuple(audiences)].append(state)
    found = [
        Q(**{f"{prefix}state__in": states, f"{prefix}audience__in": list(audiences)})
        if len(audiences) < len(t.AUDIENCES)
        else Q(**{f"{prefix}state__in": states})
        for audiences, states in by_audiences.items()
    ]
    if not found:
        return condition
    condition = found[0]
    for one in found[1:]:
        condition |= one
    return condition


def _memberships(viewer: Viewer, prefix: str, **extra: object) -> QuerySet[Any]:
    return apps.get_model("communities", "Membership")._base_manager.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        person_id=viewer.person_id,
        community_id=OuterRef(f"{prefix}community_id"),
        **extra,
    )


def _within(prefix: str, until: str = "") -> Q:
    """The eras hold the item's, and `until`: the era of a reply to it."""
    held = Q(from_era__lte=OuterRef(f"{prefix}era"), to_era__gte=OuterRef(f"{prefix}era"))
    return held & Q(to_era__gte=OuterRef(until)) if until else held


def _inside(viewer: Viewer, prefix: str, parts: Iterable[str] | None = None, until: str = "") -> Q:
    """In the community by an active membership whose eras hold the item's, outside rooms."""
    extra: dict[str, object] = {"state": "active"}
    if parts is not None:
        extra["part__in"] = list(parts)
    mine = _memberships(viewer, prefix, **extra).filter(_within(prefix, until))
    return Q(**{f"{prefix}room_id__isnull": True}) & Q(Exists(mine))


def _room_memberships(viewer: Viewer, prefix: str, until: str = "", **extra: Any) -> QuerySet[Any]:
    return (
        apps.get_model("communities", "RoomMembership")
        ._base_manager.filter(
            person_id=viewer.person_id,
            room_id=OuterRef(f"{prefix}room_id"),
            membership__state="active",
            **extra,
        )
        .filter(_within(prefix, until), Q(membership__ends_at=None) | Q(membership__ends_at__gt=Now()))
    )


def _mask(viewer: Viewer, prefix: str = "") -> Q:
    """Written quietly by the viewer: the author is a placeholder of theirs."""
    masks = apps.get_model("items", "Attribution")._base_manager.filter(
        person_id=viewer.person_id, mask_id=OuterRef(f"{prefix}author_id")
    )
    return Q(**{f"{prefix}quiet": True}) & Q(Exists(masks))


def _looks_after() -> Q:
    return Q(looks_after=True) | Q(membership__part=t.FACILITATOR)


def _granted(viewer: Viewer, prefix: str) -> Q:
    grants = apps.get_model("items", "Grant")._base_manager.filter(
        person_id=viewer.person_id, ends_at__gt=Now(), revoked_at=None, accepted_at__isnull=False
    )
    item = Q(Exists(grants.filter(item_id=OuterRef(f"{prefix}pk"))))
    room = Q(Exists(grants.filter(room_id=OuterRef(f"{prefix}room_id"))))
    return (item | room) & ~Q(**{f"{prefix}kind__in": t.CLOSED_KINDS})


def _bridged(viewer: Viewer, prefix: str) -> Q:
    mine = apps.get_model("communities", "Membership")._base_manager.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        person_id=viewer.person_id,
        state="active",
        part__in=t.OVER_BRIDGES,
        community_id=OuterRef("community_id"),
    )
    bridges = apps.get_model("items", "Bridge")._base_manager.filter(
        Exists(mine), item_id=OuterRef(f"{prefix}pk"), agreed_at__isnull=False
    )
    shown = Q(**{f"{prefix}room_id__isnull": True}) & ~Q(**{f"{prefix}kind__in": t.CLOSED_KINDS})
    return shown & Q(Exists(bridges))


def _outside(prefix: str, readings: list[str]) -> Q:
    """Open to people outside, since the era in which the present door was opened."""
    return Q(
        **{
            f"{prefix}room_id__isnull": True,
            f"{prefix}community__reading__in": readings,
            f"{prefix}era__gte": F(f"{prefix}community__outside_from_era"),
        }
    )


def visible_q(viewer: Viewer, prefix: str = "", until: str = "") -> Q:
    """The condition under which the viewer sees an item; `prefix` leads from another row to its item (`item__`).

    `until` names an era of that row up to which a membership must lead as well.
    """
    if viewer.is_system:
        return Q()
    if viewer.kind == "oversight":
        return Q(**{f"{prefix}community_id": viewer.community_id}) & _in_cells(t.OVERSIGHT, prefix)
    seen = _outside(prefix, ["web"]) & _in_cells(t.ANYONE, prefix)
    if viewer.person_id is None:
        return seen
    seen |= _outside(prefix, ["web", "network"]) & _in_cells(t.SIGNED_IN, prefix)
    seen |= _inside(viewer, prefix, [t.MEMBER, t.LISTENER, t.FACILITATOR], until) & _in_cells(
        t.MEMBER, prefix
    )
    seen |= _inside(viewer, prefix, [t.FACILITATOR], until) & _in_cells(t.FACILITATOR, prefix)
    rooms = _room_memberships(viewer, prefix, until)
    in_room = Q(Exists(rooms))
    seen |= in_room & _in_cells(t.ROOM_MEMBER, prefix)
    seen |= Q(Exists(rooms.filter(_looks_after()))) & _in_cells(t.FACILITATOR, prefix)
    mine = Q(**{f"{prefix}author_id": viewer.person_id}) | _mask(viewer, prefix)
    seen |= mine & (_inside(viewer, prefix, None, until) | in_room) & _in_cells(t.AUTHOR, prefix)
    seen |= _granted(viewer, prefix) & _in_cells(t.GUEST, prefix)
    seen |= _bridged(viewer, prefix) & _in_cells(t.BRIDGED, prefix)
    alumni = _memberships(viewer, prefix, state="alumni").filter(_within(prefix, until))
    seen |= Q(**{f"{prefix}room_id__isnull": True}) & Q(Exists(alumni)) & _in_cells(t.ALUMNI, prefix)
    keeper = _inside(viewer, prefix, ["register_keeper"], until) & Q(
        **{f"{prefix}kind__in": t.REGISTER_KINDS}
    )
    seen |= keeper & _in_cells(t.REGISTER_KEEPER, prefix)
    suspended = _memberships(viewer, prefix, state="suspended")
    return seen & ~Q(Exists(suspended))


def reply_q(viewer: Viewer) -> Q:
    """The condition under which the viewer sees a reply: its item, then its own state and era."""
    seen = visible_q(viewer, "item__", "era")
    if viewer.is_system:
        return seen
    published = Q(state="published")
    if viewer.kind == "oversight":
        return seen
    if viewer.person_id is None:
        return seen & published
    facilitated = _inside(viewer, "item__", [t.FACILITATOR]) | Q(
        Exists(_room_memberships(viewer, "item__").filter(_looks_after()))
    )
    own = Q(author_id=viewer.person_id) | _mask(viewer) | facilitated
    return seen & (published | (Q(state__in=["held", "removed"]) & own))


def reply_era_q(viewer: Viewer) -> Q:
    """That a reply is not of an era after the viewer's last; whoever asks has asked for its item already.

    The last era binds alumni, and them only where nothing but their membership lets them in: what people outside, guests
    or a bridge read, they read on.
    """
    if viewer.is_system or viewer.kind == "oversight" or viewer.person_id is None:
        return Q()
    later: dict[str, Any] = {"to_era__lt": OuterRef("era")}
    sealed = Q(item__room_id__isnull=True) & Q(
        Exists(_memberships(viewer, "item__", state__in=["active", "alumni"], **later))
    )
    sealed |= Q(Exists(_room_memberships(viewer, "item__", **later)))
    on = _outside("item__", ["web"]) & _in_cells(t.ANYONE, "item__")
    on |= _outside("item__", ["web", "network"]) & _in_cells(t.SIGNED_IN, "item__")
    on |= _granted(viewer, "item__") & _in_cells(t.GUEST, "item__")
    on |= _bridged(viewer, "item__") & _in_cells(t.BRIDGED, "item__")
    return ~sealed | on
