"""Starting, replying, editing: what is written and who may; without pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.models import Activity
from hedgerow.base.text import MAX_LENGTH, TextTooLong
from hedgerow.communities.models import Community
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import (
    DifferentText,
    add_reply,
    close_item,
    edit_item,
    edit_reply,
    follow_item,
    open_draft,
    start_item,
)
from hedgerow.items.models import Draft, Follow, Item, Mention, ReadMark, Reply, Revision
from tests.world import belong, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db


def start(world, who="max", community=None, **extra):
    extra.setdefault("text", "What do you do on a Friday?")
    return start_item(
        by=world.viewer(who),
        community=community or world.secret,
        kind=extra.pop("kind", "discussion"),
        title=extra.pop("title", "Fridays"),
        **extra,
    )


def test_a_member_starts_a_discussion_with_everything_in_its_place(world):
    item = start(world, title="  First   on-call ", text="**Ask** early.")
    assert (item.title, item.source, item.plain) == ("First on-call", "**Ask** early.", "Ask early.")
    assert "<strong>Ask</strong>" in item.html
    assert (item.state, item.audience, item.era) == ("published", "members", world.secret.era)
    assert item.published_at == item.last_active_at
    assert Follow.objects.get(item=item).why == "started"
    assert ReadMark.objects.get(item=item, person=world.max).number == 0
    line = Activity.objects.get(verb="item.started")
    assert (line.item_id, line.person_id, line.community_id) == (item.pk, world.max.pk, world.secret.pk)


@pytest.mark.parametrize("reading,audience", [("web", "web"), ("network", "network"), ("members", "members")])
def test_the_audience_is_that_of_the_community_unless_somebody_narrows_it(world, reading, audience):
    world.open_.reading = reading
    world.open_.save()
    assert start(world, community=world.open_).audience == audience
    assert start(world, community=world.open_, audience="members").audience == "members"


def test_nothing_is_wider_than_its_community(world):
    assert start(world, community=world.open_, audience="web").audience == "web"
    with pytest.raises(NotAllowed):
        start(world, audience="web")
    with pytest.raises(NotAllowed):
        start(world, audience="network")


def test_in_a_room_it_is_for_the_room(world):
    assert start(world, room=world.room).audience == "room"
    with pytest.raises(NotAllowed):
        start(world, room=world.room, audience="members")


def test_only_facilitators_write_to_facilitators(world):
    assert start(world, "fay", audience="facilitators").audience == "facilitators"
    with pytest.raises(NotAllowed):
        start(world, "max", audience="facilitators")


@pytest.mark.parametrize("who", ["ivo", "ask", "sue", "rex", "alma", "otto", "nobody", "ada"])
def test_who_does_not_belong_starts_nothing(world, who):
    assert start(world, "lil").pk
    with pytest.raises((NotAllowed, NotVisible)):
        start(world, who)
    assert Item.objects.count() == 1


def test_who_is_not_in_the_room_starts_nothing_there(world):
    assert start(world, "max", room=world.room).pk
    with pytest.raises(NotVisible):
        start(world, "ann", room=world.room)


def test_a_reply_moves_everything_that_depends_on_it(world):
    item = make_item(world.secret, world.fay)
    before = timezone.now() - timedelta(days=3)
    Item.objects.filter(pk=item.pk).update(last_active_at=before)
    Community.objects.filter(pk=world.secret.pk).update(last_active_at=before, era=3)
    reply = add_reply(by=world.viewer("max"), item=item, text="I go home.")
    item.refresh_from_db()
    world.secret.refresh_from_db()
    assert (reply.number, reply.era, reply.state) == (1, 3, "published")
    assert (item.last_number, item.reply_count, item.version) == (1, 1, 2)
    assert item.last_active_at == reply.published_at == world.secret.last_active_at
    assert ReadMark.objects.get(item=item, person=world.max).number == 1
    assert Follow.objects.get(item=item, person=world.max).why == "replied"
    assert Activity.objects.get(verb="reply.added").reply_id == reply.pk


def test_what_happens_in_a_room_moves_no_community_in_the_order_that_outsiders_see(world):
    before = timezone.now() - timedelta(days=3)
    Community.objects.update(last_active_at=before)
    inside = make_item(world.secret, world.fay, room=world.room)
    among = make_item(world.secret, world.fay, audience="facilitators")
    for item in (inside, among):
        add_reply(by=world.viewer("fay"), item=item, text="Between us.")
    world.secret.refresh_from_db()
    assert world.secret.last_active_at == before


def test_who_muted_a_discussion_stays_out_of_it_after_replying(world):
    item = make_item(world.secret, world.fay)
    follow_item(by=world.viewer("max"), item=item, level="mute")
    add_reply(by=world.viewer("max"), item=item, text="Just this once.")
    assert Follow.objects.get(item=item, person=world.max).level == "mute"


def test_replying_to_somebody_names_them_only_within_the_same_discussion(world):
    item, other = make_item(world.secret, world.fay), make_item(world.secret, world.fay)
    here, elsewhere = make_reply(item, world.ann), make_reply(other, world.ann)
    assert add_reply(by=world.viewer("max"), item=item, text="Yes", replying_to=here).replying_to == here
    assert add_reply(by=world.viewer("max"), item=item, text="No", replying_to=elsewhere).replying_to is None


def test_an_earlier_moment_can_be_given_and_does_not_go_backwards(world):
    at = timezone.now() - timedelta(days=20)
    item = start(world, at=at)
    reply = add_reply(by=world.viewer("ann"), item=item, text="Then", at=at + timedelta(days=1))
    item.refresh_from_db()
    assert item.published_at == at
    assert Item.objects.get(pk=item.pk).created_at == at
    assert item.last_active_at == reply.published_at == at + timedelta(days=1)
    add_reply(by=world.viewer("ann"), item=item, text="Even before", at=at)
    item.refresh_from_db()
    assert item.last_active_at == at + timedelta(days=1)


def test_a_closed_discussion_says_so_and_takes_no_reply(world):
    item = make_item(world.secret, world.fay)
    assert add_reply(by=world.viewer("max"), item=item, text="In time").number == 1
    close_item(by=world.viewer("fay"), item=item, on=True)
    with pytest.raises(NotAllowed, match="closed"):
        add_reply(by=world.viewer("max"), item=item, text="Too late")
    close_item(by=world.viewer("fay"), item=item, on=False)
    assert add_reply(by=world.viewer("max"), item=item, text="Again").number == 2


def test_an_archived_community_says_so_and_takes_nothing(world):
    item = make_item(world.secret, world.max)
    reply = add_reply(by=world.viewer("max"), item=item, text="In time")
    Community.objects.filter(pk=world.secret.pk).update(archived_at=timezone.now())
    item = Item.objects.select_related("community").get(pk=item.pk)
    world.secret.refresh_from_db()
    for deed in (
        lambda: add_reply(by=world.viewer("max"), item=item, text="Late"),
        lambda: edit_item(by=world.viewer("max"), item=item, title="Late", text="Late"),
        lambda: edit_reply(by=world.viewer("max"), reply=reply, text="Late"),
        lambda: start(world),
    ):
        with pytest.raises(NotAllowed, match="archived"):
            deed()
    assert Reply.objects.count() == 1


def test_a_text_without_end_is_refused_with_a_sentence_and_nothing_is_half_written(world):
    with pytest.raises(TextTooLong) as refused:
        start(world, text="word " * MAX_LENGTH)
    assert str(refused.value)
    assert not Item.objects.exists()


# Editing


def test_editing_keeps_what_was_said_before(world):
    item = start(world, title="Frydays", text="Teh text")
    edit_item(by=world.viewer("max"), item=item, title="Fridays", text="The text")
    item.refresh_from_db()
    assert (item.title, item.plain, item.version) == ("Fridays", "The text", 2)
    assert item.edited_at is not None
    before = Revision.objects.get(item=item)
    assert (before.title, before.plain, before.by) == ("Frydays", "Teh text", world.max)


def test_saving_the_same_words_again_is_no_edit(world):
    item = start(world, title="Fridays", text="Line one\nLine two")
    edit_item(by=world.viewer("max"), item=item, title="Fridays", text="Line one\r\nLine two\r\n")
    item.refresh_from_db()
    assert item.edited_at is None
    assert not Revision.objects.exists()


def test_nobody_edits_the_words_of_another(world):
    item = start(world)
    reply = add_reply(by=world.viewer("max"), item=item, text="Mine")
    edit_reply(by=world.viewer("max"), reply=reply, text="Mine, better")
    for who in ("fay", "ann"):
        with pytest.raises(NotAllowed):
            edit_item(by=world.viewer(who), item=item, title="Theirs", text="Theirs")
        with pytest.raises(NotAllowed):
            edit_reply(by=world.viewer(who), reply=reply, text="Theirs")
    with pytest.raises(NotVisible):
        edit_reply(by=world.viewer("otto"), reply=reply, text="Theirs")
    assert Revision.objects.get(reply=reply).plain == "Mine"
    assert Item.objects.get(pk=item.pk).version == 3


# Names


def named(row):
    return {
        person.name
        for person in [m.person for m in Mention.objects.filter(item=row).select_related("person")]
    }


def test_who_sees_it_can_be_named_and_who_does_not_stays_plain_words(world):
    item = start(world, room=world.room, text="@Fay O'Brien and @Ann Thistle, what do you think?")
    # Ann belongs to the community, and is not in the room.
    assert f"@{{{world.fay.code}}}" in item.source
    assert "@Ann Thistle" in item.source
    assert named(item) == {"Fay O'Brien"}
    outside = start(world, text="@Ann Thistle")
    assert named(outside) == {"Ann Thistle"}


def test_a_code_typed_by_hand_tells_nobody_who_does_not_see_it(world):
    item = start(world, text=f"@{{{world.otto.code}}} @{{{world.ann.code}}}")
    assert named(item) == {"Ann Thistle"}


def test_editing_brings_the_names_in_step(world):
    item = start(world, text="@Ann Thistle")
    assert named(item) == {"Ann Thistle"}
    edit_item(by=world.viewer("max"), item=item, title=item.title, text="@Fay O'Brien")
    assert named(item) == {"Fay O'Brien"}


def test_a_guest_learns_from_names_only_who_takes_part(world):
    """An outsider who may reply must not find out who belongs by typing names."""
    from hedgerow.items.models import Grant

    item = make_item(world.secret, world.fay)
    make_reply(item, world.max)
    Grant.objects.create(
        person=world.otto, item=item, accepted_at=timezone.now(), ends_at=timezone.now() + timedelta(days=1)
    )
    text = "@Fay O'Brien @Max Siân @Ann Thistle"
    assert named_of(add_reply(by=world.viewer("lil"), item=item, text=text)) == {
        "Fay O'Brien",
        "Max Siân",
        "Ann Thistle",
    }
    assert named_of(add_reply(by=world.viewer("otto"), item=item, text=text)) == {"Fay O'Brien", "Max Siân"}


def named_of(reply):
    return {mention.person.name for mention in Mention.objects.filter(reply=reply).select_related("person")}


def test_a_guest_of_some_room_is_not_offered_where_something_new_begins(world):
    from hedgerow.items.models import Grant
    from hedgerow.items.text import nameable

    other = make_community("Far Field", "private")
    nora = make_person("Nora Nettle")
    belong(nora, other)
    Grant.objects.create(
        person=world.otto,
        room=world.room,
        accepted_at=timezone.now(),
        ends_at=timezone.now() + timedelta(days=1),
    )
    begun = Item(community=other, kind="discussion", audience="members", state="published", era=other.era)
    belong(world.max, other)
    found = set(nameable(viewer_for(nora.pk), begun).values_list("name", flat=True))
    assert found == {"Nora Nettle", "Max Siân"}


# Drafts as the key


def test_posting_the_same_words_again_gives_the_same_row(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    first = add_reply(by=world.viewer("max"), item=item, text="Once\nand only", draft=draft)
    again = add_reply(by=world.viewer("max"), item=item, text="Once\r\nand only ", draft=draft)
    assert first.pk == again.pk
    assert Reply.objects.count() == 1


def test_posting_other_words_again_posts_nothing_and_carries_both(world):
    draft = open_draft(by=world.viewer("max"), code="", community=world.secret)
    first = start(world, text="These words", draft=draft)
    with pytest.raises(DifferentText) as both:
        start(world, text="Those words", draft=draft)
    assert both.value.draft.published_item_id == first.pk
    assert both.value.draft.text == "These words"
    assert Item.objects.count() == 1


def test_nobody_posts_from_the_draft_of_another(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="abcd2345", item=item)
    with pytest.raises(NotVisible):
        add_reply(by=world.viewer("ann"), item=item, text="Stolen", draft=draft)
    assert add_reply(by=world.viewer("max"), item=item, text="Mine", draft=draft).number == 1
    # The same code in another person's form makes a draft of their own.
    hers = open_draft(by=world.viewer("ann"), code="abcd2345", item=item)
    assert (hers.person_id, hers.pk != draft.pk) == (world.ann.pk, True)


def test_the_system_can_write_the_living_example(world):
    item = start_item(
        by=Viewer.system(reason="test"),
        community=world.secret,
        kind="discussion",
        title="Welcome",
        text="Hello",
    )
    assert item.author_id is None
    assert not Follow.objects.exists()
    assert not Draft.objects.exists()
