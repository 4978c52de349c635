"""Inviting: by a list of addresses, by a link, by a code of six letters; and accepting."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.codes import new_join_code, normal_join_code
from hedgerow.communities.actions.joining import (
    SELF_CHOSEN,
    enter,
    refuse_removed,
    refuse_suspended,
    refuse_without_rules,
)
from hedgerow.communities.actions.places import lock, take_place
from hedgerow.communities.models import Community, Invitation, InvitationLink, Membership
from hedgerow.people.addresses import looks_right, normal
from hedgerow.people.queries import people_by_address
from hedgerow.people.tokens import find_token, make_token, secret_of, use_token

LASTS = timedelta(days=60)
#: What lets in anybody who holds it -> the column that says whether it works now.
DOORS = {"code": "join_code_on", "link": "links_on"}


def written_to(community: Community, addresses: list[str]) -> dict[str, str]:
    """What stands in the way of inviting an address: "here" (a member's), "waiting" (invited), "declined" (no thanks).

    SECURITY: only about this community, whose facilitator may see all of it; whether an address has an account
    elsewhere is told by nothing.
    """
    known = dict.fromkeys(
        Invitation.objects.filter(
            community=community, email__in=addresses, declined_at__isnull=False
        ).values_list("email", flat=True),
        "declined",
    )
    waiting = _open(community).filter(email__in=addresses, token__ends_at__gt=timezone.now())
    known.update(dict.fromkeys(waiting.values_list("email", flat=True), "waiting"))
    here = set(Membership.objects.here().filter(community=community).values_list("person_id", flat=True))
    owners = people_by_address(addresses)
    known.update({address: "here" for address, person_id in owners.items() if person_id in here})
    return known


def _open(community: Community) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        community=community, accepted_at=None, declined_at=None, revoked_at=None
    ).order_by("-created_at", "-pk")


def _refuse_too_many(by: Viewer, more: int) -> None:
    since, most = timezone.now() - timedelta(days=1), settings.MOST_PER_PERSON["invitations"]
    if Invitation.objects.filter(by_id=by.person_id, created_at__gt=since).count() + more > most:
        raise NotAllowed(
            _("You can invite %(n)s people a day. Share the link or the join code with the rest.")
            % {"n": most}
        )


@transaction.atomic
def invite_people(
    *,
    by: Viewer,
    community: Community,
    people: list[tuple[str, str]],
    message: str = "",
    part: str = "member",
) -> list[Invitation]:
    """Invite (name, address) pairs; returns the invitations that are open now. The mail goes by a reaction.

    Whoever has an open invitation keeps it and gets no second mail. Left out are members, people who said "no thanks",
    and what is no address. Raises NotAllowed above so many new ones a day.

    SECURITY: nothing here tells whether an address has an account.
    """
    require(by, "community.invite", community)
    locked = lock(community)
    wanted = {normal(email): name for name, email in people if looks_right(normal(email))}
    known = written_to(locked, list(wanted))
    new = [address for address in wanted if address not in known]
    _refuse_too_many(by, len(new))
    # An invitation that has ended makes room for a new one.
    _open(locked).filter(email__in=new).update(revoked_at=timezone.now())
    for address in new:
        token = make_token("invitation", lasts=LASTS, email=address, about=f"community:{locked.pk}")
        made = Invitation.objects.create(
            community=locked,
            token=token,
            email=address,
            name=wanted[address][:80],
            part=part if part in (*SELF_CHOSEN, "facilitator") else "member",
            message=message[:500],
            by_id=by.person_id,
        )
        record(by=by, verb="invitation.sent", community_id=locked.pk, subject_id=made.pk)
    found = {one.email: one for one in _open(locked).filter(email__in=list(wanted))}
    return [found[address] for address in wanted if address in found and known.get(address) != "here"]


def find_invitation(secret: str) -> Invitation | None:
    """The open invitation that a secret names; None when it was used, revoked, or has ended."""
    token = find_token("invitation", secret)
    if token is None:
        return None
    return (
        Invitation.objects.filter(token=token, accepted_at=None, declined_at=None, revoked_at=None)
        .select_related("community", "by")
        .first()
    )


@transaction.atomic
def accept_invitation(*, by: Viewer, secret: str, part: str = "", accepted_rules: bool = True) -> Membership:
    """Come in by an invitation. It works once, for whoever holds it. Raises NotVisible when it is no longer open."""
    if not by.signed_in:
        raise NotVisible
    invitation = find_invitation(secret)
    if invitation is None or invitation.token is None or not use_token(invitation.token):
        raise NotVisible
    community = lock(invitation.community)
    _refuse_archived(community)
    refuse_suspended(by, community)
    assert by.person_id is not None
    mine = people_by_address([invitation.email]).get(invitation.email) == by.person_id
    refuse_removed(by, community, invited_at=invitation.created_at if mine else None)
    refuse_without_rules(community, accepted_rules)
    chosen = invitation.part
    if chosen == "facilitator" and not mine:
        # SECURITY: a mail may be passed on; to look after a community takes the address that was meant.
        chosen = "member"
    elif chosen != "facilitator" and part in SELF_CHOSEN:
        chosen = part
    membership = take_place(
        community, by.person_id, part=chosen, changed_by=invitation.by_id, accepted_rules=accepted_rules
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
    record(by=by, verb="invitation.accepted", community_id=community.pk, subject_id=invitation.pk)
    by.forget_standings()
    return membership


@transaction.atomic
def decline_invitation(*, secret: str) -> None:
    """No thanks: we will not write again. Needs no account. Raises NotVisible when it is no longer open."""
    invitation = find_invitation(secret)
    if invitation is None or invitation.token is None or not use_token(invitation.token):
        raise NotVisible
    Invitation.objects.filter(pk=invitation.pk).update(declined_at=timezone.now())
    record(
        by=Viewer.stranger(),
        verb="invitation.declined",
        community_id=invitation.community_id,
        subject_id=invitation.pk,
    )


@transaction.atomic
def revoke_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Take an open invitation back; its link stops at once."""
    require(by, "community.invite", invitation.community)
    if invitation.token is not None:
        invitation.token.revoked_at = timezone.now()
        invitation.token.save(update_fields=["revoked_at"])
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, declined_at=None).update(
        revoked_at=timezone.now()
    )
    record(by=by, verb="invitation.revoked", community_id=invitation.community_id, subject_id=invitation.pk)


