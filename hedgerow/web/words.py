"""Filters of the pages: moments, sizes and counts in words."""

from collections.abc import Callable, Hashable
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.utils import timezone

from hedgerow.base import dates
from hedgerow.base.files.kinds import KINDS
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import language, ngettext


def zone() -> tzinfo:
    """The zone that times are shown in: the place's, as the set-up says, otherwise that of the settings."""
    return timezone.get_current_timezone()


# SPEED: a page says the same moments again and again; within a minute their words are the same.
@lru_cache(maxsize=8192)
def _ago(moment: datetime, now: datetime, where: tzinfo, _language: str) -> str:
    return dates.human(moment, max(now, moment), where)


@lru_cache(maxsize=8192)
def _exact(moment: datetime, where: tzinfo, _language: str) -> str:
    return dates.exact(moment, where)


def ago(moment: datetime) -> str:
    """ "2 hours ago", "Monday, 1:52pm": as near as it helps."""
    return _ago(moment, timezone.now().replace(second=0, microsecond=0), zone(), language.get())


def until_words_change(newest: datetime) -> Hashable:
    """What the words for `newest` and for every earlier moment depend on, beside language: the minute at first, then the day."""
    now, where = timezone.now().replace(second=0, microsecond=0), zone()
    minutely = now - newest < dates.MINUTELY
    return (str(where), now if minutely else now.astimezone(where).date(), language.get())


def exact(moment: datetime) -> str:
    """The full moment, for the title of a <time>."""
    return _exact(moment, zone(), language.get())


def clock(moment: datetime) -> str:
    return dates.clock(moment, zone())


def day(moment: datetime) -> str:
    return dates.day(moment, timezone.now(), zone())


def plain_day(moment: datetime) -> str:
    """ "3 March", beside a name."""
    return dates.plain_day(moment, timezone.now(), zone())


def size(count: int) -> str:
    """A number of bytes in words: "180 kB"."""
    if count < 1000:
        return ngettext("%(n)s byte", "%(n)s bytes", count) % {"n": count}
    for unit, width in ((_("kB"), 1000), (_("MB"), 1000**2), (_("GB"), 1000**3)):
        if count < width * 1000 or width == 1000**3:
            value = count / width
            return f"{value:.1f} {unit}" if value < 10 and width > 1000 else f"{value:.0f} {unit}"
    return str(count)


def file_word(kind: str) -> str:
    """The plain word for a kind of file, as hedgerow.base.files names kinds."""
    found = KINDS.get(kind)
    return _(found.word) if found else _("File")


def thumb_kind(kind: str) -> str:
    """Which small drawing stands for a kind of file."""
    found = KINDS.get(kind)
    family = found.family if found else "other"
    if kind == "pdf":
        return "pdf"
    return {"picture": "image", "document": "text", "other": "archive"}.get(family, family)


def people(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def capped(count: int, cap: int = 100) -> str:
    """ "100+" from the cap on."""
    return f"{cap}+" if count >= cap else str(count)


def filters() -> dict[str, Callable[..., Any]]:
    """All filters by name."""
    return {
        "ago": ago,
        "exact": exact,
        "clock": clock,
        "day": day,
        "size": size,
        "people": people,
        "capped": capped,
        "file_word": file_word,
        "thumb_kind": thumb_kind,
    }
