"""Wakes the workers of this process as soon as a job is committed, instead of at their next look."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_bells: set[threading.Event] = set()
_lock = threading.Lock()


def nudge() -> None:
    """Wake every worker in this process; does nothing where none runs."""
    with _lock:
        bells = list(_bells)
    for bell in bells:
        bell.set()


@contextmanager
def hung_up() -> Iterator[threading.Event]:
    """A bell that `nudge` rings, for as long as the block lasts."""
    bell = threading.Event()
    with _lock:
        _bells.add(bell)
    try:
        yield bell
    finally:
        with _lock:
            _bells.discard(bell)
