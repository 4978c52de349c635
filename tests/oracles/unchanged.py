"""No change: the rows of all tables and the kept files are the same before and after."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

#: Rows that a request may write whatever it asks: when a device was last seen.
DECLARED = frozenset({"people_device"})


def tables() -> list[str]:
    """The tables of all models."""
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def state(*, leave_out: frozenset[str] = DECLARED) -> dict[str, str]:
    """A digest of each table, and of the folder of files."""
    found = {}
    with connection.cursor() as cursor:
        for name in tables():
            if name in leave_out:
                continue
            # The names are those of our own models.
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    folder = Path(settings.FILES)
    files = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_file():
            files.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
    return {**found, "files": files.hexdigest()}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that differ."""
    return [name for name in sorted(before) if before[name] != after.get(name)]


@contextmanager
def nothing_changes(*, leave_out: frozenset[str] = DECLARED) -> Iterator[None]:
    """Fails when anything was written meanwhile."""
    before = state(leave_out=leave_out)
    yield
    changed = changes(before, state(leave_out=leave_out))
    assert not changed, f"changed: {changed}"
