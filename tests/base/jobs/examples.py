"""Tasks that the tests of jobs run; each leaves a line in a file, which other processes can read."""

import os
import time

from hedgerow.base.jobs import GiveUp, task, time_left


def _add(path: str, line: str) -> None:
    with open(path, "a") as file:
        file.write(line + "\n")


def lines(path: str) -> list[str]:
    """What the jobs left so far."""
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return file.read().splitlines()


@task
def note(path: str, word: str) -> None:
    _add(path, word)


@task(queue="slow")
def note_slowly(path: str, word: str) -> None:
    _add(path, word)


@task(dedup=True)
def note_once(path: str, word: str) -> None:
    _add(path, word)


@task(dedup=lambda path, word: path, backoff=(30,))
def note_latest(path: str, word: str) -> None:
    if word == "fails":
        raise ValueError("not this time")
    _add(path, word)


@task
def note_twice(path: str, number: int) -> None:
    """The beginning and the end, so that an overlap of two runs shows."""
    _add(path, f"begin {number}")
    time.sleep(0.01)
    _add(path, f"end {number}")


@task(backoff=(0,))
def hang_first(path: str) -> None:
    """Hangs until its worker is killed; the second run ends at once."""
    first = not lines(path)
    _add(path, "began" if first else "again")
    if first:
        time.sleep(600)


@task(timeout=0.5, retries=0)
def overrun(path: str) -> None:
    _add(path, "overran")
    time.sleep(600)


@task(timeout=50)
def note_time_left(path: str) -> None:
    _add(path, f"{time_left():.0f}")


@task(retries=2, backoff=(30, 120))
def fail(secret: str) -> None:
    inner(secret)


def inner(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError(f"cannot work on {secret}") from error


@task
def refuse() -> None:
    raise GiveUp("for ever")


@task
def call_exit() -> None:
    raise SystemExit(3)


@task
def enqueue_itself() -> None:
    enqueue_itself.enqueue()


def no_task(path: str) -> None:
    _add(path, "must not run")
