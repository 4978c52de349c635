"""The DEP-14 backend that keeps tasks as rows: `TASKS = {"default": {"BACKEND": "hedgerow.base.jobs.backend.DatabaseBackend"}}`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from hedgerow.base.jobs.bell import nudge
from hedgerow.base.jobs.interface import (
    BaseTaskBackend,
    Task,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
)
from hedgerow.base.jobs.models import Job
from hedgerow.base.jobs.tasks import JobTask, resolve

STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.GAVE_UP: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Puts jobs in the current transaction. It keeps no return values, no tracebacks and sends no signals."""

    task_class = JobTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        # Without QUEUES in the settings every queue name is good.
        super().__init__(alias, {"QUEUES": [], **params})

    def enqueue(
        self, task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> TaskResult[Any]:
        """Insert the job, or find the equal one that waits. Raises TypeError when an argument is not JSON."""
        self.validate_task(task)
        now = timezone.now()
        job = Job(
            task=task.module_path,
            args=_plain(list(args)),
            kwargs=_plain(dict(kwargs)),
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after or now,
            created_at=now,
            dedup_key=_dedup_key(task, args, kwargs),
        )
        if job.dedup_key is None:
            job.save(force_insert=True)
        else:
            job = _put_once(job)
        if job.run_after <= now:
            transaction.on_commit(nudge, robust=True)
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How the job stands now. Raises TaskResultDoesNotExist once it is removed."""
        job = Job.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, resolve(job.task))


def result_of(job: Job, task: Task[..., Any]) -> TaskResult[Any]:
    """The job in the words of DEP-14."""
    return TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[],
        worker_ids=[job.locked_by] * job.attempts,
    )


def _put_once(job: Job) -> Job:
    """Insert the job unless its key waits already; the row that then waits is locked until the transaction ends.

    The lock matters: were the waiting job taken by a worker before our transaction commits, it would run without
    seeing what we wrote, and nothing would run after us.
    """
    with transaction.atomic(savepoint=False):
        while True:
            # "ON CONFLICT DO NOTHING": a caught IntegrityError would spoil the caller's transaction on PostgreSQL.
            Job.objects.bulk_create([job], ignore_conflicts=True)
            waiting = Job.objects.filter(dedup_key=job.dedup_key, state=Job.State.WAITING)
            kept = waiting.select_for_update().order_by("pk").first()
            if kept is not None:
                break
            # A worker took it between the two statements, so that ours is needed after all.
        wanted = {
            "args": job.args,
            "kwargs": job.kwargs,
            "attempts": 0,
            "priority": max(kept.priority, job.priority),
            "run_after": min(kept.run_after, job.run_after),
        }
        changed = [name for name, value in wanted.items() if getattr(kept, name) != value]
        if changed:
            for name in changed:
                setattr(kept, name, wanted[name])
            kept.save(update_fields=changed)
    return kept


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


def _dedup_key(task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> str | None:
    dedup = getattr(task, "dedup", False)
    if dedup is False:
        return None
    said = json.dumps([args, kwargs], sort_keys=True) if dedup is True else dedup(*args, **kwargs)
    return hashlib.sha256(f"{task.module_path} {said}".encode()).hexdigest()
