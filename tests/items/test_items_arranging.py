"""Moving, pinning, closing, answering, reacting, following."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.models import Room
from hedgerow.items.actions import (
    audience_after_move,
    choose_answer,
    clear_answer,
    close_item,
    follow_item,
    move_item,
    pin_item,
    react,
)
from hedgerow.items.models import Follow, Grant, Item, Reaction
from tests.world import enter, make_item, make_reply

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def seen_by(world, item, *who):
    return [one for one in who if Item.objects.visible_to(world.viewer(one)).filter(pk=item.pk).exists()]


EVERYONE = ("fay", "max", "ann", "lil", "alma", "otto", "nobody", "sue")


# Moving


def test_into_a_room_a_discussion_is_seen_by_the_room_only_and_keeps_its_address_and_numbers(world):
    item = make_item(world.secret, world.fay, era=2)
    reply = make_reply(item, world.ann)
    assert seen_by(world, item, *EVERYONE) == ["fay", "max", "ann", "lil"]
    after = audience_after_move(item, world.room)
    assert (after.count, after.newcomers, after.author_sees) == (2, False, True)
    move_item(by=world.viewer("fay"), item=item, room=world.room)
    moved = fresh(item)
    assert (moved.room, moved.audience, moved.code, moved.era) == (world.room, "room", item.code, 2)
    assert fresh(reply).number == 1
    assert seen_by(world, item, *EVERYONE) == ["fay", "max"]


def test_out_of_a_room_it_goes_only_when_the_page_said_who_will_see_it(world):
    item = make_item(world.secret, world.max, room=world.room, era=2)
    assert seen_by(world, item, *EVERYONE) == ["fay", "max"]
    after = audience_after_move(item, None)
    assert (after.count, after.newcomers) == (4, True)
    assert "4 people" in after.sentence
    for told in (None, 0, 3):
        with pytest.raises(NotAllowed, match="More people"):
            move_item(by=world.viewer("fay"), item=item, room=None, told=told)
    assert fresh(item).room == world.room
    move_item(by=world.viewer("fay"), item=item, room=None, told=4)
    assert seen_by(world, item, *EVERYONE) == ["fay", "max", "ann", "lil"]


def test_out_of_a_room_of_a_public_community_it_goes_to_the_members_and_not_to_the_web(world):
    room = Room.objects.create(community=world.open_, name="Side room")
    enter(world.fay, room, looks_after=True)
    item = make_item(world.open_, world.fay, room=room, era=2)
    shown = make_item(world.open_, world.fay, era=2)
    assert seen_by(world, shown, "nobody", "otto") == ["nobody", "otto"]
    move_item(by=world.viewer("fay"), item=item, room=None, told=4)
    assert fresh(item).audience == "members"
    assert seen_by(world, item, "nobody", "otto", "ann") == ["ann"]


def test_moving_widens_nothing_old_to_those_who_joined_later_or_left(world):
    """Ann sees from era 2 on; Alma, who left, saw era 1: the number says that she would see an old thing again."""
    world.secret.memberships.filter(person=world.ann).update(from_era=2)
    old = make_item(world.secret, world.fay, room=world.room, era=1)
    after = audience_after_move(old, None)
    who = ("fay", "max", "ann", "lil", "alma")
    move_item(by=world.viewer("fay"), item=old, room=None, told=after.count)
    seen = seen_by(world, old, *who)
    assert "ann" not in seen and "lil" in seen
    assert after.count == len(seen)


def test_a_thing_for_facilitators_stays_theirs_wherever_it_goes(world):
    item = make_item(world.secret, world.fay, audience="facilitators", era=2)
    assert seen_by(world, item, *EVERYONE) == ["fay"]
    move_item(by=world.viewer("fay"), item=item, room=world.room)
    assert fresh(item).audience == "facilitators"
    assert seen_by(world, item, *EVERYONE) == ["fay"]
    move_item(by=world.viewer("fay"), item=item, room=None)
    assert seen_by(world, item, *EVERYONE) == ["fay"]


def test_a_guest_of_the_room_is_counted_before_and_sees_after(world):
    Grant.objects.create(
        person=world.otto,
        room=world.room,
        accepted_at=timezone.now(),
        ends_at=timezone.now() + timedelta(days=1),
    )
    item = make_item(world.secret, world.fay, era=2)
    assert seen_by(world, item, "otto") == []
    after = audience_after_move(item, world.room)
    assert (after.count, after.newcomers) == (3, True)
    with pytest.raises(NotAllowed):
        move_item(by=world.viewer("fay"), item=item, room=world.room)
    move_item(by=world.viewer("fay"), item=item, room=world.room, told=3)
    assert seen_by(world, item, "otto") == ["otto"]


def test_whoever_wrote_it_and_is_not_in_the_room_is_pointed_out(world):
    item = make_item(world.secret, world.ann, era=2)
    assert not audience_after_move(item, world.room).author_sees
    move_item(by=world.viewer("fay"), item=item, room=world.room)
    assert seen_by(world, item, "ann") == []


def test_nothing_is_moved_to_where_the_mover_would_not_see_it(world):
    world.room.memberships.filter(person=world.fay).update(from_era=2)
    old, new = make_item(world.secret, world.fay, era=1), make_item(world.secret, world.fay, era=2)
    with pytest.raises(NotAllowed, match="not see it there"):
        move_item(by=world.viewer("fay"), item=old, room=world.room)
    move_item(by=world.viewer("fay"), item=new, room=world.room)
    assert (fresh(old).room, fresh(new).room) == (None, world.room)


def test_only_who_looks_after_the_place_moves_and_only_into_rooms_of_theirs_and_of_this_community(world):
    item = make_item(world.secret, world.max, era=2)
    with pytest.raises(NotAllowed):
        move_item(by=world.viewer("max"), item=item, room=world.room)
    with pytest.raises(NotVisible):
        move_item(by=world.viewer("otto"), item=item, room=world.room)
    not_hers = Room.objects.create(community=world.secret, name="Not hers")
    with pytest.raises(NotVisible):
        move_item(by=world.viewer("fay"), item=item, room=not_hers)
    elsewhere = Room.objects.create(community=world.open_, name="Elsewhere")
    enter(world.fay, elsewhere)
    with pytest.raises(NotAllowed, match="this community"):
        move_item(by=world.viewer("fay"), item=item, room=elsewhere)
    move_item(by=world.viewer("fay"), item=item, room=world.room)
    assert fresh(item).room == world.room


# Pinning, closing


def test_facilitators_pin_and_members_do_not(world):
    item = make_item(world.secret, world.max)
    with pytest.raises(NotAllowed):
        pin_item(by=world.viewer("max"), item=item, on=True)
    pin_item(by=world.viewer("fay"), item=item, on=True)
    first = fresh(item)
    pin_item(by=world.viewer("fay"), item=item, on=True)
    assert first.pinned_at is not None
    assert (fresh(item).pinned_at, fresh(item).version) == (first.pinned_at, first.version)
    pin_item(by=world.viewer("fay"), item=item, on=False)
    assert fresh(item).pinned_at is None


def test_the_author_and_facilitators_close_and_reopen(world):
    item = make_item(world.secret, world.max)
    with pytest.raises(NotAllowed):
        close_item(by=world.viewer("ann"), item=item, on=True)
    close_item(by=world.viewer("max"), item=item, on=True)
    assert fresh(item).closed_by == world.max
    close_item(by=world.viewer("fay"), item=item, on=False)
    assert (fresh(item).closed_at, fresh(item).closed_by) == (None, None)


# Answering


def test_the_asker_or_a_facilitator_chooses_the_answer_and_takes_it_back(world):
    item = make_item(world.secret, world.max, kind="question")
    first, second = make_reply(item, world.ann), make_reply(item, world.lil)
    with pytest.raises(NotAllowed):
        choose_answer(by=world.viewer("ann"), reply=first)
    choose_answer(by=world.viewer("max"), reply=first)
    assert fresh(item).answer == first
    choose_answer(by=world.viewer("fay"), reply=second)
    assert fresh(item).answer == second
    clear_answer(by=world.viewer("max"), item=item)
    assert fresh(item).answer is None


def test_only_a_question_has_an_answer_and_only_what_all_can_read_is_one(world):
    talk, question = make_item(world.secret, world.max), make_item(world.secret, world.max, kind="question")
    held = make_reply(question, world.ann, state="held")
    with pytest.raises(NotAllowed, match="question"):
        choose_answer(by=world.viewer("max"), reply=make_reply(talk, world.ann))
    with pytest.raises(NotVisible):
        choose_answer(by=world.viewer("fay"), reply=held)
    choose_answer(by=world.viewer("max"), reply=make_reply(question, world.ann))
    assert fresh(question).answer_id


# Reacting


def test_a_reaction_is_a_state_and_is_counted_once(world):
    item = make_item(world.secret, world.max)
    for _tap in range(3):
        react(by=world.viewer("ann"), item=item, kind="helpful", on=True)
    assert react(by=world.viewer("lil"), item=item, kind="helpful", on=True) == 2
    assert (fresh(item).helpful, fresh(item).thanks, Reaction.objects.count()) == (2, 0, 2)
    for _tap in range(3):
        react(by=world.viewer("ann"), item=item, kind="helpful", on=False)
    assert fresh(item).helpful == 1


def test_a_reaction_to_a_reply_does_not_count_for_the_discussion(world):
    item = make_item(world.secret, world.max)
    reply, other = make_reply(item, world.max), make_reply(make_item(world.secret, world.max), world.max)
    react(by=world.viewer("ann"), item=item, reply=reply, kind="thanks", on=True)
    assert (fresh(reply).thanks, fresh(item).thanks) == (1, 0)
    assert fresh(item).version == 2
    with pytest.raises(type(other).DoesNotExist):
        react(by=world.viewer("ann"), item=item, reply=other, kind="thanks", on=True)


def test_nobody_thanks_themselves_and_strangers_thank_nobody(world):
    item = make_item(world.open_, world.max)
    react(by=world.viewer("ann"), item=item, kind="thanks", on=True)
    with pytest.raises(NotAllowed, match="own words"):
        react(by=world.viewer("max"), item=item, kind="thanks", on=True)
    for who in ("otto", "nobody", "alma"):
        assert seen_by(world, item, who) == [who]
        with pytest.raises(NotAllowed):
            react(by=world.viewer(who), item=item, kind="thanks", on=True)
    assert fresh(item).thanks == 1


# Following


def test_following_and_muting_are_states_of_who_sees_it(world):
    item = make_item(world.open_, world.max)
    for who in ("ann", "otto", "alma"):
        follow_item(by=world.viewer(who), item=item, level="follow")
    follow_item(by=world.viewer("ann"), item=item, level="mute")
    follow_item(by=world.viewer("otto"), item=item, level=None)
    assert set(Follow.objects.values_list("person__name", "level")) == {
        ("Ann Thistle", "mute"),
        ("Alma Yarrow", "follow"),
    }
    with pytest.raises(NotAllowed):
        follow_item(by=world.viewer("nobody"), item=item, level="follow")
    secret = make_item(world.secret, world.max)
    with pytest.raises(NotVisible):
        follow_item(by=world.viewer("otto"), item=secret, level="follow")
