"""The optional password: set, sign in by it, change it, take it away."""

from datetime import timedelta

import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.people.models import Device
from tests.web.accounts.walk import bare, last_code, sign_in
from tests.world import client_for, make_person

WORDS = "hazel otter lantern"


def test_a_password_is_set_changed_and_removed_and_every_address_hears_of_it():
    person = make_person("Maeve O'Brien")
    client = Client()
    sign_in(client, person.email)
    run_all()
    mail.outbox.clear()
    assert client.post("/settings/password/", {"password": WORDS}).status_code == 303
    person.refresh_from_db()
    assert person.password.startswith("argon2")
    assert client.get("/settings/").status_code == 200, "this device stays signed in"
    client.post("/settings/password/remove/")
    person.refresh_from_db()
    assert not person.has_usable_password()
    run_all()
    assert [letter.subject for letter in mail.outbox] == [
        "Your password was changed",
        "Your password was removed",
    ]
    assert all(letter.to == [person.email] for letter in mail.outbox)


def test_a_new_password_signs_the_other_devices_out_at_once():
    person = make_person("Max Siân")
    other, client = client_for(person), Client()
    sign_in(client, person.email)
    assert other.get("/settings/").status_code == 200
    client.post("/settings/password/", {"password": WORDS})
    assert other.get("/settings/").status_code == 302
    assert Device.objects.count() == 1


def test_short_and_common_passwords_are_refused_in_words():
    person = make_person("Max Siân")
    client = Client()
    sign_in(client, person.email)
    short = client.post("/settings/password/", {"password": "eleven chars"[:11]})
    assert short.status_code == 422 and "12 characters or longer" in short.content.decode()
    common = client.post("/settings/password/", {"password": "password1234"})
    assert common.status_code == 422 and "tried first" in common.content.decode()
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_one_may_sign_in_by_password_and_wrong_ones_say_nothing_of_who_is_here():
    person = make_person("Max Siân")
    person.set_password(WORDS)
    person.save()
    pages = []
    for email in (person.email, "nobody@example.org"):
        answer = Client().post("/account/password/", {"email": email, "password": "not the right one"})
        assert answer.status_code == 422
        assert "not the right one" not in answer.content.decode()
        pages.append(bare(answer.content, email))
    assert pages[0] == pages[1]
    client = Client()
    answer = client.post(
        "/account/password/", {"email": person.email.upper(), "password": WORDS, "next": "/communities/"}
    )
    assert answer.headers["Location"] == "/communities/"
    assert client.get("/settings/").status_code == 200


def test_the_eleventh_password_in_ten_minutes_waits_even_when_it_is_right():
    person = make_person("Max Siân")
    person.set_password(WORDS)
    person.save()
    for _time in range(10):
        Client().post("/account/password/", {"email": person.email, "password": "wrong wrong wrong"})
    answer = Client().post("/account/password/", {"email": person.email, "password": WORDS})
    assert answer.status_code == 429
    assert not Device.objects.exists()


def test_an_old_sign_in_proves_itself_again_before_the_password_changes():
    person = make_person("Max Siân")
    client = client_for(person)
    answer = client.post("/settings/password/", {"password": WORDS})
    assert answer.headers["Location"] == "/account/confirm/?next=%2Fsettings%2Fpassword%2F"
    client.get(answer.headers["Location"])
    assert not mail.outbox, "a GET sends nothing"
    client.post("/account/confirm/", {"send": "1", "next": "/settings/password/"})
    wrong = client.post("/account/confirm/", {"code": "", "next": "/settings/password/"})
    assert wrong.status_code == 422
    answer = client.post(
        "/account/confirm/", {"code": last_code(person.email), "next": "/settings/password/"}
    )
    assert answer.headers["Location"] == "/settings/password/"
    assert client.get("/settings/password/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert client.get("/settings/password/").status_code == 303


def test_the_proof_of_one_person_is_no_proof_of_the_next_in_the_same_browser():
    first, second = make_person("Max Siân"), make_person("Ann Thistle")
    client = Client()
    sign_in(client, first.email)
    client.cookies[settings.DEVICE_COOKIE] = client_for(second).cookies[settings.DEVICE_COOKIE].value
    assert client.get("/settings/password/").status_code == 303
