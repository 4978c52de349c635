"""Smaller pictures made from stored files: for lists, for pages of text, and the first pages of a PDF."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from hedgerow.base.files.kinds import KINDS
from hedgerow.base.files.store import Store
from hedgerow.base.jobs import task
from hedgerow.base.parsing.pictures import Drawn, picture, render_pdf_page, thumbnail_pdf
from hedgerow.items.models import Blob

#: The longest side of a picture in a list and on a page, in pixels.
SMALL, LARGE = 480, 1280
#: How many pages of a PDF are drawn.
PAGES = 5
_ROOM = 32 * 1024 * 1024


def is_drawable(kind: str) -> bool:
    """Whether files of this kind are pictures that we can draw. A drawing made of shapes (SVG) is not shown, only kept."""
    found = KINDS.get(kind)
    return found is not None and found.family == "picture" and kind != "svg"


@task(queue="files", retries=2, timeout=600, dedup=True)
def draw_smaller(blob_id: int) -> None:
    """Draw what is missing of a blob's smaller pictures. What can't be drawn costs nothing but itself."""
    blob = Blob.objects.filter(pk=blob_id).first()
    if blob is None:
        return
    names = ["small", *(f"page-{number}" for number in range(1, PAGES + 1))]
    for name in names if blob.kind == "pdf" else ["small", "large"]:
        if name not in blob.derivatives and not _keep(blob, name):
            # A page that is not there, or a file that can't be drawn: the rest can't either.
            return


def _keep(blob: Blob, name: str) -> bool:
    store = Store(settings.FILES)
    with store.scratch() as folder:
        drawn = _draw(blob, name, store.path(blob.path), folder / name)
        if not drawn.ok:
            return False
        with (folder / name).open("rb") as made:
            key = store.put(made, namespace=blob.path.partition("/")[0], limit=_ROOM).key
    with transaction.atomic():
        locked = Blob.objects.select_for_update().filter(pk=blob.pk).first()
        if locked is None:
            return False
        locked.derivatives[name] = key
        locked.save(update_fields=["derivatives"])
    return True


def _draw(blob: Blob, name: str, path: Path, target: Path) -> Drawn:
    if blob.kind != "pdf":
        return picture(path, target, SMALL if name == "small" else LARGE)
    if name == "small":
        return thumbnail_pdf(path, target, 1, SMALL)
    return render_pdf_page(path, target, int(name.partition("-")[2]))
