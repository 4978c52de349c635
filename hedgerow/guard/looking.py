"""Looks for what may identify somebody in one text."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hedgerow.guard import births, contacts, jigsaw, labelled, naming, numbers, places
from hedgerow.guard.days import days
from hedgerow.guard.hits import Hit
from hedgerow.guard.reading import Reading
from hedgerow.guard.rules import Rules

#: So many characters around an interruption its neighbours are taken for parts of the same story.
_NEIGHBOURS = 300


def look(text: str, rules: Rules, *, where: str = "post", today: date | None = None) -> list[Hit]:
    """All hits in `text`, in order and apart. `where` is one of PLACES; unknown ones are read as a post.

    It takes a number of steps in proportion to the length of the text, whatever the text is.
    """
    reading = Reading(text, rules, where, today or date.today())
    written = days(reading)
    found = [*numbers.find(reading, written), *labelled.find(reading)]
    found = _apart([*found, *births.find(reading, written)])
    found = _apart([*found, *contacts.find(reading)])
    found = _apart([*found, *places.find(reading)])
    found = _apart([*found, *naming.find(reading, [hit for hit in found if hit.strength == "interrupt"])])
    found = _together(found)
    found = _apart([*found, *jigsaw.find(reading)], keep="jigsaw")
    return sorted(
        Hit(*reading.folded.place(hit.start, hit.end), hit.kind, hit.strength)
        for hit in found
        if hit.end > hit.start
    )


def _together(hits: list[Hit]) -> list[Hit]:
    """A hint close to an interruption interrupts as well: who shows somebody's number shows their street, too."""
    sure = [hit.start for hit in hits if hit.strength == "interrupt"]
    together = []
    for hit in hits:
        at = bisect_left(sure, hit.start - _NEIGHBOURS)
        near = at < len(sure) and sure[at] <= hit.end + _NEIGHBOURS
        together.append(replace(hit, strength="interrupt") if near else hit)
    return together


def _apart(hits: Iterable[Hit], keep: str = "") -> list[Hit]:
    """Of hits that overlap, the earlier found that is surer; hints of the kind `keep` may cover others."""
    listed = list(enumerate(hits))
    listed.sort(key=lambda pair: (pair[1].strength == "hint", pair[0]))
    kept: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for _, hit in listed:
        if hit.kind != keep and _meets(taken, hit):
            continue
        kept.append(hit)
        if hit.kind != keep:
            _take(taken, hit)
    return sorted(kept)


def _meets(taken: list[tuple[int, int]], hit: Hit) -> bool:

    index = bisect_left(taken, (hit.start, hit.start))
    if index < len(taken) and taken[index][0] < hit.end:
        return True
    return index > 0 and taken[index - 1][1] > hit.start


def _take(taken: list[tuple[int, int]], hit: Hit) -> None:

    insort(taken, (hit.start, hit.end))
