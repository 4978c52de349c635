"""Several addresses on one account."""

from django.core import mail
from django.test import Client

from hedgerow.base.jobs.testing import run_all
from hedgerow.people.addresses import addresses_of
from hedgerow.people.models import Person
from tests.web.accounts.walk import last_code, sign_in
from tests.world import client_for, make_person

ADD, CODE = "/settings/emails/", "/settings/emails/code/"


def signed_in(person):
    client = Client()
    sign_in(client, person.email)
    run_all()
    mail.outbox.clear()
    return client


def letters(word):
    run_all()
    return sorted(letter.to[0] for letter in mail.outbox if word in letter.subject)


def test_an_address_is_added_by_its_code_told_to_all_and_signs_in():
    person = make_person("Maeve O'Brien")
    client = signed_in(person)
    client.post(ADD, {"email": " Home@Example.org "})
    assert len(addresses_of(person)) == 1, "nothing is added before the code"
    client.post(CODE, {"code": last_code("home@example.org")})
    assert [one.email for one in addresses_of(person)] == [person.email, "home@example.org"]
    assert letters("was added") == sorted([person.email, "home@example.org"])
    other = Client()
    sign_in(other, "home@example.org")
    assert other.get("/settings/").status_code == 200
    assert Person.objects.count() == 1


def test_the_main_address_is_chosen_and_the_old_one_can_go_but_never_the_last():
    person = make_person("Max Siân")
    first = person.email
    client = signed_in(person)
    refused = client.post("/settings/emails/remove/", {"email": first})
    assert refused.status_code == 403 and "only address" in refused.content.decode()
    client.post(ADD, {"email": "home@example.org"})
    client.post(CODE, {"code": last_code("home@example.org")})
    assert client.post("/settings/emails/remove/", {"email": first}).status_code == 403, "it is the main one"
    assert client.post("/settings/emails/main/", {"email": "home@example.org"}).status_code == 303
    person.refresh_from_db()
    assert person.email == "home@example.org"
    assert letters("main address") == sorted([first, "home@example.org"])
    client.post("/settings/emails/remove/", {"email": first})
    assert letters("was removed") == sorted([first, "home@example.org"])
    assert [one.email for one in addresses_of(person)] == ["home@example.org"]
    stranger = Client()
    answer = sign_in(stranger, first)
    assert answer.headers["Location"] == "/account/new/", "the removed address belongs to nobody now"


def test_an_address_of_another_account_is_not_given_away_before_its_code():
    person, other = make_person("Max Siân"), make_person("Ann Thistle")
    another = signed_in(make_person("Lil Sorrel"))
    client = signed_in(person)
    taken = client.post(ADD, {"email": other.email})
    free = another.post(ADD, {"email": "free@example.org"})
    assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
    answer = client.post(CODE, {"code": last_code(other.email)})
    assert answer.status_code == 409 and "account of its own" in answer.content.decode()
    assert len(addresses_of(person)) == 1


def test_nobody_changes_the_addresses_of_somebody_else():
    person, other = make_person("Max Siân"), make_person("Ann Thistle")
    client = signed_in(person)
    for verb in ("main", "remove"):
        assert client.post(f"/settings/emails/{verb}/", {"email": other.email}).status_code == 404


def test_an_old_sign_in_proves_itself_first_and_the_address_stays_typed():
    client = client_for(make_person("Max Siân"))
    assert client.get(ADD).status_code == 200, "looking is free"
    answer = client.post(ADD, {"email": "home@example.org"})
    assert answer.headers["Location"].startswith(
        "/account/confirm/?next=%2Fsettings%2Femails%2F%3Femail%3Dhome"
    )
    assert "home@example.org" in client.get(ADD, {"email": "home@example.org"}).content.decode()
    assert (
        client.post("/settings/emails/remove/", {"email": "x@example.org"})
        .headers["Location"]
        .startswith("/account/confirm/")
    )


def test_six_addresses_are_enough():
    person = make_person("Max Siân")
    client = signed_in(person)
    for number in range(5):
        client.post(ADD, {"email": f"more{number}@example.org"})
        assert client.post(CODE, {"code": last_code(f"more{number}@example.org")}).status_code == 303
    assert client.post(ADD, {"email": "seventh@example.org"}).status_code == 422
