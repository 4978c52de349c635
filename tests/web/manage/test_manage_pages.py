"""The platform's pages: for administrators there, for everybody else not; settings say who changed them, and go back."""

import io
import re
from html import unescape

import pytest
from django.urls import reverse
from PIL import Image

from hedgerow.people.models import Deed, Platform, Policy
from hedgerow.people.place import place
from tests.world import make_community

pytestmark = pytest.mark.django_db


def text(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def pages(world):
    """Every page of the platform that opens by GET."""
    person, community = world.max.code, world.secret.code
    names = [
        "manage",
        "manage_people",
        "manage_communities",
        "manage_settings",
        "manage_names",
        "manage_register",
    ]
    found = [reverse(name) for name in [*names, "manage_look", "manage_log"]]
    found += [
        reverse(f"manage_person{rest}", args=[person])
        for rest in ("", "_deactivate", "_help", "_merge", "_remove")
    ]
    found += [reverse(name, args=[community]) for name in ("manage_community", "manage_oversight")]
    return [*found, reverse("manage_policy", args=["terms"])]


def test_every_page_is_there_for_an_administrator_and_for_nobody_else(world):
    for path in pages(world):
        assert world.client("ada").get(path).status_code == 200, path
        for who in ("nobody", "otto", "max", "fay"):
            client = world.client(who)
            answer, nothing = client.get(path), client.get("/nothing-of-that-name/")
            assert answer.status_code == 404, (path, who)
            assert text(answer) == text(nothing)
            assert client.post(path).status_code == 404


def test_an_administrator_whose_part_ended_is_refused_at_the_next_request(world):
    client = world.client("ada")
    assert client.get("/manage/").status_code == 200
    world.ada.is_administrator = False
    world.ada.save()
    assert client.get("/manage/").status_code == 404


def test_the_lights_say_what_to_do(world):
    words = text(world.client("ada").get("/manage/"))
    assert "no mail server; mail is kept in the outbox" in words and "without it no code arrives" in words
    assert "Hedgerow can't see whether you keep copies" in words
    assert "Database" in words and "Worker" in words and "Search" in words


def names_form(**changed):
    first = {
        "name": "Thistle Valley",
        "address": "https://learn.example.org",
        "time_zone": "Europe/London",
        "contact": "",
    }
    return {**first, **changed}


def test_a_changed_name_stands_on_every_page_says_who_changed_it_and_goes_back(world):
    client = world.client("ada")
    assert client.post("/manage/settings/names/", names_form()).status_code == 303
    assert "Thistle Valley" in text(world.client("nobody").get("/"))
    words = text(client.get("/manage/settings/"))
    assert "Name: changed by Ada Rowan, just now" in words and "Contact: changed" not in words
    deed = Deed.objects.get(about="name")
    assert (deed.before, deed.after, deed.by) == ("Hedgerow", "Thistle Valley", world.ada)
    assert client.post(f"/manage/log/{deed.pk}/undo/").status_code == 303
    assert place().name == "Hedgerow"
    assert "Undone by Ada Rowan" in text(client.get("/manage/log/"))
    assert client.post(f"/manage/log/{deed.pk}/undo/").status_code == 403


def test_an_older_change_is_not_undone_over_a_newer_one(world):
    client = world.client("ada")
    client.post("/manage/settings/names/", names_form(name="First"))
    client.post("/manage/settings/names/", names_form(name="Second"))
    first = Deed.objects.filter(about="name").order_by("pk").first()
    answer = client.post(f"/manage/log/{first.pk}/undo/")
    assert answer.status_code == 403 and "changed again since" in text(answer)
    assert Platform.here().name == "Second"


def test_a_colour_that_cannot_be_read_is_refused_and_the_text_is_kept(world):
    client = world.client("ada")
    wrong = client.post(
        "/manage/settings/look/", {"accent": "#88cc99", "accent_dark": "", "welcome": "For gardeners"}
    )
    assert wrong.status_code == 422
    assert "Choose a darker one" in text(wrong) and "#88cc99" in wrong.content.decode()
    assert "For gardeners" in wrong.content.decode()
    dark = client.post(
        "/manage/settings/look/", {"accent": "#1c3d7a", "accent_dark": "#1c3d7a", "welcome": ""}
    )
    assert dark.status_code == 422 and "Choose a lighter one" in text(dark)
    odd = client.post("/manage/settings/look/", {"accent": "red;}", "accent_dark": "", "welcome": ""})
    assert odd.status_code == 422 and "six characters" in text(odd)
    assert Platform.here().accent == ""


def test_a_colour_that_can_be_read_is_on_every_page(world):
    client = world.client("ada")
    fine = {"accent": "1C3D7A", "accent_dark": "#a9c1f0", "welcome": "For people who garden"}
    assert client.post("/manage/settings/look/", fine).status_code == 303
    page = world.client("nobody").get("/").content.decode()
    assert 'href="/look.css?v=1c3d7a-a9c1f0"' in page and "For people who garden" in page
    rules = world.client("nobody").get("/look.css").content.decode()
    assert "--leaf:#1c3d7a" in rules and "--leaf:#a9c1f0" in rules


def picture(colour="navy"):
    stream = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(stream, "PNG")
    stream.seek(0)
    stream.name = "logo.png"
    return stream


def test_a_logo_is_drawn_anew_and_shown_to_strangers(world):
    client = world.client("ada")
    assert client.get("/look/logo/").status_code == 404
    assert client.post("/manage/settings/logo/").status_code == 422
    assert client.post("/manage/settings/logo/", {"logo": picture()}).status_code == 303
    page = world.client("nobody").get("/").content.decode()
    assert re.search(r'<img class="logo logo--own" src="/look/logo/\?v=\w+"', page)
    shown = world.client("nobody").get("/look/logo/")
    assert shown.status_code == 200 and shown["Content-Type"] == "image/webp"
    client.post("/manage/settings/logo/", {"remove": "1"})
    assert world.client("nobody").get("/look/logo/").status_code == 404
    assert Deed.objects.filter(about="logo").count() == 2


def test_a_policy_stands_under_help_and_at_the_foot_with_its_day(world):
    client, nobody = world.client("ada"), world.client("nobody")
    assert nobody.get("/help/terms/").status_code == 404
    assert (
        client.post("/manage/settings/policies/terms/", {"words": "## Be fair\n\nAnd kind."}).status_code
        == 303
    )
    words = text(nobody.get("/help/terms/"))
    assert "Be fair" in words and "Changed" in words
    assert 'href="/help/terms/"' in nobody.get("/").content.decode()
    deed = Deed.objects.get(verb="policy.written")
    client.post(f"/manage/log/{deed.pk}/undo/")
    assert nobody.get("/help/terms/").status_code == 404
    assert Policy.objects.filter(key="terms").count() == 2, "the versions before stay"


def test_our_own_words_on_privacy_stand_until_the_place_has_its_own(world):
    client, nobody = world.client("ada"), world.client("nobody")
    assert "What this place keeps about you" in text(nobody.get("/help/privacy/"))
    client.post("/manage/settings/policies/privacy/", {"words": "Our own words."})
    assert "Our own words." in text(nobody.get("/help/privacy/"))


def test_a_secret_community_has_no_name_and_no_numbers_in_the_list(world):
    make_community("Third Field", "open")
    client = world.client("ada")
    listed = text(client.get("/manage/communities/"))
    assert "Third Field" in listed and "Open Meadow" in listed
    assert "Quiet Copse" not in listed and world.secret.code in listed
    assert "No community by" in text(client.get("/manage/communities/?q=Quiet"))
    assert world.secret.code in text(client.get(f"/manage/communities/?q={world.secret.code}"))
    for path in (
        f"/manage/communities/{world.secret.code}/",
        f"/manage/communities/{world.secret.code}/oversight/",
    ):
        assert "Quiet" not in client.get(path).content.decode()
