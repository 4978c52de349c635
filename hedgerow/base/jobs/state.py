"""How the queue stands, for `doctor` and `/health/ready`."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Min
from django.utils import timezone

from hedgerow.base.jobs.bell import nudge
from hedgerow.base.jobs.models import Job, WorkerBeat


@dataclass(frozen=True)
class QueueState:
    """`waiting` counts jobs that are due, not those for later; `last_beat` is None when no worker runs."""

    waiting: int
    oldest_age_seconds: float
    running: int
    gave_up: int
    last_beat: datetime | None


def queue_state(now: datetime | None = None) -> QueueState:
    """Five small queries on partial indexes."""
    now = now or timezone.now()
    due = Job.objects.filter(state=Job.State.WAITING, run_after__lte=now)
    oldest = due.aggregate(at=Min("run_after"))["at"]
    return QueueState(
        waiting=due.count(),
        oldest_age_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        running=Job.objects.filter(state=Job.State.RUNNING).count(),
        gave_up=Job.objects.filter(state=Job.State.GAVE_UP).count(),
        last_beat=WorkerBeat.objects.aggregate(at=Max("at"))["at"],
    )


def try_again(task: str | None = None) -> int:
    """Put the jobs that gave up (of one task path, or all) back in the queue with all their retries; answers how many."""
    count = 0
    gave_up = Job.objects.filter(state=Job.State.GAVE_UP)
    if task is not None:
        gave_up = gave_up.filter(task=task)
    for pk in list(gave_up.order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                count += Job.objects.filter(pk=pk, state=Job.State.GAVE_UP).update(
                    state=Job.State.WAITING,
                    run_after=timezone.now(),
                    attempts=0,
                    finished_at=None,
                    locked_by="",
                )
        except IntegrityError:  # an equal job waits already and will do the same work
            Job.objects.filter(pk=pk, state=Job.State.GAVE_UP).update(state=Job.State.DONE)
    transaction.on_commit(nudge, robust=True)
    return count
