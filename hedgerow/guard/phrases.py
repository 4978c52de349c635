"""Finds many phrases in a text at once, by their words, whatever stands between those."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
#: Between two words of a phrase may be this many characters: "D.O.B.", "date - of - birth".
_REACH = 3


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, small and without the 's of an owner."""
    return tuple(bare(word) for word in _WORD.findall(phrase))


def bare(word: str) -> str:
    """A word small, and without the 's of an owner."""
    small = word.lower()
    return small[:-2] if small.endswith("'s") else small


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the phrases of one sort stand in a text, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def distance_before(self, place: int, reach: int) -> int | None:
        """How far before `place` the last of them ends, if not farther than `reach`."""
        index = bisect_left(self.ends, place + 1) - 1
        if index < 0 or place - self.ends[index] > reach:
            return None
        return place - self.ends[index]

    def distance_after(self, place: int, reach: int) -> int | None:
        """How far after `place` the next of them begins, if not farther than `reach`."""
        index = bisect_left(self.starts, place)
        if index == len(self.starts) or self.starts[index] - place > reach:
            return None
        return self.starts[index] - place

    def distance(self, start: int, end: int, reach: int) -> int | None:
        """How far the nearest of them is from the span, on either side."""
        found = [
            one
            for one in (self.distance_before(start, reach), self.distance_after(end, reach))
            if one is not None
        ]
        return min(found, default=None)

    def weight(self, start: int, end: int, reach: int, within: tuple[int, int]) -> float:
        """How much of them is around the span, and `within` these places: each counts the more the nearer it is."""
        total, low = 0.0, bisect_left(self.ends, start - reach)
        for index in range(low, min(low + 96, len(self.starts))):
            if self.starts[index] > end + reach or self.starts[index] >= within[1]:
                break
            if self.ends[index] <= within[0]:
                continue
            away = max(start - self.ends[index], self.starts[index] - end, 0)
            total += 1 / (1 + away / 12)
        return total

    def __bool__(self) -> bool:
        return bool(self.starts)


NOWHERE = Marks((), ())


class Phrases:
    """Sorts of phrases, ready to be looked for together."""

    def __init__(self, sorts: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for sort, phrases in sorts.items():
            for phrase in phrases:
                words = split(phrase)
                if words:
                    self._by_first.setdefault(words[0], []).append((words, sort))

    def find(self, words: list[tuple[str, int, int]]) -> dict[str, Marks]:
        """Marks by sort; `words` are (bare word, start, end) in order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, (word, start, _) in enumerate(words):
            for phrase, sort in self._by_first.get(word, ()):
                end = _match(phrase, words, index)
                if end is not None:
                    found.setdefault(sort, []).append((start, end))
        return {
            sort: Marks(
                tuple(start for start, _ in sorted(set(spans))), tuple(end for _, end in sorted(set(spans)))
            )
            for sort, spans in found.items()
        }


def _match(phrase: tuple[str, ...], words: list[tuple[str, int, int]], index: int) -> int | None:
    if index + len(phrase) > len(words):
        return None
    end = words[index][2]
    for offset in range(1, len(phrase)):
        word, start, stop = words[index + offset]
        if word != phrase[offset] or start - end > _REACH:
            return None
        end = stop
    return end
