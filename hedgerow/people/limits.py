"""How often something may be done: counts in a fixed window of time, kept in the cache and shared by all processes."""

import hashlib
import time
import zlib

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction


class TooFast(Exception):
    """Too much at once. `seconds` until the next try; the page that answers keeps the person's text."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Wait {seconds} seconds.")
        self.seconds = seconds

    @property
    def hours(self) -> int:
        """Whole hours to wait, at least 1."""
        return max(1, -(-self.seconds // 3600))

    @property
    def minutes(self) -> int:
        """Whole minutes to wait, at least 1."""
        return max(1, -(-self.seconds // 60))


def hold(what: str, key: str, *, most: int, seconds: int, times: int = 1) -> None:
    """Count `times` of `what` for `key` (an address, a person's id). Raises TooFast from the next after `most` in `seconds`.

    Choose a tight `most` for one email or person and a loose one for a network address: a whole practice has one.
    """
    now = int(time.time())
    window = now // seconds
    # SECURITY: hashed, so that the cache holds no email addresses and a key can't have forbidden characters.
    name = f"limit:{what}:{window}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if _count(name, seconds, times) > most:
        raise TooFast((window + 1) * seconds - now)


def _count(name: str, seconds: int, times: int) -> int:
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        cache.add(name, 0, seconds)
        return int(cache.incr(name, times))
    # SECURITY: a burst of simultaneous requests must not all read the same count. SQLite takes its write lock at the
    # start of a transaction; PostgreSQL takes a lock of that name until the end of it.
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
        found = int(cache.get(name, 0)) + times
        cache.set(name, found, seconds)
    return found
