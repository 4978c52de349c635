"""Whether people may write quietly in a place, and who its steward is."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.people.models import Person


def could_be_steward(place: Community | Room) -> list[Person]:
    """Who may be named: the facilitators of a community, the people of a room."""
    here = Membership.objects.here().filter(person__is_active=True, person__closing_at=None)
    if isinstance(place, Room):
        inside = RoomMembership.objects.filter(room=place, membership__in=here).values("person_id")
        return list(Person.objects.filter(pk__in=inside).by_name())
    named = here.filter(community=place, part="facilitator").values("person_id")
    return list(Person.objects.filter(pk__in=named).by_name())


@transaction.atomic
def allow_quiet_words(*, by: Viewer, place: Community | Room, steward_id: int | None) -> None:
    """Let people write quietly here with this person as the steward; nobody named: no longer. What was written stays.

    Raises NotAllowed for who can't be the steward.
    """
    require(by, "room.edit" if isinstance(place, Room) else "community.edit", place)
    if place.steward_id == steward_id:
        return
    if steward_id is not None and steward_id not in [one.pk for one in could_be_steward(place)]:
        raise NotAllowed(
            _("The steward must be one of the people of this room.")
            if isinstance(place, Room)
            else _("The steward must be one of the facilitators.")
        )
    place.steward_id = steward_id
    place.save(update_fields=["steward"])
    room = isinstance(place, Room)
    record(
        by=by,
        verb="quiet.allowed" if steward_id is not None else "quiet.ended",
        community_id=place.community_id if isinstance(place, Room) else place.pk,
        subject_id=place.pk if room else None,
        room=room,
    )
