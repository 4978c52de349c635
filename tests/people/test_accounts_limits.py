"""Counting how often something is done."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from hedgerow.people.limits import TooFast, hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db):
    cache.clear()


def test_the_one_after_the_most_waits_until_the_window_ends():
    start = timezone.now().replace(second=5)
    with time_machine.travel(start, tick=False):
        for _time in range(3):
            hold("test", "max@example.org", most=3, seconds=60)
        with pytest.raises(TooFast) as refused:
            hold("test", "max@example.org", most=3, seconds=60)
        assert refused.value.seconds == 55 and refused.value.minutes == 1
        hold("test", "ann@example.org", most=3, seconds=60)
        hold("other", "max@example.org", most=3, seconds=60)
    with time_machine.travel(start + timedelta(seconds=56), tick=False):
        hold("test", "max@example.org", most=3, seconds=60)


def test_keys_of_any_letters_and_length_count():
    for key in ("ø" * 5000, "with space\nand line", ""):
        hold("test", key, most=1, seconds=60)
        with pytest.raises(TooFast):
            hold("test", key, most=1, seconds=60)
