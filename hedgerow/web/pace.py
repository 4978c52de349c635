"""How much one person may put in at once: counted just before it is done, with a plain sentence when it is too much."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.access.viewer import Viewer
from hedgerow.people.limits import TooFast, hold

_HOUR, _DAY = 3600, 24 * 3600
_WINDOW = {"items": _HOUR, "replies": _HOUR, "files": _HOUR, "invitations": _DAY, "requests": _DAY}


def too_much(viewer: Viewer, what: str, times: int = 1) -> str:
    """Counts this for the viewer's person; a sentence when it is more than the settings allow, otherwise ""."""
    if not times:
        return ""
    try:
        hold(
            what,
            str(viewer.person_id),
            most=settings.MOST_PER_PERSON[what],
            seconds=_WINDOW[what],
            times=times,
        )
    except TooFast as pause:
        return f"{_said(what)} {_when(pause)}"
    return ""


def _said(what: str) -> str:
    words = {
        "items": _("You started a lot in a short time. Your words are saved as a draft."),
        "replies": _("You wrote a lot in a short time. Your words are saved as a draft."),
        "files": _("You added a lot of files in a short time."),
        "invitations": _(
            "That is more invitations than one person can send in a day. Your list is kept here."
        ),
        "requests": _("You asked to join many communities today. Your words are kept here."),
    }
    return words[what]


def _when(pause: TooFast) -> str:
    if pause.minutes > 90:
        found = ngettext("Try again in %(n)s hour.", "Try again in %(n)s hours.", pause.hours)
        return found % {"n": pause.hours}
    return ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", pause.minutes) % {
        "n": pause.minutes
    }
