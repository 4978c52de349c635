"""What people do to documents and folders: each verb checks, writes in one transaction, and is recorded."""

from hedgerow.library.actions.adding import (
    Brought,
    add_document,
    answer_upload,
    bring_file,
)
from hedgerow.library.actions.arranging import move_document, rename_document
from hedgerow.library.actions.assuring import assure_document, require_held
from hedgerow.library.actions.folders import (
    FolderRefused,
    add_folder,
    move_folder,
    remove_folder,
    rename_folder,
)
from hedgerow.library.actions.versions import add_version, restore_version

__all__ = [
    "Brought",
    "FolderRefused",
    "add_document",
    "add_folder",
    "add_version",
    "answer_upload",
    "assure_document",
    "bring_file",
    "move_document",
    "move_folder",
    "remove_folder",
    "rename_document",
    "rename_folder",
    "require_held",
    "restore_version",
]
