"""Rules of confidentiality applied to text: finds what may identify somebody. It helps people look; it makes nothing safe."""

from hedgerow.guard.adding_up import AddsUp, Part, of_discussion, of_parts
from hedgerow.guard.file_parts import parts_of_file
from hedgerow.guard.hits import PLACES, Hit, Strength
from hedgerow.guard.looking import look
from hedgerow.guard.rules import Rules, RulesError, read_rules
from hedgerow.guard.suggesting import stretch, suggest

__all__ = [
    "PLACES",
    "AddsUp",
    "Hit",
    "Part",
    "Rules",
    "RulesError",
    "Strength",
    "look",
    "of_discussion",
    "of_parts",
    "parts_of_file",
    "read_rules",
    "stretch",
    "suggest",
]
