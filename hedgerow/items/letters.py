"""What the mails to guests need, asked again at the moment of sending."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.activity.models import Activity
from hedgerow.base.dates import day, plain_day
from hedgerow.communities.letters import Letter
from hedgerow.communities.models import Membership
from hedgerow.items.actions.guests import note_thanked, place_of_grant
from hedgerow.items.models import Bridge, Grant
from hedgerow.items.queries.guests import Statement, statement_of
from hedgerow.people.models import Person
from hedgerow.people.tokens import secret_of


def _grant(activity_id: int) -> Grant | None:
    line = Activity.objects.filter(pk=activity_id).first()
    wanted = Grant.objects.filter(pk=line.subject_id or 0) if line is not None else Grant.objects.none()
    return wanted.select_related("item__community", "room__community", "token", "by", "person").first()


def kind_in_words(kind: str) -> str:
    """What somebody is a guest of: "a discussion", "a room"."""
    words = {"question": _("a question"), "document": _("a document"), "room": _("a room")}
    return words.get(kind, _("a discussion"))


def guest_letter(activity_id: int) -> Letter | None:
    """The mail of an invitation; None when it was taken up, declined, withdrawn, or has ended meanwhile.

    SECURITY: a mail may be read over a shoulder: of a place whose existence is secret it tells neither name nor title.
    """
    grant = _grant(activity_id)
    if grant is None or grant.token is None or grant.ends_at <= timezone.now():
        return None
    if grant.accepted_at or grant.declined_at or grant.revoked_at:
        return None
    place = place_of_grant(grant)
    secret = place.community.is_secret
    by = grant.by
    context: dict[str, Any] = {
        "name": grant.name,
        "by": by.shown_name if by else "",
        "kind": kind_in_words(grant.item.kind if grant.item is not None else "room"),
        "title": "" if secret else (place.title if grant.item is not None else place.name),
        "community": "" if secret else place.community.name,
        "why": grant.why,
        "until": plain_day(timezone.localtime(grant.ends_at)),
        "secret": secret_of(grant.token),
    }
    return Letter(grant.email, context)


def thanks_letter(activity_id: int) -> Letter | None:
    """The thanks that follow a guest's leaving or being withdrawn."""
    grant = _grant(activity_id)
    return thanks_of(grant.pk) if grant is not None else None


@transaction.atomic
def thanks_of(grant_id: int) -> Letter | None:
    """The thanks at the end of a stay, with its statement; None when it has not ended or was thanked for already."""
    grant = (
        Grant.objects.filter(pk=grant_id)
        .select_related("item__community", "room__community", "by", "person")
        .first()
    )
    if grant is None or grant.person is None or grant.ended_at > timezone.now():
        return None
    said = statement_of(grant)
    if said is None or not grant.person.email or not grant.person.is_active or not note_thanked(grant=grant):
        return None
    return Letter(grant.person.email, {**plain_statement(said), "first_name": grant.person.first_name})


def bridge_letters(activity_id: int) -> list[Letter]:
    """To the facilitators whom it concerns, but who did it: of the other side for a question, of the first for a no, else of both.

    SECURITY: no side reads the name of a community whose existence is secret, nor the title of what is in it.
    """
    line = Activity.objects.filter(pk=activity_id).first()
    bridge = (
        Bridge.objects.filter(pk=line.subject_id or 0).select_related("item__community", "community").first()
        if line is not None
        else None
    )
    if line is None or bridge is None:
        return []
    if line.verb == "bridge.proposed" and (bridge.agreed_at or bridge.ended_at):
        return []  # answered or taken back meanwhile
    home, other = bridge.item.community, bridge.community
    sides = {"bridge.proposed": [other.pk], "bridge.declined": [home.pk]}.get(line.verb, [home.pk, other.pk])
    told = Membership.objects.here().filter(
        community_id__in=sides, part="facilitator", person__is_active=True
    )
    people: dict[int, Person] = {one.person_id: one.person for one in told.select_related("person")}
    by = Person.objects.filter(pk=line.person_id).first()
    context = {
        "what": line.verb.removeprefix("bridge."),
        "by": by.shown_name if by else "",
        "title": "" if home.is_secret else bridge.item.title,
        "home": "" if home.is_secret else home.name,
        "other": "" if other.is_secret else other.name,
        "url": f"/c/{other.code}/{other.slug}/look-after/bridges/" if line.verb == "bridge.proposed" else "",
    }
    if other.is_secret and context["url"]:
        context["url"] = f"/c/{other.code}/"
    return [
        Letter(person.email, {**context, "name": person.first_name})
        for pk, person in sorted(people.items())
        if pk != line.person_id and person.email
    ]


def plain_statement(said: Statement) -> dict[str, Any]:
    """A statement as plain words, for a mail, a page and a file."""
    return {
        "code": said.code,
        "name": said.name,
        "role": said.role,
        "kind": kind_in_words(said.kind),
        "why": said.why,
        "community": said.community,
        "by": said.by_name,
        "since": plain_day(timezone.localtime(said.since)),
        "until": plain_day(timezone.localtime(said.until)),
        "ended": said.ended,
        "replies": said.replies,
        "words": said.words,
        "days": list(dict.fromkeys(day(timezone.localtime(at)) for at in said.days)),
    }
