"""Files that come with a plain form of words."""

from collections.abc import Sequence
from typing import Any

from hedgerow.access.viewer import Viewer
from hedgerow.items.blobs import attach_all
from hedgerow.items.models import Draft
from hedgerow.web.pace import too_much


def add_files(viewer: Viewer, draft: Draft, files: Sequence[Any]) -> list[str]:
    """Keep them with the draft; a sentence for each that was refused, or one for all when they are too many."""
    over = too_much(viewer, "files", len(files))
    return [over] if over else attach_all(viewer, draft, files)


def kept_with(draft: Draft) -> dict[str, Any]:
    """The draft and its files, for a form that sends them again: `more`, `without` and `copy` of `interruption`."""
    names = ("draft", "attachments", "listed")
    files = [("attachments", str(file["code"])) for file in draft.files()]
    return {"more": [("draft", draft.code), ("listed", "1"), *files], "without": names, "copy": draft.code}
