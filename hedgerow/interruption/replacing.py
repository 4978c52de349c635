"""Other words in the place of what was found, as the author chose them."""

from collections.abc import Sequence
from datetime import date

from hedgerow.guard import Part, stretch, suggest
from hedgerow.interruption.asking import Found
from hedgerow.interruption.rules import rules_here


def instead_of(one: Found, *, today: date | None = None) -> tuple[str, ...]:
    """What may stand there instead, the best first; none where only the author can say it in another way."""
    return suggest(one.hit, one.part.text, rules_here(), today=today)


def extent(one: Found) -> tuple[int, int]:
    """From where to where the hit is shown and replaced: with its label."""
    return stretch(one.hit, one.part.text, rules_here())


def replaced(parts: Sequence[Part], one: Found, words: str) -> tuple[Part, ...]:
    """The parts, with these words in the place of the hit and its label; a capital where it began with one and a sentence begins."""
    start, end = extent(one)
    return tuple(
        part._replace(text=part.text[:start] + _fitting(part.text, start, words) + part.text[end:])
        if part.label == one.part.label
        else part
        for part in parts
    )


def _fitting(text: str, start: int, words: str) -> str:
    before = text[:start].rstrip(" \t*_>#-\"'“‘(")
    begins = not before or before[-1] in ".!?\n"
    return words[:1].upper() + words[1:] if begins else words
