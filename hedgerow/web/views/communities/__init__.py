"""Pages of communities as visitors and members see them."""

from hedgerow.web.views.communities.directory import communities
from hedgerow.web.views.communities.invitations import invitation, join_code, join_link
from hedgerow.web.views.communities.joining import follow, join, leave, part, undo_leave, withdraw
from hedgerow.web.views.communities.show import community
from hedgerow.web.views.communities.starting import begin, new

__all__ = [
    "begin",
    "communities",
    "community",
    "follow",
    "invitation",
    "join",
    "join_code",
    "join_link",
    "leave",
    "new",
    "part",
    "undo_leave",
    "withdraw",
]
