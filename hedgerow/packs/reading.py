"""Reads TOML tables field by field, so that a wrong or missing field is named with its file and row."""

import tomllib
from collections.abc import Iterator
from pathlib import Path


class PackError(ValueError):
    """The data of a pack does not hold together; the message says where and what to do."""


class Table:
    """One table of a file. Every field that is read is ticked off; `done()` refuses what nobody asked for."""

    def __init__(self, values: dict[str, object], where: str) -> None:
        self._values = values
        self._read: set[str] = set()
        self.where = where

    def wrong(self, message: str) -> PackError:
        return PackError(f"{self.where}: {message}")

    def _get(self, name: str, kind: type, default: object) -> object:
        self._read.add(name)
        value = self._values.get(name, default)
        if value is None:
            raise self.wrong(f'add the field "{name}"')
        if not isinstance(value, kind):
            raise self.wrong(f'"{name}" holds {value!r}; it needs a {kind.__name__}')
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self._get(name, str, default)
        assert isinstance(value, str)
        if default is None and not value.strip():
            raise self.wrong(f'"{name}" is empty; write something in it')
        return value.strip()

    def number(self, name: str, default: int | None = None) -> int:
        value = self._get(name, int, default)
        assert isinstance(value, int)
        return value

    def flag(self, name: str) -> bool:
        return bool(self._get(name, bool, False))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._get(name, list, [])
        assert isinstance(value, list)
        if not all(isinstance(one, str) for one in value):
            raise self.wrong(f'"{name}" needs a list of texts')
        return tuple(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise self.wrong(f'"{name}" is "{value}"; use one of: {", ".join(choices)}')
        return value

    def table(self, name: str) -> "Table":
        value = self._get(name, dict, {})
        assert isinstance(value, dict)
        return Table(value, f"{self.where}, {name}")

    def tables(self, name: str) -> Iterator["Table"]:
        value = self._get(name, list, [])
        assert isinstance(value, list)
        for place, one in enumerate(value, 1):
            if not isinstance(one, dict):
                raise self.wrong(f'"{name}" needs tables, written [[{name}]]')
            label = one.get("key") or one.get("name") or place
            yield Table(one, f"{self.where}, {name} {label}")

    def raw(self, name: str) -> dict[str, object]:
        """A table as it stands, for data that only a later kind understands."""
        value = self._get(name, dict, {})
        assert isinstance(value, dict)
        return value

    def has(self, name: str) -> bool:
        return name in self._values

    def items(self) -> Iterator[tuple[str, str]]:
        """All fields of a table whose names are free, as texts."""
        for name in self._values:
            yield name, self.text(name)

    def done(self) -> None:
        """Raises PackError when the table has a field that was never read: most likely a slip of the pen."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.wrong(f'nothing reads "{unknown[0]}"; remove it or correct its name')


def read_table(path: Path) -> Table:
    """The whole of one TOML file. Raises PackError with the file's name when it is missing or not TOML."""
    where = f"{path.parent.name}/{path.name}"
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), where)
    except FileNotFoundError as missing:
        raise PackError(f"{where}: this file is missing") from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise PackError(f"{where}: {broken}") from broken
