"""Loading the living example and taking it out: community by community, so that nobody else waits long."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.activity.recording import record
from hedgerow.communities.models import Community
from hedgerow.packs.example import example
from hedgerow.packs.example.rows import ExampleCommunity
from hedgerow.people.actions.setup import finish_setup
from hedgerow.people.models import Platform
from hedgerow.people.place import forget_place
from hedgerow.workflows.example.cast import Cast, Place, lasting_code
from hedgerow.workflows.example.communities import start_place
from hedgerow.workflows.example.items import KINDS, load_item
from hedgerow.workflows.example.marks import mark_read
from hedgerow.workflows.example.people import close_former, load_people
from hedgerow.workflows.example.removing import remove_example

Say = Callable[[str], None]


def _silent(line: str) -> None:
    pass


def is_loaded() -> bool:
    """Whether the whole example is here."""
    return Activity.objects.filter(verb="example.loaded").exists()


def load(now: datetime, *, say: Say = _silent) -> bool:
    """Put the example into this database as it looks at `now`; False when it is here already.

    Each community is one transaction: what an interrupted run left whole is kept, and the rest follows. Nobody is told
    of anything. Raises PackError when the pack has no example.
    """
    if is_loaded():
        return False
    now = timezone.localtime(now)
    cast = Cast(example(settings.PACK, now), settings.PACK, now)
    with transaction.atomic():
        load_people(cast)
    say(f"  {len(cast.people)} people")
    for row in cast.example.communities:
        if not Community._base_manager.filter(code=lasting_code("community", row.key)).exists():
            with transaction.atomic():
                place = _load_community(cast, row)
            say(f"  {row.name}: {len(place.items)} discussions and documents")
    by = Viewer.system(reason="the living example was loaded")
    with transaction.atomic():
        close_former(cast)
        _open_platform(by)
        record(by=by, verb="example.loaded")
    return True


def _load_community(cast: Cast, row: ExampleCommunity) -> Place:
    place = start_place(cast, row)
    for item in cast.example.items:
        if item.community == row.key and item.kind in KINDS:
            load_item(place, item)
    mark_read(place)
    return place


def _open_platform(by: Viewer) -> None:
    """A database that is the example's own needs no set-up."""
    if settings.EXAMPLE and Platform.here().set_up_at is None:
        finish_setup(by=by, example=True)
    else:
        Platform.objects.update_or_create(pk=1, defaults={"example": True})
        transaction.on_commit(forget_place)


def remove() -> bool:
    """Take all of the example out of this database again; False when nothing of it is here."""
    rows = example(settings.PACK, timezone.localtime()).people
    return remove_example(by=Viewer.system(reason="the living example was removed"), rows=rows)
