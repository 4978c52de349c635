"""A community's address: the home for those who may read it, its front page for others, nothing for the rest."""

import pytest
from django.utils import timezone

from hedgerow.communities.models import Community
from tests.web.communities.conftest import INSIDE_WORDS, bare, here, settle
from tests.world import belong, make_person

#: What each of the cast gets, written from the sentences of the five presets: home, front page, or "missing".
SEEN = {
    "web": {"nobody": "home", "otto": "home", "ask": "home", "ivo": "home", "rex": "home", "sue": "front"},
    "open": {"nobody": "front", "otto": "home", "ask": "home", "ivo": "home", "rex": "home", "sue": "front"},
    "restricted": {
        "nobody": "front", "otto": "front", "ask": "front", "ivo": "front", "rex": "front", "sue": "front",
    },
    "private": {
        "nobody": "missing", "otto": "front", "ask": "front", "ivo": "front", "rex": "front", "sue": "front",
    },
    "confidential": {
        "nobody": "missing", "otto": "missing", "ask": "front", "ivo": "front", "rex": "missing", "sue": "missing",
    },
}  # fmt: skip
INSIDE = {"fay": "home", "max": "home", "lil": "home", "alma": "home"}
ROWS = [(preset, who, page) for preset, seen in SEEN.items() for who, page in {**seen, **INSIDE}.items()]


def kind_of(answer) -> str:
    if answer.status_code == 404:
        return "missing"
    text = answer.content.decode()
    return "front" if 'id="join"' in text else ("home" if 'class="tabs"' in text else "?")


@pytest.mark.parametrize(("preset", "who", "expected"), ROWS)
def test_everybody_gets_the_page_that_the_preset_promises(world, preset, who, expected):
    place = settle(world, preset)
    answer = world.client(who).get(here(place))
    assert kind_of(answer) == expected
    # The words inside are on the home, and nowhere on a front page.
    assert (INSIDE_WORDS in answer.content.decode()) == (expected == "home")


@pytest.mark.parametrize(
    ("preset", "who", "words"),
    [
        ("restricted", "nobody", ["Ask to join", "You need an account"]),
        ("restricted", "otto", ["Why would you like to join?", "Take part", "Just listen"]),
        ("restricted", "ask", ["You asked to join", "Fay will answer", "Take it back"]),
        ("restricted", "ivo", ["You are invited."]),
        ("restricted", "sue", ["Your membership is suspended for now."]),
        ("private", "otto", ["People join by invitation.", "Ask Fay for one", "I have a code"]),
        ("private", "ivo", ["You are invited."]),
        ("open", "nobody", ["Join", "You need an account"]),
    ],
)
def test_the_front_page_says_how_one_comes_in(world, preset, who, words):
    text = world.client(who).get(here(settle(world, preset))).content.decode()
    for word in words:
        assert word in text, word


def test_the_front_page_has_a_text_of_its_own_and_who_looks_after_it(world, rules):
    place = settle(
        world,
        "restricted",
        front_page_html="<p>Our own words</p>",
        rhythm_words="A question on Mondays. Tea.",
        **rules,
    )
    text = world.client("otto").get(here(place)).content.decode()
    for word in (
        "Our own words",
        "Fay O&#39;Brien",
        "A question on Mondays",
        "Tea",
        "Be kind.",
        "3 people",
        place.purpose,
    ):
        assert word in text, word
    assert "Max" not in text, "members are not named outside"
    assert f"/people/{world.fay.code}" not in text, "a profile is for people inside"


def test_who_is_suspended_sees_one_sentence_and_no_way_in(world, rules):
    place = settle(world, "restricted", **rules)
    text = world.client("sue").get(here(place)).content.decode()
    assert "suspended" in text and "Ask to join" not in text and INSIDE_WORDS not in text


def test_the_words_of_the_address_are_decoration(world):
    place = settle(world, "web")
    for wrong in (f"/c/{place.code}/old-name/", f"/c/{place.code}/"):
        answer = world.client("nobody").get(wrong)
        assert (answer.status_code, answer["Location"]) == (301, here(place))


GET = ["", "join/", "begin/"]
POST = ["join/", "withdraw/", "leave/", "undo-leave/", "part/", "follow/"]


@pytest.mark.parametrize("who", ["nobody", "otto", "rex", "sue"])
def test_an_outsider_cannot_tell_a_secret_community_from_nothing(world, who):
    place, client, nothing = world.secret, world.client(who), "zzzzzzzz"
    for page in GET:
        assert world.client("fay").get(here(place) + page).status_code != 404, "somebody sees it"
        there, nowhere = client.get(here(place) + page), client.get(f"/c/{nothing}/{place.slug}/{page}")
        assert there.status_code == nowhere.status_code
        assert bare(there.content, place.code) == bare(nowhere.content, nothing)
    for page in POST:
        there = client.post(here(place) + page, {"part": "member", "on": "1"})
        nowhere = client.post(f"/c/{nothing}/{place.slug}/{page}", {"part": "member", "on": "1"})
        assert there.status_code == nowhere.status_code in (403, 404)
        assert bare(there.content, place.code) == bare(nowhere.content, nothing)


def test_archived_is_said_and_nobody_joins(world):
    place = settle(world, "restricted", archived_at=timezone.now())
    outside = world.client("otto").get(here(place)).content.decode()
    assert "Archived" in outside and "Nobody new can join" in outside and "Ask to join" not in outside
    inside = world.client("max").get(here(place)).content.decode()
    assert "nothing new can be added" in inside and "Ask or share something" not in inside


@pytest.mark.parametrize("count", [1, 3])
def test_a_front_page_costs_the_same_number_of_queries_whoever_looks_after_it(
    world, count, django_assert_num_queries
):
    place = settle(world, "restricted")
    for number in range(count):
        belong(make_person(f"Siân {number}"), place, "facilitator")
    client = world.client("otto")
    client.get(here(place))
    with django_assert_num_queries(7):
        assert f"Siân {count - 1}" in client.get(here(place)).content.decode()


def test_a_renamed_community_keeps_its_code(world):
    place = settle(world, "web")
    before = here(place)
    Community._base_manager.filter(pk=place.pk).update(name="Another name")
    assert world.client("nobody").get(before)["Location"] == f"/c/{place.code}/another-name/"
