"""The twelve species: one mark and one pair of colours for each community."""

from django.utils.translation import gettext_lazy as _

SPECIES = [
    ("hawthorn", _("Hawthorn")),
    ("holly", _("Holly")),
    ("ivy", _("Ivy")),
    ("speedwell", _("Speedwell")),
    ("blackthorn", _("Blackthorn")),
    ("elder", _("Elder")),
    ("bramble", _("Bramble")),
    ("dog-rose", _("Dog rose")),
    ("field-maple", _("Field maple")),
    ("honeysuckle", _("Honeysuckle")),
    ("hazel", _("Hazel")),
    ("crab-apple", _("Crab apple")),
]
NAMES = [key for key, _name in SPECIES]


def next_free(taken: list[str]) -> str:
    """The species used least often so far, in the order of the list."""
    return min(NAMES, key=lambda name: (taken.count(name), NAMES.index(name)))
