"""Runs what waits in the calling thread, so that a test sees what follows an action."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from hedgerow.base.jobs.running import claim, perform, record_end

WORKER = "test"


def run_all(
    limit: int = 1000,
    *,
    now: datetime | None = None,
    queues: Collection[str] | None = None,
    raise_errors: bool = True,
) -> int:
    """Run every due job, and what these enqueue, until none is left; answers how many runs that took.

    `now` moves the clock, for jobs that wait until later. A job's error is recorded (it will wait for its retry) and
    raised, unless `raise_errors` is False. Raises RuntimeError when there are more than `limit` runs.
    """
    count = 0
    while True:
        moment = now or timezone.now()
        jobs = claim(moment, worker=WORKER, most=1, lease=timedelta(hours=1), queues=queues)
        if not jobs:
            return count
        if count == limit:
            raise RuntimeError(f"More than {limit} jobs: does one enqueue itself?")
        count += 1
        error = perform(jobs[0])
        if error is not None and connection.needs_rollback:
            raise error  # the test's own transaction is broken: nothing can be recorded
        record_end(jobs[0], error, moment)
        if error is not None and raise_errors:
            raise error
