"""Verbs of an account, without a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.base.jobs.models import Job
from hedgerow.communities.standings import load, viewer_for
from hedgerow.people.actions import accounts
from hedgerow.people.addresses import addresses_of, find_person
from hedgerow.people.devices import devices_of, is_remembered, start_device
from hedgerow.people.jobs import forget_ended
from hedgerow.people.models import Device, Person
from tests.world import make_person

pytestmark = pytest.mark.django_db

VERBS = [
    lambda by: accounts.add_address(by=by, email="home@example.org"),
    lambda by: accounts.set_password(by=by, password="hazel otter lantern"),
    lambda by: accounts.set_theme(by=by, theme="dark"),
    lambda by: accounts.sign_out_everywhere(by=by),
]


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_person_themselves_changes_an_account(verb):
    person = make_person("Max Siân")
    with pytest.raises(NotAllowed):
        verb(Viewer.stranger())
    with pytest.raises(NotVisible):
        verb(Viewer(kind="api", person_id=person.pk, load=load))
    verb(viewer_for(person.pk))


def test_an_account_that_was_started_meanwhile_is_not_started_twice():
    first = accounts.start_account(by=Viewer.stranger(), email="Max@Example.org", name="Max Siân")
    second = accounts.start_account(by=Viewer.stranger(), email="max@example.org", name="Somebody else")
    assert first == second and Person.objects.get().name == "Max Siân"
    assert not first.has_usable_password()
    assert find_person(" MAX@example.org ") == first


def test_activity_keeps_no_address():
    person = make_person("Max Siân")
    accounts.add_address(by=viewer_for(person.pk), email="home@example.org")
    line = Activity.objects.get(verb="account.email_added")
    assert "home@example.org" not in str(line.detail)
    assert Job.objects.filter(task="hedgerow.mail.jobs.deliver").count() == len(addresses_of(person)) == 2


def test_an_address_is_taken_while_it_is_on_another_account_by_hand_or_by_code():
    person, other = make_person("Max Siân"), make_person("Ann Thistle")
    with pytest.raises(accounts.AddressTaken):
        accounts.add_address(by=viewer_for(person.pk), email=other.email.upper())


def test_what_has_ended_is_forgotten_and_what_counts_is_kept():
    person = make_person("Max Siân")
    start_device(person, name="Old", place="")
    Device.objects.update(ends_at=timezone.now() - timedelta(days=1))
    start_device(person, name="New", place="")
    assert [one.name for one in devices_of(person.pk)] == ["New"]
    forget_ended.call()
    assert [one.name for one in Device.objects.all()] == ["New"]


def test_a_made_up_mark_of_a_browser_is_worth_nothing():
    person = make_person("Max Siân")
    assert not is_remembered(None, person)
    assert not is_remembered("abc.def:sig", person)
