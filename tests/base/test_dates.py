"""Moments are said as people say them, also on the nights when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from hedgerow.base.dates import clock, day, exact, human

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 12, 1, 13, 4, tzinfo=LONDON)  # a Tuesday


def london(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=LONDON, fold=fold)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "just now"),
        (NOW - timedelta(seconds=59), "just now"),
        (NOW - timedelta(minutes=1), "1 minute ago"),
        (NOW - timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (NOW - timedelta(hours=1), "1 hour ago"),
        (NOW - timedelta(hours=2, minutes=59), "2 hours ago"),
        (london(2026, 12, 1, 9, 15), "today, 9:15am"),
        (london(2026, 12, 1, 0, 0), "today, midnight"),
        (london(2026, 11, 30, 18, 20), "yesterday, 6:20pm"),
        (london(2026, 11, 27, 13, 52), "Friday, 1:52pm"),
        (london(2026, 11, 25, 12, 0), "Wednesday, noon"),
        (london(2026, 11, 24, 13, 10), "Tuesday 24 November, 1:10pm"),
        (london(2026, 11, 23, 13, 10), "Monday 23 November, 1:10pm"),
        (london(2025, 12, 31, 19, 0), "Wednesday 31 December 2025, 7pm"),
        (london(2026, 12, 1, 19, 0), "today, 7pm"),
        (london(2026, 12, 2, 7, 0), "tomorrow, 7am"),
        (london(2026, 12, 10, 19, 0), "Thursday 10 December, 7pm"),
        (london(2027, 1, 7, 19, 30), "Thursday 7 January 2027, 7:30pm"),
    ],
)
def test_a_moment_is_as_short_as_it_stays_clear(moment: datetime, words: str) -> None:
    assert human(moment, NOW, LONDON) == words
    assert human(moment.astimezone(UTC), NOW.astimezone(UTC), LONDON) == words


def test_today_is_the_readers_today() -> None:
    moment, now = datetime(2026, 7, 1, 23, 30, tzinfo=UTC), datetime(2026, 7, 2, 8, 0, tzinfo=UTC)
    assert human(moment, now, LONDON) == "today, 12:30am"
    assert human(moment, now, ZoneInfo("America/New_York")) == "yesterday, 7:30pm"


def test_hours_are_counted_truly_when_the_clocks_change() -> None:
    # Clocks go forward at 1am on 29 March 2026: from 00:30 to 03:00 is 1 hour and a half.
    assert human(london(2026, 3, 29, 0, 30), london(2026, 3, 29, 3, 0), LONDON) == "1 hour ago"
    # Clocks go back at 2am on 25 October 2026: from the first 1:30 to 2:15 is 1 hour and three quarters.
    assert human(london(2026, 10, 25, 1, 30), london(2026, 10, 25, 2, 15), LONDON) == "1 hour ago"
    assert human(london(2026, 10, 25, 1, 30, fold=1), london(2026, 10, 25, 2, 15), LONDON) == "45 minutes ago"


def test_the_exact_moment_tells_the_two_half_past_ones_apart() -> None:
    assert exact(london(2026, 10, 25, 1, 30)) == "Sunday 25 October 2026, 1:30am BST"
    assert exact(london(2026, 10, 25, 1, 30, fold=1)) == "Sunday 25 October 2026, 1:30am GMT"
    assert exact(datetime(2026, 11, 23, 13, 10, tzinfo=UTC), LONDON) == "Monday 23 November 2026, 1:10pm GMT"
    assert exact(NOW, ZoneInfo("Asia/Dubai")).endswith("5:04pm UTC+04")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (13, 4, "1:04pm"),
        (19, 0, "7pm"),
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (12, 0, "noon"),
        (12, 1, "12:01pm"),
        (11, 59, "11:59am"),
        (7, 0, "7am"),
    ],
)
def test_the_time_of_day(hour: int, minute: int, words: str) -> None:
    assert clock(london(2026, 12, 1, hour, minute)) == words


def test_the_clock_follows_the_zone_when_told() -> None:
    assert clock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), LONDON) == "1pm"


def test_a_day_has_its_year_unless_it_is_this_one() -> None:
    assert day(date(2026, 12, 10)) == "Thursday 10 December 2026"
    assert day(london(2026, 12, 10, 19, 0), now=NOW) == "Thursday 10 December"
    assert day(london(2027, 12, 10, 19, 0), now=NOW) == "Friday 10 December 2027"
    assert (
        day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tz=ZoneInfo("Asia/Dubai")) == "Friday 1 January 2027"
    )


def test_names_of_days_and_months_are_translated() -> None:
    with override("de"):
        assert day(date(2026, 12, 10)) == "Donnerstag 10 Dezember 2026"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        human(datetime(2026, 12, 1), NOW, LONDON)