@transaction.atomic
def make_link(*, by: Viewer, community: Community) -> tuple[InvitationLink, str]:
    """A link that lets whoever holds it join, for 60 days or until it is revoked; with its secret."""
    require(by, "community.invite", community)
    token = make_token("invitation", lasts=LASTS, about=f"link:{community.pk}")
    link = InvitationLink.objects.create(community=community, token=token, by_id=by.person_id)
    record(by=by, verb="link.made", community_id=community.pk, subject_id=link.pk)
    return link, secret_of(token)


@transaction.atomic
def revoke_link(*, by: Viewer, link: InvitationLink) -> None:
    """End a link at once."""
    require(by, "community.invite", link.community)
    link.token.revoked_at = timezone.now()
    link.token.save(update_fields=["revoked_at"])
    record(by=by, verb="link.revoked", community_id=link.community_id, subject_id=link.pk)


def find_link(secret: str) -> InvitationLink | None:
    """The link in force that a secret names."""
    token = find_token("invitation", secret)
    return (
        None
        if token is None
        else InvitationLink.objects.filter(token=token).select_related("community").first()
    )


@transaction.atomic
def join_by_link(*, by: Viewer, secret: str, part: str = "member", accepted_rules: bool = True) -> Membership:
    """Come in by a shared link. Raises NotVisible when it has ended, NotAllowed when links are switched off."""
    link = find_link(secret)
    if link is None or not by.signed_in:
        raise NotVisible
    refuse_switched_off(link.community, "link")
    membership = _come_in(by, link.community, part, accepted_rules)
    InvitationLink.objects.filter(pk=link.pk).update(used=F("used") + 1)
    return membership


def find_by_code(code: str) -> Community | None:
    """The community with this code of six letters, however it was typed; also an archived one, which lets nobody in."""
    return Community._base_manager.filter(join_code=normal_join_code(code)).first()


@transaction.atomic
def join_by_code(*, by: Viewer, code: str, part: str = "member", accepted_rules: bool = True) -> Membership:
    """Come in by the code shown in the room. The page limits tries.

    Raises NotVisible for a code that fits nothing, NotAllowed when it is switched off.
    """
    community = find_by_code(code)
    if community is None or not by.signed_in:
        raise NotVisible
    refuse_switched_off(community, "code")
    return _come_in(by, community, part, accepted_rules)


def _come_in(by: Viewer, community: Community, part: str, accepted_rules: bool) -> Membership:
    locked = lock(community)
    _refuse_archived(locked)
    refuse_suspended(by, locked)
    refuse_removed(by, locked)
    refuse_without_rules(locked, accepted_rules)
    return enter(by, locked, part, accepted_rules)


def refuse_switched_off(community: Community, door: str) -> None:
    """SECURITY: says nothing of the community: whoever switched it off may have done so because it got around."""
    if getattr(community, DOORS[door]):
        return
    if door == "code":
        raise NotAllowed(_("This join code is switched off for now. Ask the person who gave it to you."))
    raise NotAllowed(_("This link is switched off for now. Ask the person who sent it to you."))


def _refuse_archived(community: Community) -> None:
    if community.archived_at is not None:
        raise NotAllowed(_("%(name)s is archived: nobody new can join.") % {"name": community.name})


@transaction.atomic
def new_join_code_for(*, by: Viewer, community: Community) -> str:
    """A new code of six letters; the old one stops at once."""
    require(by, "community.invite", community)
    community.join_code = new_join_code()
    community.save(update_fields=["join_code"])
    record(by=by, verb="join_code.changed", community_id=community.pk)
    return community.join_code


@transaction.atomic
def switch_door(*, by: Viewer, community: Community, door: str, on: bool) -> None:
    """Let the join code ("code") or the shared links ("link") work, or not for now."""
    require(by, "community.invite", community)
    locked = lock(community)
    if getattr(locked, DOORS[door]) == on:
        return
    setattr(locked, DOORS[door], on)
    locked.save(update_fields=[DOORS[door]])
    setattr(community, DOORS[door], on)
    record(by=by, verb="door.switched_on" if on else "door.switched_off", community_id=locked.pk)
