"""Moments and dates written relative to now ("7d 13:10", "+3h", "{{thursday}}"), so that an example never grows old."""

import re
from datetime import date, datetime, time, timedelta

from hedgerow.packs.reading import PackError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d)"
_SHAPES = (
    ("back", re.compile(rf"(?P<days>\d+)d {_CLOCK}")),
    ("back_short", re.compile(r"(?P<n>\d+)(?P<unit>[hm])")),
    ("weekday", re.compile(rf"(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:-(?P<weeks>\d+))? {_CLOCK}")),
    ("after", re.compile(rf"\+(?P<days>\d+)d {_CLOCK}")),
    ("after_short", re.compile(r"\+(?P<n>\d+)(?P<unit>[hm])")),
    ("ahead", re.compile(rf"in (?P<days>\d+)d(?: {_CLOCK})?")),
    ("ahead_weekday", re.compile(rf"in (?P<day>mon|tue|wed|thu|fri|sat|sun)(?:\+(?P<weeks>\d+))? {_CLOCK}")),
)
_TOKEN = re.compile(r"\{\{(?P<word>[a-z_]+)(?P<shift>[+-]\d+)?\}\}")


def moment(written: str, *, now: datetime, base: datetime | None = None) -> datetime:
    """The moment that `written` means, in the time zone of `now` (aware). `base` is what "+3h" counts from.

    Raises PackError for anything that the language of packs/README.md does not know.
    """
    for shape, pattern in _SHAPES:
        match = pattern.fullmatch(written)
        if match:
            return _resolved(shape, match.groupdict(), written, now, base)
    raise PackError(
        f'"{written}" is not a moment; write "7d 13:10", "3h", "fri-1 07:00", "+2d 08:15" or "in 14d"'
    )


def _resolved(
    shape: str, part: dict[str, str | None], written: str, now: datetime, base: datetime | None
) -> datetime:
    if shape.endswith("_short"):
        span = timedelta(**{"hours" if part["unit"] == "h" else "minutes": int(part["n"] or 0)})
        return now - span if shape == "back_short" else _needed(base, written) + span
    if shape == "back":
        return _at(now.date() - timedelta(days=int(part["days"] or 0)), part, now)
    if shape == "after":
        start = _needed(base, written)
        return _at(start.date() + timedelta(days=int(part["days"] or 0)), part, now)
    if shape == "ahead":
        day = now.date() + timedelta(days=int(part["days"] or 0))
        return _at(day, part, now) if part["hour"] else datetime.combine(day, now.timetz())
    wanted = [name[:3] for name in WEEKDAYS].index(part["day"] or "")
    weeks = int(part["weeks"] or 0)
    if shape == "weekday":
        return _at(_weekday(now.date(), wanted, -1 - weeks), part, now)
    return _at(_weekday(now.date(), wanted, weeks), part, now)


def _needed(base: datetime | None, written: str) -> datetime:
    if base is None:
        raise PackError(f'"{written}" counts from something, and there is nothing to count from here')
    return base


def _at(day: date, part: dict[str, str | None], now: datetime) -> datetime:
    return datetime.combine(day, time(int(part["hour"] or 0), int(part["minute"] or 0)), tzinfo=now.tzinfo)


def _weekday(today: date, wanted: int, weeks: int) -> date:
    """The next such weekday after today for 0, the one a week later for 1, the last one before today for -1."""
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    if weeks >= 0:
        return today + timedelta(days=ahead + 7 * weeks)
    last = today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return last + timedelta(days=7 * (weeks + 1))


def in_words(day: date) -> str:
    """A date as the platform says it: "Thursday 10 December"."""
    return f"{day:%A} {day.day} {day:%B}"


def dated(text: str, today: date) -> str:
    """`text` with its date tokens filled in. Raises PackError for a token it does not know."""

    def word(match: re.Match[str]) -> str:
        name, shift = match["word"], int(match["shift"] or 0)
        if name in WEEKDAYS:
            return in_words(_weekday(today, WEEKDAYS.index(name), shift))
        if name == "day":
            return in_words(today + timedelta(days=shift))
        if name == "month":
            month = (today.month - 1 + shift) % 12 + 1
            return f"{date(2000, month, 1):%B}"
        if name == "programme_year":
            first = today.year if today.month >= 8 else today.year - 1
            return f"{first}/{(first + 1) % 100:02d}"
        raise PackError(f'"{match[0]}" is not a date token; see packs/README.md')

    return _TOKEN.sub(word, text)
