"""When a schedule runs next: "every 300 seconds", "daily at 03:00", "monday at 07:30", "monthly on 1 at 04:00"."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVERY = re.compile(r"every (\d+) seconds")
_AT = re.compile(rf"(daily|{'|'.join(DAYS)}|monthly on (\d\d?)) at ([01]\d|2[0-3]):([0-5]\d)")


def next_time(when: str, after: datetime, last: datetime | None = None) -> datetime:
    """The first moment later than `after`; clock times are in the time zone of the settings.

    An interval keeps the beat of `last`, and what was missed meanwhile is skipped, not caught up.
    Raises ValueError for a form it does not know.
    """
    if found := _EVERY.fullmatch(when):
        interval = timedelta(seconds=int(found[1]))
        if interval <= timedelta(0):
            raise ValueError(f"Not a schedule: {when!r}")
        if last is None or last > after:
            return after + interval
        return last + interval * ((after - last) // interval + 1)
    if not (found := _AT.fullmatch(when)):
        raise ValueError(f"Not a schedule: {when!r}")
    kind, number, clock = found[1], found[2], time(int(found[3]), int(found[4]))
    if number is not None and not 1 <= int(number) <= 28:
        raise ValueError(f"Not in every month: {when!r}")
    zone = timezone.get_default_timezone()
    for day in _days_from(after.astimezone(zone).date()):
        if kind in DAYS and day.weekday() != DAYS.index(kind):
            continue
        if number is not None and day.day != int(number):
            continue
        # A time that the change to summer time leaves out becomes the same moment by the old clock.
        moment = datetime.combine(day, clock, tzinfo=zone).astimezone(after.tzinfo)
        if moment > after:
            return moment
    raise ValueError(f"Never comes: {when!r}")


def _days_from(day: date) -> Iterator[date]:
    for ahead in range(63):
        yield day + timedelta(days=ahead)
