"""Joining, asking, leaving: the forms and the buttons, and the way back from each."""

import re

import pytest

from hedgerow.communities.models import Membership
from tests.web.communities.conftest import here, settle
from tests.world import make_community


def state(person, place):
    found = Membership.objects.filter(person=person, community=place).first()
    return (found.state, found.part) if found else None


def undo_of(text: str) -> tuple[str, dict[str, str]]:
    """Where the toast's Undo posts to, and what it sends."""
    form = re.search(r'<hg-toast.*?<form action="([^"]*)"(.*?)</form>', text, re.S)
    assert form, "no undo"
    return form[1], dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))


def test_one_press_joins_where_there_are_no_rules_and_undo_takes_it_back(world):
    client = world.client("otto")
    text = client.post(f"{here(world.open_)}join/", follow=True).content.decode()
    assert "You joined Open Meadow." in text and state(world.otto, world.open_) == ("active", "member")
    where, fields = undo_of(text)
    client.post(where, fields)
    assert state(world.otto, world.open_) == ("left", "member")


def test_ground_rules_are_ticked_and_an_error_keeps_everything(world, rules):
    place = settle(world, "restricted", **rules)
    client = world.client("otto")
    answer = client.post(f"{here(place)}join/", {"reason": "I teach <here>", "part": "listener"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "<title>Error:" in text
    assert "I teach &lt;here&gt;" in text and "Read the ground rules and tick the box" in text
    assert re.search(r'value="listener"[^>]* checked', text) and 'href="#f-rules-1"' in text
    assert 'id="f-rules-1"' in text and state(world.otto, place) is None
    answer = client.post(
        f"{here(place)}join/", {"reason": "I teach", "part": "listener", "rules": "1"}, follow=True
    )
    assert state(world.otto, place) == ("asked", "listener")
    assert "Asked to join. Fay will answer." in answer.content.decode()
    assert "You wrote: “I teach”" in answer.content.decode()


def test_a_reason_that_is_too_long_is_kept(world):
    place = settle(world, "restricted")
    answer = world.client("otto").post(f"{here(place)}join/", {"reason": "long " * 80})
    assert answer.status_code == 422 and "Make it 300 at most." in answer.content.decode()
    assert ("long " * 80).strip() in answer.content.decode()


def test_a_request_is_taken_back_from_the_toast_or_later(world):
    place = settle(world, "restricted")
    client = world.client("otto")
    where, fields = undo_of(client.post(f"{here(place)}join/", follow=True).content.decode())
    assert state(world.otto, place) == ("asked", "member")
    assert "You took your request back." in client.post(where, fields, follow=True).content.decode()
    assert state(world.otto, place) == ("left", "member")
    assert client.post(f"{here(place)}withdraw/").status_code == 404


def test_who_takes_a_request_to_a_secret_community_back_sees_it_no_more(world):
    client = world.client("ask")
    assert client.get(here(world.secret)).status_code == 200
    answer = client.post(f"{here(world.secret)}withdraw/", follow=True)
    assert answer.status_code == 200 and "Quiet Copse" not in answer.content.decode()
    assert client.get(here(world.secret)).status_code == 404


def test_leaving_is_undone_from_the_toast_even_when_the_community_is_secret(world):
    client = world.client("max")
    text = client.post(f"{here(world.secret)}leave/", follow=True).content.decode()
    assert "You left Quiet Copse." in text and client.get(here(world.secret)).status_code == 404
    where, fields = undo_of(text)
    assert world.client("otto").post(where, fields).status_code == 404
    answer = client.post(where, fields, follow=True)
    assert (
        "You are back in Quiet Copse." in answer.content.decode() and "You: member" in answer.content.decode()
    )


def test_the_last_facilitator_is_told_what_to_do_first(world):
    answer = world.client("fay").post(f"{here(world.secret)}leave/")
    assert answer.status_code == 403
    assert "Make someone else a facilitator first." in answer.content.decode()


@pytest.mark.parametrize("deed", ["join", "withdraw", "leave", "undo-leave", "part", "follow"])
def test_a_stranger_does_nothing_and_keeps_what_they_wrote(world, deed):
    before = Membership.objects.count()
    answer = world.client("nobody").post(f"{here(world.open_)}{deed}/", {"reason": "Kept words"})
    assert answer.status_code == 403 and "Kept words" in answer.content.decode()
    assert Membership.objects.count() == before


def test_a_stranger_who_wants_to_join_signs_in_and_comes_back(world):
    answer = world.client("nobody").get(f"{here(world.open_)}join/")
    assert answer["Location"] == f"/account/sign-in/?next={here(world.open_)}join/"


@pytest.mark.parametrize("who", ["max", "sue", "ask"])
def test_whom_no_form_fits_goes_to_the_page_that_says_why(world, who):
    place = settle(world, "restricted")
    assert world.client(who).get(f"{here(place)}join/")["Location"] == here(place)
    assert world.client("otto").get(f"{here(place)}join/").status_code == 200


def test_who_was_removed_is_told_who_can_help(world):
    place = settle(world, "restricted")
    answer = world.client("rex").post(f"{here(place)}join/")
    assert answer.status_code == 403 and "can let you back in" in answer.content.decode()


def test_nobody_joins_what_people_are_invited_to(world):
    place = make_community("Heath", "private")
    assert world.client("otto").post(f"{here(place)}join/")["Location"] == here(place)
    assert state(world.otto, place) is None


def test_a_get_does_nothing(world):
    client = world.client("max")
    for deed in ("withdraw", "leave", "undo-leave", "part", "follow"):
        assert client.get(f"{here(world.secret)}{deed}/").status_code == 405
    assert state(world.max, world.secret) == ("active", "member")
