"""What pages say about a community: who reads it and how one joins, its rhythm and pace, who looks after it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.base import dates
from hedgerow.base.names import first_name
from hedgerow.base.text import excerpt
from hedgerow.communities.models import Community
from hedgerow.communities.queries import Carer
from hedgerow.items.queries.pace import Pace

#: Letters of a rhythm on a card.
SHORT = 44


class Access(NamedTuple):
    """A short sentence, and the icon before it."""

    sentence: str
    icon: str


def access_words(community: Community) -> Access:
    """The preset in a few words, as cards say it: "Members only. You can ask."."""
    if community.finding == "no_one":
        return Access(_("Confidential. Only people who are invited."), "eye-off")
    if community.joining == "by_invitation" and community.reading == "members":
        return Access(_("By invitation"), "mail")
    reads = {
        "web": _("Anyone can read it."),
        "network": _("Anyone signed in can read it."),
        "members": _("Members only."),
    }[community.reading]
    joins = {
        "at_once": _("You can join."),
        "by_asking": _("You can ask."),
        "by_invitation": _("People join by invitation."),
    }[community.joining]
    return Access(f"{reads} {joins}", "lock" if community.reading == "members" else "globe")


def rhythm_lines(community: Community) -> list[str]:
    """What happens when, a line for each sentence of the community's own words."""
    if not community.rhythm_words:
        return [str(community.get_rhythm_display())]
    return [part.strip().rstrip(".") for part in community.rhythm_words.split(". ") if part.strip(" .")]


def rhythm_short(community: Community) -> str:
    """The first of them, short enough for a card."""
    lines = rhythm_lines(community)
    return excerpt(lines[0], SHORT) if lines else ""


class PaceWords(NamedTuple):
    """For `pace_meter`: 0 (resting) to 3 (lively), its word, and more for people inside."""

    level: int
    word: str
    more: str


def pace_words(community: Community, pace: Pace | None) -> PaceWords:
    """How busy it is. Whoever rests on purpose is never called slow."""
    today = timezone.localdate()
    if community.resting_until is not None and community.resting_until > today:
        until = dates.day(community.resting_until, today)
        return PaceWords(0, _("Resting"), _("Until %(day)s.") % {"day": until})
    level, weekly = pace or Pace(1, 0)
    word = {1: _("Gentle"), 2: _("Steady"), 3: _("Lively")}[level]
    if not weekly:
        return PaceWords(level, word, "")
    more = ngettext("About %(n)s post a week", "About %(n)s posts a week", weekly) % {"n": weekly}
    return PaceWords(level, word, more)


def either(carers: Sequence[Carer]) -> str:
    """ "Priya or Tom": who answers. Three names are enough."""
    names = [first_name(carer.name) or _("a facilitator") for carer in carers[:3]]
    if not names:
        return _("A facilitator")
    if len(names) == 1:
        return names[0]
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def both(names: Sequence[str]) -> str:
    """ "Priya Pennyroyal and Tom Wayfaring"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def wait_words(wait: timedelta | None) -> str:
    """ "Most people hear back within 2 days."; "" when nothing can be promised."""
    if wait is None:
        return ""
    days = -(-wait.total_seconds() // 86400) or 1
    if days > 13:
        weeks = int(-(-days // 7))
        return ngettext(
            "Most people hear back within %(n)s week.", "Most people hear back within %(n)s weeks.", weeks
        ) % {"n": weeks}
    return ngettext(
        "Most people hear back within %(n)s day.", "Most people hear back within %(n)s days.", int(days)
    ) % {"n": int(days)}


def part_words(part: str) -> str:
    """A part as a person reads it of themselves: "You: member"."""
    return {
        "facilitator": _("You: facilitator"),
        "member": _("You: member"),
        "listener": _("You: just listening"),
        "register_keeper": _("You: register keeper"),
    }.get(part, _("You: member"))
