"""The small language of moments and dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hedgerow.packs.moments import dated, moment
from hedgerow.packs.reading import PackError

MONDAY = datetime(2026, 11, 30, 13, 4, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7d 13:10", "2026-11-23 13:10"),
        ("3h", "2026-11-30 10:04"),
        ("40m", "2026-11-30 12:24"),
        ("fri 07:00", "2026-11-27 07:00"),
        ("mon 07:00", "2026-11-23 07:00"),
        ("fri-2 07:00", "2026-11-13 07:00"),
        ("in 14d", "2026-12-14 13:04"),
        ("in 2d 07:00", "2026-12-02 07:00"),
        ("in mon 07:00", "2026-12-07 07:00"),
        ("in thu+1 19:00", "2026-12-10 19:00"),
    ],
)
def test_a_moment_means_what_the_readme_says(written: str, meant: str):
    assert f"{moment(written, now=MONDAY):%Y-%m-%d %H:%M}" == meant


def test_a_moment_after_something_counts_from_it():
    base = MONDAY - timedelta(days=5)
    assert moment("+3h", now=MONDAY, base=base) == base + timedelta(hours=3)
    assert f"{moment('+2d 08:15', now=MONDAY, base=base):%d %H:%M}" == "27 08:15"
    with pytest.raises(PackError, match="nothing to count from"):
        moment("+3h", now=MONDAY)


def test_what_is_not_a_moment_is_refused():
    for written in ("yesterday", "7d", "25:00", "fri", ""):
        with pytest.raises(PackError):
            moment(written, now=MONDAY)


@pytest.mark.parametrize(
    ("token", "meant"),
    [
        ("{{thursday}}", "Thursday 3 December"),
        ("{{thursday+1}}", "Thursday 10 December"),
        ("{{thursday-1}}", "Thursday 26 November"),
        ("{{monday}}", "Monday 7 December"),
        ("{{monday-1}}", "Monday 23 November"),
        ("{{day+3}}", "Thursday 3 December"),
        ("{{month+2}}", "January"),
        ("{{programme_year}}", "2026/27"),
    ],
)
def test_a_date_token_is_said_as_the_platform_says_dates(token: str, meant: str):
    assert dated(f"On {token}.", MONDAY.date()) == f"On {meant}."


def test_the_programme_year_turns_on_the_first_of_august():
    assert dated("{{programme_year}}", date(2027, 7, 31)) == "2026/27"
    assert dated("{{programme_year}}", date(2027, 8, 1)) == "2027/28"


def test_an_unknown_token_is_refused():
    with pytest.raises(PackError, match="not a date token"):
        dated("{{someday}}", MONDAY.date())
