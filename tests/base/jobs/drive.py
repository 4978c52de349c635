"""Runs one piece of the tests of jobs in a process of its own: `python -m tests.base.jobs.drive migrate | work | …`."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.base.jobs.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from hedgerow.base.jobs import enqueue  # noqa: E402
from hedgerow.base.jobs.models import Job, Schedule, WorkerBeat  # noqa: E402
from hedgerow.base.jobs.running import claim  # noqa: E402
from hedgerow.base.jobs.schedules import discover, enqueue_due, synchronise  # noqa: E402
from hedgerow.base.jobs.tasks import declared  # noqa: E402
from hedgerow.base.jobs.worker import run_worker  # noqa: E402


def work(*, lease: float, grace: float, threads: int, until_empty: bool) -> None:
    """A worker until SIGTERM, until nothing is left to do, or until the test is gone."""
    parent = os.getppid()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = threading.Thread(
        target=run_worker,
        kwargs={"stop": stop, "lease": lease, "grace": grace, "threads": threads, "poll": (0.05, 0.2)},
    )
    worker.start()
    while not stop.wait(0.2):
        if os.getppid() != parent:
            os._exit(1)
        if until_empty and not Job.objects.filter(state__in=["waiting", "running"]).exists():
            stop.set()
    worker.join()


def rows() -> dict[str, Any]:
    """Every job and beat, for the test to judge."""
    fields = ("task", "state", "attempts", "last_error", "locked_by", "args")
    return {
        "jobs": list(Job.objects.order_by("id").values(*fields)),
        "schedules": list(Schedule.objects.values_list("task", flat=True)),
        "beats": list(WorkerBeat.objects.values_list("name", flat=True)),
    }


def ask_again_while_claiming(path: str) -> dict[str, Any]:
    """One transaction asks for a job that waits already; before it commits, a worker tries to claim that job."""
    enqueue("tests.base.jobs.examples.note_once", path, "a")
    asked, committing, tried = threading.Event(), threading.Event(), threading.Event()
    seen: dict[str, Any] = {}

    def claims() -> None:
        asked.wait()
        lease = timedelta(seconds=60)
        jobs = claim(timezone.now(), worker="w", most=9, lease=lease)
        seen["claimed"], seen["before_commit"] = len(jobs), not committing.is_set()
        tried.set()
        connections.close_all()

    thread = threading.Thread(target=claims)
    thread.start()
    with transaction.atomic():
        enqueue("tests.base.jobs.examples.note_once", path, "a")
        asked.set()
        tried.wait(1)  # on SQLite the claim waits for our transaction instead
        committing.set()
    thread.join()
    return {**seen, "jobs": Job.objects.count()}


def race_for_schedules() -> dict[str, Any]:
    """Six workers look at the same moment for schedules that are due, ten times over."""
    discover()
    ready = threading.Barrier(6)
    counts: list[int] = []

    def looks() -> None:
        for number in range(10):
            now = timezone.now() + timedelta(days=number + 1)
            ready.wait()
            counts.append(enqueue_due(now))
        connections.close_all()

    synchronise(timezone.now())
    threads = [threading.Thread(target=looks) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"schedules": len(declared), "enqueued": sum(counts), "looks": len(counts)}


def main() -> None:
    """Read the command line and answer in JSON."""
    reader = argparse.ArgumentParser()
    reader.add_argument("what")
    reader.add_argument("arguments", nargs="*")
    reader.add_argument("--lease", type=float, default=60)
    reader.add_argument("--grace", type=float, default=1)
    reader.add_argument("--threads", type=int, default=2)
    reader.add_argument("--until-empty", action="store_true")
    asked = reader.parse_args()
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    logging.getLogger("django").setLevel(logging.WARNING)
    if asked.what == "migrate":
        call_command("migrate", verbosity=0)
    elif asked.what == "enqueue":
        name, *given = asked.arguments
        for arguments in given:
            enqueue(f"tests.base.jobs.examples.{name}", *json.loads(arguments))
    elif asked.what == "work":
        work(lease=asked.lease, grace=asked.grace, threads=asked.threads, until_empty=asked.until_empty)
    elif asked.what == "ask-again":
        print(json.dumps(ask_again_while_claiming(asked.arguments[0])))
    elif asked.what == "race-for-schedules":
        print(json.dumps(race_for_schedules()))
    elif asked.what == "rows":
        print(json.dumps(rows()))


if __name__ == "__main__":
    main()
