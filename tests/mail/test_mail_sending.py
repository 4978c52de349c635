"""Mail as it leaves: one recipient, safe headers, two good twins, by a real SMTP server or into the outbox."""

import email
import logging
import re
import socket
import threading
from datetime import timedelta
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail
from django.utils import timezone

from hedgerow.base.jobs.models import Job
from hedgerow.base.jobs.testing import run_all
from hedgerow.mail.backend import Backend
from hedgerow.mail.jobs import forget_old_mail
from hedgerow.mail.models import OutboxMail
from hedgerow.mail.rendering import one_line, render
from hedgerow.mail.send import send_mail
from hedgerow.mail.trying import try_server
from hedgerow.people.models import Platform
from hedgerow.people.place import forget_place

pytestmark = pytest.mark.django_db

LETTERS = {
    "code": {"code": "407213"},
    "new_device": {"name": "Siân", "device": "Edge on Windows", "when": "Monday"},
    "address_added": {"name": "Siân", "address": "home@example.org"},
    "address_removed": {"name": "Siân", "address": "home@example.org"},
    "address_main": {"name": "Siân", "address": "home@example.org"},
    "password_changed": {"name": "Siân"},
    "password_removed": {"name": "Siân"},
    "test": {},
}
NAUGHTY = "O'Brien\r\nBcc: otto@example.org\n\nBuy\u202egnp.exe\x00 <b>now</b>"


class Kept(Message):
    """An SMTP handler that keeps what it was given, with the envelope."""

    def __init__(self):
        super().__init__()
        self.found = []

    def prepare_message(self, session, envelope):
        self.found.append(
            (envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=policy.default))
        )
        return super().prepare_message(session, envelope)

    def handle_message(self, message):
        pass


@pytest.fixture
def server():
    handler = Kept()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}?tls=off", handler.found
    controller.stop()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_two_twins_that_say_the_same_and_need_nothing_from_outside(letter):
    message = render(letter, to="max@example.org", context=LETTERS[letter])
    html = message.alternatives[0].content
    assert message.to == ["max@example.org"] and message.subject and message.body.strip()
    assert "max@example.org" in message.body and "Hedgerow" in html
    assert "<img" not in html and "url(" not in html and "<link" not in html and "<script" not in html
    assert 'style="' in html and "prefers-color-scheme: dark" in html, (
        "styles are inline, dark colours are kept"
    )
    assert "{{" not in message.body + html and "\n\n\n" not in message.body
    for word in LETTERS[letter].values():
        assert word in message.body and word in html
    links = re.findall(r"https?://[^\s\"<]+", message.body)
    assert all(link in html for link in links)


def test_names_that_people_choose_begin_no_header_and_no_html(settings):
    message = render("address_added", to="max@example.org", context={"name": NAUGHTY, "address": NAUGHTY})
    html = message.alternatives[0].content
    assert "<b>now</b>" not in html and "&lt;b&gt;now" in html
    message = render(
        "new_device", to="max@example.org", context={"name": "Max", "device": NAUGHTY, "when": "now"}
    )
    raw = message.message().as_bytes()
    head = email.message_from_bytes(raw, policy=policy.default)
    assert (
        head["Bcc"] is None and "Bcc: otto@example.org" in head["Subject"] and "\u202e" not in head["Subject"]
    )
    assert head["To"] == "max@example.org"
    assert len(one_line("word " * 100)) <= 150


def test_the_name_of_the_place_cannot_make_another_sender():
    Platform.objects.create(
        pk=1, name='Hedge "row" <evil@example.net>\nBcc: x@example.net', mail_from="hedge@example.org"
    )
    forget_place()
    head = email.message_from_bytes(
        render("test", to="max@example.org", context={}).message().as_bytes(), policy=policy.default
    )
    assert [one.addr_spec for one in head["From"].addresses] == ["hedge@example.org"]
    assert head["Bcc"] is None


def test_mail_goes_by_smtp_to_one_recipient_with_the_headers_of_a_machine(server, settings):
    settings.SMTP_URL, found = server
    settings.EMAIL_BACKEND = "hedgerow.mail.backend.Backend"
    send_mail(
        "address_added", to="sian@example.org", context={"name": "Siân O'Brien", "address": "new@example.org"}
    )
    assert not found, "the request does not wait for a mail server"
    run_all()
    [(recipients, message)] = found
    assert recipients == ["sian@example.org"]
    assert message["Auto-Submitted"] == "auto-generated" and message["Message-ID"].endswith("@localhost>")
    assert message["Date"] and message["From"].addresses[0].display_name == "Hedgerow"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "Siân O'Brien" in message.get_body(("plain",)).get_content()
    assert not OutboxMail.objects.exists()


