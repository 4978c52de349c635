"""The Item, and all that people do to one."""

from hedgerow.items.models.access import Attribution, Bridge, Grant, Look
from hedgerow.items.models.assurance import Assurance
from hedgerow.items.models.draft import Draft
from hedgerow.items.models.files import Attachment, Blob
from hedgerow.items.models.folder import Folder
from hedgerow.items.models.item import Item
from hedgerow.items.models.marks import Follow, Mention, Reaction, ReadMark
from hedgerow.items.models.reply import Reply
from hedgerow.items.models.revision import Revision

__all__ = [
    "Assurance",
    "Attachment",
    "Attribution",
    "Blob",
    "Bridge",
    "Draft",
    "Folder",
    "Follow",
    "Grant",
    "Item",
    "Look",
    "Mention",
    "Reaction",
    "ReadMark",
    "Reply",
    "Revision",
]
