"""Closing an account: told first, a week to think again, then for good; with the clock moved."""

from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities import actions
from hedgerow.communities.models import Membership
from hedgerow.items import actions as writing
from hedgerow.items.models import Draft, Follow, Item, Reaction, Reply, Revision
from hedgerow.people.addresses import find_person, keep_proved
from hedgerow.people.jobs import close_due_accounts
from hedgerow.people.models import Device, Person
from hedgerow.search.models import Entry
from hedgerow.workflows.closing import close_account, what_closing_means
from tests.world import client_for, make_item, make_reply

pytestmark = pytest.mark.django_db

START = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def clean(db, settings, tmp_path):
    cache.clear()
    settings.FILES = tmp_path / "files"


def text(response):
    return unescape(response.content.decode())


def prove(client, person):
    """As after typing a code a moment ago."""
    session = client.session
    session["hg_proof"] = [person.pk, timezone.now().timestamp()]
    session.save()


def ask(client, person, words):
    prove(client, person)
    return client.post("/settings/close-account/", {"words": words, "read": "1"})


def close(person, words="keep"):
    """Asked, and a week later done by the job."""
    with time_machine.travel(START, tick=False):
        assert ask(client_for(person), person, words).status_code == 303
    with time_machine.travel(START + timedelta(days=7, minutes=31), tick=False):
        close_due_accounts.call()
        run_all()


def test_it_is_told_beforehand_in_numbers(world):
    item = make_item(world.secret, world.max, "One")
    make_item(world.open_, world.max, "Two")
    make_item(world.open_, world.max, "A file", kind="document")
    make_reply(item, world.max)
    make_reply(item, world.ann)
    client = world.client("max")
    assert "/account/confirm/" in client.get("/settings/close-account/")["Location"]
    prove(client, world.max)
    page = text(client.get("/settings/close-account/"))
    assert "2 discussions, 1 reply, 1 document" in page and "You leave 2 communities." in page


def test_nothing_happens_without_a_choice_and_a_tick(world):
    client = world.client("max")
    prove(client, world.max)
    for data in ({}, {"words": "keep"}, {"read": "1"}, {"words": "burn", "read": "1"}):
        assert client.post("/settings/close-account/", data).status_code == 422
    assert Person.objects.get(pk=world.max.pk).closing_at is None


def test_the_only_facilitator_hands_over_first(world):
    client = world.client("fay")
    refused = ask(client, world.fay, "keep")
    assert refused.status_code == 422 and "Open Meadow" in text(refused)
    for place in (world.open_, world.secret):
        heir = Membership.objects.get(person=world.max, community=place)
        actions.change_part(by=world.viewer("fay"), membership=heir, part="facilitator")
    assert ask(client, world.fay, "keep").status_code == 303


def test_the_only_administrator_stays(world):
    refused = ask(world.client("ada"), world.ada, "keep")
    assert refused.status_code == 422 and "only administrator" in text(refused)
    Person.objects.filter(pk=world.fay.pk).update(is_administrator=True)
    assert ask(world.client("ada"), world.ada, "keep").status_code == 303


def test_for_a_week_everything_works_a_banner_says_so_and_it_can_be_taken_back(world):
    with time_machine.travel(START, tick=False):
        client = world.client("max")
        ask(client, world.max, "remove")
    with time_machine.travel(START + timedelta(days=6), tick=False):
        close_due_accounts.call()
        run_all()
        assert "closes on Tuesday 8 December" in text(client.get("/"))
        again = client_for(world.max)
        page = text(again.get("/settings/close-account/"))
        assert "Keep my account" in page, "no proof is asked of who thinks again"
        assert again.post("/settings/close-account/keep/").status_code == 303
        assert "closes on" not in text(again.get("/"))
    with time_machine.travel(START + timedelta(days=30), tick=False):
        close_due_accounts.call()
        run_all()
        assert Person.objects.get(pk=world.max.pk).closed_at is None


