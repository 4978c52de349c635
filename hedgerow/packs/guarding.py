"""Reads what a pack gives the guard: its `guard.toml`, put together with the shared lists that it names."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hedgerow.packs.loading import FOLDER, pack_names
from hedgerow.packs.reading import PackError

SHARED = FOLDER / "guard_words"


@cache
def guard_data(name: str) -> dict[str, Any]:
    """The rules of the pack `name` as plain data. Lists of the same name are joined. Raises PackError."""
    if name not in pack_names():
        raise PackError(f'There is no pack "{name}". There are: {", ".join(pack_names())}')
    return read_guard(FOLDER / name / "guard.toml")


def read_guard(path: Path) -> dict[str, Any]:
    """The rules in the file at `path`, wherever that is. Raises PackError as `guard_data` does."""
    own = _table(path)
    together: dict[str, Any] = {}
    for shared in own.pop("uses", []):
        _join(together, _table(SHARED / f"{shared}.toml"))
    _join(together, own)
    return together


def _table(path: Path) -> dict[str, Any]:
    where = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise PackError(f"{where}: this file is missing") from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise PackError(f"{where}: {broken}") from broken


def _join(into: dict[str, Any], more: dict[str, Any]) -> None:
    """Add `more`: tables are joined field by field, lists and long texts of words by adding."""
    for key, value in more.items():
        here = into.get(key)
        if isinstance(here, dict) and isinstance(value, dict):
            _join(here, value)
        elif isinstance(here, list | str) and isinstance(value, list | str):
            into[key] = _as_list(here) + _as_list(value)
        else:
            into[key] = dict(value) if isinstance(value, dict) else value


def _as_list(value: list[Any] | str) -> list[Any]:
    return value.split() if isinstance(value, str) else list(value)
