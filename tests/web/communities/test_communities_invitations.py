"""The doors of invitations: nothing is used up by looking, and whoever has no secret learns nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from hedgerow.communities.actions import invite_people, make_link, revoke_invitation, revoke_link
from hedgerow.communities.models import Invitation, Membership
from hedgerow.people.models import Token
from hedgerow.people.tokens import secret_of
from tests.web.accounts.walk import sign_in
from tests.web.communities.conftest import bare, here


@pytest.fixture(autouse=True)
def no_limits_from_before(db):
    cache.clear()


def invite(world, **extra):
    viewer = world.viewer("fay")
    (made,) = invite_people(
        by=viewer,
        community=world.secret,
        people=[("Otto", "otto.new@example.org")],
        message="Come <and> see",
        **extra,
    )
    return made, f"/invitation/{secret_of(made.token)}/"


def here_now(person, place):
    return Membership.objects.filter(person=person, community=place, state="active").exists()


def test_looking_at_an_invitation_uses_nothing_up_and_says_who_invites_to_what(world):
    made, address = invite(world)
    for client in (world.client("nobody"), world.client("otto"), world.client("otto")):
        text = client.get(address).content.decode()
        client.head(address)
        for word in (
            "Fay O&#39;Brien invited you to Quiet Copse",
            "Come &lt;and&gt; see",
            world.secret.purpose,
        ):
            assert word in text, word
    made.refresh_from_db()
    assert made.accepted_at is None and Token.objects.get(pk=made.token_id).used_at is None


def test_accepting_lets_in_once(world):
    made, address = invite(world)
    answer = world.client("otto").post(address, {"answer": "yes", "part": "listener"}, follow=True)
    assert (
        "You joined Quiet Copse." in answer.content.decode()
        and "You: just listening" in answer.content.decode()
    )
    assert world.client("ann").post(address, {"answer": "yes"})["Location"] == here(world.secret)
    assert world.client("rex").post(address, {"answer": "yes"}).status_code == 404
    made.refresh_from_db()
    assert made.accepted_at is not None
    # Who follows the link of the mail again is led home; to everyone else it leads nowhere.
    assert world.client("otto").get(address)["Location"] == here(world.secret)
    assert world.client("nobody").get(address).status_code == 404


def test_an_invitation_waits_until_the_ground_rules_are_accepted(world, rules):
    for name, value in rules.items():
        setattr(world.secret, name, value)
    world.secret.save()
    made, address = invite(world)
    answer = world.client("otto").post(address, {"answer": "yes", "part": "listener"})
    assert answer.status_code == 422 and "Be kind." in answer.content.decode()
    assert not here_now(world.otto, world.secret)
    world.client("otto").post(address, {"answer": "yes", "rules": "1"})
    assert here_now(world.otto, world.secret)


def test_no_thanks_needs_no_account_and_ends_it(world):
    made, address = invite(world)
    answer = world.client("nobody").post(address, {"answer": "no"})
    assert "We will not write to you about Quiet Copse again." in answer.content.decode()
    assert world.client("otto").get(address).status_code == 404


def test_a_stranger_signs_in_on_the_way_and_the_invitation_is_still_there(world):
    made, address = invite(world)
    client = world.client("nobody")
    assert f"/account/sign-in/?next={address.replace('/', '%2F')}" in client.get(address).content.decode()
    assert client.post(address, {"answer": "yes"}).status_code == 403
    assert sign_in(client, world.otto.email, address)["Location"] == address
    client.post(address, {"answer": "yes"})
    assert here_now(world.otto, world.secret)


@pytest.mark.parametrize("ending", ["wrong", "revoked", "ended"])
def test_a_secret_that_opens_nothing_is_the_missing_page(world, ending):
    made, address = invite(world)
    assert world.client("otto").get(address).status_code == 200
    if ending == "wrong":
        address = address[:-2] + "x/"
    elif ending == "revoked":
        revoke_invitation(by=world.viewer("fay"), invitation=made)
    else:
        Token.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    nothing = world.client("otto").get("/invitation/nothing/")
    for method in ("get", "post"):
        answer = getattr(world.client("otto"), method)(address, {"answer": "yes"})
        assert answer.status_code == 404
    assert bare(world.client("otto").get(address).content) == bare(nothing.content)
    assert not here_now(world.otto, world.secret)


def test_who_is_suspended_is_told_and_stays_out(world):
    made, address = invite(world)
    text = world.client("sue").get(address).content.decode()
    assert "suspended" in text and 'value="yes"' not in text
    assert world.client("sue").post(address, {"answer": "yes"}).status_code == 403
    assert Invitation.objects.get(pk=made.pk).accepted_at is None


def test_a_shared_link_lets_in_whoever_holds_it_until_it_is_revoked(world):
    link, secret = make_link(by=world.viewer("fay"), community=world.secret)
    address = f"/join/{secret}/"
    assert "You are invited to Quiet Copse" in world.client("nobody").get(address).content.decode()
    for who in ("otto", "ada"):
        world.client(who).post(address, {"answer": "yes"})
        assert here_now(getattr(world, who), world.secret)
    link.refresh_from_db()
    assert link.used == 2
    revoke_link(by=world.viewer("fay"), link=link)
    assert world.client("ivo").get(address).status_code == 404
    assert world.client("ivo").post(address).status_code == 404


def test_a_join_code_shows_the_community_first_and_forgives_how_it_is_typed(world):
    client = world.client("otto")
    typed = f" {world.secret.join_code[:3].lower()}-{world.secret.join_code[3:]} "
    text = client.post("/join/", {"code": typed}).content.decode()
    assert "You are invited to Quiet Copse" in text and not here_now(world.otto, world.secret)
    assert f'name="code" value="{world.secret.join_code}"' in text
    client.post("/join/", {"code": world.secret.join_code, "answer": "yes", "part": "member"})
    assert here_now(world.otto, world.secret)


def test_a_join_code_tells_a_stranger_nothing(world):
    client = world.client("nobody")
    right = client.post("/join/", {"code": world.secret.join_code})
    wrong = client.post("/join/", {"code": "BBBBBB"})
    assert right.status_code == wrong.status_code == 303
    assert right["Location"].replace(world.secret.join_code, "BBBBBB") == wrong["Location"]
    opened = client.get(f"/join/?code={world.secret.join_code}").content.decode()
    assert "Quiet Copse" not in opened and world.secret.join_code in opened


@pytest.mark.parametrize("typed", ["", "BCD", "BBBBBB", "!!!!!!"])
def test_a_code_that_fits_nothing_says_what_to_do(world, typed):
    answer = world.client("otto").post("/join/", {"code": typed})
    assert answer.status_code == 422 and "Error:" in answer.content.decode()


def test_guessing_codes_is_stopped(world):
    client = world.client("otto")
    answers = [client.post("/join/", {"code": "BBBBBB"}).status_code for _try in range(14)]
    assert answers[0] == 422 and answers[-1] == 429
    assert client.post("/join/", {"code": world.secret.join_code}).status_code == 429
    assert world.client("ada").post("/join/", {"code": world.secret.join_code}).status_code == 200


def test_doors_of_an_archived_community_stay_shut(world):
    made, address = invite(world)
    world.secret.archived_at = timezone.now()
    world.secret.save()
    assert "Nobody new can join" in world.client("otto").get(address).content.decode()
    assert world.client("otto").post(address, {"answer": "yes"}).status_code == 403
    by_code = world.client("otto").post("/join/", {"code": world.secret.join_code})
    assert "Nobody new can join" in by_code.content.decode()
