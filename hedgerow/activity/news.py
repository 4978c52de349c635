"""Reads new lines of Activity as they are committed, for the live streams. Says nothing about who may see them."""

from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from django.db.models import Max, Q

from hedgerow.activity.models import Activity

#: A transaction that took a number and has not committed after this many seconds is not waited for any more.
GAP_LASTS = 60.0
MOST_GAPS = 500
MOST_AT_ONCE = 1000
#: Lines are dated before they are committed: an older line may appear after a younger one.
MARGIN = timedelta(seconds=30)


class Line(NamedTuple):
    """What a live stream needs of one line of Activity."""

    id: int
    verb: str
    person_id: int | None
    community_id: int | None
    item_id: int | None
    item_code: str
    at: datetime


_COLUMNS = ("id", "verb", "person_id", "community_id", "item_id", "item_code", "at")


class NewsReader:
    """Gives every line once, from the moment it was made on."""

    def __init__(self) -> None:
        self.last = Activity.objects.aggregate(last=Max("id"))["last"] or 0
        # PostgreSQL gives numbers out before the commit, so a lower number may turn up after a higher one.
        self.gaps: dict[int, float] = {}

    def read(self) -> list[Line]:
        """The lines committed since the last call, in the order of their numbers; at most 1,000."""
        clock = monotonic()
        self.gaps = {number: until for number, until in self.gaps.items() if until > clock}
        new = Q(id__gt=self.last)
        if self.gaps:
            new |= Q(id__in=list(self.gaps))
        lines = [
            Line(*row)
            for row in Activity.objects.filter(new).order_by("id").values_list(*_COLUMNS)[:MOST_AT_ONCE]
        ]
        for line in lines:
            self.gaps.pop(line.id, None)
            if line.id > self.last:
                skipped = range(max(self.last + 1, line.id - MOST_GAPS), line.id)
                self.gaps.update((number, clock + GAP_LASTS) for number in skipped)
                self.last = line.id
        if len(self.gaps) > MOST_GAPS:
            self.gaps = dict(sorted(self.gaps.items())[-MOST_GAPS:])
        return lines


def lines_since(
    at: datetime, verbs: list[str], *, item_id: int | None = None, community_ids: list[int] | None = None
) -> list[Line]:
    """The latest 50 lines with these verbs since a moment and a little before it, oldest first."""
    found = Activity.objects.filter(at__gte=at - MARGIN, verb__in=verbs)
    if item_id is not None:
        found = found.filter(item_id=item_id)
    if community_ids is not None:
        found = found.filter(community_id__in=community_ids)
    return [Line(*row) for row in found.order_by("-id").values_list(*_COLUMNS)[:50]][::-1]
