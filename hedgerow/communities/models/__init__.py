"""Communities, their rooms, and who belongs to them."""

from hedgerow.communities.models.community import Community
from hedgerow.communities.models.invitation import Invitation, InvitationLink
from hedgerow.communities.models.membership import CommunityFollow, Membership, RoomMembership
from hedgerow.communities.models.oversight import Oversight, OversightPage
from hedgerow.communities.models.room import Room

__all__ = [
    "Community",
    "CommunityFollow",
    "Invitation",
    "InvitationLink",
    "Membership",
    "Oversight",
    "OversightPage",
    "Room",
    "RoomMembership",
]
