"""Where a Markdown source is code, so that nothing inside is taken for a name or an address."""

import re
from bisect import bisect_right

_FENCE = re.compile(r"^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_TICKS = re.compile(r"(\\?)(`+)")
_BLANK = re.compile(r"\n[ \t>]*\n")


class CodeSpans:
    """The parts of one source that are code."""

    def __init__(self, source: str) -> None:
        spans = sorted(_find(source)) if "`" in source or "~~~" in source else []
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, int):
            return False
        before = bisect_right(self._starts, place) - 1
        return before >= 0 and place < self._ends[before]


def _find(source: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    place = 0
    opened: tuple[int, str] | None = None
    for fence in _FENCE.finditer(source):
        marks, after = fence[1], fence[2]
        if opened is None:
            if marks[0] == "`" and "`" in after:
                continue
            spans += _inline(source, place, fence.start())
            opened = fence.start(), marks
        elif marks[0] == opened[1][0] and len(marks) >= len(opened[1]) and not after.strip():
            spans.append((opened[0], fence.end()))
            place, opened = fence.end(), None
    if opened is not None:
        return [*spans, (opened[0], len(source))]
    return spans + _inline(source, place, len(source))


def _inline(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Code between two equally long runs of backticks in one paragraph."""
    spans: list[tuple[int, int]] = []
    borders = [match.start() for match in _BLANK.finditer(source, start, end)]
    for first, last in zip([start, *borders], [*borders, end], strict=True):
        runs = [
            (match.start(2) + len(match[1]), match.end(), match.end() - match.start(2) - len(match[1]))
            for match in _TICKS.finditer(source, first, last)
        ]
        spans += _pair(runs)
    return spans


def _pair(runs: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    # SPEED: the places of each length are kept, so that unmatched runs cost no search each.
    places: dict[int, list[int]] = {}
    for number, (_start, _end, length) in enumerate(runs):
        places.setdefault(length, []).append(number)
    spans: list[tuple[int, int]] = []
    number = 0
    while number < len(runs):
        start, _end, length = runs[number]
        same = places.get(length, [])
        after = bisect_right(same, number)
        if length > 0 and after < len(same):
            number = same[after]
            spans.append((start, runs[number][1]))
        number += 1
    return spans
