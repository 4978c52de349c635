"""Asking the index: visible rows only, title hits first, then newest; counts up to "100+"."""

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hedgerow.access.places import community_q, person_q
from hedgerow.access.seeing import reply_era_q, visible_q
from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import as_stored, moment
from hedgerow.communities.models import Community
from hedgerow.items.compiled import Compiled
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.knowing import unknown_places
from hedgerow.items.queries.plain import as_seen
from hedgerow.people.models import Person
from hedgerow.search.backends import backend
from hedgerow.search.indexing import COMMUNITIES, PEOPLE, place
from hedgerow.search.models import Entry
from hedgerow.search.words import Asked, asked

#: Hits on one page, and the most that are looked through for counts and order.
HITS, MOST = 20, 400
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


_OPEN = Compiled(
    lambda viewer: (
        Community.objects.visible_to(viewer)
        .exclude(reading="members")
        .order_by("-last_active_at", "-pk")
        .values_list("pk")[:300]
    )
)


def _places(viewer: Viewer, community_id: int | None) -> list[str]:
    """Where to look at all. What may be seen there is asked of every row afterwards."""
    if community_id is not None:
        return [place(community_id)]
    standings = viewer.standings
    ids = [*standings.communities, *(row[0] for row in _OPEN.rows(viewer))]
    through = standings.granted_items | standings.bridged
    if through or standings.granted_rooms:
        shown = Item.objects.visible_to(viewer).filter(
            Q(pk__in=through) | Q(room_id__in=standings.granted_rooms)
        )
        ids += shown.values_list("community_id", flat=True).distinct()[:200]
    return [PEOPLE, COMMUNITIES, *(place(pk) for pk in dict.fromkeys(ids))]


def _visible(viewer: Viewer) -> QuerySet[Entry]:
    """Entries whose thing the viewer sees now, whatever the index says."""
    items = Exists(Item.objects.filter(visible_q(viewer), pk=OuterRef("item_id"), state="published"))
    replies = Exists(Reply.objects.filter(reply_era_q(viewer), pk=OuterRef("reply_id"), state="published"))
    persons = Exists(Person.objects.filter(person_q(viewer), pk=OuterRef("person_id"), closed_at=None))
    communities = Exists(Community.objects.filter(community_q(viewer), pk=OuterRef("community_id")))
    return Entry.objects.filter(
        (Q(item__isnull=False) & Q(items) & (Q(reply=None) | Q(replies)))
        | (Q(person__isnull=False) & Q(persons))
        | (Q(community__isnull=False) & Q(communities))
    )


def _shape(*, by_person: bool, since: bool) -> Compiled:
    def build(
        viewer: Viewer, match: object, in_title: object, person: int = 0, moment: object = None
    ) -> QuerySet[Entry]:
        index = backend()
        entries = _visible(viewer).extra(where=[index.IN_INDEX], params=[match])
        if by_person:
            entries = entries.filter(
                Q(reply__author_id=person, reply__quiet=False)
                | Q(reply=None, item__author_id=person, item__quiet=False)
            )
        if since:
            entries = entries.extra(where=["search_entry.at >= %s"], params=[moment])
        hit = RawSQL(index.IN_INDEX, [in_title], output_field=BooleanField())
        # SPEED: the newest entries have the highest numbers, so that the database may stop at enough of them; ordering by
        # `at` would judge every candidate first.
        ordered = entries.annotate(hit=hit).order_by("-pk")
        return ordered.values_list("pk", "kind", "item_id", "hit", "at")[:MOST]

    return Compiled(build)


_SHAPES = {
    (person, since): _shape(by_person=person, since=since)
    for person in (False, True)
    for since in (False, True)
}


def _rows(viewer: Viewer, words: Asked, filters: Filters) -> list[tuple[Any, ...]]:
    """The newest matching rows that the viewer sees, by kept SQL."""
    index = backend()
    values: dict[str, object] = {
        "match": index.question(words, _places(viewer, filters.community_id)),
        "in_title": index.question(words, [], title_only=True),
    }
    if filters.person_id is not None:
        values["person"] = filters.person_id
    if filters.since is not None:
        values["moment"] = as_stored(filters.since)
    shape = _SHAPES[(filters.person_id is not None, filters.since is not None)]
    return sorted(shape.rows(viewer, **values), key=lambda row: (row[4], row[0]), reverse=True)


def find(viewer: Viewer, query: str, filters: Filters, page: int = 1) -> Found:
    """The hits of one page. An empty question finds nothing."""
    words = asked(query)
    if not words.terms:
        return Found([], {}, 0, False)
    rows = _rows(viewer, words, filters)
    best = _one_for_each_item(rows)
    counts = Counter(_GROUP.get(kind, "discussions") for _pk, kind, _item, _hit, _at in best)
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
        pk, _kind, item_id, hit, _at = row
        key: object = ("item", item_id) if item_id is not None else ("entry", pk)
        kept = best.get(key)
        if kept is None or (hit and not kept[3]):
            best[key] = row
    return list(best.values())


class Hit(NamedTuple):
    """One entry with all that a page shows of it."""

    pk: int
    kind: str
    title: str
    body: str
    page: int
    label: str
    at: datetime
    item_code: str | None
    item_title: str
    item_kind: str
    answer_id: int | None
    item_community_id: int | None
    item_community: str
    item_species: str
    reply_id: int | None
    reply_number: int | None
    author: str
    person_code: str | None
    person_name: str
    community_id: int | None
    community_code: str
    community_name: str
    purpose: str


def _build_hits(viewer: Viewer, **ids: int) -> QuerySet[Entry]:
    return (
        _visible(viewer)
        .filter(pk__in=list(ids.values()))
        .values_list(
            *("pk", "kind", "title", "body", "page", "label", "at"),
            *(
                "item__code",
                "item__title",
                "item__kind",
                "item__answer_id",
                "item__community_id",
                "item__community__name",
                "item__community__species",
            ),
            *("reply_id", "reply__number", "reply__author__name", "person__code", "person__name"),
            *("community_id", "community__code", "community__name", "community__purpose"),
            *("reply__plain", "item__plain"),
        )
    )


_HITS = Compiled(_build_hits)


def hits_of(viewer: Viewer, ids: list[int]) -> list[Hit]:
    """The entries of one page in the order of the ids (at most HITS); asked of the viewer once more."""
    if not ids:
        return []
    # SPEED: always the same number of marks, so that the SQL is one.
    padded = [*ids[:HITS], *[0] * (HITS - len(ids))]
    rows = _HITS.rows(viewer, **{f"id{number}": pk for number, pk in enumerate(padded)})
    by_id = {row[0]: Hit._make((*row[:6], moment(row[6]), *row[7:-2])) for row in rows}
    # The index was told of no names: the words themselves hold the codes of who is mentioned, for each reader to resolve.
    written = {row[0]: row[-2] or row[-1] for row in rows if row[1] != "page" and (row[-2] or row[-1])}
    found = [by_id[pk] for pk in ids if pk in by_id]
    bodies = as_seen(viewer, [written.get(hit.pk, hit.body) for hit in found])
    secret = unknown_places(viewer, [hit.item_community_id for hit in found])
    named = [
        hit._replace(item_community="", item_species="") if hit.item_community_id in secret else hit
        for hit in found
    ]
    return [hit._replace(body=body) for hit, body in zip(named, bodies, strict=True)]
