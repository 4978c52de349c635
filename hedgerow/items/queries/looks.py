"""Looks at who wrote quiet words: the log that facilitators read, and one's own quiet words with the looks at them."""

from datetime import datetime
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.communities.models import Community
from hedgerow.items.models import Attribution, Item, Look, Reply

MOST = 100


class LookLine(NamedTuple):
    """One look: who, when, why, at whose words (by their made-up name)."""

    by_name: str
    at: datetime
    why: str
    item_code: str
    title: str
    kind: str
    number: int | None
    mask_name: str


def looks_in(viewer: Viewer, community: Community) -> list[LookLine]:
    """The last hundred looks in a community at what the viewer sees; the name of nobody who wrote quietly."""
    seen = Item.objects.visible_to(viewer).filter(community=community)
    rows = Look.objects.filter(item__in=seen).order_by("-at", "-pk").values_list(
        "by__name", "at", "why", "item__code", "item__title", "item__kind", "reply__number",
        "item__author__name", "reply__author__name", "reply_id",
    )  # fmt: skip
    return [
        LookLine(by or "", at, why, code, title, kind, number, (theirs if reply else asker) or "")
        for by, at, why, code, title, kind, number, asker, theirs, reply in rows[:MOST]
    ]


class OwnWords(NamedTuple):
    """Something that the viewer wrote quietly, as far as they still see it, and the looks at it."""

    code: str
    title: str
    kind: str
    number: int | None
    mask_name: str
    community_name: str
    at: datetime
    plain: str
    looks: tuple[tuple[str, datetime, str], ...]


def own_quiet_words(viewer: Viewer) -> list[OwnWords]:
    """The last hundred; nobody but their writer ever gets this list."""
    mine = list(
        Attribution.objects.filter(person_id=viewer.person_id)
        .select_related("item__community", "reply", "mask")
        .order_by("-created_at", "-pk")[:MOST]
    )
    items = set(
        Item.objects.visible_to(viewer)
        .filter(pk__in=[one.item_id for one in mine])
        .values_list("pk", flat=True)
    )
    wanted = [one.reply_id for one in mine if one.reply_id]
    replies = set(Reply.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    looks: dict[tuple[int, int | None], list[tuple[str, datetime, str]]] = {}
    for item, reply, name, at, why in (
        Look.objects.filter(item_id__in=items)
        .order_by("-at")
        .values_list("item_id", "reply_id", "by__name", "at", "why")
    ):
        looks.setdefault((item, reply), []).append((name or "", at, why))
    return [
        OwnWords(
            one.item.code,
            one.item.title,
            one.item.kind,
            one.reply.number if one.reply else None,
            one.mask.name if one.mask else "",
            one.item.community.name,
            (one.reply or one.item).published_at or one.created_at,
            one.reply.plain if one.reply else one.item.plain,
            tuple(looks.get((one.item_id, one.reply_id), ())),
        )
        for one in mine
        if one.item_id in items and (one.reply_id is None or one.reply_id in replies)
    ]


def told_of_look(activity_id: int) -> tuple[str, str, str, bool] | None:
    """Whom to tell of a look: (address, first name, community's name, whether its existence is secret)."""
    line = Activity.objects.filter(pk=activity_id).first()
    made = Look.objects.filter(pk=line.subject_id).first() if line is not None else None
    if made is None:
        return None
    found = (
        Attribution.objects.filter(item_id=made.item_id, reply_id=made.reply_id, person__is_active=True)
        .select_related("person", "item__community")
        .first()
    )
    if found is None or not found.person.email:
        return None
    community = found.item.community
    return found.person.email, found.person.first_name, community.name, community.is_secret
