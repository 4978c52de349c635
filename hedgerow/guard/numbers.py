"""Numbers of fixed length with a check digit: known by label, by grouping or by what is spoken of around them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgerow.guard.checksums import begins_with_a_day, modulus_11
from hedgerow.guard.days import Day
from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.reading import Digits, Reading
from hedgerow.guard.rules import CheckedNumber

#: How far a label may be from the number it names, and how far what is spoken of is looked for.
_LABEL_REACH = 44
_TALK_REACH = 90


@dataclass(frozen=True, slots=True)
class _Candidate:
    digits: str
    pattern: tuple[int, ...]
    start: int
    end: int
    whole: bool
    even: bool
    glued: bool


def find(reading: Reading, days: Sequence[Day]) -> Iterator[Hit]:
    """Hits of all checked numbers. A plain `day` is no part of one. Each stretch of digits is one kind: the nearest label's, or the likeliest."""
    lengths = {rule.digits for rule in reading.rules.checked}
    plain = [day for day in days if day.sure]
    starts = [day.start for day in plain]
    for run in reading.runs:
        done = -1
        for candidate in _candidates(reading, run, lengths):
            if candidate.start <= done or reading.closed(candidate.start):
                continue
            near = bisect_left(starts, candidate.end) - 1
            if (
                near >= 0
                and plain[near].end > candidate.start
                and not _opens_with(reading, candidate, plain[near])
            ):
                continue
            found = _judge(reading, candidate)
            if found is not None:
                done = candidate.end
                yield Hit(candidate.start, candidate.end, *found)


def _candidates(reading: Reading, run: list[Digits], lengths: set[int]) -> Iterator[_Candidate]:
    """Neighbouring groups that make up one of the lengths; the whole run first of all."""
    for first in range(len(run)):
        total = 0
        for last in range(first, min(first + max(lengths, default=0), len(run))):
            total += len(run[last].text)
            if total in lengths:
                yield _candidate(reading, run, first, last)
            if total >= max(lengths):
                break


def _candidate(reading: Reading, run: list[Digits], first: int, last: int) -> _Candidate:
    groups = run[first : last + 1]
    start, end = groups[0].start, groups[-1].end
    gaps = {
        reading.text[one.end : two.start].strip() or " " for one, two in zip(groups, groups[1:], strict=False)
    }
    return _Candidate(
        digits="".join(group.text for group in groups),
        pattern=tuple(len(group.text) for group in groups),
        start=start,
        end=end,
        whole=first == 0 and last == len(run) - 1,
        even=len(gaps) < 2,
        glued=reading.letter_before(start) or reading.letter_after(end),
    )


def _judge(reading: Reading, one: _Candidate) -> tuple[str, Strength] | None:
    named = _named(reading, one)
    if named is not None:
        kind, distance = named
        other = reading.marks("serial").distance_before(one.start, _LABEL_REACH)
        if other is None or other >= distance:
            return kind, "hint" if reading.invented(one.start, one.end) else "interrupt"
    if one.glued or not (one.whole or one.even):
        return None
    for rule in reading.rules.checked:
        strength = _unnamed(reading, one, rule)
        if strength is not None:
            return rule.kind, strength
    return None


def _named(reading: Reading, one: _Candidate) -> tuple[str, int] | None:
    """The kind whose label is nearest, and how far that is. A label behind the number counts as a little farther."""
    best: tuple[int, str] | None = None
    for rule in reading.rules.checked:
        if rule.digits != len(one.digits) or (rule.dated and not begins_with_a_day(one.digits)):
            continue
        marks = reading.marks(f"label {rule.kind}")
        before = marks.distance_before(one.start, _LABEL_REACH)
        after = marks.distance_after(one.end, _LABEL_REACH)
        if one.glued and before != 0:
            continue
        if not one.whole and not one.even and (before is None or before > 4):
            continue
        # Another country's number begins otherwise; its label may be spoken of as well.
        strange = 25 if rule.starts and not one.digits.startswith(rule.starts) else 0
        distances = [
            distance + strange
            for distance in (before, None if after is None else after + 6)
            if distance is not None
        ]
        if distances and (best is None or min(distances) < best[0]):
            best = (min(distances), rule.kind)
    return (best[1], best[0]) if best else None


def _unnamed(reading: Reading, one: _Candidate, rule: CheckedNumber) -> Strength | None:
    if len(one.digits) != rule.digits or len(set(one.digits)) < 3:
        return None
    if rule.starts and not one.digits.startswith(rule.starts):
        return None
    grouped = one.pattern in rule.grouped
    if rule.dated and not begins_with_a_day(one.digits):
        return None
    # Telling digits of their own begin a dated number; others must have the right last one.
    if not rule.dated and rule.check == "modulus-11" and not modulus_11(one.digits):
        return "hint" if grouped and _speaks_of_somebody(reading, one) else None
    if not grouped and not one.whole and (len(one.pattern) > 1 or _decimal(reading, one)):
        return None
    other = reading.marks("serial").distance(one.start, one.end, _LABEL_REACH) is not None
    if other and grouped and not rule.dated and reading.where == "case":
        other = False
    if other or reading.invented(one.start, one.end):
        return "hint" if grouped and not rule.dated else None
    if grouped and not rule.dated:
        return "interrupt"
    if _speaks_of_somebody(reading, one) or (grouped and rule.dated):
        return "interrupt"
    return "hint"


def _opens_with(reading: Reading, one: _Candidate, day: Day) -> bool:
    """Is the day the beginning of a dated number, written in the groups of one?"""
    return day.start == one.start and any(
        rule.dated and one.pattern in rule.grouped for rule in reading.rules.checked
    )


def _decimal(reading: Reading, one: _Candidate) -> bool:
    """Is it a part of a longer figure or path, joined to more digits by a mark alone?"""
    around = reading.text[max(0, one.start - 2) : one.start], reading.text[one.end : one.end + 2]
    return (around[0][:1].isdigit() and around[0][1:] in "./-,") or (
        around[1][1:].isdigit() and around[1][:1] in "./-,"
    )


def _speaks_of_somebody(reading: Reading, one: _Candidate) -> bool:
    return (
        reading.where == "case"
        or reading.weight(one.start, one.end, "subject", "work", reach=_TALK_REACH) > 0
    )
