"""Background jobs: rows in the database, put there in the transaction of the data they follow.

    @every("daily at 03:00")
    @task(queue="mail", retries=5, timeout=120, dedup=True)
    def send_letters() -> None: ...

    send_letters.enqueue()
    send_letters.using(run_after=tomorrow).enqueue()

What a task may count on, and what it must do in return:

* It is put in the queue when the surrounding transaction commits, and not at all when that is rolled back.
* It runs at least once, seldom twice: it must be idempotent. Arguments are JSON, best ids alone; they never reach a log.
* With `dedup`, at most one such job waits; asking again while it waits replaces its arguments and brings it forward.
  A job that is already running does not count, because it may have read the old data.
* An error makes it wait `backoff` seconds and run again, `retries` times; then it has given up and `doctor` says so.
  Raising `GiveUp` skips the retries.
* `timeout` seconds are its limit. Python cannot stop a thread, so the limit works in two ways: a job that parses, or
  calls anything that may hang, hands `time_left()` as the timeout to its own subprocess or socket; and a job that
  overruns all the same is counted as failed, what it still does is no longer recorded, and its place goes to a fresh thread.
* When the worker stops, a job has a few seconds to end and then runs again elsewhere: cut long work into jobs that
  enqueue the next slice.

The rest is in the modules: `worker.run_worker`, `state.queue_state`, `testing.run_all`.
"""

from hedgerow.base.jobs.bell import nudge
from hedgerow.base.jobs.tasks import GiveUp, JobTask, UnknownTask, enqueue, every, resolve, task
from hedgerow.base.jobs.time_limit import time_left

__all__ = ["GiveUp", "JobTask", "UnknownTask", "enqueue", "every", "nudge", "resolve", "task", "time_left"]
