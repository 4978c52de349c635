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
from hedgerow.packs.example.rows import ExampleCommunity, ExampleDocument, ExampleItem
from hedgerow.people.actions.setup import finish_setup
from hedgerow.people.models import Platform
from hedgerow.people.place import place_changed
from hedgerow.workflows.example.bridges import build_bridges
from hedgerow.workflows.example.cast import Cast, Place, lasting_code
from hedgerow.workflows.example.communities import start_place
from hedgerow.workflows.example.documents import add_folders, load_document
from hedgerow.workflows.example.files import make_files
from hedgerow.workflows.example.items import KINDS, load_item
from hedgerow.workflows.example.marks import date_masks, mark_read
from hedgerow.workflows.example.oversight import look_once
from hedgerow.workflows.example.people import close_former, load_people
from hedgerow.workflows.example.removing import remove_example

Say = Callable[[str], None]
Made = dict[tuple[str, int], tuple[str, bytes]]


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
        if Community._base_manager.filter(code=lasting_code("community", row.key)).exists():
            continue
        # Making files takes a while, so it is done before anything is locked.
        made = make_files(cast, row.key)
        with transaction.atomic():
            place = _load_community(cast, row, made)
        say(f"  {row.name}: {_in_words(place)}")
    build_bridges(cast)
    by = Viewer.system(reason="the living example was loaded")
    with transaction.atomic():
        close_former(cast)
        look_once(cast)
        _open_platform(by)
        record(by=by, verb="example.loaded")
    return True


def _load_community(cast: Cast, row: ExampleCommunity, made: Made) -> Place:
    place = start_place(cast, row)
    place.made = made
    add_folders(place)
    rows: list[ExampleItem | ExampleDocument] = [*cast.example.documents]
    rows += [one for one in cast.example.items if one.kind in KINDS]
    # In the order of time, as texts link to what was there before them.
    for one in sorted(rows, key=lambda one: one.created_at):
        if one.community != row.key:
            continue
        if isinstance(one, ExampleDocument):
            load_document(place, one)
        else:
            load_item(place, one)
    mark_read(place)
    date_masks()
    return place


def _in_words(place: Place) -> str:
    documents = sum(1 for item in place.items.values() if item.kind == "document")
    return f"{len(place.items) - documents} discussions, {documents} documents"


def _open_platform(by: Viewer) -> None:
    """A database that is the example's own needs no set-up."""
    if settings.EXAMPLE and Platform.here().set_up_at is None:
        finish_setup(by=by, example=True)
    else:
        Platform.objects.update_or_create(pk=1, defaults={"example": True})
        place_changed()


def remove() -> bool:
    """Take all of the example out of this database again; False when nothing of it is here."""
    rows = example(settings.PACK, timezone.localtime()).people
    return remove_example(by=Viewer.system(reason="the living example was removed"), rows=rows)
