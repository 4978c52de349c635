"""What facilitators do about people: approve, change parts, suspend, remove, hand over."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import ALL_ERAS, Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.joining import SELF_CHOSEN, refuse_last_facilitator
from hedgerow.communities.actions.places import lock, recount, take_place
from hedgerow.communities.actions.rooms import keep_rooms_looked_after, leave_all_rooms
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.models.membership import PARTS


def _locked(membership: Membership) -> tuple[Community, Membership]:
    community = lock(membership.community)
    return community, Membership.objects.get(pk=membership.pk)


def state_again(membership: Membership) -> str:
    """The state of somebody who comes back as they were: a cohort sealed meanwhile is not theirs to enter."""
    return "active" if membership.to_era >= ALL_ERAS else "alumni"


def _refuse_oneself(by: Viewer, membership: Membership) -> None:
    if by.person_id is not None and membership.person_id == by.person_id:
        raise NotAllowed(_("That is you. You can leave, or make someone else a facilitator."))


def _gone(community: Community) -> None:
    recount(community)
    keep_rooms_looked_after(community)


def _set(membership: Membership, by: Viewer, **values: object) -> None:
    for name, value in values.items():
        setattr(membership, name, value)
    membership.changed_by_id = by.person_id
    membership.save()


@transaction.atomic
def approve_request(*, by: Viewer, membership: Membership) -> Membership:
    """Let in somebody who asked. Approving twice changes nothing. Raises NotVisible when nobody asked."""
    require(by, "community.approve", membership.community)
    community, found = _locked(membership)
    if found.state == "active":
        return found
    if found.state != "asked":
        raise NotVisible
    taken = take_place(
        community, found.person_id, part=found.part, changed_by=by.person_id, accepted_rules=False
    )
    _set(taken, by, reason="")
    record(by=by, verb="membership.approved", community_id=community.pk, subject_id=taken.pk)
    return taken


@transaction.atomic
def decline_request(*, by: Viewer, membership: Membership) -> None:
    """Say no to somebody who asked; they may ask again."""
    require(by, "community.approve", membership.community)
    community, found = _locked(membership)
    if found.state != "asked":
        raise NotVisible
    _set(found, by, state="declined")
    record(by=by, verb="membership.declined", community_id=community.pk, subject_id=found.pk)


@transaction.atomic
def change_part(*, by: Viewer, membership: Membership, part: str) -> Membership:
    """Change a part: one's own between member and listener, anyone's by a facilitator. Never none left to facilitate."""
    if part not in dict(PARTS):
        raise ValueError(part)
    own = by.person_id is not None and membership.person_id == by.person_id
    verb = (
        "community.change_part"
        if own and part in SELF_CHOSEN and membership.part in SELF_CHOSEN
        else "community.change_people"
    )
    require(by, verb, membership.community)
    community, found = _locked(membership)
    if found.state != "active" or (verb == "community.change_part" and found.part not in SELF_CHOSEN):
        raise NotVisible
    if part != "facilitator":
        refuse_last_facilitator(community, found)
    _set(found, by, part=part)
    if part == "register_keeper":
        leave_all_rooms(found)  # who keeps the register sees no content
    keep_rooms_looked_after(community)
    record(by=by, verb="membership.part_changed", community_id=community.pk, subject_id=found.pk, part=part)
    by.forget_standings()
    return found


@transaction.atomic
def hand_over(*, by: Viewer, membership: Membership) -> None:
    """Make somebody else a facilitator and become a member oneself."""
    require(by, "community.change_people", membership.community)
    community, heir = _locked(membership)
    if heir.state != "active" or heir.person_id == by.person_id or heir.part == "register_keeper":
        raise NotAllowed(_("Choose someone who is a member now."))
    _set(heir, by, part="facilitator")
    own = Membership.objects.filter(community=community, person_id=by.person_id).first()
    if own is not None:
        _set(own, by, part="member")
    keep_rooms_looked_after(community)
    record(by=by, verb="membership.handed_over", community_id=community.pk, subject_id=heir.pk)
    by.forget_standings()


@transaction.atomic
def suspend_member(*, by: Viewer, membership: Membership, why: str = "") -> None:
    """Keep somebody out for a while: they see nothing inside from the next request on."""
    require(by, "community.change_people", membership.community)
    _refuse_oneself(by, membership)
    community, found = _locked(membership)
    if found.state != "active":
        raise NotVisible
    refuse_last_facilitator(community, found)
    _set(found, by, state="suspended", part_before=found.part, reason=why[:300])
    _gone(community)
    record(by=by, verb="membership.suspended", community_id=community.pk, subject_id=found.pk)
    by.forget_standings()


@transaction.atomic
def end_suspension(*, by: Viewer, membership: Membership) -> None:
    """Let somebody back in as they were."""
    require(by, "community.change_people", membership.community)
    community, found = _locked(membership)
    if found.state != "suspended":
        raise NotVisible
    part = found.part_before or found.part
    _set(found, by, state=state_again(found), part=part, part_before="", reason="")
    recount(community)
    record(by=by, verb="membership.let_back", community_id=community.pk, subject_id=found.pk)


@transaction.atomic
def remove_member(*, by: Viewer, membership: Membership, why: str = "") -> None:
    """Remove somebody. What they wrote stays; their rooms are closed to them by the membership itself."""
    require(by, "community.change_people", membership.community)
    _refuse_oneself(by, membership)
    community, found = _locked(membership)
    if found.state not in ("active", "suspended"):
        raise NotVisible
    refuse_last_facilitator(community, found)
    before = found.part if found.state == "active" else found.part_before or found.part
    why = why or (found.reason if found.state == "suspended" else "")
    _set(found, by, state="removed", state_before=found.state, part_before=before, reason=why[:300])
    _gone(community)
    record(by=by, verb="membership.removed", community_id=community.pk, subject_id=found.pk)
    by.forget_standings()


@transaction.atomic
def restore_member(*, by: Viewer, membership: Membership) -> None:
    """Undo a removal: who was suspended is suspended again."""
    require(by, "community.change_people", membership.community)
    community, found = _locked(membership)
    if found.state != "removed":
        raise NotVisible
    part = found.part_before or "member"
    if found.state_before == "suspended":
        _set(found, by, state="suspended", part=part, part_before=part, state_before="")
    else:
        _set(found, by, state=state_again(found), part=part, part_before="", state_before="", reason="")
    recount(community)
    record(by=by, verb="membership.restored", community_id=community.pk, subject_id=found.pk)
