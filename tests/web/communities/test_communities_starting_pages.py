"""Starting a community from its page, and the first page and help that lead there."""

import re

import pytest
from django.conf import settings

from hedgerow.communities.models import Community, Membership, Room
from hedgerow.packs.loading import pack
from tests.web.communities.conftest import here

TYPED = {
    "name": "Small group <north>",
    "purpose": "Talk about the week",
    "preset": "private",
    "rhythm": "weekly_question",
}


def made():
    return Community._base_manager.filter(name="Small group <north>")


def test_four_fields_start_one_and_lead_to_three_small_things(world):
    answer = world.client("otto").post("/communities/new/", TYPED, follow=True)
    text = answer.content.decode()
    (one,) = made()
    assert answer.redirect_chain[0][0] == f"{here(one)}begin/"
    for word in (
        "Small group &lt;north&gt; is here. You look after it.",
        "Invite people",
        "Write your hello",
    ):
        assert word in text, word
    assert (one.finding, one.joining, one.rhythm) == ("signed_in", "by_invitation", "weekly_question")
    assert Membership.objects.get(community=one).part == "facilitator"


def test_errors_name_each_field_and_keep_what_was_typed(world):
    answer = world.client("otto").post(
        "/communities/new/", {"name": " ", "purpose": "Kept words", "preset": "odd"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and "<title>Error:" in text and "Kept words" in text
    for where in ("#f-name", "#f-preset"):
        assert f'href="{where}"' in text and f'id="{where[1:]}"' in text
    assert not Community._base_manager.filter(purpose="Kept words").exists()
    long = world.client("otto").post("/communities/new/", {**TYPED, "name": "n" * 81})
    assert long.status_code == 422 and "Make it 80 at most." in long.content.decode()


def test_the_form_sent_twice_starts_one(world):
    client = world.client("otto")
    code = re.search(r'name="code" value="(\w+)"', client.get("/communities/new/").content.decode())[1]
    first = client.post("/communities/new/", {**TYPED, "code": code})
    again = client.post("/communities/new/", {**TYPED, "code": code})
    assert first["Location"] == again["Location"] and made().count() == 1


@pytest.mark.parametrize("template", pack(settings.PACK).templates, ids=lambda one: one.key)
def test_a_template_fills_the_form_by_its_link_and_brings_rooms_and_rules(world, template):
    client = world.client("otto")
    assert f"/communities/new/?template={template.key}" in client.get("/communities/new/").content.decode()
    text = client.get(f"/communities/new/?template={template.key}").content.decode()
    assert re.search(rf'value="{template.preset}"[^>]* checked', text)
    client.post(
        "/communities/new/",
        {**TYPED, "preset": template.preset, "template": template.key, "rhythm_words": template.rhythm},
    )
    (one,) = made()
    assert (one.template, one.ground_rules, one.rhythm_words) == (
        template.key,
        template.ground_rules,
        template.rhythm,
    )
    assert "<li>" in one.ground_rules_html
    rooms = Room.objects.visible_to(world.viewer("otto")).filter(community=one).by_name()
    assert {(room.name, room.purpose) for room in rooms} == {
        (room.name, room.purpose) for room in template.rooms
    }


def test_a_template_that_is_not_there_starts_from_scratch(world):
    assert world.client("otto").get("/communities/new/?template=none").status_code == 200
    world.client("otto").post("/communities/new/", {**TYPED, "template": "none"})
    assert made().get().template == ""


def test_the_address_without_a_slash_leads_there_with_its_template(world):
    answer = world.client("otto").get("/communities/new?template=small-group")
    assert answer["Location"] == "/communities/new/?template=small-group"


def test_a_stranger_signs_in_first_and_loses_nothing(world):
    assert world.client("nobody").get("/communities/new/")["Location"].startswith("/account/sign-in/?next=")
    answer = world.client("nobody").post("/communities/new/", TYPED)
    assert answer.status_code == 403 and "Talk about the week" in answer.content.decode()
    assert not made().exists()


def test_the_first_page_promises_and_leads_on(world):
    text = world.client("nobody").get("/").content.decode()
    found = pack(settings.PACK)
    for word in (
        "Learn from the people who do what you do.", 'href="/communities/"', 'href="/communities/new/"',
        "Where is your group?", "Open Meadow", "What is a community of practice?", found.landing_line,
        'href="/help/privacy/"', 'href="/help/accessibility/"', 'href="/help/keeping-confidential/"',
    ):  # fmt: skip
        assert word in text, word
    assert "Quiet Copse" not in text


def test_the_first_page_stands_without_any_community(db):
    from tests.world import client_for, make_world

    make_world()
    Community._base_manager.all().delete()
    text = client_for(None).get("/").content.decode()
    assert "Take a look inside" not in text and "Browse communities" in text


@pytest.mark.parametrize("who", ["nobody", "max"])
def test_every_help_page_opens_for_everybody(world, who):
    client = world.client(who)
    keys = re.findall(r'href="/help/([\w-]+)/"', client.get("/help/").content.decode())
    assert set(keys) >= {*pack(settings.PACK).help, "accessibility", "privacy", "who-runs-this"}
    for key in keys:
        assert client.get(f"/help/{key}/").status_code == 200, key
    assert client.get("/help/none/").status_code == 404


def test_the_core_pages_of_help_know_no_profession(world):
    for key in ("accessibility", "privacy", "who-runs-this", "community-of-practice"):
        page = world.client("nobody").get(f"/help/{key}/").content.decode()
        # Addresses and tokens are not words: a token may hold any letters.
        text = re.sub(r"<[^>]*>", " ", page).lower()
        assert "patient" not in text and "nhs" not in text and " gp " not in text
