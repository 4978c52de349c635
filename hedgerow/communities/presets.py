"""Five presets in sentences for the three settings of a community: who finds it, who reads, how one joins."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Preset(NamedTuple):
    """One choice in words; what it sets; and the audience that new items have by default."""

    key: str
    name: str | Promise
    sentence: str | Promise
    finding: str
    reading: str
    joining: str


PRESETS = [
    Preset(
        "web",
        _("Public on the web"),
        _("Anyone on the internet can read it. Anyone signed in can join at once."),
        "anyone",
        "web",
        "at_once",
    ),
    Preset(
        "open",
        _("Open"),
        _("Anyone can find it. Anyone signed in can read and join at once."),
        "anyone",
        "network",
        "at_once",
    ),
    Preset(
        "restricted",
        _("Restricted"),
        _("Anyone can find it. Only members read. People ask, and a facilitator lets them in."),
        "anyone",
        "members",
        "by_asking",
    ),
    Preset(
        "private",
        _("Private"),
        _("People who are signed in can find it. Only members read. People join by invitation."),
        "signed_in",
        "members",
        "by_invitation",
    ),
    Preset(
        "confidential",
        _("Confidential"),
        _("Nobody outside can see that it exists. Only people you invite come in."),
        "no_one",
        "members",
        "by_invitation",
    ),
]
BY_KEY = {preset.key: preset for preset in PRESETS}

#: How wide each way of reading is; a community or item may become narrower, never wider without a new era.
WIDTH = {"members": 0, "network": 1, "web": 2}


def preset_of(finding: str, reading: str, joining: str) -> Preset | None:
    """The preset with exactly these settings, or None when they were mixed."""
    for preset in PRESETS:
        if (preset.finding, preset.reading, preset.joining) == (finding, reading, joining):
            return preset
    return None
