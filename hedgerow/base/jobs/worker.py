"""The worker: one thread looks for jobs and keeps their leases, a few threads run them."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from queue import SimpleQueue

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from hedgerow.base.jobs import running, schedules
from hedgerow.base.jobs.bell import hung_up
from hedgerow.base.jobs.models import Job, WorkerBeat

log = logging.getLogger("hedgerow.jobs")

SCHEDULES_EVERY = 5.0
RECOVER_EVERY = 15.0
RECORD_TRIES = 5


def run_worker(
    *,
    stop: threading.Event,
    threads: int = 2,
    queues: Collection[str] | None = None,
    poll: tuple[float, float] = (0.5, 2.0),
    lease: float = 60.0,
    grace: float = 5.0,
    name: str | None = None,
) -> None:
    """Run jobs until `stop` is set, then return within `grace` seconds and a little.

    `queues` None means all. `poll`: seconds between looks, growing from the first to the second while there is nothing
    to do. `lease`: seconds after which another worker takes the jobs of one that was killed; renewed every third of it.
    Survives a database that is away for a while. Blocks, so an embedding server gives it a thread of its own.
    """
    if threads < 1 or lease <= 0 or not 0 < poll[0] <= poll[1]:
        raise ValueError("A worker needs at least one thread, a lease above 0, and poll times that grow.")
    _Worker(
        stop=stop,
        threads=threads,
        queues=queues,
        poll=poll,
        lease=lease,
        grace=grace,
        # Unique to this run, so that a restarted worker never takes its predecessor's attempt for its own.
        name=f"{name or socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"[-100:],
    ).run()


@dataclass
class _Run:
    """A job on a thread of this worker."""

    job: Job
    overdue_at: float


class _Worker:
    def __init__(
        self,
        *,
        stop: threading.Event,
        threads: int,
        queues: Collection[str] | None,
        poll: tuple[float, float],
        lease: float,
        grace: float,
        name: str,
    ) -> None:
        self.stop, self.threads, self.queues = stop, threads, queues
        self.poll, self.lease, self.grace, self.name = poll, timedelta(seconds=lease), grace, name
        self.inbox: SimpleQueue[_Run | None] = SimpleQueue()
        self.lock = threading.Lock()
        self.active: dict[int, _Run] = {}
        self.overrun: set[int] = set()
        self.next_schedules = self.next_beat = self.next_recovery = 0.0
        self.synchronised = False
        self.bell = threading.Event()

    def run(self) -> None:
        with hung_up() as self.bell:
            for _ in range(self.threads):
                self.start_thread()
            log.info("Worker %s starts with %d threads", self.name, self.threads)
            # An app whose `jobs` module cannot be imported stops the worker here, loudly.
            schedules.discover()
            wait = self.poll[0]
            while not self.stop.is_set():
                self.bell.clear()
                try:
                    found = self.turn()
                except Exception as error:  # whatever it is, the queue must not stand still for it
                    log.error("The worker could not look for jobs: %s", running.place_of(error))
                    connections.close_all()
                    found, wait = False, self.poll[1]
                if found or self.bell.wait(wait):
                    wait = self.poll[0]
                else:
                    wait = min(wait * 2, self.poll[1])
            self.finish()

    def turn(self) -> bool:
        """One look at everything; True when jobs were found, so that it is worth looking again at once."""
        self.keep_time_limits()
        clock = time.monotonic()
        if clock >= self.next_beat:
            self.beat()
            self.next_beat = clock + self.lease.total_seconds() / 3
        if clock >= self.next_recovery:
            running.recover(timezone.now())
            self.next_recovery = clock + min(RECOVER_EVERY, self.lease.total_seconds())
        if clock >= self.next_schedules:
            if not self.synchronised:
                schedules.synchronise(timezone.now())
                self.synchronised = True
            schedules.enqueue_due(timezone.now())
            self.next_schedules = clock + SCHEDULES_EVERY
        return self.take() > 0

    def take(self) -> int:
        """Claim as many jobs as there are free threads and hand them out."""
        with self.lock:
            free = self.threads - len(self.active)
            stuck = len(self.overrun)
        if free < 1 or stuck >= 2 * self.threads:
            return 0
        jobs = running.claim(
            timezone.now(), worker=self.name, most=free, lease=self.lease, queues=self.queues
        )
        for job in jobs:
            run = _Run(job, time.monotonic() + running.limit_of(job))
            with self.lock:
                self.active[id(run)] = run
            self.inbox.put(run)
        return len(jobs)

    def beat(self) -> None:
        """Say that this worker lives, and keep its jobs."""
        now = timezone.now()
        WorkerBeat.objects.update_or_create(name=self.name, defaults={"at": now})
        with self.lock:
            jobs = [run.job for run in self.active.values()]
        running.renew(jobs, now + self.lease)

    def keep_time_limits(self) -> None:
        """Count the jobs that overrun as failed and give their places to fresh threads."""
        clock = time.monotonic()
        with self.lock:
            late = [(key, run) for key, run in self.active.items() if clock > run.overdue_at]
            for key, _ in late:
                del self.active[key]
                self.overrun.add(key)
        for _, run in late:
            self.start_thread()
            running.record_timeout(run.job, timezone.now())

    def start_thread(self) -> None:
        # Daemon: a job that hangs must not keep the process from ending.
        threading.Thread(target=self.work, name="hedgerow-job", daemon=True).start()

    def work(self) -> None:
        """The life of one thread: jobs until told to end, or until one overran and another thread has its place."""
        try:
            while (run := self.inbox.get()) is not None:
                close_old_connections()
                error = running.perform(run.job)
                with self.lock:
                    mine = self.active.get(id(run)) is run
                    self.overrun.discard(id(run))
                if not mine:
                    return
                self.record(run, error)
                with self.lock:
                    self.active.pop(id(run), None)
                close_old_connections()
                self.bell.set()
        finally:
            connections.close_all()

    def record(self, run: _Run, error: BaseException | None) -> None:
        """Write the end down; if the database stays away, the lease ends and the job runs once more."""
        for attempt in range(RECORD_TRIES):
            try:
                running.record_end(run.job, error, timezone.now())
                return
            except (DatabaseError, InterfaceError) as trouble:
                log.error("Could not record the end of job %s: %s", run.job.pk, running.place_of(trouble))
                connections.close_all()
                time.sleep(attempt)

    def finish(self) -> None:
        """Let running jobs end for `grace` seconds, put the others back, and sign off."""
        end = time.monotonic() + self.grace
        for _ in range(self.threads):
            self.inbox.put(None)
        while (left := end - time.monotonic()) > 0:
            with self.lock:
                if not self.active:
                    break
            self.bell.wait(min(left, 0.5))
            self.bell.clear()
        with self.lock:
            rest = [run.job for run in self.active.values()]
            self.active.clear()
        try:
            for job in rest:
                running.release(job, timezone.now())
            WorkerBeat.objects.filter(name=self.name).delete()
        except (DatabaseError, InterfaceError) as error:
            log.error("The database does not answer: %s", running.place_of(error))
        log.info("Worker %s stops; %d jobs put back", self.name, len(rest))
        connections.close_all()