def test_a_mail_that_is_tried_again_keeps_its_message_id(server, settings):
    settings.SMTP_URL, settings.EMAIL_BACKEND = "smtp://127.0.0.1:9?tls=off", "hedgerow.mail.backend.Backend"
    send_mail("password_changed", to="max@example.org", context={"name": "Max"})
    first = Job.objects.get().kwargs["message_id"]
    with pytest.raises(ConnectionRefusedError):
        run_all()
    settings.SMTP_URL, found = server
    run_all(now=timezone.now() + timedelta(minutes=5))
    run_all(now=timezone.now() + timedelta(hours=5))
    assert [message["Message-ID"] for _to, message in found] == [first]
    send_mail("password_changed", to="max@example.org", context={"name": "Max"})
    run_all()
    assert found[0][1]["Message-ID"] != found[1][1]["Message-ID"]


def test_without_a_server_mail_waits_in_the_outbox_for_thirty_days():
    message = render("code", to="max@example.org", context={"code": "407213"})
    assert Backend().send_messages([message]) == 1
    kept = OutboxMail.objects.get()
    assert (kept.to, kept.subject) == ("max@example.org", "407 213 is your Hedgerow code")
    assert "407213" in kept.text and "407213" in kept.html
    OutboxMail.objects.update(at=timezone.now() - timedelta(days=29))
    forget_old_mail.call()
    assert OutboxMail.objects.exists()
    OutboxMail.objects.update(at=timezone.now() - timedelta(days=31))
    forget_old_mail.call()
    assert not OutboxMail.objects.exists()


def test_the_server_that_the_set_up_wrote_down_is_used_and_the_environment_wins(server, settings):
    url, found = server
    Platform.objects.create(pk=1, smtp_url=url)
    forget_place()
    message = render("test", to="max@example.org", context={})
    Backend().send_messages([message])
    assert len(found) == 1
    settings.SMTP_URL = "smtp://127.0.0.1:9?tls=off"
    with pytest.raises(ConnectionRefusedError):
        Backend().send_messages([message])


def test_a_code_is_sent_at_once_and_stands_in_no_log(caplog):
    with caplog.at_level(logging.DEBUG):
        send_mail("code", to="max@example.org", context={"code": "407213"}, at_once=True)
    assert len(mail.outbox) == 1
    assert "407213" not in caplog.text and "max@example.org" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_code_that_the_server_does_not_take_is_left_to_a_job_without_a_word_of_it_in_the_log(
    server, settings, caplog
):
    settings.SMTP_URL, settings.EMAIL_BACKEND = "smtp://127.0.0.1:9?tls=off", "hedgerow.mail.backend.Backend"
    with caplog.at_level(logging.DEBUG):
        send_mail("code", to="max@example.org", context={"code": "407213"}, at_once=True)
        _wait_for_threads()
    assert "could not be sent at once" in caplog.text
    assert "407213" not in caplog.text and "max@example.org" not in caplog.text
    settings.SMTP_URL, found = server
    run_all()
    assert "407213" in found[0][1].get_body(("plain",)).get_content()


def _wait_for_threads():
    for thread in threading.enumerate():
        if thread.name == "mail at once":
            thread.join(timeout=30)


def test_trying_a_server_says_what_came_of_it(server):
    url, found = server
    assert try_server(url, to="ada@example.org") == ""
    assert found[0][1]["Subject"] == "Mail from Hedgerow arrives"
    encrypted = try_server(url.replace("?tls=off", ""), to="ada@example.org")
    assert "does not offer encryption" in encrypted
    assert "takes no mail on port 9" in try_server("smtp://127.0.0.1:9?tls=off", to="ada@example.org")
    assert "no server called" in try_server("smtp://nowhere.invalid:25", to="ada@example.org")
    assert "smtp://mail.example.org:587" in try_server("mail.example.org", to="ada@example.org")
    assert "port as a number" in try_server("smtp://mail.example.org:abc", to="ada@example.org")
