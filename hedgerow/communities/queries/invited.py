"""Whether somebody who has no account yet was asked in by somebody who has one."""

import re

from django.utils import timezone

from hedgerow.communities.actions.inviting import find_invitation, find_link
from hedgerow.communities.models import Invitation
from hedgerow.people.addresses import normal

_DOOR = re.compile(r"/(invitation|join)/([^/?#]+)/")


def was_invited(email: str, going_to: str) -> bool:
    """An open invitation to this address, or the way to a link that a facilitator shares and that works.

    SECURITY: asked only for an address that its owner has proved; a secret in the way is asked as its own page asks.
    """
    now = timezone.now()
    to_them = Invitation.objects.filter(
        email=normal(email), accepted_at=None, declined_at=None, revoked_at=None, community__archived_at=None
    )
    if to_them.filter(token__ends_at__gt=now, token__revoked_at=None).exists():
        return True
    door = _DOOR.match(going_to)
    if door is None:
        return False
    if door[1] == "invitation":
        return find_invitation(door[2]) is not None
    link = find_link(door[2])
    return link is not None and link.community.links_on
