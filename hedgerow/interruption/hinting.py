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
    """Each sort once, those that will interrupt first."""
    rules = rules_here()
    lines: dict[str, list[int]] = {}
    asks: set[str] = set()
    for one in found_in(parts):
        line = one.part.text.count("\n", 0, one.hit.start) + 1
        here = lines.setdefault(one.hit.kind, [])
        if line not in here:
            here.append(line)
        if one.hit.strength == "interrupt":
            asks.add(one.hit.kind)
    return [
        Hinted(kind, rules.kinds[kind].called, rules.kinds[kind].sentence, tuple(here), kind in asks)
        for kind, here in sorted(lines.items(), key=lambda pair: (pair[0] not in asks, pair[1]))
    ]
