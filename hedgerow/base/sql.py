"""Running SQL that was written by hand or kept, as cheaply as the database allows."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

_NAMED = re.compile(r"%\((\w+)\)s")


def run(sql: str, params: Sequence[Any] | Mapping[str, Any], raw: str) -> list[tuple[Any, ...]]:
    """All rows of a statement.

    SPEED: on SQLite Django searches the whole text for its marks at every call; `raw` has them replaced already. When
    somebody listens to queries (tests that count them, logging) the ordinary way is taken.
    """
    # SPEED: every attribute of the proxy `connection` walks through the thread's storage; once is enough.
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor != "sqlite" or here.execute_wrappers or here.queries_logged:
        with here.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
    if here.connection is None:
        here.ensure_connection()
    found: list[tuple[Any, ...]] = here.connection.execute(raw, params).fetchall()
    return found


class Fixed:
    """A statement written by hand, with %s or %(name)s marks, and its text for SQLite kept ready."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self.raw = _NAMED.sub(r":\1", sql).replace("%s", "?").replace("%%", "%")

    def rows(self, *params: Any, **named: Any) -> list[tuple[Any, ...]]:
        """The rows for these values: in the order of the marks, or by their names."""
        return run(self.sql, named or params, self.raw)


def as_stored(value: datetime) -> Any:
    """A moment as the database compares it: SQLite keeps text."""
    return connection.ops.adapt_datetimefield_value(value)


def moment(value: Any) -> datetime | None:
    """A moment as read from a raw cursor: SQLite gives text or a moment without zone, PostgreSQL one with it."""
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
