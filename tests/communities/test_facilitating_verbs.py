"""What facilitators do about people, rooms and the doors of a community, without a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities import actions
from hedgerow.communities.actions.closing import looked_after_alone
from hedgerow.communities.models import Membership, Room, RoomMembership
from hedgerow.items.models import Item
from tests.world import make_item

pytestmark = pytest.mark.django_db


def part_of(person, community):
    return Membership.objects.get(person=person, community=community)


def titles(world, name):
    return set(Item.objects.visible_to(world.viewer(name)).values_list("title", flat=True))


def test_a_removed_member_comes_back_as_they_were_and_a_suspended_one_stays_suspended(world):
    fay, place = world.viewer("fay"), world.secret
    make_item(place, world.fay, "Inside")
    assert "Inside" in titles(world, "max")
    actions.remove_member(by=fay, membership=part_of(world.max, place))
    assert "Inside" not in titles(world, "max")
    actions.restore_member(by=fay, membership=part_of(world.max, place))
    assert "Inside" in titles(world, "max")
    actions.remove_member(by=fay, membership=part_of(world.sue, place))
    actions.restore_member(by=fay, membership=part_of(world.sue, place))
    assert part_of(world.sue, place).state == "suspended"
    actions.end_suspension(by=fay, membership=part_of(world.sue, place))
    assert "Inside" in titles(world, "sue")


def test_nobody_suspends_or_removes_themselves_and_the_last_facilitator_stays(world):
    fay, own = world.viewer("fay"), part_of(world.fay, world.secret)
    for verb in (actions.suspend_member, actions.remove_member):
        with pytest.raises(NotAllowed):
            verb(by=fay, membership=own)
    with pytest.raises(NotAllowed, match="only facilitator"):
        actions.change_part(by=fay, membership=own, part="member")
    actions.change_part(by=fay, membership=part_of(world.max, world.secret), part="facilitator")
    actions.change_part(by=world.viewer("fay"), membership=own, part="member")
    assert part_of(world.fay, world.secret).part == "member"


@pytest.mark.parametrize("name", ["max", "lil", "sue", "otto", "nobody", "alma", "ask"])
def test_only_facilitators_change_people(world, name):
    with pytest.raises((NotAllowed, NotVisible)):
        actions.remove_member(by=world.viewer(name), membership=part_of(world.ann, world.secret))
    with pytest.raises((NotAllowed, NotVisible)):
        actions.approve_request(by=world.viewer(name), membership=part_of(world.ask, world.secret))
    actions.approve_request(by=world.viewer("fay"), membership=part_of(world.ask, world.secret))
    assert part_of(world.ask, world.secret).state == "active"


def test_who_was_away_when_the_cohort_was_sealed_comes_back_as_alumni(world):
    fay, place = world.viewer("fay"), world.secret
    actions.suspend_member(by=fay, membership=part_of(world.ann, place))
    actions.remove_member(by=fay, membership=part_of(world.lil, place))
    actions.leave_community(by=world.viewer("max"), community=place)
    make_item(place, world.fay, "Old", era=place.era)
    actions.seal_cohort(by=fay, community=place)
    make_item(place, world.fay, "New", era=place.era)
    actions.end_suspension(by=fay, membership=part_of(world.ann, place))
    actions.restore_member(by=fay, membership=part_of(world.lil, place))
    actions.undo_leave(by=world.viewer("max"), community=place)
    for name in ("ann", "lil", "max"):
        assert "Old" in titles(world, name) and "New" not in titles(world, name), name
    assert "New" in titles(world, "fay")


def test_opening_wider_shows_nothing_old_and_choosing_the_same_again_starts_no_era(world):
    fay, place = world.viewer("fay"), world.secret
    make_item(place, world.fay, "Before", era=place.era)
    era = place.era
    actions.change_access(by=fay, community=place, preset="confidential")
    assert place.era == era
    actions.change_access(by=fay, community=place, preset="web")
    make_item(place, world.fay, "After", era=place.era, audience="web")
    assert titles(world, "nobody") >= {"After"} and "Before" not in titles(world, "nobody")
    assert {"Before", "After"} <= titles(world, "max")


def test_a_room_keeps_somebody_who_looks_after_it_when_its_facilitator_goes(world):
    place, room = world.secret, world.room
    actions.change_part(by=world.viewer("fay"), membership=part_of(world.ann, place), part="facilitator")
    max_place = RoomMembership.objects.get(room=room, person=world.max)
    assert not max_place.looks_after
    actions.remove_member(by=world.viewer("ann"), membership=part_of(world.fay, place))
    max_place.refresh_from_db()
    assert max_place.looks_after
    actions.edit_room(by=world.viewer("max"), room=Room.objects.get(pk=room.pk), name="Ours", purpose="")


def test_adding_somebody_again_takes_nothing_from_them(world):
    room = world.room
    actions.add_to_room(by=world.viewer("fay"), room=room, membership=part_of(world.fay, world.secret))
    assert RoomMembership.objects.get(room=room, person=world.fay).looks_after


def test_people_who_come_into_an_opened_room_see_only_from_then_on(world):
    room = world.room
    make_item(world.secret, world.max, "Old in the room", room=room, era=world.secret.era)
    wanted = [part_of(world.ann, world.secret).pk]
    assert actions.announce_room(by=world.viewer("fay"), room=room, membership_ids=wanted)
    assert "Old in the room" not in titles(world, "ann") and actions.make_due_changes() == 0
    actions.make_due_changes(timezone.now() + timedelta(days=8))
    world.secret.refresh_from_db()
    make_item(world.secret, world.max, "New in the room", room=room, era=world.secret.era)
    assert "New in the room" in titles(world, "ann") and "Old in the room" not in titles(world, "ann")
    assert {"Old in the room", "New in the room"} <= titles(world, "max")


@pytest.mark.parametrize("name", ["ann", "otto", "nobody", "sue"])
def test_a_room_takes_in_nobody_by_the_hand_of_who_does_not_look_after_it(world, name):
    wanted = part_of(world.lil, world.secret)
    with pytest.raises((NotAllowed, NotVisible)):
        actions.add_to_room(by=world.viewer(name), room=world.room, membership=wanted)
    actions.add_to_room(by=world.viewer("fay"), room=world.room, membership=wanted)
    outsider = part_of(world.ask, world.secret)
    with pytest.raises(NotAllowed):
        actions.add_to_room(by=world.viewer("fay"), room=world.room, membership=outsider)


def test_somebody_always_looks_after_a_room_and_its_words_stay_within_reach(world):
    room = world.room
    fays = RoomMembership.objects.get(room=room, person=world.fay)
    actions.change_part(
        by=world.viewer("fay"), membership=part_of(world.ann, world.secret), part="facilitator"
    )
    with pytest.raises(NotAllowed, match="look after"):
        actions.leave_room(by=world.viewer("fay"), room=room)
    actions.set_looks_after(
        by=world.viewer("fay"), place=RoomMembership.objects.get(room=room, person=world.max), on=True
    )
    actions.leave_room(by=world.viewer("fay"), room=room)
    assert not RoomMembership.objects.filter(pk=fays.pk).exists()
    make_item(world.secret, world.max, "Kept", room=room)
    with pytest.raises(NotAllowed, match="only person"):
        actions.leave_room(by=world.viewer("max"), room=room)


def test_who_keeps_the_register_is_in_no_room(world):
    make_item(world.secret, world.fay, "In the room", room=world.room, era=world.secret.era)
    assert "In the room" in titles(world, "max")
    actions.change_part(
        by=world.viewer("fay"), membership=part_of(world.max, world.secret), part="register_keeper"
    )
    assert "In the room" not in titles(world, "max")
    with pytest.raises(NotAllowed):
        enter_again = part_of(world.max, world.secret)
        actions.add_to_room(by=world.viewer("fay"), room=world.room, membership=enter_again)


def test_a_community_that_somebody_looks_after_alone_is_named(world):
    assert looked_after_alone(world.fay.pk) == [world.open_, world.secret]
    actions.change_part(
        by=world.viewer("fay"), membership=part_of(world.max, world.open_), part="facilitator"
    )
    assert looked_after_alone(world.fay.pk) == [world.secret]
    assert looked_after_alone(world.max.pk) == []
