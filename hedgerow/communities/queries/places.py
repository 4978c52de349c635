"""One community: how the viewer stands to it, its front page, its people, and the ways back to it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from hedgerow.access.doing import can, sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.communities.actions.joining import UNDO
from hedgerow.communities.models import Community, CommunityFollow, Invitation, Membership
from hedgerow.communities.queries.directory import CAP
from hedgerow.people.tokens import find_spent


class Standing(NamedTuple):
    """How the viewer stands to a community: "" for nothing at all."""

    state: str
    part: str


NO_STANDING = Standing("", "")


def standing(viewer: Viewer, community_id: int) -> Standing:
    """From the standings that the viewer carries: no query. Left, removed and declined count as nothing."""
    part = viewer.standings.communities.get(community_id) if viewer.signed_in else None
    return NO_STANDING if part is None else Standing(part.state, part.part)


class Carer(NamedTuple):
    """A person who looks after a community, as its front page shows them."""

    community_id: int
    code: str
    name: str
    photo: str


def carers_of(community_ids: Iterable[int]) -> dict[int, list[Carer]]:
    """Who looks after each of these communities, longest first. The caller sees their front pages, which name them."""
    found: dict[int, list[Carer]] = defaultdict(list)
    rows = Membership.objects.facilitators().filter(community_id__in=list(community_ids))
    columns = ("community_id", "person__code", "person__name", "person__photo")
    for row in rows.filter(person__is_active=True).order_by("joined_at", "pk").values_list(*columns):
        found[row[0]].append(Carer(*row))
    return found


class Someone(NamedTuple):
    """A person of a community, as its home shows them to the others."""

    code: str
    name: str
    photo: str
    part: str
    does: str


class People(NamedTuple):
    """A few people of a community, who looks after it first; and how many of all are just listening."""

    rows: list[Someone]
    listening: int
    willing: list[tuple[str, str]]


def people_of(viewer: Viewer, community: Community, most: int = 16) -> People:
    """The people whom the viewer may see there; none when they see no people."""
    if not can(viewer, "community.see_people", community):
        return People([], 0, [])
    here = Membership.objects.visible_to(viewer).here().filter(community=community)
    first = Case(When(part="facilitator", then=Value(0)), default=Value(1), output_field=IntegerField())
    columns = ("person__code", "person__name", "person__photo", "part", "person__what_i_do")
    more = ("person__what_i_do_seen_by", "person__willing", "person__willing_seen_by", "person_id")
    rows = list(
        here.exclude(part="register_keeper")
        .filter(person__is_active=True)
        .order_by(first, "joined_at", "pk")
        .values_list(*columns, *more)[:most]
    )
    helps = [
        (willing, name)
        for _code, name, _photo, _part, _does, _by, willing, seen_by, _pk in rows
        if willing and seen_by == "members"
    ]
    people = [Someone._make((*row[:4], row[4] if row[5] == "members" else "")) for row in rows]
    listening = here.filter(part="listener")[:CAP].count()
    return People(people, listening, helps)


#: As many approvals must be known before a wait is promised.
LEAST_APPROVALS = 3


def usual_wait(community_id: int) -> timedelta | None:
    """How long people who asked usually waited for a yes, from the last approvals; None when there are too few."""
    found = Activity.objects.filter(
        community_id=community_id, verb__in=["membership.asked", "membership.approved"]
    )
    rows = list(found.order_by("-at", "-pk").values_list("verb", "subject_id", "at")[:200])
    asked: dict[int | None, datetime] = {}
    waits: list[timedelta] = []
    for verb, subject, at in reversed(rows):
        if verb == "membership.asked":
            asked.setdefault(subject, at)
        elif (since := asked.pop(subject, None)) is not None:
            waits.append(at - since)
    if len(waits) < LEAST_APPROVALS:
        return None
    return timedelta(seconds=median(wait.total_seconds() for wait in waits[-20:]))


class Front(NamedTuple):
    """What the front page says besides the community's own row."""

    carers: list[Carer]
    wait: timedelta | None
    asked_at: datetime | None
    reason: str
    followed: bool


def front_page(viewer: Viewer, community: Community) -> Front:
    """For whoever may know that it exists: who looks after it, how long answers take, and the viewer's own request."""
    carers = carers_of([community.pk])[community.pk]
    own = None
    if standing(viewer, community.pk).state == "asked":
        rows = Membership.objects.visible_to(viewer).filter(
            community=community, person_id=viewer.person_id, state="asked"
        )
        own = rows.values_list("changed_at", "reason").first()
    asked_at, reason = own or (None, "")
    wait = usual_wait(community.pk) if community.joining == "by_asking" else None
    return Front(carers, wait, asked_at, reason, follows(viewer, community.pk))


def follows(viewer: Viewer, community_id: int) -> bool:
    """Whether the viewer follows it without belonging to it."""
    if not viewer.signed_in:
        return False
    return CommunityFollow.objects.filter(person_id=viewer.person_id, community_id=community_id).exists()


def left_lately(viewer: Viewer, code: str) -> Community | None:
    """A community that the viewer left by themselves and can still come back to; also a confidential one."""
    if not viewer.signed_in:
        return None
    own = Membership.objects.filter(
        person_id=viewer.person_id,
        community__code=code,
        state="left",
        changed_at__gte=timezone.now() - UNDO,
    ).exclude(part_before="")
    found = own.select_related("community").first()
    return found.community if found else None


def own_membership(viewer: Viewer, community: Community) -> Membership | None:
    """The viewer's own membership, in whatever state."""
    if not viewer.signed_in:
        return None
    return (
        Membership.objects.visible_to(viewer).filter(community=community, person_id=viewer.person_id).first()
    )


def place_of_secret(viewer: Viewer, secret: str) -> Community | None:
    """The community that an invitation led to which is used up by now, for somebody who is in it; nobody else learns it."""
    token = find_spent("invitation", secret)
    found = Invitation.objects.filter(token=token).select_related("community").first() if token else None
    if found is None or not sees_community(viewer, found.community):
        return None
    return found.community if standing(viewer, found.community_id).state == "active" else None
