"""Whole-page readers of communities: the directory, the front page, and what a community's home says of its people."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from hedgerow.access.doing import can, sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.base.names import fold
from hedgerow.communities.actions.joining import UNDO
from hedgerow.communities.models import Community, CommunityFollow, Invitation, Membership
from hedgerow.people.tokens import find_spent

#: Communities on one page of the directory; counts stop at CAP.
PAGE, CAP = 20, 100
#: Words of who a community is for are gathered from as many of the visible ones.
GATHERED = 2000
SORTS = ("suggested", "newest", "name")
_LATE = Case(
    When(archived_at__isnull=False, then=Value(2)),
    When(joining="by_invitation", then=Value(1)),
    default=Value(0),
    output_field=IntegerField(),
)
_ARCHIVED = Case(
    When(archived_at__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField()
)
#: (name of the column or annotation, descending) for each order; archived ones come last in all of them.
_ORDERS: dict[str, list[tuple[str, bool]]] = {
    "suggested": [("late", False), ("last_active_at", True), ("pk", True)],
    "newest": [("put_away", False), ("created_at", True), ("pk", True)],
    "name": [("put_away", False), ("small_name", False), ("pk", False)],
}


class Wanted(NamedTuple):
    """What somebody looks for in the directory; every part may be empty."""

    words: str = ""
    meant_for: str = ""
    template: str = ""
    joining: str = ""
    mine: bool = False
    sort: str = "suggested"
    after: str = ""


class Facets(NamedTuple):
    """How many visible communities each filter would leave, whatever else is chosen: (value, count), most first."""

    meant_for: list[tuple[str, int]]
    templates: dict[str, int]
    joining: dict[str, int]
    all: int


class Listing(NamedTuple):
    """One page of the directory; `after` is the code that begins the next page, `count` stops at CAP."""

    rows: list[Community]
    count: int
    after: str
    facets: Facets


def directory(viewer: Viewer, wanted: Wanted, *, also: Q | None = None) -> Listing:
    """What the viewer may know to exist, filtered and paged by key. `also` is one more condition (how busy)."""
    seen = Community.objects.visible_to(viewer)
    found = _filtered(viewer, seen, wanted)
    if also is not None:
        found = found.filter(also)
    order = _ORDERS.get(wanted.sort, _ORDERS["suggested"])
    placed = found.annotate(late=_LATE, put_away=_ARCHIVED, small_name=Lower("name"))
    rows = list(_beyond(seen, placed, order, wanted.after).order_by(*_as_order(order))[: PAGE + 1])
    count = len(rows) if not wanted.after and len(rows) <= PAGE else found[:CAP].count()
    following = rows[PAGE - 1].code if len(rows) > PAGE else ""
    return Listing(rows[:PAGE], count, following, _facets(seen))


def _filtered(viewer: Viewer, seen: QuerySet, wanted: Wanted) -> QuerySet:
    found = seen
    if wanted.mine:
        found = found.of(viewer.person_id)
    if wanted.joining:
        found = found.filter(joining=wanted.joining)
    if wanted.template:
        found = found.filter(template=wanted.template)
    words = [word for word in fold(wanted.words).split() if word.strip("\"'")]
    if words or wanted.meant_for:
        found = found.filter(pk__in=_with_words(found, words, wanted.meant_for))
    return found


def _with_words(found: QuerySet, words: list[str], meant_for: str) -> list[int]:
    """Ids of those in whose words all of `words` begin a word or stand inside one.

    Compared in the process, because a database knows no accents: "sian" finds "Siân". A place has some hundreds of
    communities, not millions.
    """
    ids = []
    columns = found.values_list("pk", "name", "short_name", "purpose", "place", "audience_words")
    for pk, *texts in columns.iterator():
        text = fold(" ".join(texts))
        fits = not meant_for or fold(meant_for) in _parts(texts[-1])
        if fits and all(word.strip("\"'") in text for word in words):
            ids.append(pk)
    return ids


def _parts(audience_words: str) -> list[str]:
    return [part for one in audience_words.split(",") if (part := fold(one).strip())]


def _as_order(order: list[tuple[str, bool]]) -> list[str]:
    return [f"-{name}" if descending else name for name, descending in order]


def _beyond(seen: QuerySet, placed: QuerySet, order: list[tuple[str, bool]], after: str) -> QuerySet:
    """Only what comes after the row with this code; a code that the viewer doesn't see means the first page."""
    if not after:
        return placed
    names = [name for name, _descending in order]
    key = (
        seen.annotate(late=_LATE, put_away=_ARCHIVED, small_name=Lower("name"))
        .filter(code=after)
        .values_list(*names)
        .first()
    )
    if key is None:
        return placed
    condition, same = Q(), Q()
    for (name, descending), value in zip(order, key, strict=True):
        condition |= same & Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
        same &= Q(**{name: value})
    return placed.filter(condition)


def _facets(seen: QuerySet) -> Facets:
    rows = seen.order_by("-last_active_at").values_list("joining", "template", "audience_words")[:GATHERED]
    joining: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for how, template, audience_words in rows:
        joining[how] += 1
        templates[template] += bool(template)
        words.update(set(_parts(audience_words)))
    meant_for = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    return Facets(meant_for[:8], dict(templates), dict(joining), sum(joining.values()))


class Featured(NamedTuple):
    """The first communities that anybody may find, and how many there are, up to CAP."""

    rows: list[Community]
    count: int


def featured(viewer: Viewer, most: int = 6) -> Featured:
    """What the first page shows of the directory: communities that one can join or ask first, none that is archived."""
    seen = Community.objects.visible_to(viewer).filter(archived_at=None)
    rows = list(seen.annotate(late=_LATE).order_by(*_as_order(_ORDERS["suggested"]))[:most])
    return Featured(rows, Community.objects.visible_to(viewer)[:CAP].count())


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
    people = [Someone(*row[:4], row[4] if row[5] == "members" else "") for row in rows]
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
