"""Joins a profession's rules to the guard: the guard knows no pack, and a pack knows no guard."""

from functools import cache

from django.conf import settings

from hedgerow.guard import Rules, read_rules
from hedgerow.packs.guarding import guard_data

#: Whose rules are used where nobody chose.
DEFAULT = "general_practice_uk"


@cache
def rules_of(pack: str = DEFAULT) -> Rules:
    """The guard's rules of the pack `pack`, read once. Raises PackError or RulesError."""
    return read_rules(pack, guard_data(pack))


def rules_here() -> Rules:
    """The rules of the pack that this place uses."""
    return rules_of(settings.PACK)
