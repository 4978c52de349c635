"""Who may register at every door; and communities that nobody looks after: offered, taken on, given somebody."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities import actions
from hedgerow.communities.actions.rescuing import offer_communities
from hedgerow.communities.models import Membership
from hedgerow.people.actions.accounts import start_account
from hedgerow.people.actions.managing import deactivate
from hedgerow.people.actions.place import change_place
from hedgerow.people.models import Person
from hedgerow.people.place import place
from hedgerow.people.registering import NotOpen, plain_domain
from tests.world import client_for, make_person

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(reason="a test")


def text(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(community, rest=""):
    return f"/c/{community.code}/{community.slug}/{rest}"


def come(email, going_to="/"):
    """Type an address and then the code that came: the page that follows, and the client."""
    client = client_for(None)
    sent = client.post("/account/sign-in/", {"email": email, "next": going_to})
    run_all()
    codes = [re.search(r"\b\d{6}\b", one.body) for one in mail.outbox if one.to == [email.lower()]]
    code = [found[0] for found in codes if found][-1]
    right = client.post(sent["Location"], {"code": code, "next": going_to})
    return client, client.get(right["Location"])


def register(client, going_to="/"):
    return client.post("/account/new/", {"name": "Nia Siân", "next": going_to})


def only(world, kind, domains=""):
    change_place(by=world.viewer("ada"), registration=kind, domains=domains)


def test_anyone_may_register_until_somebody_says_otherwise(world):
    client, page = come("nia@example.org")
    assert page.status_code == 200
    assert register(client).status_code == 303
    assert Person.objects.filter(email="nia@example.org").exists()


def test_by_invitation_others_prove_their_address_and_only_then_read_that_they_must_be_invited(world):
    only(world, "invitation")
    client, page = come("nia@example.org")
    assert page.status_code == 403 and "New accounts are by invitation" in text(page)
    assert register(client).status_code == 403
    assert not Person.objects.filter(email="nia@example.org").exists()
    with pytest.raises(NotOpen):
        start_account(by=Viewer.stranger(), email="nia@example.org", name="Nia")


def test_whoever_is_invited_comes_in_by_the_address_or_by_a_working_link(world):
    only(world, "invitation")
    actions.invite_people(by=world.viewer("fay"), community=world.secret, people=[("Nia", "nia@example.org")])
    client, page = come("nia@example.org")
    assert page.status_code == 200 and register(client).status_code == 303
    link, secret = actions.make_link(by=world.viewer("fay"), community=world.secret)
    door = f"/join/{secret}/"
    client, page = come("tom@example.org", door)
    assert page.status_code == 200 and register(client, door).status_code == 303
    _client, page = come("uma@example.org", "/join/made-up-secret/")
    assert page.status_code == 403
    actions.revoke_link(by=world.viewer("fay"), link=link)
    _client, page = come("vic@example.org", door)
    assert page.status_code == 403


def test_by_domain_an_address_there_is_enough_and_none_that_only_looks_like_it(world):
    only(world, "domains", "trust.example.org xn--bcher-kva.example")
    for email in ("nia@trust.example.org", "NIA2@TRUST.EXAMPLE.ORG", "lea@bücher.example"):
        start_account(by=Viewer.stranger(), email=email, name="Nia")
    for email in (
        "x@example.org",
        "x@other.trust.example.org",
        "x@trust.example.org.evil.example",
        "x@bucher.example",
    ):
        with pytest.raises(NotOpen):
            start_account(by=Viewer.stranger(), email=email, name="Nia")
    assert plain_domain("Bücher.Example.") == "xn--bcher-kva.example"
    assert plain_domain("no domain") == plain_domain("word") == ""


def test_up_to_the_code_nothing_tells_whether_an_address_has_an_account(world):
    only(world, "invitation")
    there, nowhere = world.max.email, "nobody.here@example.org"
    pages = []
    for email in (there, nowhere):
        client = client_for(None)
        sent = client.post("/account/sign-in/", {"email": email})
        page = (
            client.get(sent["Location"])
            .content.decode()
            .replace(email, "X")
            .replace(email.replace("@", "%40"), "X")
        )
        pages.append((sent["Location"], re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", page)))
    assert pages[0] == pages[1]
    assert [one.to[0] for one in mail.outbox] == [there, nowhere]


def test_what_follows_is_told_in_numbers_before_the_door_is_closed(world):
    client = world.client("ada")
    make_person("Far Away", is_active=True)
    sent = {"registration": "domains", "domains": "trust.example.org"}
    first = client.post("/manage/settings/register/", sent)
    assert first.status_code == 200 and "have an address at another domain, and keep their accounts" in text(
        first
    )
    assert place().registration == "anyone"
    assert client.post("/manage/settings/register/", {**sent, "told": "domains"}).status_code == 303
    assert place().registration == "domains"
    wrong = client.post("/manage/settings/register/", {"registration": "domains", "domains": "not a domain"})
    assert wrong.status_code == 422 and "is not a domain" in text(wrong)


# Nobody looks after it.


def without(world):
    """Fay's account is shut: nobody looks after either community."""
    deactivate(by=world.viewer("ada"), code=world.fay.code, why="She asked for it herself.")


