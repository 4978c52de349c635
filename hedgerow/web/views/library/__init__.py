"""Pages of the library: lists, one document, adding, and putting in order."""

from hedgerow.web.views.library.adding import add, answer, version
from hedgerow.web.views.library.arranging import move, rename, restore
from hedgerow.web.views.library.assuring import assurance
from hedgerow.web.views.library.document import document
from hedgerow.web.views.library.folders import folder_edit, folder_new, folder_remove
from hedgerow.web.views.library.listing import documents

__all__ = [
    "add",
    "answer",
    "assurance",
    "document",
    "documents",
    "folder_edit",
    "folder_new",
    "folder_remove",
    "move",
    "rename",
    "restore",
    "version",
]
