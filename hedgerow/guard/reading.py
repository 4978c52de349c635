"""A text as the guard reads it: folded, in words and groups of digits, with marks of what is spoken of around them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hedgerow.guard.folding import Folded, fold
from hedgerow.guard.phrases import NOWHERE, Marks, bare
from hedgerow.guard.rules import Rules

# Each alternative begins with other characters, so there is one way to read a text, and it takes one step a character.
_TOKEN = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*)|([0-9]+)")
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.|(?<![\w.])10\.\d{4,9}/)[^\s<>\"]+|(?<!\w)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    re.I,
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.M)
#: How much "she" counts beside a plain word for somebody looked after.
_PRONOUN = 0.4
_JOINERS = frozenset(" -./_,\n()")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place. `low` is small and without the 's of an owner."""

    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Digits:
    """A group of digits with its place."""

    text: str
    start: int
    end: int


class Reading:
    """One text, read once for all detectors. Places are those of the folded text until hits are handed out."""

    def __init__(self, text: str, rules: Rules, where: str, today: date) -> None:
        self.folded: Folded = fold(text)
        self.text = self.folded.text
        self.rules, self.where, self.today = rules, where, today
        self.words: list[Word] = []
        self.groups: list[Digits] = []
        listed: list[tuple[str, int, int]] = []
        for match in _TOKEN.finditer(self.text):
            start, end = match.span()
            if match[1]:
                word = Word(match[1], bare(match[1]), start, end)
                self.words.append(word)
                # Two letters before a digit are a part of a code, "CA39", and no word.
                if end - start > 2 or not self.text[end : end + 1].isdigit():
                    listed.append((word.low, start, end))
            else:
                self.groups.append(Digits(match[2], start, end))
                listed.append((match[2], start, end))
        self._marks = rules.phrases.find(listed)
        self._word_starts = [word.start for word in self.words]
        self._closed = _closed_spans(self.text)
        self._closed_starts = [start for start, _ in self._closed]
        self.runs = self._runs()

    def marks(self, sort: str) -> Marks:
        """Where the phrases of a sort stand."""
        return self._marks.get(sort, NOWHERE)

    def weight(self, start: int, end: int, *sorts: str, reach: int = 80, paragraph: bool = False) -> float:
        """How much of these sorts is around a span. "She" speaks of somebody too, but of colleagues as often.

        With `paragraph`, what an empty line parts from the span does not count.
        """
        within = (0, len(self.text) + 1)
        if paragraph:
            before = self.text.rfind("\n\n", max(0, start - reach), start)
            behind = self.text.find("\n\n", end, end + reach)
            within = (max(before, 0), behind if behind >= 0 else len(self.text) + 1)
        total = sum(self.marks(sort).weight(start, end, reach, within) for sort in sorts)
        if "subject" in sorts:
            total += _PRONOUN * self.marks("pronoun").weight(start, end, reach, within)
        return total

    def closed(self, place: int) -> bool:
        """Is this inside an address of the web, code, or a machine's identifier?"""
        index = bisect_right(self._closed_starts, place) - 1
        return index >= 0 and place < self._closed[index][1]

    def word_index(self, place: int) -> int:
        """The index of the first word that begins at or after `place`."""
        return bisect_right(self._word_starts, place - 1)

    @cached_property
    def foreign(self) -> bool:
        """Is it mostly in words that no list knows, so that an unknown one tells nothing?"""
        small = [word.low for word in self.words if word.text.islower() and len(word.text) > 3]
        known = sum(1 for low in small if self.rules.has("ordinary", low) or self.rules.has("signs", low))
        return len(small) > 5 and known < 0.3 * len(small)

    def letter_before(self, place: int) -> bool:
        return place > 0 and self.text[place - 1].isalpha()

    def letter_after(self, place: int) -> bool:
        return place < len(self.text) and self.text[place].isalpha()

    def invented(self, start: int, end: int) -> bool:
        """Does the text say close by that this was made up?"""
        return self.marks("invented").distance(start, end, 120) is not None

    def _runs(self) -> list[list[Digits]]:
        """Groups of digits that belong together, because only joining characters are between them."""
        runs: list[list[Digits]] = []
        for group in self.groups:
            if runs and _joined(self.text[runs[-1][-1].end : group.start], runs[-1][-1].text, group.text):
                runs[-1].append(group)
            else:
                runs.append([group])
        return runs


def _joined(gap: str, before: str, after: str) -> bool:
    if len(gap) > 4 or not set(gap) <= _JOINERS:
        return False
    # The end of a sentence, unless it stands as in "3. 4. 1961".
    if gap[0] == "." and len(gap) > 1 and (len(before) > 2 or len(after) > 4):
        return False
    marks = [one for one in gap if one not in " \n"]
    if "," in gap and gap != ",":
        return False
    return len(marks) <= 1 and gap.count("\n") <= 1


def _closed_spans(text: str) -> list[tuple[int, int]]:
    """Addresses of the web, code and identifiers of machines, in order and apart."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    fences = [match.start() for match in _FENCE.finditer(text)] if "```" in text or "~~~" in text else []
    spans += [(fences[at], fences[at + 1]) for at in range(0, len(fences) - 1, 2)]
    if "`" in text:
        ticks = [at for at, character in enumerate(text) if character == "`"]
        open_tick = -1
        for tick in ticks:
            if open_tick >= 0 and "\n" not in text[open_tick:tick]:
                spans.append((open_tick, tick + 1))
                open_tick = -1
            else:
                open_tick = tick
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
