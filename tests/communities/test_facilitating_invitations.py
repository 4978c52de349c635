"""Invitations: reading a pasted list, inviting, coming in; and what nobody learns by it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities import actions
from hedgerow.communities.actions import inviting
from hedgerow.communities.models import Invitation, Membership
from hedgerow.communities.parsing_invitations import read_people
from hedgerow.people.models import Token
from hedgerow.people.tokens import secret_of
from tests.world import make_person

PASTED = {
    "Tom Wayfaring <tom@x.example>": ("Tom Wayfaring", "tom@x.example"),
    '"Wayfaring, Tom" <Tom@X.example>;': ("Tom Wayfaring", "tom@x.example"),
    "Wayfaring, Tom <tom@x.example>": ("Tom Wayfaring", "tom@x.example"),
    "Tom Wayfaring\ttom@x.example": ("Tom Wayfaring", "tom@x.example"),
    "Tom,Wayfaring,tom@x.example": ("Tom Wayfaring", "tom@x.example"),
    "tom@x.example (Tom Wayfaring)": ("Tom Wayfaring", "tom@x.example"),
    "• Tom Wayfaring: tom@x.example.": ("Tom Wayfaring", "tom@x.example"),
    "To: 'tom@x.example' <tom@x.example>": ("", "tom@x.example"),
    "tom@x.example<mailto:tom@x.example>": ("", "tom@x.example"),
    "Siân O'Brien <sian.o'brien@x.example>": ("Siân O'Brien", "sian.o'brien@x.example"),
}


@pytest.mark.parametrize("text", PASTED)
def test_names_and_addresses_are_read_from_any_format(text):
    assert [(one.name, one.email, one.wrong) for one in read_people(text)] == [(*PASTED[text], "")]


def test_a_list_is_read_whole_each_address_once():
    text = (
        "Tom <tom@x.example>, Jo <jo@x.example>; ann@x.example\nJo Bloom jo@X.example\r\n\nNo address here\n"
    )
    assert [(one.name, one.email) for one in read_people(text)] == [
        ("Tom", "tom@x.example"),
        ("Jo", "jo@x.example"),
        ("", "ann@x.example"),
    ]


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("jo@place.ent", "jo@place.net"),
        ("jo@place.con", "jo@place.com"),
        ("jo@gmial.com", "jo@gmail.com"),
        ("jo@vally.example", "jo@valley.example"),
    ],
)
def test_a_slip_is_noticed_with_a_guess(typed, guess):
    others = "a@valley.example b@valley.example c@valley.example"
    found = {one.email: one for one in read_people(f"{typed} {others}")}
    assert (found[typed].wrong, found[typed].guess) == ("slip", guess)
    assert {one.wrong for email, one in found.items() if email != typed} == {""}


@pytest.mark.parametrize(
    "email", ["jo@x.org.uk", "jo@x.wales", "jo@x.vet", "jo@gmail.com", "jo@x.co", "jo@x.health"]
)
def test_what_is_right_is_left_alone(email):
    assert read_people(email)[0].wrong == ""


@pytest.mark.parametrize("email", ["jo@place", "jo@@place.org", "jo@.org"])
def test_what_is_no_address_is_said(email):
    assert read_people(email)[0].wrong == "shape"


def test_an_enormous_text_is_read_up_to_a_bound():
    assert 1000 < len(read_people("\n".join(f"p{n}@x.example" for n in range(20000)))) < 6000


def invite(world, *emails, **extra):
    people = [("", email) for email in emails]
    return actions.invite_people(by=world.viewer("fay"), community=world.secret, people=people, **extra)


@pytest.mark.django_db
class TestInviting:
    def test_each_new_address_gets_one_mail_that_opens_by_its_secret(self, world):
        invite(world, "jo@x.example", "JO@x.example ", message="Come and see")
        invite(world, "jo@x.example")
        run_all()
        letters = [letter for letter in mail.outbox if letter.to == ["jo@x.example"]]
        assert len(letters) == 1
        secret = secret_of(Invitation.objects.get(email="jo@x.example").token)
        assert f"/invitation/{secret}/" in letters[0].body and "Come and see" in letters[0].body
        jo = make_person("Jo Bloom")
        from hedgerow.communities.standings import viewer_for

        actions.accept_invitation(by=viewer_for(jo.pk), secret=secret)
        assert Membership.objects.get(person=jo).state == "active"

    def test_a_mail_does_not_name_a_community_whose_existence_is_secret(self, world):
        invite(world, "jo@x.example")
        actions.invite_people(by=world.viewer("fay"), community=world.open_, people=[("", "max@x.example")])
        run_all()
        secret, public = (
            next(one for one in mail.outbox if one.to == [to]) for to in ("jo@x.example", "max@x.example")
        )
        assert "Open Meadow" in public.subject + public.body
        assert "Quiet Copse" not in secret.subject + secret.body + str(secret.alternatives)
        assert "What Quiet Copse is for" not in secret.body

    def test_an_invitation_taken_back_before_the_worker_runs_is_not_sent(self, world):
        (made,) = invite(world, "jo@x.example")
        actions.revoke_invitation(by=world.viewer("fay"), invitation=made)
        run_all()
        assert mail.outbox == []
        assert inviting.find_invitation(secret_of(made.token)) is None

    def test_no_thanks_is_kept(self, world):
        (made,) = invite(world, "jo@x.example")
        actions.decline_invitation(secret=secret_of(made.token))
        run_all()
        mail.outbox.clear()
        assert invite(world, "jo@x.example") == []
        run_all()
        assert mail.outbox == []

    def test_an_invitation_that_has_ended_makes_room_for_a_new_one(self, world):
        (made,) = invite(world, "jo@x.example")
        Token.objects.filter(pk=made.token_id).update(ends_at=timezone.now() - timedelta(days=1))
        (again,) = invite(world, "jo@x.example")
        assert again.pk != made.pk
        assert inviting.find_invitation(secret_of(again.token)) == again

    def test_members_are_not_invited_and_an_account_elsewhere_makes_no_difference(self, world):
        known = inviting.written_to(world.secret, [world.max.email, world.otto.email, "stranger@x.example"])
        assert known == {world.max.email: "here"}
        made = invite(world, world.max.email, world.otto.email, "stranger@x.example")
        assert [one.email for one in made] == [world.otto.email, "stranger@x.example"]

    def test_too_many_in_a_day_are_refused_whole(self, world, monkeypatch):
        monkeypatch.setitem(settings.MOST_PER_PERSON, "invitations", 3)
        invite(world, "a@x.example", "b@x.example")
        with pytest.raises(NotAllowed, match="3 people a day"):
            invite(world, "c@x.example", "d@x.example")
        assert Invitation.objects.count() == 2

    @pytest.mark.parametrize("name", ["max", "lil", "otto", "sue", "nobody"])
    def test_only_facilitators_invite(self, world, name):
        with pytest.raises((NotAllowed, NotVisible)):
            actions.invite_people(
                by=world.viewer(name), community=world.secret, people=[("", "jo@x.example")]
            )

    def test_looking_after_a_community_takes_the_address_that_was_meant(self, world):
        own, passed_on = invite(world, world.otto.email, "jo@x.example", part="facilitator")
        actions.accept_invitation(by=world.viewer("ivo"), secret=secret_of(passed_on.token))
        assert Membership.objects.get(person=world.ivo, community=world.secret).part == "member"
        actions.accept_invitation(by=world.viewer("otto"), secret=secret_of(own.token))
        assert Membership.objects.get(person=world.otto, community=world.secret).part == "facilitator"

    def test_who_was_removed_comes_back_only_by_a_younger_invitation_of_their_own(self, world):
        (before,) = invite(world, "rex@x.example")
        with pytest.raises(NotAllowed):
            actions.accept_invitation(by=world.viewer("rex"), secret=secret_of(before.token))
        (own,) = invite(world, world.rex.email)
        actions.accept_invitation(by=world.viewer("rex"), secret=secret_of(own.token))
        assert Membership.objects.get(person=world.rex, community=world.secret).state == "active"

    def test_answers_to_requests_are_told_once_each_and_kindly(self, world):
        membership = Membership.objects.get(person=world.ask, community=world.open_)
        actions.decline_request(by=world.viewer("fay"), membership=membership)
        run_all()
        assert [letter.to for letter in mail.outbox] == [[world.ask.email]]
        assert "can ask again" in mail.outbox[0].body
        mail.outbox.clear()
        actions.ask_to_join(by=world.viewer("ask"), community=world.open_)
        actions.approve_request(by=world.viewer("fay"), membership=membership)
        run_all()
        assert "let you in" in mail.outbox[0].body and len(mail.outbox) == 1
