"""Joining, asking, leaving, and following without joining."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import is_suspended, require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import ALL_ERAS, Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.places import lock, recount, take_place
from hedgerow.communities.actions.rooms import keep_rooms_looked_after
from hedgerow.communities.models import Community, CommunityFollow, Membership

#: How long leaving can be undone.
UNDO = timedelta(days=30)
SELF_CHOSEN = ("member", "listener")


def _own(by: Viewer, community: Community) -> Membership | None:
    return Membership.objects.filter(community=community, person_id=by.person_id).first()


def is_here(membership: Membership) -> bool:
    """True while the membership is in force: active, and not past its end."""
    return membership.is_active and (membership.ends_at is None or membership.ends_at > timezone.now())


def refuse_suspended(by: Viewer, community: Community) -> None:
    """Nobody comes back in by another door while suspended."""
    own = _own(by, community)
    if is_suspended(by, community.pk) or (own is not None and own.state == "suspended"):
        raise NotAllowed(
            _("Your membership of %(name)s is suspended. A facilitator can tell you more.")
            % {"name": community.name}
        )


def refuse_removed(by: Viewer, community: Community, *, invited_at: datetime | None = None) -> None:
    """Whom a facilitator removed comes back only by a facilitator, or by an invitation newer than the removal."""
    own = _own(by, community)
    if own is None or own.state != "removed" or (invited_at is not None and invited_at > own.changed_at):
        return
    raise NotAllowed(_("A facilitator of %(name)s can let you back in.") % {"name": community.name})


def refuse_without_rules(community: Community, accepted: bool) -> None:
    """Where there are ground rules, they are accepted before anybody comes in or asks to."""
    if community.ground_rules and not accepted:
        raise NotAllowed(_("Read and accept the ground rules of %(name)s first.") % {"name": community.name})


def chosen_part(part: str) -> str:
    """The part that a person may choose for themselves: member, unless they asked to listen."""
    return part if part in SELF_CHOSEN else "member"


@transaction.atomic
def join_community(
    *, by: Viewer, community: Community, part: str = "member", accepted_rules: bool = True
) -> Membership:
    """Join at once, where that is how one joins or where one is invited. `part` is member or listener.

    Raises NotAllowed otherwise, and when there are ground rules that were not accepted.
    """
    require(by, "community.join", community)
    locked = lock(community)
    refuse_suspended(by, locked)
    refuse_removed(by, locked)
    own = _own(by, locked)
    invited = own is not None and (own.state == "invited" or is_here(own))
    if locked.joining != "at_once" and not invited:
        raise NotAllowed(
            _("%(name)s can't be joined at once. A facilitator can let you in.") % {"name": locked.name}
        )
    refuse_without_rules(locked, accepted_rules)
    return enter(by, locked, part, accepted_rules)


def enter(by: Viewer, community: Community, part: str, accepted_rules: bool) -> Membership:
    """Come in by the present door of a locked community, after every refusal was asked; coming twice changes nothing."""
    assert by.person_id is not None
    own = _own(by, community)
    was_here = own is not None and is_here(own)
    membership = take_place(
        community,
        by.person_id,
        part=chosen_part(part),
        changed_by=by.person_id,
        accepted_rules=accepted_rules,
    )
    if not was_here:
        record(by=by, verb="membership.joined", community_id=community.pk, subject_id=membership.pk)
    by.forget_standings()
    return membership


@transaction.atomic
def ask_to_join(
    *,
    by: Viewer,
    community: Community,
    reason: str = "",
    part: str = "member",
    accepted_rules: bool = True,
) -> Membership:
    """Ask, with a reason if the person wishes. Asking twice keeps the newer reason. Raises NotAllowed."""
    require(by, "community.ask", community)
    locked = lock(community)
    refuse_suspended(by, locked)
    # SECURITY: whoever was removed and could ask, could also take the request back and be "left" instead of "removed".
    refuse_removed(by, locked)
    if locked.joining == "by_invitation":
        raise NotAllowed(_("People join %(name)s by invitation only.") % {"name": locked.name})
    refuse_without_rules(locked, accepted_rules)
    own = _own(by, locked)
    if own is not None and is_here(own):
        return own
    asked_before = own is not None and own.state == "asked"
    membership = own or Membership(community=locked, person_id=by.person_id)
    membership.state, membership.reason = "asked", reason[:300]
    membership.part = chosen_part(part)
    membership.ends_at = None
    # SECURITY: a part of long ago must not come back by asking, taking the request back and undoing.
    membership.part_before = ""
    membership.accepted_rules_at = timezone.now() if accepted_rules else None
    membership.changed_by_id = by.person_id
    membership.save()
    if not asked_before:
        record(by=by, verb="membership.asked", community_id=community.pk, subject_id=membership.pk)
    by.forget_standings()
    return membership


@transaction.atomic
def withdraw_request(*, by: Viewer, community: Community) -> None:
    """Take one's own request back. Raises NotVisible when there is none."""
    locked = lock(community)
    own = _own(by, locked) if by.person_id is not None else None
    if own is None or own.state != "asked":
        raise NotVisible
    own.state, own.part_before, own.changed_by_id = "left", "", by.person_id
    own.save(update_fields=["state", "part_before", "changed_by", "changed_at"])
    record(by=by, verb="membership.withdrawn", community_id=community.pk, subject_id=own.pk)
    by.forget_standings()


