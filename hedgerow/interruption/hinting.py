"""What is said softly while somebody writes: the sorts of detail and their lines, never the words."""

from collections.abc import Sequence
from typing import NamedTuple

from hedgerow.guard import Part
from hedgerow.interruption.asking import found_in
from hedgerow.interruption.rules import rules_here


class Hinted(NamedTuple):
    """One sort of detail: its key, what it is called, why it matters, and on which lines of the text it stands."""

    kind: str
    called: str
    sentence: str
    lines: tuple[int, ...]
    #: Posting will be interrupted for it.
    asks: bool


def hints_in(parts: Sequence[Part]) -> list[Hinted]:
    """Each sort once, those that will interrupt first. A hit in a title has no line."""
    kinds = rules_here().kinds
    lines: dict[str, set[int]] = {}
    asks: set[str] = set()
    for one in found_in(parts):
        here = lines.setdefault(one.hit.kind, set())
        if one.part.label != "title":
            here.add(one.part.text.count("\n", 0, one.hit.start) + 1)
        if one.hit.strength == "interrupt":
            asks.add(one.hit.kind)
    found = [
        Hinted(kind, kinds[kind].called, kinds[kind].sentence, tuple(sorted(here)), kind in asks)
        for kind, here in lines.items()
    ]
    return sorted(found, key=lambda one: (not one.asks, one.lines))
