"""What happens to documents by itself: their text is read, and bytes that nothing names any more go."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.base.jobs import every, task
from hedgerow.items.blobs import store
from hedgerow.items.models import Attachment, Blob
from hedgerow.library.models import Upload, Version
from hedgerow.library.reading import read_text

#: Bytes are kept so long after nothing names them, and longer than any upload takes.
UNUSED = timedelta(days=1)
#: How long a file waits to be told what it is.
UNANSWERED = timedelta(days=30)
_SLICE = 100


@task(queue="files", retries=5, timeout=300, dedup=True)
def read_version(version_id: int) -> None:
    """Read the text inside one version."""
    read_text(by=Viewer.system(reason="the text of a document is read"), version_id=version_id)


@task(queue="files", retries=5, timeout=300)
def read_the_version(activity_id: int) -> None:
    """Read the version that was added."""
    line = Activity.objects.filter(pk=activity_id).first()
    if line is not None and line.subject_id is not None:
        read_version.call(line.subject_id)


@task(queue="files", retries=3)
def read_all_that_wait(activity_id: int) -> None:
    """Much came at once and nothing followed each part of it: newest versions first."""
    for version_id in (
        Version.objects.filter(reading="waiting").order_by("-at", "-pk").values_list("pk", flat=True)
    ):
        read_version.enqueue(version_id)


@every("daily at 03:10")
@task(queue="files", retries=1)
def read_what_was_missed() -> None:
    """Versions that still wait after a day are tried once more."""
    late = Version.objects.filter(reading="waiting", at__lt=timezone.now() - UNUSED)
    for version_id in late.values_list("pk", flat=True):
        read_version.enqueue(version_id)


@every("daily at 04:10")
@task(queue="files", retries=1, timeout=3600, dedup=True)
def delete_unused_files() -> None:
    """Delete bytes that no attachment, version or waiting file names: rows first, then what lies in the store."""
    before = timezone.now() - UNUSED
    Upload.objects.filter(at__lt=timezone.now() - UNANSWERED).delete()
    Attachment.objects.filter(item=None, draft=None, at__lt=before).delete()
    unused = Blob.objects.filter(attachments=None, versions=None, uploads=None, created_at__lt=before)
    while found := list(unused.order_by("pk").values_list("pk", flat=True)[:_SLICE]):
        with transaction.atomic():
            # Whoever adds the same bytes again moves `created_at` on, and waits for this lock.
            locked = Blob.objects.select_for_update().filter(pk__in=found).values_list("pk", flat=True)
            Blob.objects.filter(pk__in=unused.filter(pk__in=list(locked)).values("pk")).delete()
    rows = Blob.objects.values_list("path", "derivatives").iterator(1000)
    store().sweep({key for path, smaller in rows for key in (path, *smaller.values())}, UNUSED)
