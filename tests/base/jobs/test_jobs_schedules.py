"""Schedules: when they run next, that rows follow the code, that each time is claimed once."""

from datetime import UTC, datetime, timedelta

import pytest

from hedgerow.base.jobs import every, tasks
from hedgerow.base.jobs.models import Job, Schedule
from hedgerow.base.jobs.schedules import enqueue_due, synchronise
from hedgerow.base.jobs.timing import next_time
from tests.base.jobs import examples

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday, winter time in London
REFUSE = "tests.base.jobs.examples.refuse"


@pytest.fixture
def declared(monkeypatch):
    """Only what the test declares."""
    monkeypatch.setattr(tasks, "declared", {})
    monkeypatch.setattr("hedgerow.base.jobs.schedules.declared", tasks.declared)
    return tasks.declared


@pytest.mark.parametrize(
    ("when", "after", "expected"),
    [
        ("every 300 seconds", NOON, NOON + timedelta(minutes=5)),
        ("daily at 03:00", NOON, datetime(2026, 11, 26, 3, tzinfo=UTC)),
        ("daily at 12:00", NOON, datetime(2026, 11, 26, 12, tzinfo=UTC)),
        ("daily at 12:01", NOON, datetime(2026, 11, 25, 12, 1, tzinfo=UTC)),
        ("monday at 07:30", NOON, datetime(2026, 11, 30, 7, 30, tzinfo=UTC)),
        ("wednesday at 12:00", NOON, datetime(2026, 12, 2, 12, tzinfo=UTC)),
        ("monthly on 1 at 04:00", NOON, datetime(2026, 12, 1, 4, tzinfo=UTC)),
        (
            "monthly on 28 at 04:00",
            datetime(2027, 2, 28, 5, tzinfo=UTC),
            datetime(2027, 3, 28, 3, tzinfo=UTC),
        ),
        # British summer time: 03:00 by the clock is 02:00 UTC.
        ("daily at 03:00", datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 2, 2, tzinfo=UTC)),
        # 01:30 does not exist on the day the clocks go forward, and comes twice when they go back.
        ("daily at 01:30", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("daily at 01:30", datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (
            "daily at 01:30",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_next_time(when, after, expected, settings):
    settings.TIME_ZONE = "Europe/London"
    assert next_time(when, after) == expected


def test_an_interval_keeps_its_beat_and_skips_what_was_missed():
    last = NOON - timedelta(minutes=17)
    assert next_time("every 300 seconds", NOON, last) == NOON + timedelta(minutes=3)
    assert next_time("every 300 seconds", NOON, NOON) == NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    "when",
    [
        "",
        "daily",
        "daily at 25:00",
        "daily at 3:00",
        "every 0 seconds",
        "monthly on 31 at 04:00",
        "* * * * *",
    ],
)
def test_other_words_are_refused_where_they_are_declared(when):
    with pytest.raises(ValueError):
        every(when or None)


@pytest.mark.django_db
def test_rows_follow_the_code(declared):
    every(minutes=5)(examples.refuse)
    synchronise(NOON)
    assert list(Schedule.objects.values_list("task", "when", "next_at")) == [
        (REFUSE, "every 300 seconds", NOON + timedelta(minutes=5))
    ]
    synchronise(NOON + timedelta(minutes=2))
    assert Schedule.objects.get().next_at == NOON + timedelta(minutes=5), "a restart must not put it off"

    every("daily at 03:00")(examples.refuse)
    synchronise(NOON)
    assert Schedule.objects.get().next_at == datetime(2026, 11, 26, 3, tzinfo=UTC)

    declared.clear()
    synchronise(NOON)
    assert not Schedule.objects.exists()


@pytest.mark.django_db
def test_a_schedule_enqueues_its_task_once_each_time(declared):
    every(minutes=5)(examples.refuse)
    synchronise(NOON)
    assert enqueue_due(NOON + timedelta(minutes=4)) == 0
    assert enqueue_due(NOON + timedelta(minutes=6)) == 1
    assert enqueue_due(NOON + timedelta(minutes=6)) == 0
    assert Schedule.objects.get().next_at == NOON + timedelta(minutes=10)
    assert [job.task for job in Job.objects.all()] == [REFUSE]


@pytest.mark.django_db
def test_a_slow_scheduled_task_does_not_pile_up(declared):
    every(minutes=5)(examples.refuse)
    synchronise(NOON)
    for minutes in (6, 11, 16):
        assert enqueue_due(NOON + timedelta(minutes=minutes)) == 1
    assert Job.objects.count() == 1
