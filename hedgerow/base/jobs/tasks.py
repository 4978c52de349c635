"""Declares tasks and their schedules, and puts jobs in the queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, overload

from django.utils import timezone
from django.utils.module_loading import import_string

from hedgerow.base.jobs.interface import DEFAULT_TASK_BACKEND_ALIAS, Task, TaskResult
from hedgerow.base.jobs.timing import next_time

P = ParamSpec("P")
T = TypeVar("T")

Dedup = bool | Callable[..., str]

RETRIES = 5
# Seconds before each retry; the last one repeats. Five retries cover two and a half hours of a mail server's rest.
BACKOFF = (10.0, 60.0, 300.0, 1800.0, 7200.0)
TIMEOUT = 300.0

declared: dict[str, str] = {}
"""What `every` declared so far: the path of the task and when it runs."""


class GiveUp(Exception):
    """Raised by a job that knows that trying again is useless."""


class UnknownTask(Exception):
    """A job names a task that this version of the code does not have."""


@dataclass(frozen=True, kw_only=True)
class JobTask(Task[P, T]):
    """A DEP-14 task with what a worker must know: retries, backoff, de-duplication, time limit."""

    retries: int = RETRIES
    backoff: Sequence[float] = BACKOFF
    dedup: Dedup = False
    timeout: float = TIMEOUT


def seconds_before(attempts: int, backoff: Sequence[float]) -> float:
    """How long a job waits after so many attempts; the last number of `backoff` repeats."""
    return backoff[min(attempts, len(backoff)) - 1]


@overload
def task(function: Callable[P, T], /) -> JobTask[P, T]: ...
@overload
def task(
    *,
    queue: str = "default",
    priority: int = 0,
    retries: int = RETRIES,
    backoff: Sequence[float] = BACKOFF,
    dedup: Dedup = False,
    timeout: float = TIMEOUT,
) -> Callable[[Callable[P, T]], JobTask[P, T]]: ...
def task(
    function: Callable[P, T] | None = None,
    /,
    *,
    queue: str = "default",
    priority: int = 0,
    retries: int = RETRIES,
    backoff: Sequence[float] = BACKOFF,
    dedup: Dedup = False,
    timeout: float = TIMEOUT,
) -> JobTask[P, T] | Callable[[Callable[P, T]], JobTask[P, T]]:
    """Make a function of a module a task: `name.enqueue(…)` runs it later, `name.call(…)` at once.

    `priority` -100 to 100, higher first. `backoff`: seconds before each retry, the last repeats. `timeout`: seconds.
    `dedup`: True allows one waiting job per arguments; a function of the arguments gives the key instead.
    """
    if retries < 0 or timeout <= 0 or not backoff or min(backoff) < 0:
        raise ValueError("retries and backoff must not be below 0, and timeout must be above it.")

    def declare(function: Callable[P, T]) -> JobTask[P, T]:
        return JobTask(
            func=function,
            priority=priority,
            queue_name=queue,
            backend=DEFAULT_TASK_BACKEND_ALIAS,
            retries=retries,
            backoff=tuple(backoff),
            dedup=dedup,
            timeout=timeout,
        )

    return declare if function is None else declare(function)


def every(
    when: str | None = None, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0
) -> Callable[[JobTask[P, T]], JobTask[P, T]]:
    """Run a task without arguments again and again: `@every(minutes=5)`, `@every("daily at 03:00")`, above `@task`.

    Other words: "monday at 07:30", "monthly on 1 at 04:00" (days 1 to 28). Raises ValueError for any other.
    """
    spoken = when or f"every {((days * 24 + hours) * 60 + minutes) * 60 + seconds} seconds"
    next_time(spoken, timezone.now())

    def declare(task: JobTask[P, T]) -> JobTask[P, T]:
        declared[task.module_path] = spoken
        return task

    return declare


def resolve(path: str) -> JobTask[..., Any]:
    """The task of this dotted path. Raises UnknownTask.

    SECURITY: a row in the database can name only what was declared as a task, not any function there is.
    """
    try:
        found = import_string(path)
    except ImportError:
        raise UnknownTask(path) from None
    if not isinstance(found, JobTask):
        raise UnknownTask(path)
    return found


def enqueue(path: str | JobTask[..., T], /, *args: Any, **kwargs: Any) -> TaskResult[T]:
    """Enqueue a task by its dotted path, for code that lies below the task and must not import it."""
    return (resolve(path) if isinstance(path, str) else path).enqueue(*args, **kwargs)
