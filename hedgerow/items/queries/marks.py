"""The read mark: the one thing that opening a page writes, and only when it moves."""

from datetime import UTC, datetime

from django.db import connection

from hedgerow.base.sql import as_stored

_UPSERT = """
INSERT INTO items_readmark (person_id, item_id, number, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (person_id, item_id) DO UPDATE SET at = excluded.at,
  number = CASE WHEN excluded.number > items_readmark.number THEN excluded.number ELSE items_readmark.number END
WHERE items_readmark.number < excluded.number OR items_readmark.at < %s
"""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def mark_read(
    person_id: int, item_id: int, number: int, now: datetime, *, changed_at: datetime | None = None
) -> None:
    """Move the person's mark on the item up to `number`, never down; its moment also when the item changed since."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, (person_id, item_id, number, as_stored(now), as_stored(changed_at or _NEVER)))
