"""The read mark: the one thing that opening a page writes, and only when it moves."""

from datetime import datetime

from django.db import connection

from hedgerow.base.sql import as_stored

_UPSERT = """
INSERT INTO items_readmark (person_id, item_id, number, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (person_id, item_id) DO UPDATE SET number = excluded.number, at = excluded.at
WHERE items_readmark.number < excluded.number
"""


def mark_read(person_id: int, item_id: int, number: int, now: datetime) -> None:
    """Move the person's mark on the item up to `number`; never down."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, (person_id, item_id, number, as_stored(now)))
