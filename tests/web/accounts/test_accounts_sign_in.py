"""Signing in and up by email and code, as a browser does it."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from hedgerow.people.models import Device, Person
from tests.web.accounts.walk import CODE, NEW, SIGN_IN, bare, last_code, sign_in
from tests.world import client_for, make_person


def test_known_and_unknown_emails_get_the_same_answers_and_the_same_mail():
    make_person("Maeve O'Brien")
    Person.objects.update(email="known@example.org")
    seen = []
    for email in ("known@example.org", "other@example.org"):
        client = Client()
        answer = client.post(SIGN_IN, {"email": email})
        page = client.get(CODE)
        wrong = client.post(CODE, {"code": "000000" if last_code(email) != "000000" else "111111"})
        letter = mail.outbox[-1]
        words = [letter.subject, letter.body, letter.alternatives[0].content]
        code = last_code(email)
        plain = [
            word.replace(email, "X").replace(code, "C").replace(f"{code[:3]} {code[3:]}", "C")
            for word in words
        ]
        pages = [bare(one.content, email) for one in (answer, page, wrong)]
        seen.append(
            (
                answer.status_code,
                answer.headers["Location"],
                page.status_code,
                wrong.status_code,
                pages,
                plain,
            )
        )
    assert seen[0] == seen[1]
    assert seen[0][0] == 303 and seen[0][2] == 200 and seen[0][3] == 422


def test_the_code_signs_a_known_person_in_and_the_session_does_not():
    person = make_person("Max Siân")
    client = Client()
    answer = sign_in(client, person.email, "/communities/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/communities/")
    assert Device.objects.get().person == person
    assert client.get("/settings/").status_code == 200
    del client.cookies[settings.DEVICE_COOKIE]
    assert client.get("/settings/").status_code == 302, "who is signed in stands in the device cookie alone"


def test_somebody_new_types_the_code_their_name_and_what_they_do():
    client = Client()
    answer = sign_in(client, "New.Person@Example.org".lower())
    assert answer.headers["Location"] == NEW
    page = client.get(NEW).content.decode()
    assert "new.person@example.org" in page and "GP trainee, ST1" in page
    refused = client.post(NEW, {"name": "  ", "what_i_do": "GP trainee, ST2"})
    assert refused.status_code == 422 and "Enter your name" in refused.content.decode()
    assert "GP trainee, ST2" in refused.content.decode(), "what was typed stays"
    answer = client.post(NEW, {"name": "Siân  O'Brien", "what_i_do": "GP trainee, ST2"})
    assert answer.headers["Location"] == "/account/begin/"
    person = Person.objects.get()
    assert (person.name, person.email, person.what_i_do) == (
        "Siân O'Brien",
        "new.person@example.org",
        "GP trainee, ST2",
    )
    assert client.get("/account/begin/").status_code == 200
    assert [letter.subject[7:] for letter in mail.outbox] == [" is your Hedgerow code"], (
        "no news of a new device"
    )


def test_where_the_person_was_going_is_kept_through_every_step():
    going = "/invitations/abc/?from=mail&x=1"
    client = Client()
    first = client.get(SIGN_IN, {"next": going})
    assert "/invitations/abc/?from=mail&amp;x=1" in first.content.decode()
    answer = client.post(SIGN_IN, {"email": "ivo@example.org", "next": going})
    assert "next=%2Finvitations%2Fabc" in answer.headers["Location"]
    assert "/invitations/abc/?from=mail&amp;x=1" in client.get(answer.headers["Location"]).content.decode()
    answer = client.post(CODE, {"again": "1", "next": going})
    assert "next=%2Finvitations%2Fabc" in answer.headers["Location"]
    answer = client.post(CODE, {"code": last_code("ivo@example.org"), "next": going})
    assert answer.headers["Location"].startswith(f"{NEW}?next=%2Finvitations%2Fabc")
    answer = client.post(NEW, {"name": "Ivo Marsh", "next": going})
    assert answer.headers["Location"] == going


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.net/", "//example.net/", "/\\example.net", "/\t/example.net", "javascript:1"],
)
def test_nobody_is_led_off_the_site(elsewhere):
    person = make_person("Max Siân")
    client = Client()
    client.post(SIGN_IN, {"email": person.email, "next": elsewhere})
    answer = client.post(CODE, {"code": last_code(person.email), "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_code_works_once_and_only_in_the_browser_that_asked():
    person = make_person("Max Siân")
    asked, other = Client(), Client()
    asked.post(SIGN_IN, {"email": person.email})
    code = last_code(person.email)
    assert other.post(CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert not Device.objects.exists()
    assert asked.post(CODE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 303, "a space is no mistake"
    asked.cookies.pop(settings.DEVICE_COOKIE)
    assert asked.post(CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert Device.objects.count() == 1


def test_after_five_wrong_tries_the_right_code_is_refused_until_a_new_one_is_sent():
    person = make_person("Max Siân")
    client = Client()
    client.post(SIGN_IN, {"email": person.email})
    code = last_code(person.email)
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(5):
        assert client.post(CODE, {"code": wrong}).status_code == 422
    refused = client.post(CODE, {"code": code})
    assert refused.status_code == 422 and "no longer works" in refused.content.decode()
    assert not Device.objects.exists()
    client.post(CODE, {"again": "1"})
    assert last_code(person.email) != code
    assert client.post(CODE, {"code": last_code(person.email)}).status_code == 303


def test_tries_are_counted_even_when_every_request_brings_the_session_as_it_was():
    """Simultaneous requests each read the session before the others have written: the count is not kept there."""
    person = make_person("Max Siân")
    client = Client()
    client.post(SIGN_IN, {"email": person.email})
    before = dict(client.session.items())
    code = last_code(person.email)
    for _try in range(5):
        client.post(CODE, {"code": "000000" if code != "000000" else "111111"})
        session = client.session
        session.update(before)
        session.save()
    assert client.post(CODE, {"code": code}).status_code == 422
    assert not Device.objects.exists()


def test_a_code_ends_after_ten_minutes_and_the_address_stays_typed():
    person = make_person("Max Siân")
    client = Client()
    client.post(SIGN_IN, {"email": person.email})
    code = last_code(person.email)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=5), tick=False):
        late = client.post(CODE, {"code": code})
        assert late.status_code == 422 and person.email in late.content.decode()
        client.post(CODE, {"again": "1"})
        assert client.post(CODE, {"code": last_code(person.email)}).status_code == 303


def test_signing_in_changes_every_secret_that_the_browser_held_before():
    person = make_person("Max Siân")
    client = client_for(make_person("Ann Thistle"))
    planted = client.cookies[settings.DEVICE_COOKIE].value
    client.cookies.pop(settings.DEVICE_COOKIE)
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"email": person.email})
    before = {
        name: client.cookies[name].value for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    }
    client.post(CODE, {"code": last_code(person.email)})
    after = {name: client.cookies[name].value for name in before}
    assert all(before[name] != after[name] for name in before)
    assert client.cookies[settings.DEVICE_COOKIE].value != planted
    assert client.cookies[settings.DEVICE_COOKIE]["httponly"]


def test_a_signed_in_person_who_visits_sign_in_goes_where_they_were_going():
    client = client_for(make_person("Max Siân"))
    for path in (SIGN_IN, CODE, NEW, "/account/password/"):
        assert client.get(path).headers["Location"] == "/"
    assert client.get(SIGN_IN, {"next": "/communities/"}).headers["Location"] == "/communities/"


def test_a_wrong_email_is_told_in_words_and_stays_typed():
    answer = Client().post(SIGN_IN, {"email": "max at example.org"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter an email address in the correct format, like name@example.com" in page
    assert "max at example.org" in page and "<title>Error:" in page
    assert not mail.outbox


def test_a_closed_account_is_told_so_only_after_the_right_code():
    person = make_person("Max Siân", is_active=False)
    client = Client()
    answer = sign_in(client, person.email)
    assert answer.headers["Location"] == "/account/closed/"
    assert not Device.objects.exists()


def test_the_sixth_code_in_ten_minutes_waits_and_another_person_at_the_same_address_does_not():
    person, neighbour = make_person("Max Siân"), make_person("Ann Thistle")
    for _time in range(6):
        assert Client().post(SIGN_IN, {"email": person.email}).status_code == 303
    answer = Client().post(SIGN_IN, {"email": person.email})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert person.email in answer.content.decode(), "the text is kept"
    assert Client().post(SIGN_IN, {"email": neighbour.email}).status_code == 303


def test_a_form_whose_token_ran_out_comes_back_with_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(SIGN_IN, {"email": "sian@example.org", "next": "/communities/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "sian@example.org" in page and "/communities/" in page and "Send it again" in page
    assert "open for a long time" in page, "nobody was signed out who was not signed in"


def test_opening_the_pages_writes_nothing():
    client = Client()
    client.get(SIGN_IN)
    client.head(SIGN_IN)
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert not mail.outbox


def test_no_page_or_mail_holds_a_link_that_signs_in():
    client = Client()
    client.post(SIGN_IN, {"email": "ivo@example.org"})
    letter = mail.outbox[-1]
    assert last_code("ivo@example.org") not in client.get(CODE).content.decode()
    for part in (letter.body, letter.alternatives[0].content):
        assert "/account/" not in part


def test_signing_out_ends_the_device_row_and_a_get_only_asks():
    person = make_person("Max Siân")
    client = client_for(person)
    kept = client.cookies[settings.DEVICE_COOKIE].value
    assert client.get("/account/sign-out/").status_code == 200
    assert Device.objects.count() == 1
    client.post("/account/sign-out/")
    assert not Device.objects.exists()
    client.cookies[settings.DEVICE_COOKIE] = kept
    assert client.get("/settings/").status_code == 302
