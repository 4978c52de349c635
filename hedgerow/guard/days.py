"""Reads every day that is written in a text, however it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hedgerow.guard.reading import Digits, Reading, Word

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_ORDINALS = frozenset({"st", "nd", "rd", "th", "o", "af", "il", "ydd", "fed", "eg"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is written: `sure` when nothing but a day is written so; `short` when its year has two digits."""

    start: int
    end: int
    year: int
    month: int
    day: int
    sure: bool
    short: bool


def days(reading: Reading) -> list[Day]:
    """All days of a text that have a year, in order and apart."""
    found = [*_in_figures(reading), *_with_names(reading)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Day] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _day(reading: Reading, span: tuple[int, int], year: str, month: int, day: int, sure: bool) -> Day | None:
    """The day, if there is one; years of two digits lie in the past, or not far ahead."""
    number = int(year)
    if len(year) == 2:
        this = reading.today.year
        number += this // 100 * 100
        if number > this + 1:
            number -= 100
    elif len(year) != 4 or not 1880 <= number <= reading.today.year + 20:
        return None
    try:
        date(number, month, day)
    except ValueError:
        return None
    return Day(*span, number, month, day, sure, len(year) == 2)


def _in_figures(reading: Reading) -> Iterator[Day]:
    for run in reading.runs:
        at = 0
        while at < len(run):
            found = _at(reading, run, at)
            if found is None:
                at += 1
                continue
            yield found
            while at < len(run) and run[at].start < found.end:
                at += 1


def _at(reading: Reading, run: list[Digits], at: int) -> Day | None:
    if reading.closed(run[at].start):
        return None
    three = run[at : at + 3]
    if len(three) == 3:
        gaps = [reading.text[a.end : b.start].strip(" ") for a, b in zip(three, three[1:], strict=False)]
        if gaps[0] == gaps[1] and len(gaps[0]) <= 1 and gaps[0] not in (",", "(", ")", "\n"):
            found = _three(reading, three, bool(gaps[0]))
            if found is not None:
                return found
    if len(run[at].text) in (6, 8):
        return _compact(reading, run[at].text, run[at].start, run[at].end)
    # A day in single digits, "1 9 5 3 / 0 6 / 0 2".
    single = run[at : at + 8]
    if len(single) == 8 and all(len(one.text) == 1 for one in single):
        return _compact(reading, "".join(one.text for one in single), single[0].start, single[-1].end)
    return None


def _three(reading: Reading, groups: list[Digits], sure: bool) -> Day | None:
    a, b, c = (one.text for one in groups)
    span = (groups[0].start, groups[2].end)
    if reading.letter_before(span[0]) and reading.text[span[0] - 1] not in "bBnN":
        return None
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        return _day(reading, span, a, int(b), int(c), sure)
    if len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
        found = _day(reading, span, c, int(b), int(a), sure)
        # Month before day, as others write it.
        return found or (_day(reading, span, c, int(a), int(b), False) if len(c) == 4 else None)
    return None


def _compact(reading: Reading, digits: str, start: int, end: int) -> Day | None:
    if len(digits) == 6:
        return _day(reading, (start, end), digits[4:], int(digits[2:4]), int(digits[:2]), False)
    sure = reading.where == "filename"
    forward = _day(reading, (start, end), digits[:4], int(digits[4:6]), int(digits[6:]), sure)
    return forward or _day(reading, (start, end), digits[4:], int(digits[2:4]), int(digits[:2]), sure)


def _with_names(reading: Reading) -> Iterator[Day]:
    """A month by name or in Roman figures, with the groups of digits around it."""
    starts = {group.start: group for group in reading.groups}
    ends = {group.end: group for group in reading.groups}
    for index, word in enumerate(reading.words):
        month = reading.rules.months.get(word.low.rstrip("."), 0)
        roman = 0 if month else _ROMAN.get(word.low, 0)
        if not month and not roman:
            continue
        found = _around(reading, index, word, month or roman, bool(roman), starts, ends)
        if found is not None:
            yield found


def _around(
    reading: Reading,
    index: int,
    word: Word,
    month: int,
    roman: bool,
    starts: dict[int, Digits],
    ends: dict[int, Digits],
) -> Day | None:
    before = _group_before(reading, index, word.start, ends)
    after = _next(reading, word.end, starts)
    if roman:
        pair = reading.text[word.start - 1 : word.start] + reading.text[word.end : word.end + 1]
        if len(pair) != 2 or pair[0] != pair[1] or pair[0] not in "./-":
            return None
    if after is None:
        return None
    if before is not None and len(before.text) <= 2 and len(after.text) in (2, 4):
        return _day(reading, (before.start, after.end), after.text, month, int(before.text), True)
    if roman or len(after.text) > 2:
        return None
    # "Feb 3 1991", "March 3rd, 1958"
    place = after.end
    place += len(next((one for one in _ORDINALS if reading.text[place : place + 2].lower() == one), ""))
    year = _next(reading, place, starts)
    if year is None or len(year.text) != 4:
        return None
    return _day(reading, (word.start, year.end), year.text, month, int(after.text), True)


def _group_before(reading: Reading, index: int, place: int, ends: dict[int, Digits]) -> Digits | None:
    """The digits before a month, over an ordinal ("3rd"), "of" and "day of"."""
    for back in range(1, 4):
        if index - back < -1:
            return None
        gap = place
        while gap > 0 and place - gap < 3 and reading.text[gap - 1] in " .-/_,\n":
            gap -= 1
        if gap in ends:
            return ends[gap]
        if index - back < 0:
            return None
        word = reading.words[index - back]
        if word.end != gap or not (word.low in _ORDINALS or reading.rules.has("day_filling", word.low)):
            return None
        place = word.start
        if place in ends:
            return ends[place]
    return None


def _next(reading: Reading, place: int, starts: dict[int, Digits]) -> Digits | None:
    """The digits that begin within a few characters, over ". , - / '"."""
    for at in range(place, min(place + 4, len(reading.text))):
        if at in starts:
            return starts[at]
        if reading.text[at] not in " .,-/_'\n":
            return None
    return None
