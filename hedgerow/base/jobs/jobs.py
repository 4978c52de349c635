"""Keeps the tables of jobs short."""

from datetime import timedelta

from django.utils import timezone

from hedgerow.base.jobs.models import Job, WorkerBeat
from hedgerow.base.jobs.tasks import every, task

DONE_KEPT = timedelta(days=7)
# Longer, because somebody should look at them first.
GAVE_UP_KEPT = timedelta(days=30)


@every(hours=1)
@task(dedup=True)
def remove_finished() -> None:
    """Remove jobs done a week ago, given up a month ago, and the beats of workers that were killed."""
    now = timezone.now()
    for state, kept in ((Job.State.DONE, DONE_KEPT), (Job.State.GAVE_UP, GAVE_UP_KEPT)):
        old = Job.objects.filter(state=state, finished_at__lt=now - kept).order_by("finished_at")
        # In slices, so that nobody waits long for SQLite's one write lock.
        while slice_ := list(old.values_list("pk", flat=True)[:500]):
            Job.objects.filter(pk__in=slice_).delete()
    WorkerBeat.objects.filter(at__lt=now - timedelta(days=1)).delete()
