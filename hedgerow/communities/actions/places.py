"""Taking a place in a community: the one way in which a membership becomes active."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from hedgerow.access.viewer import ALL_ERAS
from hedgerow.communities.models import Community, Membership, RoomMembership


def lock(community: Community) -> Community:
    """The community's row, locked for the rest of the transaction, so that "never none left" holds under a storm."""
    return Community._base_manager.select_for_update().get(pk=community.pk)


def take_place(
    community: Community,
    person_id: int,
    *,
    part: str,
    changed_by: int | None,
    accepted_rules: bool,
    now: datetime | None = None,
) -> Membership:
    """Make the person an active member by the present door: they see from the community's door era on.

    A person who is active already keeps their part. Alumni of the era just before also keep what they saw. Rooms are
    entered anew: places in them from an earlier stay end. The caller holds the lock and asked `require`.
    """
    now = now or timezone.now()
    found: Membership | None = Membership.objects.filter(community=community, person_id=person_id).first()
    if found is not None and found.state == "active" and (found.ends_at is None or found.ends_at > now):
        return found
    from_era = community.members_from_era
    if found is not None:
        # SECURITY: who left and comes in by today's door must not be back in a room through a forgotten place in it;
        # only a room where nobody else is stays theirs, or nobody could open it again.
        others = RoomMembership.objects.exclude(membership=found).values("room_id")
        RoomMembership.objects.filter(membership=found, room_id__in=others).delete()
        if found.state == "alumni" and found.to_era + 1 >= from_era:
            from_era = min(found.from_era, from_era)
    membership = found or Membership(community=community, person_id=person_id)
    membership.part = part
    membership.state = "active"
    membership.from_era = from_era
    membership.to_era = ALL_ERAS
    membership.joined_at = now
    membership.ends_at = None
    membership.changed_by_id = changed_by
    membership.part_before = ""
    if accepted_rules:
        membership.accepted_rules_at = now
    membership.save()
    recount(community)
    return membership


def recount(community: Community) -> None:
    """Bring the stored number of people in step."""
    count = Membership.objects.here().filter(community=community).count()
    Community._base_manager.filter(pk=community.pk).update(member_count=count)
    community.member_count = count


def touch(community: Community) -> None:
    """Something happened here."""
    Community._base_manager.filter(pk=community.pk).update(last_active_at=timezone.now())


def next_era(community: Community) -> int:
    """Start the next era of a locked community and return its number."""
    Community._base_manager.filter(pk=community.pk).update(era=F("era") + 1)
    community.refresh_from_db(fields=["era"])
    return community.era
