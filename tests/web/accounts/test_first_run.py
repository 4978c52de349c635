"""The first run: guarded by a link that works once, four steps, and nothing else before."""

import re

import pytest
from django.test import Client
from django.test.utils import override_settings

from hedgerow.people.models import Person, Platform, Token
from hedgerow.people.place import forget_place
from hedgerow.people.setup_link import make_setup_link
from tests.world import client_for, make_person

WORDS = "hazel otter lantern"
FIRST = {"name": "Siân O'Brien", "email": "sian@example.org", "password": WORDS}


@pytest.fixture(autouse=True)
def guarded(settings):
    settings.SETUP_GUARD = True
    forget_place()
    yield
    forget_place()


def link_path() -> str:
    return re.sub(r"^https?://[^/]+", "", make_setup_link() or "")


def open_first_step(client: Client) -> str:
    answer = client.get(link_path())
    return answer.headers["Location"].partition("link=")[2]


def test_before_the_set_up_every_page_leads_to_a_short_notice():
    for path in ("/", "/communities/", "/search/", "/no-such-page/", "/settings/"):
        assert Client().get(path).headers["Location"] == "/setup/"
    page = Client().get("/setup/")
    assert page.status_code == 200 and "not set up yet" in page.content.decode()
    assert Client().get("/setup/2/").headers["Location"] == "/setup/"


def test_the_four_steps_open_the_place():
    client = Client()
    link = open_first_step(client)
    assert "Who looks after this place?" in client.get(f"/setup/1/?link={link}").content.decode()
    answer = client.post("/setup/1/", {**FIRST, "link": link})
    assert answer.headers["Location"] == "/setup/2/"
    person = Person.objects.get()
    assert person.is_administrator and person.check_password(WORDS)
    place = {"name": "Thistle Valley", "address": "https://learn.example.org/", "time_zone": "Europe/London"}
    assert client.post("/setup/2/", place).headers["Location"] == "/setup/3/"
    assert client.get("/communities/").headers["Location"] == "/setup/", "half-way is not open"
    assert client.post("/setup/3/", {"later": "1"}).headers["Location"] == "/setup/4/"
    assert Platform.here().mail_later
    client.post("/setup/4/", {"start": "community"})
    row = Platform.here()
    assert row.set_up_at is not None and (row.name, row.address) == (
        "Thistle Valley",
        "https://learn.example.org",
    )
    assert "Thistle Valley" in client.get("/setup/done/").content.decode()
    assert "Mail is not set up yet" in client.get("/settings/").content.decode()
    assert make_setup_link() is None


def test_opening_the_link_uses_nothing_up_and_a_used_one_is_gone():
    scanner = Client()
    path = link_path()
    for _time in range(3):
        assert scanner.get(path).headers["Location"].startswith("/setup/1/?link=")
    link = path.partition("link=")[2]
    assert Token.objects.get().used_at is None
    assert Client().post("/setup/1/", {**FIRST, "link": link}).status_code == 303
    again = Client()
    assert (
        again.post("/setup/1/", {**FIRST, "email": "otto@example.org", "link": link}).headers["Location"]
        == "/setup/"
    )
    assert again.get(path).status_code == 200
    assert Person.objects.count() == 1


def test_a_newer_link_ends_the_older_one_and_a_made_up_one_never_counts():
    older, newer = link_path(), link_path()
    assert Client().get(older).status_code == 200
    assert Client().get(newer).status_code == 302
    assert Client().get("/setup/?link=made.up").status_code == 200
    assert Client().post("/setup/1/", {**FIRST, "link": "made.up"}).headers["Location"] == "/setup/"
    assert not Person.objects.exists()


def test_without_a_mail_server_the_first_person_needs_a_password():
    client = Client()
    link = open_first_step(client)
    answer = client.post("/setup/1/", {**FIRST, "password": "", "link": link})
    assert answer.status_code == 422 and FIRST["email"] in answer.content.decode()
    with override_settings(SMTP_URL="smtp://127.0.0.1:1?tls=off"):
        assert client.post("/setup/1/", {**FIRST, "password": "", "link": link}).status_code == 303


def test_an_administrator_who_lost_the_page_signs_in_and_goes_on():
    client = Client()
    client.post("/setup/1/", {**FIRST, "link": open_first_step(client)})
    other = Client()
    assert "Sign in" in other.get("/setup/").content.decode()
    answer = other.post("/account/password/", {"email": FIRST["email"], "password": WORDS, "next": "/setup/"})
    assert other.get(answer.headers["Location"]).headers["Location"] == "/setup/2/"


def test_only_an_administrator_sees_the_steps_later_and_each_can_be_looked_at_again():
    ada, max_ = make_person("Ada Rowan", is_administrator=True), make_person("Max Siân")
    Platform.objects.create(
        pk=1, set_up_at="2026-01-01T00:00Z", setup_step=4, smtp_url="smtp://u:geheim@mail.example.org:587"
    )
    for number in (1, 2, 3, 4):
        assert client_for(ada).get(f"/setup/{number}/").status_code == 200
    for number in (2, 3, 4):
        assert client_for(max_).post(f"/setup/{number}/", {"later": "1"}).headers["Location"] == "/setup/"
    page = client_for(ada).get("/setup/3/").content.decode()
    assert "mail.example.org" in page and "geheim" not in page
    assert client_for(ada).get("/setup/5/").status_code == 404


def test_mistakes_in_a_step_are_told_and_stay_typed():
    ada = make_person("Ada Rowan", is_administrator=True)
    Platform.objects.create(pk=1, setup_step=2)
    client = client_for(ada)
    answer = client.post("/setup/2/", {"name": "", "address": "learn", "time_zone": "Nowhere/Here"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a name for this place" in page and "whole address" in page and "Choose a time zone" in page
    answer = client.post(
        "/setup/3/",
        {
            "host": "mail.example.org",
            "port": "587",
            "tls": "off",
            "user": "u",
            "password": "p",
            "mail_from": "h@example.org",
        },
    )
    assert answer.status_code == 422 and "encrypted connection" in answer.content.decode()


def test_the_test_mail_says_plainly_what_a_server_that_is_not_there_means():
    ada = make_person("Ada Rowan", is_administrator=True)
    Platform.objects.create(pk=1, setup_step=3)
    data = {"host": "127.0.0.1", "port": "9", "tls": "off", "mail_from": "h@example.org", "test": "1"}
    answer = client_for(ada).post("/setup/3/", data)
    assert "takes no mail on port 9" in answer.content.decode()
    assert Platform.here().smtp_url == "smtp://127.0.0.1:9?tls=off", "saved all the same"