def refuse_last_facilitator(community: Community, membership: Membership) -> None:
    """Never none left: raises NotAllowed when this is the only facilitator of a locked community with other people."""
    if membership.part != "facilitator":
        return
    if Membership.objects.facilitators().filter(community=community).exclude(pk=membership.pk).exists():
        return
    raise NotAllowed(
        _("You are the only facilitator of %(name)s. Make someone else a facilitator first.")
        % {"name": community.name}
    )


@transaction.atomic
def leave_community(*, by: Viewer, community: Community) -> Membership:
    """Leave; undone for 30 days with the same part. The last facilitator can leave only an empty community."""
    require(by, "community.leave", community)
    locked = lock(community)
    own = _own(by, locked)
    if own is None or own.state != "active":
        raise NotVisible
    others = Membership.objects.here().filter(community=locked).exclude(pk=own.pk).exists()
    if others:
        refuse_last_facilitator(locked, own)
    own.part_before, own.state, own.changed_by_id = own.part, "left", by.person_id
    own.save(update_fields=["part_before", "state", "changed_by", "changed_at"])
    recount(locked)
    keep_rooms_looked_after(locked)
    record(by=by, verb="membership.left", community_id=community.pk, subject_id=own.pk)
    by.forget_standings()
    return own


@transaction.atomic
def undo_leave(*, by: Viewer, community: Community) -> Membership:
    """Come back as before, within 30 days of leaving by oneself. Raises NotVisible otherwise."""
    locked = lock(community)
    own = _own(by, locked) if by.person_id is not None else None
    if own is None or own.state != "left" or not own.part_before or own.changed_at < timezone.now() - UNDO:
        raise NotVisible
    # A cohort that was sealed meanwhile is not theirs to enter: they come back as its alumni.
    state = "active" if own.to_era >= ALL_ERAS else "alumni"
    own.part, own.state, own.part_before = own.part_before, state, ""
    own.save(update_fields=["part", "state", "part_before", "changed_at"])
    recount(locked)
    record(by=by, verb="membership.returned", community_id=community.pk, subject_id=own.pk)
    by.forget_standings()
    return own


@transaction.atomic
def follow_community(*, by: Viewer, community: Community, on: bool) -> None:
    """Hear about a community that one can read, without joining it. Raises NotAllowed where members alone read."""
    require(by, "community.follow", community)
    refuse_suspended(by, community)
    if community.reading == "members" and on:
        raise NotAllowed(_("Only members read %(name)s.") % {"name": community.name})
    if on:
        CommunityFollow.objects.get_or_create(person_id=by.person_id, community=community)
    else:
        CommunityFollow.objects.filter(person_id=by.person_id, community=community).delete()
    record(by=by, verb="community.followed" if on else "community.unfollowed", community_id=community.pk)
