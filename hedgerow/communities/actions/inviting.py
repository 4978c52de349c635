"""Inviting: by a list of addresses, by a link, by a code of six letters; and accepting."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.codes import new_join_code, normal_join_code
from hedgerow.communities.actions.joining import SELF_CHOSEN, refuse_suspended
from hedgerow.communities.actions.places import lock, take_place
from hedgerow.communities.models import Community, Invitation, InvitationLink, Membership
from hedgerow.people.tokens import find_token, make_token, secret_of, use_token

LASTS = timedelta(days=60)


@transaction.atomic
def invite_people(
    *,
    by: Viewer,
    community: Community,
    people: list[tuple[str, str]],
    message: str = "",
    part: str = "member",
) -> list[Invitation]:
    """Invite (name, address) pairs; whoever has an open invitation keeps it. The mail goes by a reaction.

    SECURITY: nothing here tells whether an address has an account.
    """
    require(by, "community.invite", community)
    locked = lock(community)
    made = []
    for name, email in people:
        address = email.strip().lower()
        found = Invitation.objects.filter(
            community=locked, email=address, accepted_at=None, declined_at=None, revoked_at=None
        ).first()
        if found is None:
            token = make_token("invitation", lasts=LASTS, email=address, about=f"community:{locked.pk}")
            found = Invitation.objects.create(
                community=locked,
                token=token,
                email=address,
                name=name[:80],
                part=part if part in (*SELF_CHOSEN, "facilitator") else "member",
                message=message[:500],
                by_id=by.person_id,
            )
            record(by=by, verb="invitation.sent", community_id=locked.pk, subject_id=found.pk)
        made.append(found)
    return made


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
    chosen = part if part in SELF_CHOSEN and invitation.part != "facilitator" else invitation.part
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
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=timezone.now())
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
    """Come in by a shared link. Raises NotVisible when it has ended."""
    link = find_link(secret)
    if link is None or not by.signed_in:
        raise NotVisible
    membership = _come_in(by, link.community, part, accepted_rules)
    InvitationLink.objects.filter(pk=link.pk).update(used=F("used") + 1)
    return membership


def find_by_code(code: str) -> Community | None:
    """The community with this code of six letters, however it was typed."""
    return Community._base_manager.filter(join_code=normal_join_code(code), archived_at=None).first()


@transaction.atomic
def join_by_code(*, by: Viewer, code: str, part: str = "member", accepted_rules: bool = True) -> Membership:
    """Come in by the code shown in the room. The page limits tries. Raises NotVisible for a code that fits nothing."""
    community = find_by_code(code)
    if community is None or not by.signed_in:
        raise NotVisible
    return _come_in(by, community, part, accepted_rules)


def _come_in(by: Viewer, community: Community, part: str, accepted_rules: bool) -> Membership:
    locked = lock(community)
    _refuse_archived(locked)
    refuse_suspended(by, locked)
    assert by.person_id is not None
    own = Membership.objects.filter(community=locked, person_id=by.person_id).first()
    if own is not None and own.state == "removed":
        raise NotAllowed(_("A facilitator of %(name)s can let you back in.") % {"name": locked.name})
    membership = take_place(
        locked,
        by.person_id,
        part=part if part in SELF_CHOSEN else "member",
        changed_by=by.person_id,
        accepted_rules=accepted_rules,
    )
    record(by=by, verb="membership.joined", community_id=locked.pk, subject_id=membership.pk)
    by.forget_standings()
    return membership


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
