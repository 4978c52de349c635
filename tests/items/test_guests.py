"""Guests: invited to one thing, see it and nothing else, write there, and are gone on their day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.base.jobs.testing import run_all as work_all
from hedgerow.communities.models import Community, Membership, Room
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import (
    accept_guest_invitation,
    add_reply,
    decline_guest_invitation,
    edit_reply,
    invite_guest,
    leave_as_guest,
    start_item,
    withdraw_guest,
)
from hedgerow.items.actions.guests import find_guest_invitation, forget_unused_invitations
from hedgerow.items.models import Grant, Item
from hedgerow.items.queries.guests import guests_at, guests_in_community, own_statement
from hedgerow.items.text import nameable
from hedgerow.mail.jobs import thank_guests
from hedgerow.people.models import Person, Token
from hedgerow.people.tokens import secret_of
from tests.world import make_item, make_person

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def ask(world, place, email="cosmo@example.net", who="fay", why="Your view on Fridays", until=WEEK) -> Grant:
    return invite_guest(
        by=world.viewer(who), place=place, email=email, why=why, until=timezone.now() + until, name="Cosmo"
    )


def come(grant: Grant) -> Person:
    """A new person with the invited address takes it up."""
    person = Person.objects.create_user(grant.email, name="Cosmo Warbler")
    accept_guest_invitation(by=viewer_for(person.pk), secret=secret_of(grant.token), role="Nurse educator")
    return person


def test_facilitators_invite_and_others_do_not(world):
    item = make_item(world.secret, world.max)
    for who in ("max", "ann", "lil"):
        with pytest.raises(NotAllowed):
            ask(world, item, who=who)
    for who in ("otto", "sue", "rex", "alma"):
        with pytest.raises(NotVisible):
            ask(world, item, who=who)
    assert ask(world, item).pk
    inside = make_item(world.secret, world.max, room=world.room)
    assert ask(world, inside).pk and ask(world, world.room).pk
    with pytest.raises(NotAllowed):
        ask(world, world.room, who="max", email="other@example.net")
    with pytest.raises(NotVisible):
        ask(world, world.room, who="ann", email="other@example.net")


def test_cases_and_what_facilitators_read_are_never_open_to_guests(world):
    for extra in ({"kind": "case"}, {"audience": "facilitators"}):
        with pytest.raises(NotAllowed):
            ask(world, make_item(world.secret, world.max, **extra))
    assert not Grant.objects.exists()
    # Also when a row is there all the same, nobody comes in by it: neither to the case itself nor to one in a room.
    case = make_item(world.secret, world.max, kind="case")
    inside = make_item(world.secret, world.max, kind="case", room=world.room)
    talk = make_item(world.secret, world.max, room=world.room)
    now = timezone.now()
    for place in ({"item": case}, {"room": world.room}):
        Grant.objects.create(person=world.otto, accepted_at=now, ends_at=now + WEEK, **place)
    seen = Item.objects.visible_to(world.viewer("otto"))
    assert list(seen.filter(pk__in=[case.pk, inside.pk, talk.pk])) == [talk]


@pytest.mark.parametrize("until", [timedelta(minutes=-1), timedelta(days=400)])
def test_the_end_is_after_now_and_within_a_year(world, until):
    with pytest.raises(NotAllowed):
        ask(world, make_item(world.secret, world.max), until=until)


def test_an_address_that_needs_no_invitation_gets_none(world):
    item = make_item(world.secret, world.max)
    for email in (world.ann.email, world.sue.email):
        with pytest.raises(NotAllowed):
            ask(world, item, email=email)
    ask(world, item)
    with pytest.raises(NotAllowed):
        ask(world, item, email="Cosmo@Example.net")
    decline_guest_invitation(secret=secret_of(Grant.objects.get().token))
    with pytest.raises(NotAllowed):
        ask(world, item)


def test_the_mail_of_a_secret_place_tells_neither_name_nor_title(world):
    for community, told in ((world.secret, False), (world.open_, True)):
        mail.outbox.clear()
        ask(world, make_item(community, world.max, "Fridays and CANARY"))
        work_all()
        (sent,) = mail.outbox
        said = f"{sent.subject} {sent.body} {sent.alternatives[0][0]}"
        assert sent.to == ["cosmo@example.net"] and "Your view on Fridays" in said and "/guest/" in said
        assert ("CANARY" in said) is told and (community.name in said) is told
        Grant.objects.all().delete()


def test_only_the_invited_address_comes_in_and_only_once(world):
    grant = ask(world, make_item(world.secret, world.max))
    secret = secret_of(grant.token)
    with pytest.raises(NotAllowed):
        accept_guest_invitation(by=world.viewer("otto"), secret=secret, role="")
    assert find_guest_invitation(secret) is not None, "nothing is used up by somebody else"
    person = come(grant)
    for who in (viewer_for(person.pk), world.viewer("otto")):
        with pytest.raises(NotVisible):
            accept_guest_invitation(by=who, secret=secret, role="")
    grant.refresh_from_db()
    assert (grant.person, grant.email, grant.role) == (person, "", "Nurse educator")


def test_a_guest_sees_that_and_nothing_else_and_writes_there(world):
    item, other = make_item(world.secret, world.max), make_item(world.secret, world.max)
    guest = viewer_for(come(ask(world, item)).pk)
    assert list(Item.objects.visible_to(guest).filter(community=world.secret)) == [item]
    assert not Community.objects.visible_to(guest).filter(pk=world.secret.pk).exists()
    assert not Person.objects.visible_to(guest).exclude(pk=guest.person_id).exists()
    assert not Membership.objects.visible_to(guest).exists() and not Room.objects.visible_to(guest).exists()
    reply = add_reply(by=guest, item=item, text="We write it down at once.")
    edit_reply(by=guest, reply=reply, text="We write it down on the same day.")
    assert [person.pk for person in nameable(world.viewer("ann"), item) if person.pk == guest.person_id]
    # Those who write here can be named by the guest, and nobody else.
    assert {person.pk for person in nameable(guest, item)} == {world.max.pk, guest.person_id}
    with pytest.raises(NotVisible):
        add_reply(by=guest, item=other, text="And here?")
    with pytest.raises(NotVisible):
        start_item(by=guest, community=world.secret, kind="discussion", title="Mine", text="Words")


def test_a_guest_of_a_room_starts_nothing_and_reads_the_room(world):
    inside, outside = make_item(world.secret, world.max, room=world.room), make_item(world.secret, world.max)
    guest = viewer_for(come(ask(world, world.room)).pk)
    assert list(Item.objects.visible_to(guest).filter(pk__in=[inside.pk, outside.pk])) == [inside]
    with pytest.raises(NotAllowed):
        start_item(
            by=guest, community=world.secret, room=world.room, kind="discussion", title="Mine", text="Words"
        )


def test_withdrawn_by_a_facilitator_or_by_who_invited_and_by_nobody_else(world):
    item = make_item(world.secret, world.max)
    grant = ask(world, item)
    guest = viewer_for(come(grant).pk)
    grant.refresh_from_db()
    for who, refused in (("ann", NotAllowed), ("otto", NotVisible)):
        with pytest.raises(refused):
            withdraw_guest(by=world.viewer(who), grant=grant)
    withdraw_guest(by=world.viewer("fay"), grant=grant)
    assert not Item.objects.visible_to(viewer_for(guest.person_id)).filter(pk=item.pk).exists()
    pending = ask(world, item, email="other@example.net")
    # Fay invited, and is a member only by now.
    Membership.objects.filter(person=world.fay, community=world.secret).update(part="member")
    withdraw_guest(by=world.viewer("fay"), grant=pending)
    assert find_guest_invitation(secret_of(pending.token)) is None
    assert Token.objects.get(pk=pending.token_id).revoked_at is not None


def test_the_end_comes_without_a_worker_and_thanks_once_with_a_statement(world):
    item = make_item(world.secret, world.max, "CANARY title")
    grant = ask(world, item)
    person = come(grant)
    add_reply(by=viewer_for(person.pk), item=item, text="Six words are in this reply.")
    work_all()
    mail.outbox.clear()
    thank_guests.func()
    work_all()
    assert not mail.outbox, "not before the end"
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not Item.objects.visible_to(viewer_for(person.pk)).filter(pk=item.pk).exists()
    with pytest.raises(NotVisible):
        add_reply(by=viewer_for(person.pk), item=item, text="Too late")
    for _again in range(2):
        thank_guests.func()
        work_all()
    (sent,) = mail.outbox
    said = f"{sent.subject} {sent.body} {sent.alternatives[0][0]}"
    assert sent.to == ["cosmo@example.net"] and "1 reply" in said and "6 words" in said
    assert "Your view on Fridays" in said and "Nurse educator" in said
    assert "CANARY" not in said and "Quiet Copse" not in said and "Six words" not in said
    statement = own_statement(viewer_for(person.pk), grant.code)
    assert statement is not None and statement.replies == 1 and statement.ended
    assert own_statement(world.viewer("fay"), grant.code) is None, "it is theirs alone"


def test_leaving_and_being_withdrawn_is_thanked_at_once(world):
    item = make_item(world.secret, world.max)
    for number, end in enumerate(("leave", "withdraw")):
        grant = ask(world, item, email=f"guest{number}@example.net")
        person = come(grant)
        grant.refresh_from_db()
        work_all()
        mail.outbox.clear()
        if end == "leave":
            with pytest.raises(NotVisible):
                leave_as_guest(by=world.viewer("fay"), grant=grant)
            leave_as_guest(by=viewer_for(person.pk), grant=grant)
        else:
            withdraw_guest(by=world.viewer("fay"), grant=grant)
        work_all()
        assert [sent.to for sent in mail.outbox] == [[person.email]]


def test_those_who_look_after_the_place_see_who_is_here_invited_and_gone(world):
    item, inside = make_item(world.secret, world.max), make_item(world.secret, world.max, room=world.room)
    come(ask(world, item))
    ask(world, item, email="waiting@example.net")
    ask(world, inside, email="room@example.net")
    ask(world, world.room, email="whole@example.net")
    states = lambda lines: sorted(line.state for line in lines)  # noqa: E731
    assert states(guests_at(world.viewer("fay"), item)) == ["here", "invited"]
    assert states(guests_at(world.viewer("fay"), inside)) == ["invited", "invited"]
    assert guests_at(world.viewer("otto"), item) == []
    assert len(guests_in_community(world.viewer("fay"), world.secret)) == 4
    # A facilitator who is not in the room does not hear of it.
    away = make_person("Wren O'Brien")
    Membership.objects.create(
        person=away, community=world.secret, part="facilitator", joined_at=timezone.now(), from_era=1
    )
    assert len(guests_in_community(viewer_for(away.pk), world.secret)) == 2


def test_invited_again_after_the_end(world):
    item = make_item(world.secret, world.max)
    grant = ask(world, item)
    person = come(grant)
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(days=1))
    again = ask(world, item)
    accept_guest_invitation(by=viewer_for(person.pk), secret=secret_of(again.token), role="Nurse")
    assert Item.objects.visible_to(viewer_for(person.pk)).filter(pk=item.pk).exists()
    assert Grant.objects.count() == 1


def test_invitations_nobody_took_up_are_forgotten_a_month_later(world):
    grant = ask(world, make_item(world.secret, world.max))
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(days=31))
    assert forget_unused_invitations() == 1


def test_what_happens_to_guests_is_recorded(world):
    item = make_item(world.secret, world.max)
    grant = ask(world, item)
    come(grant)
    grant.refresh_from_db()
    withdraw_guest(by=world.viewer("fay"), grant=grant)
    lines = Activity.objects.filter(verb__startswith="guest.").order_by("pk")
    assert [(line.verb, line.item_id) for line in lines] == [
        ("guest.invited", item.pk),
        ("guest.arrived", item.pk),
        ("guest.withdrawn", item.pk),
    ]
