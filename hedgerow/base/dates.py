"""Moments in the words people use: "2 hours ago", "today, 9:15am", "Monday 23 November, 1:10pm"."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

HOURS_AGO = 3  # from this many hours on, the time of day says more than the distance
#: Until then the words for a moment change with the minute, afterwards with the day.
MINUTELY = timedelta(hours=HOURS_AGO)


def human(dt: datetime, now: datetime, tz: tzinfo) -> str:
    """When something happened (or will), as short as it stays clear to a reader in the zone tz.

    Both moments must be aware (ValueError otherwise). The text grows stale: pair it with `exact`.
    """
    local, today = _in_zone(dt, tz), _in_zone(now, tz).date()
    # Distances are taken in UTC, so that they stay true across a change of the clocks.
    passed = now.astimezone(UTC) - dt.astimezone(UTC)
    if timedelta(0) <= passed < MINUTELY:
        return _ago(passed)
    return _day_and_time(get_language(), local.date(), today, local.hour, local.minute)


# SPEED: a page shows some 50 moments, and looking words up in a catalogue is most of their cost. The
# language is an argument of what is remembered so that it is part of the key.
@lru_cache(maxsize=4096)
def _day_and_time(language: str | None, that: date, today: date, hour: int, minute: int) -> str:
    values = {"day": _day_words(that, (that - today).days, today), "time": _clock(language, hour, minute)}
    return _("%(day)s, %(time)s") % values


def _ago(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}


def _day_words(that: date, days: int, today: date) -> str:
    if days == 0:
        return _("today")
    if days == -1:
        return _("yesterday")
    if days == 1:
        return _("tomorrow")
    if -7 < days < 0:
        # Only backwards: "Monday" of a coming week could be read as either.
        return str(WEEKDAYS[that.weekday()])
    return day(that, now=today)


def clock(dt: datetime, tz: tzinfo | None = None) -> str:
    """The time of day: "1:04pm", "7pm", "noon", "midnight"; in the zone tz, else as dt has it."""
    local = _in_zone(dt, tz) if tz else dt
    return _clock(get_language(), local.hour, local.minute)


@lru_cache(maxsize=4096)
def _clock(language: str | None, hour: int, minute: int) -> str:
    if minute == 0 and hour in (0, 12):
        return _("midnight") if hour == 0 else _("noon")
    values = {"hour": hour % 12 or 12, "minute": f"{minute:02d}", "hour24": f"{hour:02d}"}
    # Translators: %(hour24)s is there for languages that count to 24.
    if minute == 0:
        return (pgettext("time", "%(hour)sam") if hour < 12 else pgettext("time", "%(hour)spm")) % values
    return (
        pgettext("time", "%(hour)s:%(minute)sam") if hour < 12 else pgettext("time", "%(hour)s:%(minute)spm")
    ) % values


def day(dt: datetime | date, now: datetime | date | None = None, tz: tzinfo | None = None) -> str:
    """The day: "Monday 23 November 2026"; the year is left out when it is that of `now`."""
    that, today = _date(dt, tz), _date(now, tz) if now is not None else None
    return _day(get_language(), that, today is None or today.year != that.year)


@lru_cache(maxsize=4096)
def _day(language: str | None, that: date, with_year: bool) -> str:
    values = {"weekday": WEEKDAYS[that.weekday()], "day": that.day, "month": MONTHS[that.month]}
    if with_year:
        return _("%(weekday)s %(day)d %(month)s %(year)d") % {**values, "year": that.year}
    return _("%(weekday)s %(day)d %(month)s") % values


def plain_day(dt: datetime | date, now: datetime | date | None = None, tz: tzinfo | None = None) -> str:
    """The day without its weekday, for beside a name: "3 March"; the year is left out when it is that of `now`."""
    that, today = _date(dt, tz), _date(now, tz) if now is not None else None
    values = {"day": that.day, "month": MONTHS[that.month]}
    if today is None or today.year != that.year:
        return _("%(day)d %(month)s %(year)d") % {**values, "year": that.year}
    return _("%(day)d %(month)s") % values


def exact(dt: datetime, tz: tzinfo | None = None) -> str:
    """The whole moment with its zone, for a title: "Monday 23 November 2026, 1:10pm GMT".

    The zone tells apart the two half past ones of the night when the clocks go back.
    """
    local = _in_zone(dt, tz) if tz else dt
    return _exact(get_language(), local.date(), local.hour, local.minute, local.tzname() or "")


@lru_cache(maxsize=4096)
def _exact(language: str | None, that: date, hour: int, minute: int, zone: str) -> str:
    if zone[:1] in ("+", "-"):
        zone = f"UTC{zone}"
    values = {"day": _day(language, that, True), "time": _clock(language, hour, minute), "zone": zone}
    return (_("%(day)s, %(time)s %(zone)s") % values).rstrip()


def _in_zone(dt: datetime, tz: tzinfo) -> datetime:
    if dt.tzinfo is None:
        raise ValueError("a moment without a zone has no place on a page")
    return dt.astimezone(tz)


def _date(value: datetime | date, tz: tzinfo | None) -> date:
    if isinstance(value, datetime):
        return (_in_zone(value, tz) if tz else value).date()
    return value
