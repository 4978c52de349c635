"""The place's own logo: a picture drawn anew, shown to everybody."""

from typing import IO

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.people.actions.place import change_place
from hedgerow.people.actions.profile import NotAPicture, draw_small, photos

__all__ = ["NAMESPACE", "NotAPicture", "photos", "set_logo"]

NAMESPACE = "place"


def set_logo(*, by: Viewer, file: IO[bytes], name: str) -> None:
    """Show this picture in place of the leaf. The one before is kept for undo. Raises NotAPicture."""
    require(by, "platform.manage")
    change_place(by=by, logo=draw_small(file, name, NAMESPACE))
