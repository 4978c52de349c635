"""Bytes that nothing names any more leave the disk: a day after they were last added, so that none is taken from under a writer."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hedgerow.base.files.store import Store, Swept
from hedgerow.items.models import Attachment, Blob
from hedgerow.library.models import Upload
from hedgerow.people.deeds import logo_keys
from hedgerow.people.models import Person

#: Longer than any upload takes: what is younger may belong to a row that is just being written.
YOUNG = timedelta(days=1)
#: How long a file waits to be told what it is.
UNANSWERED = timedelta(days=30)
#: Rows deleted in one transaction, so that people who write meanwhile wait a moment only.
SLICE = 100


def sweep_files() -> Swept:
    """Forget the rows of bytes that nothing uses, then remove every file that no row names."""
    Upload.objects.filter(at__lt=timezone.now() - UNANSWERED).delete()
    # Files of drafts that are gone: nobody sees them any more.
    Attachment.objects.filter(item=None, draft=None, at__lt=timezone.now() - YOUNG).delete()
    _forget_blobs()
    return Store(settings.FILES).sweep(_known_keys(), YOUNG)


def _forget_blobs() -> None:
    # Whatever model points to bytes counts, also one that comes later.
    unused = Q(created_at__lt=timezone.now() - YOUNG)
    for relation in Blob._meta.related_objects:
        unused &= Q(**{f"{relation.get_accessor_name()}__isnull": True})
    while found := list(Blob.objects.filter(unused).values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            # Whoever adds the same bytes again moves `created_at` on, and waits for this lock.
            locked = list(Blob.objects.select_for_update().filter(pk__in=found).values_list("pk", flat=True))
            Blob.objects.filter(pk__in=Blob.objects.filter(unused, pk__in=locked).values("pk")).delete()


def _known_keys() -> set[str]:
    """Every key that a row names: files, the smaller pictures made of them, people's photos, the place's logos."""
    known = set(Person.objects.exclude(photo="").values_list("photo", flat=True)) | logo_keys()
    for path, derivatives in Blob.objects.values_list("path", "derivatives").iterator(1000):
        known.add(path)
        known.update(derivatives.values())
    return known
