"""Accounts of others: shut and opened, helped to sign in, merged and parted, and everything that one put in undone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.models import Membership, Room, RoomMembership
from hedgerow.communities.standings import viewer_for
from hedgerow.items import actions as writing
from hedgerow.items.models import Draft, Follow, Item, Reaction, ReadMark, Reply
from hedgerow.people.actions.managing import (
    deactivate,
    end_administrator,
    make_administrator,
    make_help_code,
    reactivate,
    use_help_code,
)
from hedgerow.people.addresses import addresses_of, find_person, keep_proved
from hedgerow.people.models import Deed, Person, Token
from hedgerow.workflows.merging import STAYS, keys_to_people, merge_accounts, undo_merge, what_merging_does
from hedgerow.workflows.removing_words import remove_everything, undo_removal, what_they_put_in
from tests.oracles.unchanged import DECLARED, changes, state
from tests.world import belong, client_for, enter, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db
WHY = "They asked for it by telephone."
#: What the log, the queue and the activity hold on to; a version only grows.
TRACES = DECLARED | {"people_deed", "activity_activity", "jobs_job", "items_item", "people_person"}


@pytest.fixture(autouse=True)
def clean(db, settings, tmp_path):
    cache.clear()
    settings.FILES = tmp_path / "files"


def letters(person):
    run_all()
    return [one for one in mail.outbox if one.to == [person.email]]


def test_a_deactivated_account_is_refused_at_the_next_request_told_and_opened_again(world):
    client = client_for(world.max)
    item = make_item(world.secret, world.max)
    assert client.get("/settings/").status_code == 200
    deactivate(by=world.viewer("ada"), code=world.max.code, why=WHY)
    assert client.get("/settings/").status_code == 302
    assert client.get(f"/d/{item.code}/a-discussion/").status_code == 404
    assert WHY in letters(world.max)[0].body
    assert world.client("ann").get(f"/d/{item.code}/a-discussion/").status_code == 200, (
        "what they wrote stays"
    )
    reactivate(by=world.viewer("ada"), code=world.max.code)
    assert client.get("/settings/").status_code == 302, "the old device stays signed out"
    assert client_for(Person.objects.get(pk=world.max.pk)).get("/settings/").status_code == 200
    assert Deed.objects.get(verb="person.deactivated").undone_by == world.ada


@pytest.mark.parametrize("who", ["fay", "max", "otto", "nobody"])
def test_only_administrators_do_it(world, who):
    by = world.viewer(who)
    for deed in (
        lambda: deactivate(by=by, code=world.ann.code, why=WHY),
        lambda: make_help_code(by=by, code=world.ann.code, why=WHY),
        lambda: make_administrator(by=by, code=world.ann.code),
        lambda: merge_accounts(by=by, kept=world.ann.code, other=world.lil.code, why=WHY),
        lambda: remove_everything(by=by, code=world.ann.code, why=WHY),
    ):
        with pytest.raises((NotAllowed, NotVisible)):
            deed()
    assert not Deed.objects.exists() and Person.objects.get(pk=world.ann.pk).is_active


def test_nobody_does_it_to_themselves_and_the_last_administrator_stays(world):
    with pytest.raises(NotAllowed):
        deactivate(by=world.viewer("ada"), code=world.ada.code, why=WHY)
    make_administrator(by=world.viewer("ada"), code=world.max.code)
    assert world.client("max").get("/manage/").status_code == 200
    end_administrator(by=world.viewer("max"), code=world.ada.code)
    assert world.client("ada").get("/manage/").status_code == 404
    with pytest.raises(NotAllowed):
        deactivate(by=world.viewer("max"), code=world.max.code, why=WHY)


# A code to sign in with.


def come(email, code, client=None):
    return (client or client_for(None)).post("/account/help-code/", {"email": email, "code": code})


def test_a_code_signs_in_once_and_is_told_and_written_down(world):
    digits = make_help_code(by=world.viewer("ada"), code=world.max.code, why=WHY)
    assert len(digits) == 8 and digits not in str(list(Token.objects.values())), "only a hash is kept"
    assert "Ada Rowan" in letters(world.max)[0].body and digits not in letters(world.max)[0].body
    client = client_for(None)
    assert come(world.max.email, f"{digits[:4]} {digits[4:]}", client).status_code == 303
    assert client.get("/settings/").status_code == 200
    assert client.get("/settings/password/")["Location"].startswith("/account/confirm/"), (
        "it proves too little"
    )
    assert come(world.max.email, digits).status_code == 422, "once only"
    assert set(Deed.objects.values_list("verb", flat=True)) == {"person.helped", "person.came_by_code"}


def test_a_code_ends_after_a_quarter_of_an_hour_and_by_a_newer_one(world):
    old = make_help_code(by=world.viewer("ada"), code=world.max.code, why=WHY)
    new = make_help_code(by=world.viewer("ada"), code=world.max.code, why=WHY)
    assert use_help_code(email=world.max.email, typed=old) is None or old == new
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert use_help_code(email=world.max.email, typed=new) is None
    assert use_help_code(email=world.max.email, typed=new) == world.max


def test_tries_are_few_and_no_answer_tells_whether_somebody_has_the_address(world):
    digits = make_help_code(by=world.viewer("ada"), code=world.max.code, why=WHY)
    wrong = "00000000" if digits != "00000000" else "11111111"
    for email in (world.max.email, "nobody.at.all@example.org"):
        answers = [come(email, wrong) for _try in range(6)]
        assert [one.status_code for one in answers] == [422] * 5 + [429]
    here, nowhere = (come_text(email, wrong) for email in (world.ann.email, "somebody@example.org"))
    assert here.replace(world.ann.email, "X") == nowhere.replace("somebody@example.org", "X")
    assert come(world.max.email, digits).status_code == 429


def come_text(email, code):
    return re.sub(r'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "\w+"', "", come(email, code).content.decode())


def test_no_code_is_made_for_an_administrator_or_a_shut_account(world):
    make_administrator(by=world.viewer("ada"), code=world.max.code)
    deactivate(by=world.viewer("ada"), code=world.ann.code, why=WHY)
    for person in (world.max, world.ann):
        with pytest.raises(NotAllowed):
            make_help_code(by=world.viewer("ada"), code=person.code, why=WHY)


# Two accounts made one.


def test_every_key_to_a_person_is_decided(world):
    labels = {(model._meta.label, field) for model, field in keys_to_people()}
    assert labels >= STAYS, "a key that no longer exists"
    unique = {
        (model._meta.label, field)
        for model, field in keys_to_people()
        if any(field in getattr(one, "fields", ()) for one in model._meta.constraints)
    }
    known = {
        "Membership",
        "RoomMembership",
        "CommunityFollow",
        "Grant",
        "Reaction",
        "Follow",
        "ReadMark",
        "Mention",
    }
    unknown = {pair for pair in unique if pair[0].split(".")[1] not in known | {"EmailAddress"}}
    assert not unknown, "say what becomes of two of one thing in hedgerow/workflows/merging_rows.py"


@pytest.fixture
def twins(world):
    """Max has a second account, with something of each kind, and with some things that both have."""
    other = make_person("Max again")
    keep_proved(other, other.email)
    keep_proved(world.max, world.max.email)
    own = make_community("Own Lane", "private")
    belong(other, own)
    belong(other, world.secret, "facilitator")
    room = Room.objects.create(community=own, name="Their room")
    enter(other, room)
    item = make_item(world.secret, world.ann, "One")
    theirs = make_item(own, other, "Theirs")
    make_reply(item, other, "By the other")
    for person in (world.max, other):
        writing.react(by=viewer_for(person.pk), item=item, kind="helpful", on=True)
        Follow.objects.get_or_create(person=person, item=item)
    ReadMark.objects.create(person=world.max, item=item, number=0, at=timezone.now())
    ReadMark.objects.create(person=other, item=item, number=1, at=timezone.now())
    Draft.objects.create(person=other, community=own, title="Begun")
    return world, other, item, theirs, own, room


def test_merging_joins_everything_and_tells_both(twins):
    world, other, item, theirs, own, room = twins
    addresses = {world.max.email, other.email}
    does = what_merging_does(world.viewer("ada"), kept=world.max, other=other)
    assert (does.communities, does.both, does.discussions, does.replies) == (2, 1, 1, 1)
    merge_accounts(by=world.viewer("ada"), kept=world.max.code, other=other.code, why=WHY)
    run_all()
    assert {one.to[0] for one in mail.outbox} == addresses
    assert {one.email for one in addresses_of(world.max)} == addresses
    assert find_person(sorted(addresses)[0]) == find_person(sorted(addresses)[1]) == world.max
    assert not Item.objects.filter(author=other).exists() and not Reply.objects.filter(author=other).exists()
    assert Membership.objects.get(person=world.max, community=own).state == "active"
    assert Membership.objects.get(person=world.max, community=world.secret).part == "facilitator"
    assert RoomMembership.objects.filter(person=world.max, room=room).exists()
    item.refresh_from_db()
    assert item.helpful == 1 == Reaction.objects.filter(item=item, kind="helpful").count()
    assert ReadMark.objects.get(person=world.max, item=item).number == 1
    assert Draft.objects.get().person == world.max
    world.secret.refresh_from_db()
    assert world.secret.member_count == Membership.objects.here().filter(community=world.secret).count()
    assert client_for(Person.objects.get(pk=other.pk)).get("/settings/").status_code == 302
    assert client_for(world.max).get(f"/d/{theirs.code}/theirs/").status_code == 200


def test_an_undone_merge_leaves_everything_as_it_was(twins):
    world, other, *_rest = twins
    by = world.viewer("ada")
    before = state(leave_out=TRACES)
    reactions = sorted(Reaction.objects.values_list("person", "item", "kind"))
    deed = merge_accounts(by=by, kept=world.max.code, other=other.code, why=WHY)
    undo_merge(by=by, deed_id=deed.pk)
    after = state(leave_out=TRACES)
    changed = set(changes(before, after)) - {"items_reaction", "communities_membership"}
    assert not changed
    assert sorted(Reaction.objects.values_list("person", "item", "kind")) == reactions
    again = Person.objects.get(pk=other.pk)
    assert again.is_active and again.merged_into is None and again.email == other.email
    assert Membership.objects.get(person=other, community=world.secret).part == "facilitator"
    assert Membership.objects.get(person=world.max, community=world.secret).part == "member"
    with pytest.raises(NotAllowed):
        undo_merge(by=by, deed_id=deed.pk)


def test_a_suspension_follows_into_the_one_account_and_eras_that_do_not_meet_are_not_joined(world):
    twin, far = make_person("Sue again"), make_person("Max far")
    belong(twin, world.secret)
    merge_accounts(by=world.viewer("ada"), kept=twin.code, other=world.sue.code, why=WHY)
    assert Membership.objects.get(person=twin, community=world.secret).state == "suspended"
    belong(far, world.secret, from_era=5)
    Membership.objects.filter(person=world.max, community=world.secret).update(from_era=1, to_era=2)
    merge_accounts(by=world.viewer("ada"), kept=far.code, other=world.max.code, why=WHY)
    found = Membership.objects.get(person=far, community=world.secret)
    assert (found.from_era, found.to_era) in ((1, 2), (5, 32767)), "nobody saw era 3"


def test_a_place_in_a_room_that_was_left_does_not_wake_by_a_merge(world):
    inside = make_item(world.secret, world.ann, "In the room", room=world.room)
    for left, here in (
        (make_person("Left one"), make_person("Here one")),
        (make_person("L"), make_person("H")),
    ):
        belong(left, world.secret)
        enter(left, world.room)
        Membership.objects.filter(person=left).update(state="left")
        belong(here, world.secret)
        kept, other = (left, here) if left.name == "L" else (here, left)
        merge_accounts(by=world.viewer("ada"), kept=kept.code, other=other.code, why=WHY)
        assert Membership.objects.get(person=kept, community=world.secret).state == "active"
        assert (
            client_for(Person.objects.get(pk=kept.pk)).get(f"/d/{inside.code}/in-the-room/").status_code
            == 404
        )


def test_who_was_suspended_since_stays_so_when_the_merge_is_undone(world):
    twin = make_person("Max again")
    keep_proved(twin, twin.email)
    belong(twin, world.secret)
    deed = merge_accounts(by=world.viewer("ada"), kept=world.max.code, other=twin.code, why=WHY)
    Membership.objects.filter(person=world.max, community=world.secret).update(state="suspended")
    undo_merge(by=world.viewer("ada"), deed_id=deed.pk)
    states = Membership.objects.filter(community=world.secret, person__in=[world.max, twin])
    assert set(states.values_list("state", flat=True)) == {"suspended"}


def test_an_end_that_has_come_is_not_made_endless_by_a_merge(world):
    twin = make_person("Max again")
    belong(twin, world.secret, "facilitator", ends_at=timezone.now() - timedelta(days=1))
    merge_accounts(by=world.viewer("ada"), kept=world.max.code, other=twin.code, why=WHY)
    assert Membership.objects.get(person=world.max, community=world.secret).part == "member"


def test_an_administrators_account_is_never_merged(world):
    for kept, other in ((world.ada, world.max), (world.max, world.ada)):
        with pytest.raises(NotAllowed):
            merge_accounts(by=world.viewer("ada"), kept=kept.code, other=other.code, why=WHY)


# Everything that one account put in.


def test_everything_one_account_put_in_goes_out_of_sight_and_comes_back(world):
    mine = make_item(world.secret, world.max, "Mine")
    room = make_item(world.secret, world.max, "In the room", room=world.room)
    ann = make_item(world.open_, world.ann, "Ann's", audience="web")
    reply = make_reply(ann, world.max, "Buy this")
    writing.react(by=world.viewer("max"), item=ann, kind="helpful", on=True)
    words = what_they_put_in(world.viewer("ada"), world.max)
    assert (words.discussions, words.replies, words.reactions) == (2, 1, 1)
    deed = remove_everything(by=world.viewer("ada"), code=world.max.code, why="Spam in two communities")
    assert deed.numbers["discussions"] == 2
    for item in (mine, room):
        item.refresh_from_db()
        assert item.state == "removed"
    ann.refresh_from_db()
    reply.refresh_from_db()
    assert (ann.state, ann.reply_count, ann.helpful, reply.state) == ("published", 0, 0, "removed")
    with pytest.raises(NotAllowed):
        writing.restore_item(by=world.viewer("max"), item=mine)
    undo_removal(by=world.viewer("ada"), deed_id=deed.pk)
    ann.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.state, ann.reply_count, ann.helpful) == ("published", 1, 1)


def test_what_somebody_had_removed_before_stays_removed(world):
    gone = make_item(world.secret, world.max, "Gone")
    writing.remove_item(by=world.viewer("fay"), item=gone)
    deed = remove_everything(by=world.viewer("ada"), code=world.max.code, why=WHY)
    undo_removal(by=world.viewer("ada"), deed_id=deed.pk)
    gone.refresh_from_db()
    assert gone.state == "removed"


def test_the_numbers_cost_the_same_however_much_there_is(world):
    def cost():
        with CaptureQueriesContext(connection) as found:
            client.get(f"/manage/people/{world.max.code}/")
        return len(found)

    client = world.client("ada")
    cost()
    make_item(world.secret, world.max)
    one = cost()
    for _more in range(3):
        make_item(world.secret, world.max)
    assert cost() == one
