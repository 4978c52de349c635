"""What authors said when they were asked to look twice, for who looks after a place; nothing of what was found."""

from datetime import datetime
from typing import NamedTuple

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.communities.models import Community
from hedgerow.items.models import Assurance, Item
from hedgerow.people.models import Person

MOST = 100


class AssuranceLine(NamedTuple):
    """One answer. `item_code` is "" for the name of a place; `by` is "" for words written quietly."""

    at: datetime
    by: str
    kinds: list[str]
    reason: str
    words: str
    item_code: str
    item_title: str
    item_kind: str
    number: int | None


def looks_after_something(viewer: Viewer, community: Community) -> bool:
    """Whether the viewer looks after this community or is in a room that they look after."""
    return (
        can(viewer, "community.cultivate", community)
        or Assurance.objects.visible_to(viewer).filter(item__community=community).exists()
    )


def held_by_guard(viewer: Viewer, community: Community | None = None, *, own: bool = False) -> list[Item]:
    """What is held because of what it may tell: one's own, or all that the viewer sees in a community."""
    found = Item.objects.visible_to(viewer).filter(state="held", held_for="guard")
    if own:
        found = found.filter(author_id=viewer.person_id)
    if community is not None:
        found = found.filter(community=community)
    return list(found.order_by("-last_active_at", "-pk")[:MOST])


def assurances_in(viewer: Viewer, community: Community) -> list[AssuranceLine]:
    """The newest first, in three queries."""
    found = Assurance.objects.visible_to(viewer).filter(item__community=community)
    lines = [
        AssuranceLine(
            one.at,
            one.person.first_name if one.person else "",
            list(one.kinds),
            one.reason,
            one.words,
            one.item.code,
            one.item.title,
            one.item.kind,
            one.reply.number if one.reply else None,
        )
        for one in found.select_related("item", "reply", "person").order_by("-at", "-pk")[:MOST]
    ]
    if can(viewer, "community.cultivate", community):
        lines += _of_places(community)
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _of_places(community: Community) -> list[AssuranceLine]:
    """Names and words of the community itself, its rooms and folders."""
    told = Activity.objects.filter(community_id=community.pk, verb="guard.answered", item_id=None)
    rows = list(told.order_by("-at")[:MOST])
    people = Person.objects.in_bulk({row.person_id for row in rows if row.person_id})
    return [
        AssuranceLine(
            row.at,
            people[row.person_id].first_name if row.person_id in people else "",
            list(row.detail.get("kinds", ())),
            str(row.detail.get("reason", "")),
            "",
            "",
            "",
            "",
            None,
        )
        for row in rows
    ]
