"""The home of a community, for its people and, where it is public, for strangers."""

import re

import pytest
from django.utils import timezone

from hedgerow.communities.models import CommunityFollow, Membership, Room
from tests.web.communities.conftest import here, settle
from tests.world import belong, enter, make_community, make_item, make_person


def text_of(world, who, place):
    return world.client(who).get(here(place)).content.decode()


def test_a_member_finds_everything_of_theirs(world):
    place = world.secret
    make_item(place, world.max, "A question", kind="question")
    make_item(place, world.max, "Where we meet", pinned_at=timezone.now())
    make_item(place, world.max, "Practice grid", kind="document")
    text = text_of(world, "max", place)
    for word in (
        "You: member", "Ask or share something", "A question", "Where we meet", "Practice grid", "Unanswered, 1",
        "Side room", "Looked after by", "4 people can see this", "1 of us is just listening.", "Our rhythm",
    ):  # fmt: skip
        assert word in text, word
    assert "Side room" not in text_of(world, "ann", place), "a room is for its people"


def test_what_is_empty_is_not_shown_to_members_and_offered_to_facilitators(world):
    make_item(world.secret, world.max, "A question")
    assert "Add documents" in text_of(world, "fay", world.secret)
    member = text_of(world, "ann", world.secret)
    assert "Add documents" not in member and "My rooms" not in member


def test_the_facilitator_of_an_empty_community_is_shown_how_to_begin(world):
    place = make_community("Grove", "private")
    belong(world.fay, place, "facilitator")
    assert "Three small things to begin with" in text_of(world, "fay", place)
    begin = world.client("fay").get(f"{here(place)}begin/").content.decode()
    for word in ("Invite people", "Write your hello", "Add a first document"):
        assert word in begin
    belong(world.ann, place)
    assert world.client("ann").get(f"{here(place)}begin/").status_code == 403
    assert world.client("otto").get(f"{here(world.secret)}begin/").status_code == 404


def test_new_is_counted_for_members_and_not_for_strangers(world):
    make_item(world.open_, world.max, "One")
    make_item(world.open_, world.max, "Two")
    assert "2 new" in text_of(world, "ann", world.open_)
    stranger = text_of(world, "nobody", world.open_)
    assert "One" in stranger and "new" not in re.sub(r"<[^>]*>", " ", stranger).split()


def test_a_stranger_reads_a_public_community_and_sees_no_people(world):
    text = text_of(world, "nobody", world.open_)
    assert ">Join<" in text and "Fay O&#39;Brien" in text
    assert "Max" not in text and "/people/" not in text and "You:" not in text


def test_taking_part_and_just_listening_are_one_press_and_undone(world):
    client = world.client("max")
    answer = client.post(f"{here(world.secret)}part/", {"part": "listener"}, follow=True)
    text = answer.content.decode()
    assert "You are just listening now." in text and "You: just listening" in text
    assert 'name="part" value="member"' in text and "Undo" in text
    client.post(f"{here(world.secret)}part/", {"part": "member"})
    assert Membership.objects.get(person=world.max, community=world.secret).part == "member"


def test_a_facilitator_does_not_change_their_own_part_by_accident(world):
    assert "Just listen<" not in text_of(world, "fay", world.secret)
    assert world.client("fay").post(f"{here(world.secret)}part/", {"part": "listener"}).status_code == 403
    assert Membership.objects.get(person=world.fay, community=world.secret).part == "facilitator"


def test_following_a_public_community_without_joining(world):
    client = world.client("otto")
    assert "Follow" in text_of(world, "otto", world.open_)
    text = client.post(f"{here(world.open_)}follow/", {"on": "1"}, follow=True).content.decode()
    assert "Following" in text and CommunityFollow.objects.filter(person=world.otto).exists()
    client.post(f"{here(world.open_)}follow/", {"on": "0"})
    assert not CommunityFollow.objects.filter(person=world.otto).exists()
    assert "follow/" not in text_of(world, "max", world.open_), "members have their own ways"


def test_alumni_read_their_time_and_write_nothing(world):
    make_item(world.secret, world.max, "Of their time", era=1)
    make_item(world.secret, world.max, "Of the next year", era=2)
    text = text_of(world, "alma", world.secret)
    assert "Of their time" in text and "Of the next year" not in text
    assert "Ask or share something" not in text and "in your time" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_costs_the_same_number_of_queries_whatever_it_holds(world, count, django_assert_num_queries):
    place = settle(world, "restricted")
    for number in range(count):
        make_item(place, world.max, f"Item {number}")
        make_item(place, world.max, f"Pinned {number}", pinned_at=timezone.now())
        make_item(place, world.max, f"Paper {number}", kind="document")
        belong(make_person(f"Siân {number}"), place, "facilitator")
        enter(world.max, Room.objects.create(community=place, name=f"Room {number}"))
    client = world.client("max")
    client.get(here(place))
    with django_assert_num_queries(14):
        text = client.get(here(place)).content.decode()
    for word in ("Item", "Pinned", "Paper", "Siân", "Room"):
        assert f"{word} {count - 1}" in text
