"""Joining, asking, leaving and coming back: through the verbs, as the pages call them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.communities.actions import (
    accept_invitation,
    ask_to_join,
    change_access,
    follow_community,
    invite_people,
    join_by_code,
    join_by_link,
    join_community,
    leave_community,
    make_link,
    remove_member,
    seal_cohort,
    undo_leave,
    withdraw_request,
)
from hedgerow.communities.models import Community, CommunityFollow, Membership
from hedgerow.communities.queries import usual_wait
from hedgerow.items.models import Item
from hedgerow.people.tokens import secret_of
from tests.world import belong, make_community, make_item

RULES = {"ground_rules": "1. Be kind.", "ground_rules_html": "<ol><li>Be kind.</li></ol>"}


def own(person, community):
    return Membership.objects.get(person=person, community=community)


def titles(world, name, community):
    return set(
        Item.objects.visible_to(world.viewer(name))
        .filter(community=community)
        .values_list("title", flat=True)
    )


def test_who_joins_by_a_wider_door_sees_only_from_then_on(world):
    place = make_community("Grove", "restricted")
    belong(world.fay, place, "facilitator")
    belong(world.ann, place)
    make_item(place, world.ann, "Said among us")
    assert titles(world, "ann", place) == {"Said among us"}
    change_access(by=world.viewer("fay"), community=place, preset="open")
    join_community(by=world.viewer("otto"), community=place)
    place.refresh_from_db()
    make_item(place, world.ann, "Said since")
    assert own(world.otto, place).from_era == place.era == 2
    assert titles(world, "otto", place) == {"Said since"}
    assert titles(world, "ann", place) == {"Said among us", "Said since"}


@pytest.mark.parametrize("preset", ["restricted", "private"])
def test_nobody_joins_at_once_where_people_ask_or_are_invited(world, preset):
    place = make_community("Grove", preset)
    with pytest.raises(NotAllowed):
        join_community(by=world.viewer("otto"), community=place)
    join_community(by=world.viewer("otto"), community=make_community("Heath", "open"))


def test_who_is_invited_joins_and_who_only_asked_does_not(world):
    place = make_community("Grove", "private")
    belong(world.ivo, place, state="invited")
    belong(world.ask, place, state="asked")
    assert join_community(by=world.viewer("ivo"), community=place, part="listener").part == "listener"
    with pytest.raises(NotAllowed):
        join_community(by=world.viewer("ask"), community=place)


def test_a_membership_that_has_ended_is_not_renewed_by_joining(world):
    place = make_community("Grove", "private")
    belong(world.otto, place, ends_at=timezone.now() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        join_community(by=world.viewer("otto"), community=place)
    belong(world.ann, place, ends_at=timezone.now() + timedelta(days=1))
    assert join_community(by=world.viewer("ann"), community=place).ends_at is not None, (
        "here, and it still ends"
    )


def test_joining_twice_is_recorded_once_and_keeps_the_part(world):
    place = make_community("Grove", "open")
    viewer = world.viewer("otto")
    join_community(by=viewer, community=place, part="listener")
    join_community(by=viewer, community=place, part="member")
    assert own(world.otto, place).part == "listener"
    assert Activity.objects.filter(verb="membership.joined", community_id=place.pk).count() == 1
    place.refresh_from_db()
    assert place.member_count == 1


def test_nobody_makes_themselves_a_facilitator(world):
    place = make_community("Grove", "open")
    assert join_community(by=world.viewer("otto"), community=place, part="facilitator").part == "member"
    other = make_community("Heath", "restricted")
    assert ask_to_join(by=world.viewer("otto"), community=other, part="facilitator").part == "member"


def test_ground_rules_are_accepted_before_anybody_comes_in_by_any_door(world):
    place = make_community("Grove", "open", **RULES)
    belong(world.fay, place, "facilitator")
    fay, otto = world.viewer("fay"), world.viewer("otto")
    _link, link = make_link(by=fay, community=place)
    (invited,) = invite_people(by=fay, community=place, people=[("Otto", "otto@example.org")])
    secret = secret_of(invited.token)
    doors = [
        lambda accepted: join_community(by=otto, community=place, accepted_rules=accepted),
        lambda accepted: ask_to_join(by=otto, community=place, accepted_rules=accepted),
        lambda accepted: join_by_link(by=otto, secret=link, accepted_rules=accepted),
        lambda accepted: join_by_code(by=otto, code=place.join_code, accepted_rules=accepted),
        lambda accepted: accept_invitation(by=otto, secret=secret, accepted_rules=accepted),
    ]
    for door in doors:
        with pytest.raises(NotAllowed):
            door(False)
        assert not Membership.objects.filter(person=world.otto, community=place).exists()
    for door in doors:
        membership = door(True)
        assert membership.accepted_rules_at is not None
        Membership.objects.filter(person=world.otto, community=place).delete()


def test_whom_a_facilitator_removed_comes_back_by_no_door_of_their_own(world):
    place = make_community("Grove", "open")
    belong(world.fay, place, "facilitator")
    fay = world.viewer("fay")
    address = world.otto.email
    (old,) = invite_people(by=fay, community=place, people=[("Otto", address)])
    join_community(by=world.viewer("otto"), community=place)
    remove_member(by=fay, membership=own(world.otto, place))
    _link, link = make_link(by=fay, community=place)
    otto = world.viewer("otto")
    for door in (
        lambda: join_community(by=otto, community=place),
        lambda: ask_to_join(by=otto, community=place),
        lambda: join_by_link(by=otto, secret=link),
        lambda: join_by_code(by=otto, code=place.join_code),
        lambda: accept_invitation(by=otto, secret=secret_of(old.token)),
    ):
        with pytest.raises(NotAllowed):
            door()
    for door in (withdraw_request, undo_leave):
        with pytest.raises(NotVisible):
            door(by=otto, community=place)
    assert own(world.otto, place).state == "removed"
    # Others come in by the same doors.
    join_by_code(by=world.viewer("ann"), code=place.join_code)
    join_by_link(by=world.viewer("max"), secret=link)


def test_who_is_suspended_comes_back_by_no_door(world):
    link_owner = world.viewer("fay")
    _link, link = make_link(by=link_owner, community=world.open_)
    sue = world.viewer("sue")
    for door in (
        lambda: join_community(by=sue, community=world.open_),
        lambda: ask_to_join(by=sue, community=world.open_),
        lambda: join_by_link(by=sue, secret=link),
        lambda: join_by_code(by=sue, code=world.open_.join_code),
        lambda: follow_community(by=sue, community=world.open_, on=True),
    ):
        with pytest.raises(NotAllowed):
            door()
    assert own(world.sue, world.open_).state == "suspended"
    join_by_link(by=world.viewer("otto"), secret=link)


def test_alumni_who_join_the_next_cohort_keep_what_they_saw(world):
    place = make_community("Grove", "open")
    belong(world.fay, place, "facilitator")
    belong(world.otto, place)
    make_item(place, world.fay, "First year")
    seal_cohort(by=world.viewer("fay"), community=place)
    place.refresh_from_db()
    make_item(place, world.fay, "Second year", audience="members")
    assert titles(world, "otto", place) == {"First year", "Second year"} - {"Second year"}
    join_community(by=world.viewer("otto"), community=place)
    assert titles(world, "otto", place) == {"First year", "Second year"}
    join_community(by=world.viewer("rex"), community=place)
    assert titles(world, "rex", place) == {"Second year"}


def test_asking_twice_keeps_the_newer_reason_and_is_recorded_once(world):
    place = make_community("Grove", "restricted")
    ask_to_join(by=world.viewer("otto"), community=place, reason="I teach")
    ask_to_join(by=world.viewer("otto"), community=place, reason="I teach there now", part="listener")
    mine = own(world.otto, place)
    assert (mine.state, mine.reason, mine.part) == ("asked", "I teach there now", "listener")
    assert Activity.objects.filter(verb="membership.asked", community_id=place.pk).count() == 1


def test_nobody_asks_to_join_where_people_are_invited(world):
    with pytest.raises(NotAllowed):
        ask_to_join(by=world.viewer("otto"), community=make_community("Grove", "private"))
    with pytest.raises(NotVisible):
        ask_to_join(by=world.viewer("otto"), community=world.secret)
    with pytest.raises(NotVisible):
        join_community(by=world.viewer("otto"), community=world.secret)


def test_an_archived_community_takes_nobody_new_and_lets_people_go(world):
    Community._base_manager.filter(pk=world.open_.pk).update(archived_at=timezone.now())
    world.open_.refresh_from_db()
    with pytest.raises(NotAllowed):
        join_community(by=world.viewer("otto"), community=world.open_)
    with pytest.raises(NotAllowed):
        join_by_link(by=world.viewer("otto"), secret=_link_of(world))
    leave_community(by=world.viewer("ann"), community=world.open_)


def _link_of(world):
    Community._base_manager.filter(pk=world.open_.pk).update(archived_at=None)
    world.open_.refresh_from_db()
    _link, secret = make_link(by=world.viewer("fay"), community=world.open_)
    Community._base_manager.filter(pk=world.open_.pk).update(archived_at=timezone.now())
    return secret


def test_following_gives_no_access_and_only_where_one_can_read(world):
    follow_community(by=world.viewer("otto"), community=world.open_, on=True)
    follow_community(by=world.viewer("otto"), community=world.open_, on=True)
    assert CommunityFollow.objects.filter(person=world.otto).count() == 1
    follow_community(by=world.viewer("otto"), community=world.open_, on=False)
    assert not CommunityFollow.objects.filter(person=world.otto).exists()
    with pytest.raises(NotAllowed):
        follow_community(by=world.viewer("otto"), community=make_community("Grove", "restricted"), on=True)
    with pytest.raises(NotVisible):
        follow_community(by=world.viewer("otto"), community=world.secret, on=True)


def test_a_usual_wait_is_promised_only_after_three_approvals(world):
    place = make_community("Grove", "restricted")
    now = timezone.now()

    def answered(number, hours):
        for verb, at in (("asked", now - timedelta(hours=hours)), ("approved", now)):
            line = Activity.objects.create(
                verb=f"membership.{verb}", community_id=place.pk, subject_id=number
            )
            Activity.objects.filter(pk=line.pk).update(at=at)

    answered(1, 2)
    answered(2, 30)
    assert usual_wait(place.pk) is None
    answered(3, 20)
    assert usual_wait(place.pk) == timedelta(hours=20)
    assert usual_wait(world.open_.pk) is None
