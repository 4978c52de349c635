"""`hedgerow worker`: runs background jobs and follows the schedules."""

import argparse
import logging
import signal
import socket
import threading
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from hedgerow.base.jobs import nudge
from hedgerow.base.jobs.models import Job, WorkerBeat
from hedgerow.base.jobs.worker import run_worker
from hedgerow.config.start import GRACE, stay_with_parent

log = logging.getLogger("hedgerow.worker")


def end_leases(predecessor: int) -> int:
    """Let the jobs of a worker of this machine that was killed be taken at once, not when their lease is over."""
    name = f"{socket.gethostname()[:60]}:{predecessor}:"
    WorkerBeat.objects.filter(name__startswith=name).delete()
    held = Job.objects.filter(state=Job.State.RUNNING, locked_by__startswith=name)
    return held.update(lease_until=timezone.now())


def main(argv: Sequence[str]) -> int:
    """Work until SIGTERM or Ctrl+C."""
    parser = argparse.ArgumentParser(
        prog="hedgerow worker",
        description="Run background jobs and schedules. As many workers as you like may run on one database.",
    )
    parser.add_argument(
        "--threads", type=int, default=settings.WORKER_THREADS, help="jobs at a time (default: %(default)s)"
    )
    parser.add_argument(
        "--queue", action="append", help="only jobs of this queue; may be given several times"
    )
    parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--after", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.threads < 1:
        parser.error("--threads must be 1 or more")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.supervised:
        stay_with_parent()
    if options.after:
        end_leases(options.after)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            # The web process cannot ring this process's bell, so it looks often: people wait for mail with codes.
            run_worker(
                stop=stop, threads=options.threads, queues=options.queue, poll=(0.25, 1.0), grace=GRACE
            )
        except BaseException as error:
            log.exception("The worker cannot go on")
            failed.append(error)
        finally:
            stop.set()

    worker = threading.Thread(target=work, name="hedgerow-worker")
    worker.start()
    stop.wait()
    nudge()
    worker.join()
    return 1 if failed else 0
