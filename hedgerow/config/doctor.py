"""What must be well for Hedgerow to work: each check answers in a sentence, and says what to do if it is not."""

import os
import shutil
import smtplib
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from hedgerow.base.jobs.models import Job
from hedgerow.base.jobs.state import queue_state
from hedgerow.config.setup import pending_migrations
from hedgerow.mail.backend import mail_server
from hedgerow.mail.smtp import NotAnAddress, connection_to, in_words, read_url

#: Seconds without a sign of life after which a worker counts as gone; it gives one every 20 seconds.
WORKER_GONE_AFTER = 75
#: Seconds that a due job may wait.
QUEUE_TOO_OLD = 300
LEAST_FREE = 1024**3


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, whether it is well, what was found, and what to do when it is not."""

    name: str
    well: bool
    says: str
    do: str = ""
    #: Nothing here can know it: neither well nor ill.
    unknown: bool = False


def database() -> Finding:
    """Whether the database answers and keeps what it acknowledges."""
    name = "Database"
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
                level = cursor.execute("PRAGMA synchronous").fetchone()[0]
                says = f"SQLite {sqlite3.sqlite_version}, journal {mode.upper()}, synchronous {level}"
                if mode not in {"wal", "memory"} or level < 2:
                    do = "It must be WAL and 2 (FULL). Is the file on a network drive? Put HEDGEROW_DATA on a local one."
                    return Finding(name, False, says, do)
                return Finding(name, True, says)
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            durable = cursor.fetchone()[0]
            says = f"PostgreSQL {version}, synchronous_commit {durable}"
            return Finding(name, durable != "off", says, "Set synchronous_commit to on in PostgreSQL.")
    except DatabaseError as trouble:
        return Finding(name, False, f"does not answer: {str(trouble).strip()}", "Look at DATABASE_URL.")


def shape() -> Finding:
    """Whether the database has the shape that this version needs."""
    pending = pending_migrations()
    if pending:
        says = f"{len(pending)} changes are still to be made, the first is {pending[0]}"
        return Finding("Tables", False, says, "Run: hedgerow setup")
    return Finding("Tables", True, "up to date")


def files() -> Finding:
    """Whether the files folder takes files and keeps them."""
    folder = Path(settings.FILES)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"well")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as trouble:
        do = f"Make {folder} writable for the account that Hedgerow runs as, or set HEDGEROW_FILES."
        return Finding("Files", False, f"{folder} cannot be written: {trouble.strerror}", do)
    says = f"{folder}, {free / 1024**3:.1f} GB free"
    return Finding("Files", free >= LEAST_FREE, says, "Make room: less than 1 GB is free.")


def privacy() -> Finding:
    """Whether other accounts of this machine are kept out of what Hedgerow keeps."""
    places = [(Path(settings.DATA), 0o077), (Path(settings.FILES), 0o007 if settings.ACCEL else 0o077)]
    if connection.vendor == "sqlite":
        places.append((Path(connection.settings_dict["NAME"]), 0o077))
    wide = {place for place, others in places if place.exists() and place.stat().st_mode & others}
    # What lies in a folder that is closed to others is closed to them.
    closed = {place for place, _others in places if place.is_dir()} - wide
    open_to_others = sorted(place for place in wide if not closed.intersection(place.parents))
    if not open_to_others:
        return Finding("Privacy", True, "other accounts of this machine are kept out")
    names = " ".join(map(str, open_to_others))
    return Finding(
        "Privacy", False, f"other accounts of this machine can look into {names}", f"Run: chmod go= {names}"
    )


def files_cheaply() -> Finding:
    """The same without writing."""
    folder = Path(settings.FILES)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding("Files", False, "not writable", "Run: hedgerow doctor")
    free = shutil.disk_usage(folder).free
    says = f"writable, {free / 1024**3:.1f} GB free"
    return Finding("Files", free >= LEAST_FREE, says, "Make room: less than 1 GB is free.")


def mail() -> Finding:
    """Whether the mail server can be reached, where there is one."""
    try:
        url = mail_server()
        if not url:
            says = "no mail server; mail is kept in the outbox"
            return Finding(
                "Mail", settings.EXAMPLE or settings.DEBUG, says, "Set SMTP_URL, or use the set-up page."
            )
        server = read_url(url)
    except NotAnAddress as trouble:
        return Finding("Mail", False, str(trouble), "Look at SMTP_URL.")
    try:
        backend = connection_to(server, timeout=10)
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as trouble:
        return Finding("Mail", False, in_words(trouble, server), "Look at SMTP_URL.")
    return Finding("Mail", True, f"{server.host} answers on port {server.port}")


def mail_cheaply() -> Finding:
    """Whether a mail server is known, and whether mail gave up; asks no server."""
    gave_up = Job.objects.filter(state=Job.State.GAVE_UP, queue="mail").count()
    if not mail_server():
        says = "no mail server; mail is kept in the outbox"
        return Finding(
            "Mail", settings.EXAMPLE or settings.DEBUG, says, "Set up mail: without it no code arrives."
        )
    if gave_up:
        return Finding("Mail", False, f"{gave_up} mails could not be sent", "The log of the worker says why.")
    return Finding("Mail", True, "a mail server is set, and no mail has given up")


def backups() -> Finding:
    """Hedgerow makes none by itself yet, so it can't know."""
    says = "Hedgerow can't see whether you keep copies"
    do = "Copy the database and the files each night, and try to restore them once. The administrator's guide says how."
    return Finding("Backups", False, says, do, unknown=True)


