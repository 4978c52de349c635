"""Devices of an account, and mail about a browser that is new to it."""

from django.conf import settings
from django.core import mail
from django.test import Client

from hedgerow.base.jobs.testing import run_all
from hedgerow.people.models import Device
from tests.web.accounts.walk import last_code, sign_in
from tests.world import client_for, make_person

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"


def news():
    run_all()
    return [letter for letter in mail.outbox if "New sign-in" in letter.subject]


def test_a_new_browser_is_told_to_every_address_once():
    person = make_person("Maeve O'Brien")
    client = Client(HTTP_USER_AGENT=EDGE)
    sign_in(client, person.email)
    assert [(letter.subject, letter.to) for letter in news()] == [
        ("New sign-in: Edge on Windows", [person.email])
    ]
    client.post("/account/sign-out/")
    sign_in(client, person.email)
    assert len(news()) == 1, "the same browser is not new a second time"
    sign_in(Client(HTTP_USER_AGENT=PHONE), person.email)
    assert [letter.subject for letter in news()][1:] == ["New sign-in: Safari on iPhone"]


def test_a_browser_that_knows_one_person_is_still_new_to_another():
    first, second = make_person("Max Siân"), make_person("Ann Thistle")
    client = Client()
    sign_in(client, first.email)
    client.post("/account/sign-out/")
    sign_in(client, second.email)
    assert [letter.to for letter in news()] == [[first.email], [second.email]]


def test_devices_are_listed_in_plain_words_with_a_shortened_place():
    person = make_person("Max Siân")
    client = Client(HTTP_USER_AGENT=EDGE, REMOTE_ADDR="203.0.113.77")
    sign_in(client, person.email)
    page = client.get("/settings/devices/").content.decode()
    assert "Edge on Windows" in page and "203.0.113.…" in page and "203.0.113.77" not in page
    assert "This device" in page


def test_one_device_is_signed_out_at_once_and_nobody_elses_can_be():
    person, stranger = make_person("Max Siân"), make_person("Otto Reed")
    here, there, other = client_for(person), client_for(person), client_for(stranger)
    other.get("/settings/")
    theirs = Device.objects.get(person=stranger)
    assert here.post(f"/settings/devices/{theirs.pk}/").status_code == 404
    assert other.get("/settings/").status_code == 200
    second = Device.objects.filter(person=person).latest("pk")
    assert here.post(f"/settings/devices/{second.pk}/").status_code == 303
    assert there.get("/settings/").status_code == 302
    assert here.get("/settings/").status_code == 200


def test_sign_out_everywhere_ends_every_device_at_once_and_old_cookies_for_ever():
    person = make_person("Max Siân")
    here, there = client_for(person), client_for(person)
    kept = there.cookies[settings.DEVICE_COOKIE].value
    assert there.get("/settings/").status_code == 200
    answer = here.post("/settings/devices/everywhere/")
    assert answer.headers["Location"] == "/account/sign-in/"
    assert here.get("/settings/").status_code == 302
    assert there.get("/settings/").status_code == 302
    there.post("/account/sign-in/", {"email": person.email})
    there.post("/account/code/", {"code": last_code(person.email)})
    assert there.get("/settings/").status_code == 200
    there.cookies[settings.DEVICE_COOKIE] = kept
    assert there.get("/settings/").status_code == 302


def test_the_look_is_saved_on_the_person_and_shown_by_the_next_page():
    person = make_person("Max Siân")
    client = client_for(person)
    client.post("/settings/appearance/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/settings/").content.decode()
    assert client.post("/settings/appearance/", {"theme": "pink"}).status_code == 422


def test_settings_pages_send_strangers_to_sign_in_and_back():
    for path in (
        "/settings/",
        "/settings/emails/",
        "/settings/password/",
        "/settings/devices/",
        "/settings/appearance/",
    ):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/sign-in/?next=%2Fsettings")
