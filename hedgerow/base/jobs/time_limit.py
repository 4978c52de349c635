"""How long the job of this thread may still take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_deadline: ContextVar[float | None] = ContextVar("job_deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Starts the clock that `time_left` reads."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def time_left() -> float | None:
    """Seconds left to the running job, never below 0.1; None outside a job. Made to be a subprocess's or socket's timeout."""
    deadline = _deadline.get()
    return None if deadline is None else max(0.1, deadline - time.monotonic())
