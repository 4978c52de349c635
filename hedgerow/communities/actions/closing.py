"""What the end of an account means for the communities that the person belongs to."""

from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.places import lock, recount
from hedgerow.communities.actions.rooms import leave_all_rooms
from hedgerow.communities.models import Community, CommunityFollow, Invitation, Membership


def looked_after_alone(person_id: int) -> list[Community]:
    """Communities in which other people are and nobody else is a facilitator: those must be handed over first."""
    mine = Membership.objects.facilitators().filter(person_id=person_id).select_related("community")
    found = []
    for membership in mine.order_by("community__name", "pk"):
        others = Membership.objects.here().filter(community=membership.community).exclude(pk=membership.pk)
        if others.exists() and not others.filter(part="facilitator", person__closing_at=None).exists():
            found.append(membership.community)
    return found


def end_memberships(*, by: Viewer, addresses: list[str]) -> None:
    """End all that the viewer's person has in communities, for good. The caller holds the transaction.

    Where they are the only facilitator after all, whoever has been a member longest looks after it from now on.
    """
    mine = Membership.objects.filter(person_id=by.person_id).order_by("community_id")
    for membership in mine.select_related("community"):
        community = lock(membership.community)
        if membership.state == "active" and membership.part == "facilitator":
            _hand_on(by, membership)
        leave_all_rooms(membership)
        membership.part, membership.state, membership.part_before = "member", "left", ""
        membership.state_before, membership.reason = "", ""
        membership.changed_by_id = by.person_id
        membership.save()
        recount(community)
        record(by=by, verb="membership.left", community_id=community.pk, subject_id=membership.pk)
    CommunityFollow.objects.filter(person_id=by.person_id).delete()
    Invitation.objects.filter(email__in=addresses, accepted_at__isnull=False).delete()
    # What they sent and nobody took up yet no longer speaks in their name.
    Invitation.objects.filter(by_id=by.person_id, accepted_at=None, declined_at=None, revoked_at=None).update(
        message="", revoked_at=timezone.now()
    )
    by.forget_standings()


def _hand_on(by: Viewer, membership: Membership) -> None:
    others = Membership.objects.here().filter(community_id=membership.community_id).exclude(pk=membership.pk)
    if others.filter(part="facilitator").exists():
        return
    for part in ("member", "listener"):
        heir = others.filter(part=part, person__closing_at=None).order_by("joined_at", "pk").first()
        if heir is not None:
            Membership.objects.filter(pk=heir.pk).update(part="facilitator", changed_at=timezone.now())
            record(
                by=by,
                verb="membership.handed_over",
                community_id=membership.community_id,
                subject_id=heir.pk,
            )
            return
