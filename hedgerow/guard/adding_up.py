"""Details that tell little one by one, and much together: across the replies of a discussion, or the parts of a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hedgerow.guard import jigsaw
from hedgerow.guard.days import days
from hedgerow.guard.hits import Hit
from hedgerow.guard.looking import look
from hedgerow.guard.reading import Reading
from hedgerow.guard.rules import Rules

#: So many different sorts of detail in one discussion are worth a word.
_ENOUGH = 3


class Part(NamedTuple):
    """One text of several: a post, a reply, a page of a file, its name, one of its properties."""

    label: str
    text: str
    where: str = "reply"


@dataclass(frozen=True, slots=True)
class AddsUp:
    """A hint about the whole: which sorts of detail come together, and in which parts they stand."""

    details: tuple[str, ...]
    labels: tuple[str, ...]


def of_discussion(parts: Sequence[Part], rules: Rules, *, today: date | None = None) -> AddsUp | None:
    """A hint, if details add up across at least two of the parts. What one part holds alone, `look` says of it."""
    now = today or date.today()
    where: dict[str, list[str]] = {}
    for part in parts:
        for detail in details_of(part, rules, now):
            labels = where.setdefault(detail, [])
            if part.label not in labels:
                labels.append(part.label)
    found = {label for labels in where.values() for label in labels}
    if len(where) < _ENOUGH or len(found) < 2:
        return None
    return AddsUp(tuple(sorted(where)), tuple(part.label for part in parts if part.label in found))


def details_of(part: Part, rules: Rules, today: date) -> set[str]:
    """The sorts of detail in one part: "age", "day", "place", "standing", "rare", "name"."""
    reading = Reading(part.text, rules, part.where, today)
    found = {sort for sort in ("rare", "occupation") if reading.marks(sort)}
    if any(True for _ in jigsaw.find(reading)):
        found.add("standing")
    if _exact_age(reading):
        found.add("age")
    if reading.marks("subject") and any(
        day.sure and 0 <= today.year - day.year < 16 for day in days(reading)
    ):
        found.add("day")
    if any(True for _ in jigsaw.homes(reading)):
        found.add("place")
    kinds = {hit.kind for hit in look(part.text, rules, where=part.where, today=today)}
    return found | ({"name"} & kinds) | ({"place"} if kinds & {"address", "postcode"} else set())


def _exact_age(reading: Reading) -> bool:
    for group in reading.groups:
        if len(group.text) <= 3 and 0 < int(group.text) < 116:
            if reading.marks("age").distance_after(group.end, 2) is not None:
                return True
            if reading.marks("age before").distance_before(group.start, 2) == 1 and reading.marks("subject"):
                return True
    return False


def of_parts(
    parts: Iterable[Part], rules: Rules, *, today: date | None = None
) -> Iterator[tuple[Part, list[Hit]]]:
    """The hits of each part that has any: for the name, properties and pages of a file."""
    for part in parts:
        hits = look(part.text, rules, where=part.where, today=today)
        if hits:
            yield part, hits
