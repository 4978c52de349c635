"""Hot pages read tuples by SQL that the ORM wrote once: `visible_to` is the definition, its text is kept.

SPEED: building SQL in the ORM costs more than running it. A query is built once for each kind of viewer with marks in
place of the values, and afterwards only run. A test proves that it answers as the ORM does for every viewer.
"""

import re
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from hedgerow.access.viewer import Standings, Viewer
from hedgerow.base.sql import run

#: Marks stand for values while SQL is built; no row has such an id.
_PERSON = -9_000_001
_FIRST_VALUE = -9_000_100
_PLAIN_WORD = re.compile(r"[a-z_ ]*")
_lock = threading.Lock()


class _Statement(NamedTuple):
    """SQL with the table's own words written into it, and the names of the values that it still takes, in order."""

    sql: str
    names: tuple[str | None, ...]  # None stands for the viewer's person
    raw: str  # the same with SQLite's own marks


class Compiled:
    """One query shape. `build(viewer, **values)` gives a queryset of `values_list`; values are whole numbers or words."""

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self.build = build
        self._kept: dict[tuple[bool, str], _Statement] = {}
        self._nothing: set[tuple[bool, str]] = set()

    def rows(self, viewer: Viewer, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for this viewer and these values."""
        if viewer.kind in ("oversight", "system"):
            return self._anew(viewer, values)
        key = (viewer.person_id is None, connection.vendor)
        if key in self._nothing:
            return []
        statement = self._kept.get(key) or self._compile(viewer, key, list(values))
        if statement is None:
            return []
        person = viewer.person_id
        params = [person if name is None else values[name] for name in statement.names]
        return run(statement.sql, params, statement.raw)

    def _anew(self, viewer: Viewer, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """For the few whose conditions hold values of their own: built each time, run as the others are."""
        try:
            sql, params = self.build(viewer, **values).query.sql_with_params()
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def _compile(self, viewer: Viewer, key: tuple[bool, str], names: list[str]) -> _Statement | None:
        asking = Viewer(
            kind=viewer.kind, person_id=None if viewer.person_id is None else _PERSON, standings=Standings()
        )
        marks = {name: _FIRST_VALUE - index for index, name in enumerate(names)}
        with _lock:
            try:
                sql, params = self.build(asking, **marks).query.sql_with_params()
            except EmptyResultSet:
                # No row can ever be seen by this kind of viewer, as the ORM found: a stranger and a room.
                self._nothing.add(key)
                return None
            self._kept[key] = _statement(sql, params, {number: name for name, number in marks.items()})
        return self._kept[key]


def _statement(sql: str, params: tuple[Any, ...], marks: dict[int, str]) -> _Statement:
    # SPEED: SQLite prepares a statement anew whenever a bound value could let it use a partial index (state = ?), which
    # costs more than running it; so words and numbers that never change are written into the text.
    pieces = sql.split("%s")
    found = [pieces[0]]
    names: list[str | None] = []
    for value, piece in zip(params, pieces[1:], strict=True):
        number = int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else value
        if isinstance(number, bool):
            found.append("TRUE" if number else "FALSE")
        elif number == _PERSON:
            names.append(None)
            found.append("%s")
        elif isinstance(number, int) and number in marks:
            names.append(marks[number])
            found.append("%s")
        elif isinstance(value, int):
            found.append(str(value))
        elif isinstance(value, str) and _PLAIN_WORD.fullmatch(value):
            found.append(f"'{value}'")
        else:
            raise ValueError("A compiled query may hold only marks, whole numbers and plain words.")
        found.append(piece)
    text = "".join(found)
    return _Statement(text, tuple(names), text.replace("%s", "?").replace("%%", "%"))
