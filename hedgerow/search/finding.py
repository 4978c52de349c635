"""Asking the index: visible rows only, title hits first, then newest; counts up to "100+"."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hedgerow.access.places import community_q, person_q
from hedgerow.access.seeing import reply_q, visible_q
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from hedgerow.items.models import Item, Reply
from hedgerow.people.models import Person
from hedgerow.search.backends import backend
from hedgerow.search.indexing import COMMUNITIES, PEOPLE, place
from hedgerow.search.models import Entry
from hedgerow.search.words import Asked, asked

#: Hits on one page, and the most that are looked through for counts and order.
HITS, MOST = 20, 600
#: The groups of the page: name -> kinds of entries.
GROUPS = {
    "discussions": ("discussion", "question", "case", "poll", "story", "reply"),
    "documents": ("document", "page"),
    "people": ("person",),
    "communities": ("community",),
}
_GROUP = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


class Filters(NamedTuple):
    """What narrows a search."""

    community_id: int | None = None
    group: str = ""
    person_id: int | None = None
    since: datetime | None = None
    newest: bool = False


class Found(NamedTuple):
    """One page: ids of entries in order, counts by group (capped), and whether there are more."""

    ids: list[int]
    counts: dict[str, int]
    total: int
    more: bool


def _places(viewer: Viewer, community_id: int | None) -> list[str]:
    """Where to look at all. What may be seen there is asked of every row afterwards."""
    if community_id is not None:
        return [place(community_id)]
    standings = viewer.standings
    open_ones = (
        Community.objects.visible_to(viewer).exclude(reading="members").order_by("-last_active_at", "-pk")
    )
    ids = [*standings.communities, *open_ones.values_list("pk", flat=True)[:300]]
    through = standings.granted_items | standings.bridged
    if through or standings.granted_rooms:
        shown = Item.objects.visible_to(viewer).filter(
            Q(pk__in=through) | Q(room_id__in=standings.granted_rooms)
        )
        ids += shown.values_list("community_id", flat=True).distinct()[:200]
    return [PEOPLE, COMMUNITIES, *(place(pk) for pk in dict.fromkeys(ids))]


def _visible(viewer: Viewer) -> QuerySet:
    """Entries whose thing the viewer sees now, whatever the index says."""
    items = Exists(Item.objects.filter(visible_q(viewer), pk=OuterRef("item_id"), state="published"))
    replies = Exists(
        Reply.objects.filter(
            reply_q(viewer), pk=OuterRef("reply_id"), state="published", item__state="published"
        )
    )
    persons = Exists(Person.objects.filter(person_q(viewer), pk=OuterRef("person_id"), closed_at=None))
    communities = Exists(Community.objects.filter(community_q(viewer), pk=OuterRef("community_id")))
    return Entry.objects.filter(
        Q(items, reply=None, item__isnull=False)
        | Q(replies, reply__isnull=False)
        | Q(persons, person__isnull=False)
        | Q(communities, community__isnull=False)
    )


def _matching(viewer: Viewer, words: Asked, filters: Filters) -> QuerySet:
    index = backend()
    match = index.question(words, _places(viewer, filters.community_id))
    entries = _visible(viewer).extra(where=[index.IN_INDEX], params=[match])
    if filters.person_id is not None:
        entries = entries.filter(
            Q(reply__author_id=filters.person_id, reply__quiet=False)
            | Q(reply=None, item__author_id=filters.person_id, item__quiet=False)
        )
    if filters.since is not None:
        entries = entries.filter(at__gte=filters.since)
    in_title = index.question(words, [], title_only=True)
    return entries.annotate(hit=RawSQL(index.IN_INDEX, [in_title], output_field=BooleanField()))


def find(viewer: Viewer, query: str, filters: Filters, page: int = 1) -> Found:
    """The hits of one page. An empty question finds nothing."""
    words = asked(query)
    if not words.terms:
        return Found([], {}, 0, False)
    rows = list(
        _matching(viewer, words, filters)
        .order_by("-at", "-pk")
        .values_list("pk", "kind", "item_id", "hit", "page")[:MOST]
    )
    best = _one_for_each_item(rows)
    counts = Counter(_GROUP.get(kind, "discussions") for _pk, kind, _item, _hit, _page in best)
    if filters.group:
        best = [row for row in best if _GROUP.get(row[1], "discussions") == filters.group]
    if not filters.newest:
        best.sort(key=lambda row: -int(bool(row[3])))
    start = (page - 1) * HITS
    ids = [row[0] for row in best[start : start + HITS]]
    return Found(ids, dict(counts), sum(counts.values()), len(best) > start + HITS)


def _one_for_each_item(rows: list[tuple]) -> list[tuple]:
    """A discussion or document stands once: by its title when that matches, else by its newest matching text."""
    best: dict[object, tuple] = {}
    for row in rows:
        pk, _kind, item_id, hit, _page = row
        key: object = ("item", item_id) if item_id is not None else ("entry", pk)
        kept = best.get(key)
        if kept is None or (hit and not kept[3]):
            best[key] = row
    return list(best.values())


def entries_of(viewer: Viewer, ids: list[int]) -> list[Entry]:
    """The entries with all that a page shows of them, in the order of the ids; asked of the viewer once more."""
    found = (
        _visible(viewer)
        .filter(pk__in=ids)
        .select_related("item__community", "item__author", "reply__author", "person", "community", "version")
    )
    by_id = {entry.pk: entry for entry in found}
    return [by_id[pk] for pk in ids if pk in by_id]
