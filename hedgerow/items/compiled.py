"""Hot pages read tuples by SQL that the ORM wrote once: `visible_to` is the definition, its text is kept.

SPEED: building SQL in the ORM costs more than running it. A query is built once for each kind of viewer with marks in
place of the values, and afterwards only run. A test proves that it answers as the ORM does for every viewer.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from hedgerow.access.viewer import Standings, Viewer

#: Marks stand for values while SQL is built; no row has such an id.
_PERSON = -9_000_001
_FIRST_VALUE = -9_000_100
_lock = threading.Lock()


class Compiled:
    """One query shape. `build(viewer, *values)` gives a queryset of `values_list`; values are whole numbers or words."""

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self.build = build
        self._kept: dict[tuple[str, str], tuple[str, tuple[Any, ...]]] = {}

    def rows(self, viewer: Viewer, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for this viewer and these values."""
        key = (_shape(viewer), connection.vendor)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._compile(viewer, key, list(values))
        sql, template = kept
        order = {_FIRST_VALUE - index: name for index, name in enumerate(values)}
        params = [self._fill(mark, viewer, order, values) for mark in template]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    @staticmethod
    def _fill(mark: Any, viewer: Viewer, order: dict[int, str], values: dict[str, Any]) -> Any:
        number = (
            mark
            if isinstance(mark, int)
            else (int(mark) if isinstance(mark, str) and mark.startswith("-90") else None)
        )
        if number is None or number > _PERSON:
            return mark
        if number == _PERSON:
            return viewer.person_id
        return values[order[number]]

    def _compile(self, viewer: Viewer, key: tuple[str, str], names: list[str]) -> tuple[str, tuple[Any, ...]]:
        if viewer.kind in ("oversight", "system"):
            raise NotImplementedError(
                "Oversight and system read by the ORM; their conditions hold values of their own."
            )
        asking = Viewer(
            kind=viewer.kind, person_id=None if viewer.person_id is None else _PERSON, standings=Standings()
        )
        marks = {name: _FIRST_VALUE - index for index, name in enumerate(names)}
        with _lock:
            query = self.build(asking, **marks).query
            sql, params = query.sql_with_params()
            self._kept[key] = (sql, tuple(params))
        return self._kept[key]


def _shape(viewer: Viewer) -> str:
    return "stranger" if viewer.person_id is None else "person"


def moment(value: Any) -> datetime | None:
    """A moment as read from a raw cursor: SQLite gives text or a moment without zone, PostgreSQL one with it."""
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