def worker(now: datetime | None = None) -> Finding:
    """Whether a worker lives."""
    now = now or timezone.now()
    beat = queue_state(now).last_beat
    do = "`hedgerow serve` starts one by itself. Beside `hedgerow web`, run: hedgerow worker"
    if beat is None:
        return Finding("Worker", False, "none is running", do)
    age = (now - beat).total_seconds()
    return Finding("Worker", age < WORKER_GONE_AFTER, f"last sign of life {age:.0f} seconds ago", do)


def queue(now: datetime | None = None) -> Finding:
    """Whether jobs are done in time."""
    state = queue_state(now)
    says = f"{state.waiting} waiting, the oldest for {state.oldest_age_seconds:.0f} seconds; {state.running} running"
    if state.gave_up:
        return Finding("Jobs", False, f"{says}; {state.gave_up} gave up", "The log of the worker says why.")
    do = "Is the worker running? More of them or HEDGEROW_WORKER_THREADS helps."
    return Finding("Jobs", state.oldest_age_seconds < QUEUE_TOO_OLD, says, do)


def search() -> Finding:
    """Whether the search index is there."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("search_")]
    if not tables:
        return Finding("Search", False, "the index is missing", "Run: hedgerow setup")
    return Finding("Search", True, "the index is there")


def assets() -> Finding:
    """Whether stylesheets and scripts are built."""
    missing = [
        name for name in ("main.css", "main.js", "icons.svg") if not (settings.STATIC_BUILD / name).is_file()
    ]
    if missing:
        do = "From a checkout: npm ci && npm run build (bin/run does it)."
        return Finding("Look", False, f"{', '.join(missing)} not built", do)
    return Finding("Look", True, "stylesheets and scripts are built")


def clock() -> Finding:
    """Whether the time zone is known."""
    here = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    return Finding("Time", True, f"{here:%H:%M} in {settings.TIME_ZONE}")


def limits() -> Finding:
    """Whether the store of counts of tries answers, without which codes could be guessed."""
    try:
        cache.set("doctor", "well", 10)
        well = cache.get("doctor") == "well"
    except Exception as trouble:  # each store has errors of its own
        return Finding(
            "Limits", False, f"the cache does not answer: {type(trouble).__name__}", "Look at CACHE_URL."
        )
    return Finding("Limits", well, "counted" if well else "not kept", "Run: hedgerow setup")


#: In the order in which they are told; each needs those before it.
ALL: list[Callable[[], Finding]] = [
    database,
    shape,
    files,
    privacy,
    mail,
    limits,
    worker,
    queue,
    search,
    assets,
    clock,
]


def examine() -> list[Finding]:
    """Every check. After a database that does not answer, those that need it are left out."""
    found: list[Finding] = []
    for check in ALL:
        try:
            found.append(check())
        except DatabaseError as trouble:
            name = check.__name__.capitalize()
            says = f"could not be looked at: {str(trouble).strip().splitlines()[0]}"
            found.append(Finding(name, False, says, "Mend what stands above first."))
    return found


#: For a page that opens often: nothing is written, and no other machine is asked.
LIGHTS: list[Callable[[], Finding]] = [
    database,
    files_cheaply,
    privacy,
    mail_cheaply,
    worker,
    queue,
    search,
    assets,
    backups,
]


def lights() -> list[Finding]:
    """The checks of the platform's page."""
    return [check() for check in LIGHTS]


_shape_well_at: list[float] = []


def ready_findings() -> list[Finding]:
    """The cheap ones, for a load balancer that asks every few seconds: no fsync, no mail server, one row a table."""
    found = [database()]
    if not found[0].well:
        return found
    # A database that was up to date stays so; asking costs fifty milliseconds.
    if not _shape_well_at or time.monotonic() - _shape_well_at[0] > 300:
        found.append(shape())
        _shape_well_at[:] = [time.monotonic()] if found[-1].well else []
        if not found[-1].well:
            return found
    return [*found, files_cheaply(), worker(), queue()]
