"""The directory: what is there, what is not, its filters, order and pages; and the first page that shows some of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.communities.models import Community, Membership
from hedgerow.communities.queries import CAP, PAGE
from tests.web.communities.conftest import bare, settle
from tests.world import belong, make_community, make_item, make_reply


def names(answer) -> list[str]:
    return re.findall(r'card__title"><a href="[^"]*">([^<]*)<', answer.content.decode())


def listed(world, who="nobody", query=""):
    return names(world.client(who).get(f"/communities/{query}"))


@pytest.mark.parametrize(
    ("who", "presets"),
    [
        ("nobody", {"web", "open", "restricted"}),
        ("otto", {"web", "open", "restricted", "private"}),
        ("sue", {"web", "open", "restricted", "private"}),
        ("rex", {"web", "open", "restricted", "private"}),
        ("max", {"web", "open", "restricted", "private", "confidential"}),
        ("ask", {"web", "open", "restricted", "private", "confidential"}),
    ],
)
def test_everybody_is_shown_what_the_presets_let_them_find(world, who, presets):
    for preset in ("web", "open", "restricted", "private", "confidential"):
        settle(world, preset)
    found = {name for name in listed(world, who) if name.startswith("Grove")}
    assert found == {f"Grove {preset}" for preset in presets}


@pytest.mark.parametrize("who", ["nobody", "otto", "sue", "rex"])
@pytest.mark.parametrize(
    "query", ["", "?q=quiet", "?q=whispering", "?for=whisperers", "?joining=by_invitation", "?kind=special-interest", "?pace=lively"]
)  # fmt: skip
def test_a_secret_community_changes_nothing_for_those_outside_in_counts_neither(world, who, query):
    Community._base_manager.filter(pk=world.secret.pk).update(
        purpose="A whispering place", audience_words="whisperers", template="special-interest"
    )
    for number in range(45):
        make_item(world.secret, world.max, f"Item {number}")
    assert "Quiet Copse" in listed(world, "max", query), "somebody finds it"
    with_it = world.client(who).get(f"/communities/{query}").content
    Membership.objects.filter(community=world.secret).delete()
    Community._base_manager.filter(pk=world.secret.pk).delete()
    assert bare(with_it) == bare(world.client(who).get(f"/communities/{query}").content)


def test_the_first_page_shows_what_anyone_may_find_and_counts_nothing_else(world):
    for number in range(8):
        make_community(f"Heath {number}", "restricted")
    answer = world.client("nobody").get("/")
    assert len(names(answer)) == 6 and "See all 9" in answer.content.decode()
    make_community("Hidden", "confidential")
    make_community("Known inside", "private")
    assert bare(world.client("nobody").get("/").content) == bare(answer.content)


def test_words_are_found_in_name_purpose_and_place_without_accents(world):
    make_community("Siân's group", "open")
    make_community("Heath", "open", place="O’Brien House, Thistle Valley")
    assert listed(world, query="?q=sian") == ["Siân&#39;s group"]
    assert listed(world, query="?q=SIÂN'S") == ["Siân&#39;s group"]
    assert listed(world, query="?q=thistle+o%27brien") == ["Heath"]
    assert listed(world, query="?q=what+heath+is+for") == ["Heath"]
    assert listed(world, query="?q=thistle+nowhere") == []
    assert (
        "No community for “thistle nowhere” yet."
        in world.client("nobody").get("/communities/?q=thistle+nowhere").content.decode()
    )


def test_filters_by_whom_it_is_for_kind_how_one_joins_and_mine(world):
    make_community("Heath", "restricted", audience_words="Trainers, everyone", template="small-group")
    make_community("Fen", "open", audience_words="trainers of trainers")
    assert listed(world, query="?for=trainers") == ["Heath"]
    assert listed(world, query="?kind=small-group") == ["Heath"]
    assert set(listed(world, query="?joining=at_once")) == {"Fen", "Open Meadow"}
    assert set(listed(world, "max", "?mine=1")) == {"Open Meadow", "Quiet Copse"}
    assert listed(world, "nobody", "?mine=1") == listed(world), "a stranger has none; nothing is narrowed"
    assert set(listed(world, query="?joining=sideways&pace=odd&sort=none")) == set(listed(world))


def test_filters_by_pace_count_what_was_posted_for_everyone_inside(world):
    lively, steady, gentle = (make_community(name, "open") for name in ("Lively", "Steady", "Gentle"))
    item = make_item(steady, world.max, "One", published_at=timezone.now())
    for number in range(12):
        make_reply(item, world.max, f"Reply {number}")
    for number in range(45):
        make_item(lively, world.max, f"Item {number}")
        make_item(gentle, world.max, f"For some {number}", audience="facilitators")
    resting = make_community("Resting", "open", resting_until=timezone.localdate() + timedelta(days=30))
    for word, name in (("lively", "Lively"), ("steady", "Steady")):
        assert listed(world, query=f"?pace={word}") == [name]
    assert set(listed(world, query="?pace=gentle")) == {"Gentle", "Open Meadow"}
    text = world.client("nobody").get("/communities/").content.decode()
    assert "Resting" in text and resting.name in listed(world)


def test_archived_ones_are_badged_and_last_in_every_order(world):
    make_community("A first name", "open", archived_at=timezone.now())
    make_community("Heath", "restricted")
    for order in ("suggested", "newest", "name"):
        found = listed(world, query=f"?sort={order}")
        assert found[-1] == "A first name" and len(found) == 3
    assert "Archived. It can be read" in world.client("nobody").get("/communities/").content.decode()


def test_the_orders(world):
    Community._base_manager.all().delete()
    now = timezone.now()
    for name, preset, made, active in (
        ("beech", "open", 3, 1),
        ("Ash", "private", 2, 0),
        ("Cedar", "restricted", 1, 2),
    ):
        one = make_community(name, preset)
        Community._base_manager.filter(pk=one.pk).update(
            created_at=now - timedelta(days=made), last_active_at=now - timedelta(days=active)
        )
    assert listed(world, "otto", "?sort=name") == ["Ash", "beech", "Cedar"]
    assert listed(world, "otto", "?sort=newest") == ["Cedar", "Ash", "beech"]
    assert listed(world, "otto") == ["beech", "Cedar", "Ash"], "by invitation comes later"


@pytest.mark.parametrize("order", ["suggested", "newest", "name"])
def test_pages_show_every_community_once_even_when_moments_and_names_are_equal(world, order):
    moment = timezone.now()
    for number in range(2 * PAGE + 3):
        one = make_community(
            "Same name" if number % 2 else f"Name {number}", "open" if number % 3 else "restricted"
        )
        Community._base_manager.filter(pk=one.pk).update(created_at=moment, last_active_at=moment)
    client, address, seen = world.client("nobody"), f"/communities/?sort={order}", []
    while address:
        text = client.get(address).content.decode()
        seen += re.findall(r'card__title"><a href="([^"]*)"', text)
        older = re.search(r'rel="next" href="([^"]*)"', text)
        address = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == Community.objects.visible_to(world.nobody).count()


def test_counts_stop(world):
    made = Community.objects.bulk_create(
        Community(name=f"Heath {n}", purpose="p", join_code=f"B{n:05}", finding="anyone", joining="by_asking")
        for n in range(CAP + 20)
    )
    assert made and f"{CAP}+ communities" in world.client("nobody").get("/communities/").content.decode()
    assert f"See all {CAP}+" in world.client("nobody").get("/").content.decode()


@pytest.mark.parametrize(("who", "expected"), [("nobody", 6), ("otto", 8)])
@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_the_same_number_of_queries_whatever_it_lists(
    world, who, expected, count, django_assert_max_num_queries
):
    for number in range(count):
        make_community(f"Heath {number}", "restricted")
    client = world.client(who)
    client.get("/communities/?q=heath")
    with django_assert_max_num_queries(expected) as taken:
        assert len(names(client.get("/communities/?q=heath"))) == count
    assert len(taken) == EXACT[who]


EXACT = {"nobody": 4, "otto": 6}


def test_cards_say_what_one_can_do_next(world, rules):
    settle(world, "restricted")
    make_community("Fen", "open", **rules)
    text = world.client("otto").get("/communities/").content.decode()
    assert 'formaction="/c/' + world.open_.code in text, "one press joins where there are no ground rules"
    fen = Community._base_manager.get(name="Fen")
    assert f'href="/c/{fen.code}/fen/join/"' in text and f'formaction="/c/{fen.code}' not in text
    assert "Ask to join Grove restricted" in text
    asked = world.client("ask").get("/communities/").content.decode()
    assert "You asked to join." in asked and "Take it back: your request to join Grove restricted" in asked
    assert "Go in: Grove restricted" in world.client("max").get("/communities/").content.decode()


def test_htmx_gets_the_results_alone_with_the_count_beside_them(world):
    answer = world.client("nobody").get("/communities/?q=meadow", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text and 'id="results"' in text and 'id="directory-count"' in text
    assert "1 community" in text and "Open Meadow" in text
    assert answer["HX-Push-Url"] == "/communities/?q=meadow"
    back = world.client("nobody").get(
        "/communities/?q=meadow", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in back.content.decode() and "hx-swap-oob" not in back.content.decode()


def test_who_belongs_somewhere_twice_over_is_listed_once(world):
    belong(world.otto, world.secret)
    assert listed(world, "otto").count("Quiet Copse") == 1


def test_to_a_stranger_nothing_in_a_list_is_unread(world):
    make_item(world.open_, world.max, "Fridays")
    make_item(world.open_, world.max, "Pinned", pinned_at=timezone.now())
    here = f"/c/{world.open_.code}/open-meadow/"
    for address in (here, f"{here}discussions/"):
        assert "item-row--unread" in world.client("ann").get(address).content.decode()
        page = world.client("nobody").get(address).content.decode()
        assert "Fridays" in page and "item-row--unread" not in page and 'class="dot"' not in page
