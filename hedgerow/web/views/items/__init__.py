"""Reading: a discussion, and lists of them."""

from hedgerow.web.views.items.lists import discussions, room
from hedgerow.web.views.items.show import newer, show

__all__ = ["discussions", "newer", "room", "show"]
