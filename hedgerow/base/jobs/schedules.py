"""Follows the schedules that the code declares, and puts their tasks in the queue when it is time."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from hedgerow.base.jobs.models import Schedule
from hedgerow.base.jobs.tasks import declared, resolve
from hedgerow.base.jobs.timing import next_time


def discover() -> None:
    """Import every app's `jobs` module, so that what it declares is known."""
    autodiscover_modules("jobs")


def synchronise(now: datetime) -> None:
    """Make the rows follow the code: new ones in, changed ones from now on, gone ones out."""
    known = dict(Schedule.objects.values_list("task", "when"))
    new = [
        Schedule(task=task, when=when, next_at=next_time(when, now))
        for task, when in sorted(declared.items())
        if task not in known
    ]
    Schedule.objects.bulk_create(new, ignore_conflicts=True)
    for task, when in declared.items():
        if task in known and known[task] != when:
            Schedule.objects.filter(task=task).update(when=when, next_at=next_time(when, now))
    if set(known) - set(declared):
        Schedule.objects.exclude(task__in=list(declared)).delete()


def enqueue_due(now: datetime) -> int:
    """Enqueue the tasks whose time has come; answers how many. Each is claimed by one worker only."""
    count = 0
    for schedule in list(
        Schedule.objects.filter(next_at__lte=now, task__in=list(declared)).order_by("next_at", "task")
    ):
        following = next_time(declared[schedule.task], now, last=schedule.next_at)
        with transaction.atomic():
            # Only one worker finds the old `next_at` still there.
            if Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at).update(next_at=following):
                task = resolve(schedule.task)
                # One that is slow must not pile up.
                replace(task, dedup=task.dedup or True).enqueue()
                count += 1
    return count
