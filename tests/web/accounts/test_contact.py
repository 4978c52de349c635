"""Whom people can write to: given in the set-up or by a setting, and shown where nothing here can help."""

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.people.models import Platform
from hedgerow.web import shell
from hedgerow.web.views.refused import broken, too_fast
from tests.web.write.pages import words
from tests.world import client_for, make_person

pytestmark = pytest.mark.django_db


def error_page(view):
    request = RequestFactory().get("/")
    request.viewer = Viewer.stranger()
    return words(view(request))


def test_the_contact_of_the_set_up_stands_where_nothing_here_can_help():
    Platform.objects.create(pk=1, setup_step=4, set_up_at=timezone.now())
    for page in (error_page(broken), error_page(too_fast)):
        assert "@" not in page
    client = client_for(make_person("Ada Rowan", is_administrator=True))
    place = {"name": "Thistle Valley", "address": "https://learn.example.org", "time_zone": "Europe/London"}
    wrong = client.post("/setup/2/", {**place, "contact": "help at example"})
    assert wrong.status_code == 422 and "or leave it empty" in words(wrong)
    assert client.post("/setup/2/", {**place, "contact": "Help@Example.org"}).status_code == 303
    assert Platform.here().contact == "help@example.org"
    for page in (error_page(broken), error_page(too_fast), words(client.get("/help/who-runs-this/"))):
        assert "help@example.org" in page
    foot = client_for(None).get("/").content.decode()
    assert '<a href="mailto:help@example.org">Contact</a>' in foot


def test_the_setting_stands_where_the_set_up_has_none_and_when_the_database_is_away(settings, monkeypatch):
    settings.CONTACT = "keeper@example.org"
    assert "keeper@example.org" in error_page(broken)

    def away():
        raise DatabaseError

    monkeypatch.setattr(shell, "place", away)
    assert shell.contact_address() == "keeper@example.org"