def test_when_it_is_final_who_they_were_is_gone_and_their_words_stay(world):
    keep_proved(world.max, "max.home@example.org")
    Person.objects.filter(pk=world.max.pk).update(about="A barge", willing="knots", pronouns="he/him")
    item = make_item(world.secret, world.max, "What Max knew", era=world.secret.era)
    reply = make_reply(
        make_item(world.secret, world.ann, "A question", era=world.secret.era), world.max, "Max answers"
    )
    writing.react(by=world.viewer("max"), item=reply.item, kind="helpful", on=True)
    writing.follow_item(by=world.viewer("max"), item=reply.item, level="follow")
    Draft.objects.create(person=world.max, community=world.secret, title="Half a thought", text="Not yet")
    client = client_for(world.max)
    email = world.max.email
    close(world.max)
    gone = Person.objects.get(pk=world.max.pk)
    assert (gone.name, gone.email, gone.about, gone.willing, gone.pronouns) == ("", None, "", "", "")
    assert not gone.is_active and gone.shown_name == "Former member" and not gone.has_usable_password()
    assert find_person(email) is None and find_person("max.home@example.org") is None
    assert (
        not EmailAddress.objects.filter(user=gone).exists()
        and not Device.objects.filter(person=gone).exists()
    )
    assert "/account/sign-in/" in client.get("/settings/")["Location"]
    assert not Draft.objects.filter(person=gone).exists() and not Follow.objects.filter(person=gone).exists()
    assert not Reaction.objects.filter(person=gone).exists()
    assert Item.objects.get(pk=reply.item_id).helpful == 0
    assert set(Membership.objects.filter(person=gone).values_list("state", flat=True)) == {"left"}
    assert not Entry.objects.filter(person=gone).exists()
    page = text(world.client("ann").get(f"/d/{item.code}/{item.slug}/"))
    assert "What Max knew" in page and "Former member" in page and "Max Siân" not in page
    assert "Max answers" in text(world.client("ann").get(f"/d/{reply.item.code}/{reply.item.slug}/"))
    assert world.client("ann").get(f"/people/{gone.code}/former-member/").status_code == 404


def stored_texts():
    """Every text in every table, for a search by hand."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_words_that_were_to_go_are_nowhere_and_those_of_others_stay(world):
    era = world.secret.era
    alone = make_item(world.secret, world.max, "Marmalade alone", text="Marmalade inside", era=era)
    shared = make_item(world.secret, world.max, "Marmalade shared", text="Marmalade source", era=era)
    Revision.objects.create(
        item=shared, title="Marmalade before", source="Marmalade old", plain="Marmalade old"
    )
    anns = make_reply(shared, world.ann, "Ann's own words")
    question = make_item(world.secret, world.ann, "Ann asks", kind="question", era=era)
    answer = make_reply(question, world.max, "Marmalade answer")
    Item.objects.filter(pk=question.pk).update(answer=answer)
    Draft.objects.create(person=world.max, community=world.secret, title="Marmalade draft", text="Marmalade")
    assert "Marmalade" in stored_texts()
    close(world.max, "remove")
    assert "Marmalade" not in stored_texts() and "Ann's own words" in stored_texts()
    alone.refresh_from_db()
    shared.refresh_from_db()
    question.refresh_from_db()
    assert (alone.state, shared.state) == ("removed", "published")
    assert (question.answer_id, question.reply_count) == (None, 0)
    assert Reply.objects.get(pk=answer.pk).state == "removed"
    page = text(world.client("ann").get(f"/d/{shared.code}/{shared.slug}/"))
    assert "Ann's own words" in page and "Former member" in page and anns.number == 1
    assert world.client("ann").get(f"/d/{alone.code}/x/").status_code == 404
    assert world.client("fay").post(f"/d/{alone.code}/restore/").status_code == 403, "there is no way back"


def test_it_is_done_once_and_never_early(world):
    with time_machine.travel(START, tick=False):
        ask(world.client("max"), world.max, "keep")
        assert not close_account(world.max.pk, timezone.now() + timedelta(days=6, hours=23))
        assert close_account(world.max.pk, timezone.now() + timedelta(days=7))
        assert not close_account(world.max.pk, timezone.now() + timedelta(days=8))
    assert not close_account(world.ann.pk, timezone.now())


def test_a_community_is_never_left_alone_even_when_the_other_facilitator_went_meanwhile(world):
    heir = Membership.objects.get(person=world.max, community=world.secret)
    actions.change_part(by=world.viewer("fay"), membership=heir, part="facilitator")
    heir = Membership.objects.get(person=world.max, community=world.open_)
    actions.change_part(by=world.viewer("fay"), membership=heir, part="facilitator")
    with time_machine.travel(START, tick=False):
        ask(client_for(world.fay), world.fay, "keep")
        actions.leave_community(by=world.viewer("max"), community=world.secret)
    with time_machine.travel(START + timedelta(days=8), tick=False):
        close_due_accounts.call()
        run_all()
    left = Membership.objects.filter(community=world.secret, part="facilitator", state="active")
    assert [one.person for one in left] == [world.ann], "whoever is a member longest looks after it"


def test_numbers_are_those_of_ones_own_words(world):
    make_item(world.secret, world.ann, "Not mine")
    assert what_closing_means(world.viewer("max"))[:4] == (2, 0, 0, 0)
