"""What an administrator may know of communities without looking inside.

What any signed-in person can find is shown by its name. A community whose existence is secret is shown by its code alone:
its name, its people and its numbers are its own.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Membership, Oversight
from hedgerow.people.models import Person

PAGE = 50


class Counts(NamedTuple):
    """How large this place is."""

    people: int
    communities: int
    administrators: int


class Managed(NamedTuple):
    """A community in an administrator's list; of a secret one `name` is "" and `people` is None."""

    id: int
    code: str
    name: str
    slug: str
    species: str
    people: int | None
    active_on: date | None
    archived: bool
    looked_after: bool


def counts(viewer: Viewer) -> Counts:
    """People with an account, communities, administrators."""
    require(viewer, "platform.manage")
    return Counts(
        Person.objects.filter(is_active=True).count(),
        Community._base_manager.count(),
        Person.objects.filter(is_active=True, is_administrator=True).count(),
    )


def _carers(**where: object) -> QuerySet[Membership]:
    found: QuerySet[Membership] = Membership.objects.facilitators().filter(person__is_active=True, **where)
    return found


def orphans(viewer: Viewer) -> list[int]:
    """Ids of communities that are not archived, in which people are, and that nobody looks after."""
    require(viewer, "platform.manage")
    return orphan_ids()


def orphan_ids() -> list[int]:
    """The same for the job that offers them to their people."""
    inside = Membership.objects.here().filter(community=OuterRef("pk"), person__is_active=True)
    found = Community._base_manager.filter(Exists(inside), archived_at=None)
    return list(found.exclude(Exists(_carers(community=OuterRef("pk")))).values_list("pk", flat=True))


def managed(viewer: Viewer, *, q: str = "", alone: bool = False, after: int = 0) -> tuple[list[Managed], int]:
    """A page of communities by their age, and where the next begins (0: nowhere). `q`: a part of a name, or a code."""
    require(viewer, "platform.manage")
    found = Community._base_manager.annotate(cared=Exists(_carers(community=OuterRef("pk"))))
    if alone:
        found = found.filter(pk__in=orphan_ids())
    if q:
        # SECURITY: the name of a secret community is not searched, or trying words would tell it.
        named = found.exclude(finding="no_one").filter(name__icontains=q)
        found = named | found.filter(code=q.lower())
    found = found.filter(pk__gt=after).order_by("pk")
    rows = [_managed(one) for one in found[: PAGE + 1]]
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0


def _managed(community: Community) -> Managed:
    secret = community.is_secret
    return Managed(
        id=community.pk,
        code=community.code,
        name="" if secret else community.name,
        slug="-" if secret else community.slug,
        species="" if secret else community.species,
        people=None if secret else community.member_count,
        active_on=None if secret else community.last_active_at.date(),
        archived=community.is_archived,
        looked_after=community.cared,  # type: ignore[attr-defined]  # annotated above
    )


def managed_one(viewer: Viewer, code: str) -> Managed | None:
    """One community by its code."""
    require(viewer, "platform.manage")
    found = Community._base_manager.annotate(cared=Exists(_carers(community=OuterRef("pk"))))
    one = found.filter(code=code).first()
    return _managed(one) if one is not None else None


def told_of_oversight(viewer: Viewer, community_id: int) -> int:
    """How many would be told at once that somebody looks inside."""
    require(viewer, "platform.manage")
    inside = Membership.objects.here().filter(community_id=community_id, person__is_active=True)
    return inside.filter(part="facilitator").count() or inside.count()


class Looked(NamedTuple):
    """One oversight as those who look after the community read it."""

    id: int
    by: str
    why: str
    started_at: datetime
    over_at: datetime
    running: bool
    pages: list[tuple[str, datetime]]


def looks_inside(community: Community) -> list[Looked]:
    """The oversights of a community, the newest first. The page asks whether this viewer looks after it."""
    now = timezone.now()
    found = []
    rows = Oversight.objects.filter(community=community).select_related("person").order_by("-pk")[:50]
    for one in rows.prefetch_related("opened"):
        over = min(one.ended_at or one.ends_at, one.ends_at)
        pages = [(page.path, page.at) for page in one.opened.all()]
        by = one.person.shown_name if one.person else ""
        found.append(Looked(one.pk, by, one.why, one.started_at, over, over > now, pages))
    return found
