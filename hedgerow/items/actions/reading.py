"""Marking everything as read at once, and undoing it: nothing but the person's own marks is touched."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, as_stored
from hedgerow.items.models import ReadMark
from hedgerow.items.queries.home import FRESH, UNREAD, WINDOW

# The number of a mark never falls: what was opened further in the same moment on another device stays read.
_MARK_ALL = Fixed(f"""
INSERT INTO items_readmark (person_id, item_id, number, at, before)
SELECT %(person)s, found.id, found.last_number, %(now)s, found.mark FROM ({FRESH}) found WHERE {UNREAD}
ON CONFLICT (person_id, item_id) DO UPDATE SET number = excluded.number, at = excluded.at, before = excluded.before
  WHERE items_readmark.number < excluded.number
""")


@transaction.atomic
def mark_all_read(*, by: Viewer, now: datetime) -> int:
    """Move the person's marks to the end of all that their home calls new; returns how many moved.

    `unmark_all` with the same moment undoes it. Raises NotVisible for who is nobody.
    """
    if by.person_id is None:
        raise NotVisible
    with connection.cursor() as cursor:
        named = {"person": by.person_id, "now": as_stored(now), "since": as_stored(now - WINDOW)}
        cursor.execute(_MARK_ALL.sql, named)
        return int(cursor.rowcount)


@transaction.atomic
def unmark_all(*, by: Viewer, at: datetime) -> None:
    """Undo what `mark_all_read` did at this moment; a mark that moved since stays where it is."""
    marks = ReadMark.objects.filter(person_id=by.person_id or 0, at=at, before__isnull=False)
    marks.filter(before=-1).delete()
    marks.update(number=F("before"), before=None)
