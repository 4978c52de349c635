"""Hints of a jigsaw: somebody who is the only one, the first one, or known to everyone in a place that is named."""

from collections.abc import Iterator

from hedgerow.guard.hits import Hit
from hedgerow.guard.reading import Reading

KIND = "jigsaw"
_REACH = 70


def find(reading: Reading) -> Iterator[Hit]:
    """Hints, one for each stretch of words."""
    if not reading.rules.looks_for(KIND):
        return
    done = -1
    for start, end in sorted([*_in_a_place(reading), *_marks(reading, "well known"), *_very_old(reading)]):
        if start >= done:
            done = end
            yield Hit(start, end, KIND, "hint")


def _marks(reading: Reading, sort: str) -> Iterator[tuple[int, int]]:
    marks = reading.marks(sort)
    for start, end in zip(marks.starts, marks.ends, strict=True):
        if reading.weight(start, end, "subject", "care", "age", reach=160) > 0 or reading.where == "case":
            yield start, end


def _in_a_place(reading: Reading) -> Iterator[tuple[int, int]]:
    """A telling role or a superlative, and soon after it "in", "at" or "from" and a name with a capital."""
    telling = reading.marks("telling")
    for start, end in zip(telling.starts, telling.ends, strict=True):
        stop = _place_after(reading, end)
        if stop is None:
            continue
        if reading.weight(start, stop, "colleague", "organisation", "venue", reach=40) > reading.weight(
            start, stop, "subject", "care", "age", reach=90
        ):
            continue
        yield start, stop


def _place_after(reading: Reading, place: int) -> int | None:
    index = reading.word_index(place)
    while index + 1 < len(reading.words) and reading.words[index].start - place < _REACH:
        word, name = reading.words[index], reading.words[index + 1]
        if any(one in ".!?\n" for one in reading.text[place : word.start]):
            return None
        if reading.rules.has("place_words", word.low) and name.capital and name.start - word.end <= 2:
            known = reading.rules.has("ordinary", name.low) or reading.rules.has("never_names", name.low)
            follows = reading.words[index + 2] if index + 2 < len(reading.words) else None
            if not known or (follows is not None and follows.capital and follows.start - name.end == 1):
                both = follows is not None and follows.capital and follows.start - name.end == 1
                return follows.end if both and follows is not None else name.end
        index += 1
    return None


def homes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where somebody is said to live or come from: "lives in Hallowby", "the farm near Thrupton"."""
    dwelling = reading.marks("dwelling")
    for start, end in zip(dwelling.starts, dwelling.ends, strict=True):
        stop = _place_after(reading, start)
        if stop is not None and stop > end and stop - end < 30:
            yield start, stop


def _very_old(reading: Reading) -> Iterator[tuple[int, int]]:
    for group in reading.groups:
        if len(group.text) == 3 and 100 <= int(group.text) <= 115:
            before = reading.marks("age before").distance_before(group.start, 3)
            behind = reading.marks("age behind").distance_after(group.end, 3)
            if before is not None or behind is not None:
                yield group.start, group.end
