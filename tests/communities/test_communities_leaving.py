"""Leaving a community and coming back to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.actions import (
    add_room,
    add_to_room,
    ask_to_join,
    join_community,
    leave_community,
    undo_leave,
    withdraw_request,
)
from hedgerow.communities.models import Community, Membership, Room
from hedgerow.communities.queries import left_lately
from hedgerow.communities.standings import viewer_for
from tests.world import belong, make_community, make_person


def own(person, community):
    return Membership.objects.get(person=person, community=community)


def test_the_last_facilitator_can_not_leave_people_alone(world):
    with pytest.raises(NotAllowed) as refused:
        leave_community(by=world.viewer("fay"), community=world.open_)
    assert "only facilitator" in refused.value.sentence
    belong(world.ada, world.open_, "facilitator")
    leave_community(by=world.viewer("fay"), community=world.open_)
    with pytest.raises(NotAllowed):
        leave_community(by=world.viewer("ada"), community=world.open_)


def test_the_last_facilitator_can_leave_an_empty_community(world):
    place = make_community("Grove", "private")
    belong(world.fay, place, "facilitator")
    assert leave_community(by=world.viewer("fay"), community=place).state == "left"


def test_leaving_is_undone_with_the_same_part_for_thirty_days(world):
    belong(world.ada, world.secret, "facilitator")
    leave_community(by=world.viewer("ada"), community=world.secret)
    assert not Community.objects.visible_to(world.viewer("ada")).filter(pk=world.secret.pk).exists()
    assert left_lately(world.viewer("ada"), world.secret.code) == world.secret
    assert left_lately(world.viewer("otto"), world.secret.code) is None
    assert undo_leave(by=world.viewer("ada"), community=world.secret).part == "facilitator"
    leave_community(by=world.viewer("ada"), community=world.secret)
    Membership.objects.filter(person=world.ada).update(changed_at=timezone.now() - timedelta(days=31))
    assert left_lately(world.viewer("ada"), world.secret.code) is None
    with pytest.raises(NotVisible):
        undo_leave(by=world.viewer("ada"), community=world.secret)


def test_an_old_part_does_not_come_back_by_asking_and_taking_the_request_back(world):
    place = make_community("Grove", "restricted")
    belong(world.fay, place, "facilitator")
    belong(world.ada, place, "facilitator")
    ada = world.viewer("ada")
    leave_community(by=ada, community=place)
    Membership.objects.filter(person=world.ada).update(changed_at=timezone.now() - timedelta(days=300))
    ask_to_join(by=ada, community=place)
    withdraw_request(by=ada, community=place)
    with pytest.raises(NotVisible):
        undo_leave(by=ada, community=place)
    assert own(world.ada, place).state == "left"


def test_who_left_and_joins_again_is_not_back_in_a_room_but_who_undoes_is(world):
    place = make_community("Grove", "open")
    belong(world.fay, place, "facilitator")
    membership = belong(world.otto, place)
    room = add_room(by=world.viewer("fay"), community=place, name="Side room")
    add_to_room(by=world.viewer("fay"), room=room, membership=membership)

    def inside():
        return Room.objects.visible_to(world.viewer("otto")).filter(pk=room.pk).exists()

    assert inside()
    leave_community(by=world.viewer("otto"), community=place)
    assert not inside()
    undo_leave(by=world.viewer("otto"), community=place)
    assert inside()
    leave_community(by=world.viewer("otto"), community=place)
    join_community(by=world.viewer("otto"), community=place)
    assert not inside()


def test_the_count_of_people_stays_true_when_everyone_comes_and_goes(world):
    place = make_community("Grove", "open")
    people = [make_person(f"Siân {number}") for number in range(3)]
    for person in people:
        belong(person, place, "facilitator")
    leave_community(by=viewer_for(people[0].pk), community=place)
    undo_leave(by=viewer_for(people[0].pk), community=place)
    leave_community(by=viewer_for(people[1].pk), community=place)
    place.refresh_from_db()
    assert place.member_count == Membership.objects.here().filter(community=place).count() == 2