def test_a_community_that_lost_its_last_facilitator_is_offered_to_those_who_were_there_longest(world):
    without(world)
    run_all()
    asked = [one for one in mail.outbox if "take-on" in one.body]
    assert {one.to[0] for one in asked} == {world.max.email, world.ann.email}, "members before listeners"
    secret = [one for one in asked if world.secret.code in one.body]
    assert len(secret) == 2 and not any("Quiet" in one.subject + one.body for one in secret)
    assert offer_communities(by=SYSTEM) == 0, "once a week"
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert offer_communities(by=SYSTEM) == 2
        run_all()
    assert world.lil.email in {one.to[0] for one in mail.outbox}, "then everybody"


def test_one_of_them_takes_it_on_and_the_next_reads_that_somebody_did(world):
    without(world)
    assert "Would you look after Quiet Copse" in text(world.client("max").get(url(world.secret, "take-on/")))
    assert world.client("max").post(url(world.secret, "take-on/")).status_code == 303
    assert Membership.objects.get(person=world.max, community=world.secret).part == "facilitator"
    late = world.client("ann").post(url(world.secret, "take-on/"))
    assert late.status_code == 403 and "Somebody looks after Quiet Copse by now" in text(late)
    assert "Max Siân took it on" in text(world.client("lil").get(url(world.secret, "log/")))


@pytest.mark.parametrize("who", ["otto", "sue", "rex", "ask", "alma"])
def test_nobody_from_outside_takes_it_on(world, who):
    without(world)
    assert world.client(who).post(url(world.secret, "take-on/")).status_code in (403, 404)
    assert (
        not Membership.objects.facilitators().filter(community=world.secret, person__is_active=True).exists()
    )


def test_while_somebody_looks_after_it_nobody_takes_it_on_and_no_administrator_comes_between(world):
    assert world.client("max").post(url(world.secret, "take-on/")).status_code == 403
    path = f"/manage/communities/{world.secret.code}/facilitator/"
    assert world.client("ada").get(path).status_code == 403
    with pytest.raises(NotAllowed):
        actions.name_facilitator(
            by=world.viewer("ada"), code=world.secret.code, email=world.max.email, why="x" * 20
        )


def test_an_administrator_names_one_of_its_people_and_everybody_inside_reads_it(world):
    without(world)
    client, path = world.client("ada"), f"/manage/communities/{world.secret.code}/facilitator/"
    why = "Ann and I spoke by telephone."
    refused = [
        client.post(path, {"email": email, "why": why}) for email in (world.otto.email, "no@example.org")
    ]
    assert [one.status_code for one in refused] == [422, 422]
    assert all("Nobody with that address belongs to this community" in text(one) for one in refused)
    assert client.post(path, {"email": world.ann.email, "why": why}).status_code == 303
    assert Membership.objects.get(person=world.ann, community=world.secret).part == "facilitator"
    for who in ("max", "lil"):
        words = text(world.client(who).get(url(world.secret, "log/")))
        assert "Ada Rowan, an administrator, named Ann Thistle" in words and why in words
    assert client.get(url(world.secret)).status_code == 404, "naming lets nobody in"
    run_all()
    assert any(one.to == [world.ann.email] and why in one.body for one in mail.outbox)
