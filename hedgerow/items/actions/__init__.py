"""What people do to items and replies: each verb checks, writes in one transaction, and is recorded."""

from hedgerow.items.actions.answering import choose_answer, clear_answer
from hedgerow.items.actions.arranging import AfterMove, audience_after_move, close_item, move_item, pin_item
from hedgerow.items.actions.bridges import accept_bridge, decline_bridge, end_bridge, propose_bridge
from hedgerow.items.actions.drafting import (
    DifferentText,
    change_of,
    discard_draft,
    keep_files,
    open_draft,
    own_draft,
    restore_draft,
    save_draft,
)
from hedgerow.items.actions.editing import edit_item, edit_reply
from hedgerow.items.actions.guests import (
    accept_guest_invitation,
    decline_guest_invitation,
    invite_guest,
    leave_as_guest,
    withdraw_guest,
)
from hedgerow.items.actions.marking import follow_item, react
from hedgerow.items.actions.reading import mark_all_read, unmark_all
from hedgerow.items.actions.removing import (
    may_restore,
    remove_item,
    remove_reply,
    restore_item,
    restore_reply,
)
from hedgerow.items.actions.writing import add_note, add_reply, start_item

__all__ = [
    "AfterMove",
    "DifferentText",
    "accept_bridge",
    "accept_guest_invitation",
    "add_note",
    "add_reply",
    "audience_after_move",
    "change_of",
    "choose_answer",
    "clear_answer",
    "close_item",
    "decline_bridge",
    "decline_guest_invitation",
    "discard_draft",
    "edit_item",
    "edit_reply",
    "end_bridge",
    "follow_item",
    "invite_guest",
    "keep_files",
    "leave_as_guest",
    "mark_all_read",
    "may_restore",
    "move_item",
    "open_draft",
    "own_draft",
    "pin_item",
    "propose_bridge",
    "react",
    "remove_item",
    "remove_reply",
    "restore_draft",
    "restore_item",
    "restore_reply",
    "save_draft",
    "start_item",
    "unmark_all",
    "withdraw_guest",
]
