"""Asks before words are posted that may identify somebody, and takes the author's answer. It knows no models."""

from hedgerow.guard import Part
from hedgerow.interruption.answering import LATER, MOST_WORDS, ONLY_LOOK, REASONS, Answer, Answered
from hedgerow.interruption.asking import Found, Interrupted, look_twice
from hedgerow.interruption.hinting import Hinted, hints_in
from hedgerow.interruption.replacing import extent, instead_of, replaced
from hedgerow.interruption.rules import DEFAULT, rules_here, rules_of

__all__ = [
    "DEFAULT",
    "LATER",
    "MOST_WORDS",
    "ONLY_LOOK",
    "REASONS",
    "Answer",
    "Answered",
    "Found",
    "Hinted",
    "Interrupted",
    "Part",
    "extent",
    "hints_in",
    "instead_of",
    "look_twice",
    "replaced",
    "rules_here",
    "rules_of",
]
