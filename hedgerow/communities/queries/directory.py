"""The directory of communities, and the few of them that the first page shows."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from hedgerow.access.viewer import Viewer
from hedgerow.base.names import fold
from hedgerow.communities.models import Community
from hedgerow.communities.querysets import CommunityQuerySet

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
    """One page of the directory; `after` is the code that begins the next page, `total` stops at CAP."""

    rows: list[Community]
    total: int
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
    total = len(rows) if not wanted.after and len(rows) <= PAGE else found[:CAP].count()
    following = rows[PAGE - 1].code if len(rows) > PAGE else ""
    return Listing(rows[:PAGE], total, following, _facets(seen))


def _filtered(viewer: Viewer, seen: CommunityQuerySet, wanted: Wanted) -> CommunityQuerySet:
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
    total: int


def featured(viewer: Viewer, most: int = 6) -> Featured:
    """What the first page shows of the directory: communities that one can join or ask first, none that is archived."""
    seen = Community.objects.visible_to(viewer).filter(archived_at=None)
    rows = list(seen.annotate(late=_LATE).order_by(*_as_order(_ORDERS["suggested"]))[:most])
    return Featured(rows, Community.objects.visible_to(viewer)[:CAP].count())
