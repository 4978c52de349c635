"""Claims jobs, runs one, and writes down how it ended; each step is one short transaction."""

import logging
import sysconfig
import traceback
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from hedgerow.base.jobs.backend import result_of
from hedgerow.base.jobs.interface import TaskContext
from hedgerow.base.jobs.models import Job
from hedgerow.base.jobs.tasks import (
    BACKOFF,
    RETRIES,
    TIMEOUT,
    GiveUp,
    JobTask,
    UnknownTask,
    resolve,
    seconds_before,
)
from hedgerow.base.jobs.time_limit import time_limit

log = logging.getLogger("hedgerow.jobs")

_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
LATER_BY_STOP = timedelta(seconds=10)


class TimeLimitReached(Exception):
    """The job took longer than its task allows."""


class WorkerLost(Exception):
    """The worker died, or lost the database, while the job ran."""


def claim(
    now: datetime, *, worker: str, most: int, lease: timedelta, queues: Collection[str] | None = None
) -> list[Job]:
    """Take up to `most` due jobs for this worker, highest priority and longest waiting first.

    SPEED: looks by a plain SELECT first, so that an idle worker takes no write lock on SQLite.
    """
    due = Job.objects.filter(state=Job.State.WAITING, run_after__lte=now)
    if queues is not None:
        due = due.filter(queue__in=queues)
    if most < 1 or not due.exists():
        return []
    with transaction.atomic():
        # PostgreSQL passes over rows that another worker is claiming; on SQLite the transaction holds the only write lock.
        jobs = list(due.select_for_update(skip_locked=True).order_by("-priority", "run_after", "id")[:most])
        changes = {
            "state": Job.State.RUNNING,
            "locked_by": worker,
            "lease_until": now + lease,
            "started_at": now,
        }
        Job.objects.filter(pk__in=[job.pk for job in jobs]).update(attempts=F("attempts") + 1, **changes)
    for job in jobs:
        job.attempts += 1
        for name, value in changes.items():
            setattr(job, name, value)
    return jobs


def limit_of(job: Job) -> float:
    """Seconds that the job may take."""
    try:
        return resolve(job.task).timeout
    except UnknownTask:
        return TIMEOUT


def perform(job: Job) -> BaseException | None:
    """Run the job in this thread; answers the exception it ended with, if any."""
    try:
        task = resolve(job.task)
        with time_limit(task.timeout):
            if task.takes_context:
                task.call(TaskContext(task_result=result_of(job, task)), *job.args, **job.kwargs)
            else:
                task.call(*job.args, **job.kwargs)
    except BaseException as error:  # even sys.exit() in a job must not end the worker
        return error
    return None


def record_end(job: Job, error: BaseException | None, now: datetime) -> Job.State | None:
    """Write down how this attempt ended: done, waiting again or given up. None: it was no longer this worker's."""
    if error is None:
        # What a done job was asked with is needed no more.
        changed = _mine(job).update(
            state=Job.State.DONE, finished_at=now, lease_until=None, last_error="", args=[], kwargs={}
        )
        log.debug("Done: %s, job %s", job.task, job.pk)
        return Job.State.DONE if changed else None
    return _record_error(job, error, now)


def record_timeout(job: Job, now: datetime) -> Job.State | None:
    """Count the attempt as failed although its thread still runs."""
    return _record_error(job, TimeLimitReached(), now)


def release(job: Job, now: datetime) -> None:
    """Give back a job that this worker, which is stopping, could not finish; the attempt does not count."""
    _wait_again(
        job, run_after=now + LATER_BY_STOP, attempts=job.attempts - 1, last_error=job.last_error, now=now
    )
    log.info("Put back at stopping: %s, job %s", job.task, job.pk)


def renew(jobs: Collection[Job], until: datetime) -> None:
    """Lengthen the leases of the jobs this worker runs."""
    for job in jobs:
        if not _mine(job).update(lease_until=until):
            log.warning("Lost to another worker: %s, job %s", job.task, job.pk)


def recover(now: datetime) -> int:
    """Put back the jobs whose lease is over because their worker was killed; answers how many."""
    lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        # The lock keeps a worker that was only slow from renewing its lease in the same moment.
        jobs = list(lost.select_for_update(skip_locked=True).order_by("lease_until", "id")[:100])
        return sum(_record_error(job, WorkerLost(), now) is not None for job in jobs)


def place_of(error: BaseException) -> str:
    """The error's class and where it was raised.

    SECURITY: never its message, which may hold what the job was working on.
    """
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    ours = [
        frame for frame in frames if frame.filename != __file__ and not frame.filename.startswith(_LIBRARIES)
    ]
    if not ours:
        return name[:300]
    file = "/".join(Path(ours[-1].filename).parts[-3:])
    return f"{name} in {ours[-1].name}, {file}:{ours[-1].lineno}"[:300]


def _record_error(job: Job, error: BaseException, now: datetime) -> Job.State | None:
    try:
        task: JobTask[..., Any] | None = resolve(job.task)
    except UnknownTask:
        # It may be a task of a newer version that another worker has, so it is tried as often as any.
        task = None
    retries = RETRIES if task is None else task.retries
    wait = seconds_before(job.attempts, BACKOFF if task is None else task.backoff)
    what = place_of(error)
    if job.attempts <= retries and not isinstance(error, GiveUp):
        run_after = now + timedelta(seconds=wait)
        state = _wait_again(job, run_after=run_after, attempts=job.attempts, last_error=what, now=now)
        if state is Job.State.WAITING:
            log.warning(
                "Again in %.0f s: %s, job %s, attempt %d: %s", wait, job.task, job.pk, job.attempts, what
            )
        return state
    changed = _mine(job).update(state=Job.State.GAVE_UP, finished_at=now, lease_until=None, last_error=what)
    if not changed:
        return None
    log.error("Gave up: %s, job %s, attempt %d: %s", job.task, job.pk, job.attempts, what)
    return Job.State.GAVE_UP


def _wait_again(
    job: Job, *, run_after: datetime, attempts: int, last_error: str, now: datetime
) -> Job.State | None:
    """Back to the queue, unless an equal job waits there already: then that one does the work."""
    try:
        with transaction.atomic():
            changed = _mine(job).update(
                state=Job.State.WAITING,
                run_after=run_after,
                attempts=attempts,
                last_error=last_error,
                locked_by="",
                lease_until=None,
            )
            return Job.State.WAITING if changed else None
    except IntegrityError:
        changed = _mine(job).update(
            state=Job.State.DONE, finished_at=now, lease_until=None, last_error=last_error
        )
        return Job.State.DONE if changed else None


def _mine(job: Job) -> QuerySet[Job]:
    """This very attempt: a result that comes after the lease was lost must change nothing."""
    return Job.objects.filter(
        pk=job.pk,
        state=Job.State.RUNNING,
        locked_by=job.locked_by,
        started_at=job.started_at,
        attempts=job.attempts,
    )
