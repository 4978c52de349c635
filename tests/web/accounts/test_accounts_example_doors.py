""" "View as" and the outbox: in the living example's database, at the machine that serves it, and nowhere else."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.test.utils import override_settings

from hedgerow.mail.backend import keep
from hedgerow.mail.models import OutboxMail
from hedgerow.people.models import Device, Person
from hedgerow.web.accounts.personas import personas
from tests.web.accounts.walk import bare

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
ELSEWHERE = [
    {"REMOTE_ADDR": "203.0.113.7", "HTTP_HOST": "localhost:8000"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "learn.example.org"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "HTTP_X_FORWARDED_FOR": "203.0.113.7"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "HTTP_X_FORWARDED_PROTO": "https"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "HTTP_FORWARDED": "for=203.0.113.7"},
    {"REMOTE_ADDR": "", "HTTP_HOST": "localhost:8000"},
]


@pytest.fixture
def persona():
    first = personas()[0]
    return Person.objects.create_user(first.email, name=first.name)


@override_settings(EXAMPLE=True)
def test_one_tap_signs_in_as_a_persona_without_mail_about_a_new_device(persona):
    client = Client(**HERE)
    page = client.get("/account/sign-in/").content.decode()
    assert persona.name in page and personas()[0].what.split(":")[0] in page
    answer = client.post("/view-as/", {"email": persona.email, "next": "/communities/"})
    assert answer.headers["Location"] == "/communities/"
    assert client.get("/settings/").status_code == 200


@override_settings(EXAMPLE=True)
def test_nobody_but_a_persona_can_be_viewed_as(persona):
    other = Person.objects.create_user("max@example.org", name="Max Siân")
    assert Client(**HERE).post("/view-as/", {"email": other.email}).status_code == 404
    assert not Device.objects.exists()


@pytest.mark.parametrize("meta", ELSEWHERE)
@override_settings(EXAMPLE=True, ALLOWED_HOSTS=["*"])
def test_elsewhere_the_doors_are_pages_that_do_not_exist(persona, meta):
    missing = Client(**meta).get("/no-such-page/")
    for method, path in (
        ("get", "/view-as/"),
        ("post", "/view-as/"),
        ("get", "/outbox/"),
        ("get", "/outbox/1/"),
    ):
        client = Client(enforce_csrf_checks=True, **meta)
        answer = getattr(client, method)(path, {"email": persona.email})
        assert answer.status_code == missing.status_code == 404
        assert bare(answer.content) == bare(missing.content)
        assert set(answer.headers) == set(missing.headers)
    assert persona.name not in Client(**meta).get("/account/sign-in/").content.decode()
    assert not Device.objects.exists()


def test_without_the_example_there_are_no_doors_even_here(persona):
    client = Client(enforce_csrf_checks=True, **HERE)
    assert client.get("/view-as/").status_code == 404
    assert client.post("/view-as/", {"email": persona.email}).status_code == 404
    assert client.get("/outbox/").status_code == 404
    assert persona.name not in client.get("/account/sign-in/").content.decode()


@override_settings(EXAMPLE=True)
def test_here_a_post_without_a_form_token_is_refused(persona):
    assert (
        Client(enforce_csrf_checks=True, **HERE).post("/view-as/", {"email": persona.email}).status_code
        == 403
    )


@override_settings(EXAMPLE=True)
def test_the_outbox_shows_the_newest_first_with_the_code_readable():
    for number in range(32):
        message = EmailMultiAlternatives(
            f"Mail <{number}>", f"Your code is {number:06d}", to=["max@example.org"]
        )
        message.attach_alternative(f"<p style='color:red'>{number:06d}</p>", "text/html")
        keep(message)
    client = Client(**HERE)
    # PostgreSQL does not begin again at 1 for every test.
    first = OutboxMail.objects.order_by("pk").values_list("pk", flat=True)[0]
    page = client.get("/outbox/").content.decode()
    assert page.index("000031") < page.index("000030") and "Mail &lt;31&gt;" in page
    assert "000001" not in page
    older = client.get(f"/outbox/?before={first + 2}").content.decode()
    assert "000001" in older and "000031" not in older
    one = client.get(f"/outbox/{first}/")
    assert "sandbox" in one.headers["Content-Security-Policy"] and b"style='color:red'" in one.content
