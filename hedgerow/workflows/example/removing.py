"""Taking the example out again: its people, its communities with all that is in them, and the files."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.activity.recording import record
from hedgerow.base.files.store import Store
from hedgerow.communities.models import Community, Membership
from hedgerow.items.models import Attachment, Blob
from hedgerow.items.quiet import forget_masks
from hedgerow.library.models import Version
from hedgerow.packs.example.rows import ExamplePerson
from hedgerow.people.actions.profile import forget_photo
from hedgerow.people.models import Deed, Person, Platform, Token
from hedgerow.people.place import place_changed
from hedgerow.workflows.example.people import example_people


@transaction.atomic
def remove_example(*, by: Viewer, rows: tuple[ExamplePerson, ...]) -> bool:
    """Delete everything of the example for good; loading brings it back. False when nothing of it is here.

    A community that people of the example started, and that nobody else belongs to, goes too.
    """
    require(by, "platform.manage")
    people = [person.pk for person in example_people(rows)]
    communities = _communities(people)
    if not people and not communities:
        return False
    _delete_files(communities)
    gone = [f"{sort}:{pk}" for pk in communities for sort in ("community", "link")]
    Token.objects.filter(about__in=gone).delete()
    Deed.objects.filter(
        Q(by_id__in=people) | Q(person_id__in=people) | Q(community_id__in=communities)
    ).delete()
    Community._base_manager.filter(pk__in=communities).delete()
    photos = list(Person.objects.filter(pk__in=people).exclude(photo="").values_list("photo", flat=True))
    for key in photos:
        transaction.on_commit(partial(forget_photo, key))
    Person.objects.filter(pk__in=people).delete()
    forget_masks()
    of_it = Q(person_id__in=people) | Q(community_id__in=communities) | Q(verb__startswith="example.")
    of_it |= Q(verb__startswith="account.", subject_id__in=people)
    if not Person.objects.exists():
        # Nobody is left: whoever serves this place sets it up from the beginning.
        Platform.objects.filter(pk=1).update(set_up_at=None, setup_step=1)
        of_it |= Q(verb="platform.set_up")
    Activity.objects.filter(of_it).delete()
    Platform.objects.filter(pk=1).update(example=False)
    place_changed()
    record(by=by, verb="example.removed")
    return True


def _communities(people: list[int]) -> list[int]:
    others = Membership.objects.filter(state="active").exclude(person_id__in=people).values("community_id")
    own = Q(created_by_id__in=people) & ~Q(pk__in=others)
    return list(Community._base_manager.filter(Q(example=True) | own).values_list("pk", flat=True))


def _delete_files(communities: list[int]) -> None:
    """The rows now, and the bytes when that is certain. Bytes are shared inside one community only, so all of them go."""
    blobs = Blob.objects.filter(community_id__in=communities)
    keys = [
        key for path, smaller in blobs.values_list("path", "derivatives") for key in (path, *smaller.values())
    ]
    Attachment.objects.filter(blob__in=blobs).delete()
    Version.objects.filter(blob__in=blobs).delete()
    store = Store(settings.FILES)

    def delete() -> None:
        for key in keys:
            store.delete(key)

    transaction.on_commit(delete)
