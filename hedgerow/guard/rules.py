"""The rules that a profession gives the guard, as values: the engine itself knows no label, no title and no street."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from hedgerow.guard.phrases import Phrases, split


class RulesError(ValueError):
    """The rules do not hold together; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """A number of fixed length. `starts` are beginnings that it has where it is issued; `dated` ones begin with a day."""

    kind: str
    digits: int
    check: Literal["", "modulus-11"]
    labels: tuple[str, ...]
    starts: tuple[str, ...]
    dated: bool
    grouped: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """Letters and digits that a label announces. `glued` labels may touch the value, as in a file's name.

    A `weak` label is used for other things as well: it makes a hint, and only where somebody is spoken of.
    """

    kind: str
    labels: tuple[str, ...]
    glued: tuple[str, ...]
    fewest_digits: int
    weak: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Something known by its shape alone: L a letter, D a digit, in groups. `last` are the letters it may end in."""

    kind: str
    shape: str
    labels: tuple[str, ...]
    never: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind is called in a sentence, why it matters, and what may be written in its place."""

    key: str
    called: str
    sentence: str
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one profession. `words` and `tables` hold lists by name; what is absent is empty."""

    name: str
    checked: tuple[CheckedNumber, ...]
    labelled: tuple[LabelledValue, ...]
    shapes: tuple[Shape, ...]
    kinds: Mapping[str, Kind]
    months: Mapping[str, int]
    words: Mapping[str, frozenset[str]]
    bands: tuple[tuple[int, str], ...]
    seasons: tuple[str, ...]
    phrases: Phrases = field(repr=False)

    def has(self, list_name: str, word: str) -> bool:
        """Is `word`, written small, in the list?"""
        return word in self.words.get(list_name, frozenset())

    def list(self, list_name: str) -> frozenset[str]:
        return self.words.get(list_name, frozenset())

    def looks_for(self, kind: str) -> bool:
        return kind in self.kinds


def label_of(rule: CheckedNumber | LabelledValue | Shape) -> str:
    """The sort of phrases that are the labels of a rule."""
    return f"{'weak ' if isinstance(rule, LabelledValue) and rule.weak else ''}label {rule.kind}"


def read_rules(name: str, data: Mapping[str, Any]) -> Rules:
    """The rules written in `data`, as a pack keeps them. Raises RulesError."""
    checked = tuple(_checked(row) for row in _rows(data, "checked"))
    labelled = tuple(
        LabelledValue(
            kind=_text(row, "kind"),
            labels=_texts(row, "labels"),
            glued=tuple(word.lower() for word in _texts(row, "glued")),
            fewest_digits=int(row.get("fewest_digits", 4)),
            weak=bool(row.get("weak", False)),
        )
        for row in _rows(data, "labelled")
    )
    shapes = tuple(
        Shape(
            kind=_text(row, "kind"),
            shape=_text(row, "shape"),
            labels=_texts(row, "labels"),
            never=_texts(row, "never"),
            last=str(row.get("last", "")),
        )
        for row in _rows(data, "shapes")
    )
    kinds = {row["key"]: _kind(row) for row in _rows(data, "kinds") if _text(row, "key")}
    named: list[CheckedNumber | LabelledValue | Shape] = [*checked, *labelled, *shapes]
    for one in named:
        if one.kind not in kinds:
            raise RulesError(f'The rules of {name} speak of the kind "{one.kind}"; add it to [[kinds]].')
    signs = {sort: _list(name, sort, value) for sort, value in data.get("signs", {}).items()}
    for row in named:
        sort = label_of(row)
        signs[sort] = (*signs.get(sort, ()), *row.labels)
    words = {key: _words(name, key, value) for key, value in data.get("words", {}).items()}
    # A word that is a sign by itself is an ordinary word too.
    single = (split(phrase) for phrases in signs.values() for phrase in phrases)
    words["signs"] = frozenset(phrase[0] for phrase in single if len(phrase) == 1 and len(phrase[0]) > 1)
    return Rules(
        name=name,
        checked=checked,
        labelled=labelled,
        shapes=shapes,
        kinds=MappingProxyType(kinds),
        months=MappingProxyType({word: int(value) for word, value in data.get("months", {}).items()}),
        words=MappingProxyType(words),
        bands=tuple((int(row["up_to"]), _text(row, "words")) for row in _rows(data, "bands")),
        seasons=_list(name, "seasons", data.get("seasons", [])),
        phrases=Phrases(signs),
    )


def _checked(row: Mapping[str, Any]) -> CheckedNumber:
    check = row.get("check", "")
    if check not in ("", "modulus-11"):
        raise RulesError(f'"check" is "{check}"; use "modulus-11" or leave it out.')
    return CheckedNumber(
        kind=_text(row, "kind"),
        digits=int(row.get("digits", 10)),
        check=check,
        labels=_texts(row, "labels"),
        starts=_texts(row, "starts"),
        dated=bool(row.get("dated", False)),
        grouped=tuple(tuple(int(one) for one in group) for group in row.get("grouped", [])),
    )


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(_text(row, "key"), _text(row, "called"), _text(row, "sentence"), _texts(row, "replacements"))


def _rows(data: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    for row in data.get(name, []):
        if not isinstance(row, Mapping):
            raise RulesError(f'"{name}" needs tables, written [[{name}]].')
        yield row


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RulesError(f'Add the field "{name}" to {dict(row)!r}.')
    return value.strip()


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return _list(str(row.get("kind", "")), name, row.get(name, []))


def _list(where: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise RulesError(f'"{name}" of {where} needs a list of texts.')
    return tuple(value)


def _words(where: str, name: str, value: object) -> frozenset[str]:
    """A list of words, or one text of words with spaces between."""
    if isinstance(value, str):
        return frozenset(value.lower().split())
    return frozenset(one.lower() for one in _list(where, name, value))
