"""What happens to documents by itself: their text is read, and bytes that nothing names any more go."""

from datetime import timedelta

from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.base.jobs import every, task
from hedgerow.library.models import Version
from hedgerow.library.reading import read_text
from hedgerow.library.sweeping import sweep_files


@task(queue="files", retries=5, timeout=300, dedup=True)
def read_version(version_id: int, asks: bool = True) -> None:
    """Read the text inside one version. What is only history (`asks` False) is not held for what it may tell."""
    read_text(by=Viewer.system(reason="the text of a document is read"), version_id=version_id, asks=asks)


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
        read_version.enqueue(version_id, asks=False)


@every("daily at 03:10")
@task(queue="files", retries=1)
def read_what_was_missed() -> None:
    """Versions that still wait after a day are tried once more."""
    late = Version.objects.filter(reading="waiting", at__lt=timezone.now() - timedelta(days=1))
    for version_id in late.values_list("pk", flat=True):
        read_version.enqueue(version_id)


@every("daily at 04:10")
@task(queue="files", retries=1, timeout=3600, dedup=True)
def delete_unused_files() -> None:
    """Delete bytes that nothing names any more."""
    sweep_files()
