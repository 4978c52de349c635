"""`record`: writes one line of Activity and enqueues what must follow, in the caller's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity


class UnknownActivity(LookupError):
    """A verb that config/reactions.py does not list."""


#: When what is recorded now happened, while the past is written; None: it happens now.
_past: ContextVar[datetime | None] = ContextVar("hedgerow_past", default=None)


@contextmanager
def quietly(at: datetime) -> Iterator[None]:
    """Inside, what is recorded happened at `at`, and nothing follows it: nobody is told what is only history.

    Whoever writes the past (the living example) records at its end one verb of its own, from which follows what must.
    """
    token = _past.set(at)
    try:
        yield
    finally:
        _past.reset(token)


def writes_the_past() -> bool:
    """Whether what happens now is history being written (see `quietly`)."""
    return _past.get() is not None


@cache
def _reactions() -> dict[str, list[Any]]:
    return import_string(settings.REACTIONS)


def record(
    *,
    by: Viewer,
    verb: str,
    community_id: int | None = None,
    item: Any = None,
    reply: Any = None,
    subject_id: int | None = None,
    **detail: Any,
) -> Activity:
    """One line of what happened. `detail` holds plain JSON and no person's words. Raises UnknownActivity."""
    reactions = _reactions()
    if verb not in reactions:
        raise UnknownActivity(verb)
    if reply is not None and item is None:
        item = reply.item
    line = Activity.objects.create(
        verb=verb,
        person_id=by.person_id,
        community_id=community_id if item is None else item.community_id,
        room_id=getattr(item, "room_id", None),
        item_id=getattr(item, "pk", None),
        item_code=getattr(item, "code", ""),
        reply_id=getattr(reply, "pk", None),
        subject_id=subject_id,
        detail=detail,
    )
    past = _past.get()
    if past is not None:
        Activity.objects.filter(pk=line.pk).update(at=past)
        return line
    for job in reactions[verb]:
        job.enqueue(line.pk)
    return line
