"""What alumni see of numbers and order: counted over the replies up to their era, as if nothing had been said later.

Only alumni pay for it: for everybody else the stored numbers are those of the visible rows.
"""

from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from hedgerow.access.doing import last_era
from hedgerow.access.seeing import reply_era_q
from hedgerow.access.viewer import ALL_ERAS, Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.items.models import Item, ReadMark, Reply
from hedgerow.items.queries.rows import ItemRow

_BOUND = Fixed("""
SELECT SUM(CASE WHEN state = 'published' THEN 1 ELSE 0 END), MAX(number),
       MAX(CASE WHEN state = 'published' THEN published_at END)
  FROM items_reply WHERE item_id = %s AND era <= %s
""")


def is_sealed(viewer: Viewer, community_id: int) -> bool:
    """True for alumni: an era ends what they see."""
    part = viewer.standings.communities.get(community_id)
    return part is not None and part.state == "alumni" and part.to_era < ALL_ERAS


def bounded(viewer: Viewer, item: ItemRow) -> ItemRow:
    """The item with the numbers of what this viewer sees under it; one statement, for alumni only."""
    era = last_era(viewer, item)
    if era >= ALL_ERAS:
        return item
    count, number, last = _BOUND.rows(item.pk, era)[0]
    active: datetime | None = moment(last)
    return item._replace(
        reply_count=count or 0,
        last_number=number or 0,
        last_active_at=active or item.published_at or item.last_active_at,
        answer_id=item.answer_id if _within(item.answer_id, era) else None,
    )


def _within(reply_id: int | None, era: int) -> bool:
    return reply_id is not None and Reply.objects.filter(pk=reply_id, era__lte=era).exists()


def sealed_ids(items: QuerySet[Item], after: tuple[object, int] | None, most: int) -> list[int]:
    """The ids of one page, by the moment at which each was started: nothing said later moves an item.

    SPEED: walks the index of that order and stops at the end of the page.
    """
    ordered = items.order_by("-published_at", "-pk")
    if after is not None:
        ordered = ordered.extra(
            where=["(items_item.published_at, items_item.id) < (%s, %s)"], params=list(after)
        )
    return list(ordered.values_list("pk", flat=True)[:most])


def sealed_lines(viewer: Viewer, ids: list[int], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Those items as lines of a list, with numbers over the replies that the viewer sees."""
    mine = viewer.person_id or 0
    seen = Reply.objects.filter(reply_era_q(viewer), item_id=OuterRef("pk"), state="published").order_by()
    beyond = seen.filter(number__gt=OuterRef("mark")).exclude(author_id=mine)
    mark = ReadMark.objects.filter(person_id=mine, item_id=OuterRef("pk")).values("number")[:1]
    answer = Reply.objects.filter(reply_era_q(viewer), pk=OuterRef("answer_id"))
    changed = {
        "reply_count": Coalesce(_count(seen), Value(0)),
        "last_active_at": Greatest(
            F("published_at"),
            Coalesce(
                Subquery(seen.values("item_id").annotate(m=Max("published_at")).values("m")),
                F("published_at"),
            ),
            output_field=DateTimeField(),
        ),
        "answer_id": Subquery(answer.values("pk")[:1]),
    }
    rows = (
        Item.objects.filter(pk__in=ids)
        .annotate(mark=Coalesce(Subquery(mark), Value(-1), output_field=IntegerField()))
        .annotate(
            seen_new=Coalesce(_count(beyond), Value(0)),
            no_words=Value(""),
            **{f"seen_{name}": value for name, value in changed.items()},
        )
        .values_list(
            "pk", *(f"seen_{name}" if name in changed else name for name in columns), "seen_new", "mark"
        )
    )
    by_id = {row[0]: row[1:] for row in rows}
    return [_unopened(by_id[pk]) for pk in ids if pk in by_id]


def _unopened(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What was never opened has nothing new under it: it is new as a whole."""
    return (*row[:-2], 0, row[-1]) if row[-1] == -1 else row


def _count(replies: QuerySet[Reply]) -> Subquery:
    return Subquery(
        replies.values("item_id").annotate(n=Count("pk")).values("n"), output_field=IntegerField()
    )


def unread_sealed(viewer: Viewer, items: QuerySet[Item]) -> QuerySet[Item]:
    """Of these, what the viewer never opened, or under which they see something new."""
    mine = viewer.person_id or 0
    marks = ReadMark.objects.filter(person_id=mine, item_id=OuterRef("pk"))
    newer = Reply.objects.filter(reply_era_q(viewer), item_id=OuterRef("pk"), state="published").filter(
        number__gt=Subquery(
            ReadMark.objects.filter(person_id=mine, item_id=OuterRef("item_id")).values("number")[:1]
        )
    )
    return items.filter(~Q(Exists(marks)) | Q(Exists(newer))).exclude(author_id=mine)
