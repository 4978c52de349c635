"""What has an end lasts until then and not longer; whom the device cookie names; who looks after the platform."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from hedgerow.access.audience import people_who_see
from hedgerow.access.doing import sees_community, sees_item, sees_reply, sees_room
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.standings import viewer_for, viewer_from_cookie
from hedgerow.items.models import Bridge, Grant, Item, Reply
from hedgerow.items.queries.item_page import read_item
from hedgerow.items.queries.replies import reply_rows
from hedgerow.people.devices import start_device
from hedgerow.people.models import Device, Person
from hedgerow.search.finding import Filters, find
from hedgerow.search.indexing import index_item, index_reply
from tests.world import World, belong, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db
SOON, LONG_AGO = timedelta(days=7), timedelta(minutes=-5)


def _readers(person: Person, item: Item) -> list[bool]:
    """What each reader says of one person and one item."""
    viewer = viewer_for(person.pk)
    return [
        Item.objects.visible_to(viewer).filter(pk=item.pk).exists(),
        sees_item(viewer, item),
        people_who_see(item).filter(pk=person.pk).exists(),
    ]


def test_a_membership_with_an_end_lasts_until_then_at_every_reader(world: World) -> None:
    inside, room = make_item(world.secret, world.fay), make_item(world.secret, world.fay, room=world.room)
    for_facilitators = make_item(world.secret, world.fay, audience="facilitators")
    early = make_item(world.secret, world.fay, era=1)
    other = make_community("Far Bank", "confidential")
    away, mate = make_person("Bea Sedge"), make_person("Cal Rush")
    belong(away, other)
    belong(mate, other)
    bridged = make_item(world.secret, world.fay)
    Bridge.objects.create(item=bridged, community=other, agreed_at=timezone.now())
    cases = (
        (world.ann, inside), (world.max, room), (world.fay, for_facilitators), (world.alma, early), (away, bridged),
    )  # fmt: skip
    for end, expected in ((None, True), (SOON, True), (LONG_AGO, False)):
        Membership.objects.all().update(ends_at=timezone.now() + end if end else None)
        for person, item in cases:
            assert _readers(person, item) == [expected] * 3, (person.name, end)
        ann = viewer_for(world.ann.pk)
        assert Community.objects.visible_to(ann).filter(pk=world.secret.pk).exists() is expected
        assert sees_community(ann, world.secret) is expected
        max_ = viewer_for(world.max.pk)
        assert Room.objects.visible_to(max_).filter(pk=world.room.pk).exists() is expected
        assert sees_room(max_, world.room) is expected
        # Both ends count: whoever's own time is over looks nobody up, and is looked up by nobody.
        assert Person.objects.visible_to(ann).filter(pk=world.max.pk).exists() is expected
        Membership.objects.filter(person=mate).update(ends_at=None)
        assert Person.objects.visible_to(viewer_for(mate.pk)).filter(pk=away.pk).exists() is expected


def test_a_suspension_outlasts_no_membership(world: World) -> None:
    item = make_item(world.open_, world.fay)
    sue = Membership.objects.get(person=world.sue, community=world.open_)
    for end, expected in ((None, False), (SOON, False), (LONG_AGO, True)):
        sue.ends_at = timezone.now() + end if end else None
        sue.save()
        # Whose membership is over is an outsider, and reads what outsiders read.
        assert _readers(world.sue, item)[:2] == [expected] * 2, end
        viewer = viewer_for(world.sue.pk)
        assert sees_community(viewer, world.open_) and Community.objects.visible_to(viewer).filter(
            pk=world.open_.pk
        ), "anybody finds it"


def test_a_grant_lasts_until_its_end_for_one_item_and_for_one_room(world: World) -> None:
    item, other = make_item(world.secret, world.fay), make_item(world.secret, world.fay)
    inside = make_item(world.secret, world.fay, room=world.room)
    now = timezone.now()
    for place, mine, not_mine in (({"item": item}, item, other), ({"room": world.room}, inside, item)):
        grant = Grant.objects.create(person=world.otto, accepted_at=now, ends_at=now + SOON, **place)
        assert _readers(world.otto, mine) == [True] * 3
        assert _readers(world.otto, not_mine) == [False] * 3
        for change in ({"ends_at": now + LONG_AGO}, {"revoked_at": now}, {"accepted_at": None}):
            Grant.objects.filter(pk=grant.pk).update(**change)
            assert _readers(world.otto, mine) == [False] * 3, change
            Grant.objects.filter(pk=grant.pk).update(ends_at=now + SOON, revoked_at=None, accepted_at=now)
        grant.delete()


def test_the_device_cookie_names_one_person_until_it_ends(world: World) -> None:
    secret = start_device(world.ann, name="Chrome on Windows", place="127.0.0.1")
    start_device(world.max, name="Firefox on Linux", place="127.0.0.1")
    cookie = signing.Signer(salt="hedgerow.device").sign(secret)
    device = Device.objects.get(person=world.ann)
    viewer = viewer_from_cookie(cookie)
    assert (viewer.person_id, viewer.device_id) == (world.ann.pk, device.pk)
    assert viewer.standings == viewer_for(world.ann.pk).standings
    assert viewer_from_cookie("nonsense").person_id is None and viewer_from_cookie(secret).person_id is None
    unknown = signing.Signer(salt="hedgerow.device").sign("another secret")
    assert viewer_from_cookie(unknown).person_id is None
    for model, pk, change in (
        (Device, device.pk, {"ends_at": timezone.now() - timedelta(seconds=1)}),
        (Person, world.ann.pk, {"is_active": False}),
        (Person, world.ann.pk, {"epoch": world.ann.epoch + 1}),
    ):
        before = model.objects.filter(pk=pk).values(*change).get()
        model.objects.filter(pk=pk).update(**change)
        assert viewer_from_cookie(cookie).person_id is None, change
        model.objects.filter(pk=pk).update(**before)
        assert viewer_from_cookie(cookie).person_id == world.ann.pk


def test_only_an_administrator_looks_after_the_platform(world: World) -> None:
    assert world.viewer("ada").standings.administrator
    for who in ("otto", "fay", "nobody"):
        assert not world.viewer(who).standings.administrator


def test_whose_account_is_closed_is_told_nothing_and_seen_by_nobody(world: World) -> None:
    item = make_item(world.secret, world.fay)
    assert people_who_see(item).filter(pk=world.ann.pk).exists()
    assert Person.objects.visible_to(world.viewer("max")).filter(pk=world.ann.pk).exists()
    Person.objects.filter(pk=world.ann.pk).update(is_active=False)
    assert not people_who_see(item).filter(pk=world.ann.pk).exists()
    assert not Person.objects.visible_to(world.viewer("max")).filter(pk=world.ann.pk).exists()


def _index(*replies: Reply) -> None:
    for reply in replies:
        index_item(reply.item_id)
        index_reply(reply.pk)


def test_a_place_in_a_room_up_to_an_era_shows_no_later_replies_there_and_in_no_search(world: World) -> None:
    item = make_item(world.secret, world.fay, room=world.room, era=1)
    early, late = (
        make_reply(item, world.fay, word, era=era) for word, era in (("Hawthorn", 1), ("Hazel", 2))
    )
    _index(early, late)
    place = RoomMembership.objects.get(person=world.max, room=world.room)
    for to_era, expected in ((32767, [early, late]), (1, [early])):
        RoomMembership.objects.filter(pk=place.pk).update(from_era=1, to_era=to_era)
        viewer = viewer_for(world.max.pk)
        assert list(Reply.objects.visible_to(viewer).filter(item=item).order_by("number")) == expected
        assert [one for one in (early, late) if sees_reply(viewer, one)] == expected
        assert find(viewer, "hawthorn", Filters()).total == 1
        assert find(viewer, "hazel", Filters()).total == len(expected) - 1
        reading = read_item(viewer, item.code)
        assert reading is not None
        assert [row[0] for row in reply_rows(viewer, reading, 0)] == [one.pk for one in expected]


def test_alumni_whom_another_door_lets_in_as_well_read_on(world: World) -> None:
    """A guest, a member over a bridge, and whoever reads from outside: their era binds only their own membership."""
    inside, web = make_item(world.secret, world.fay, era=1), make_item(world.open_, world.fay, era=2)
    replies = [
        make_reply(inside, world.fay, "Hawthorn", era=2),
        make_reply(web, world.fay, "Hazel", era=2),
    ]
    _index(*replies)
    other, now = make_community("Far Bank", "confidential"), timezone.now()
    belong(world.alma, other)

    def seen() -> list[bool]:
        viewer = viewer_for(world.alma.pk)
        rows = set(Reply.objects.visible_to(viewer).values_list("pk", flat=True))
        for word, reply in zip(("hawthorn", "hazel"), replies, strict=True):
            assert find(viewer, word, Filters()).total == (reply.pk in rows), word
        assert [sees_reply(viewer, reply) for reply in replies] == [reply.pk in rows for reply in replies]
        return [reply.pk in rows for reply in replies]

    assert seen() == [False, True]
    grant = Grant.objects.create(person=world.alma, item=inside, accepted_at=now, ends_at=now + SOON)
    assert seen() == [True, True]
    grant.delete()
    bridge = Bridge.objects.create(item=inside, community=other, agreed_at=now)
    assert seen() == [True, True]
    bridge.delete()
    for reading, audience, expected in (
        ("web", "web", True), ("network", "network", True), ("network", "members", False), ("members", "web", False),
    ):  # fmt: skip
        type(world.open_).objects.filter(pk=world.open_.pk).update(reading=reading)
        Item.objects.filter(pk=web.pk).update(audience=audience)
        replies[1].item = Item.objects.select_related("community").get(pk=web.pk)
        assert seen() == [False, expected], (reading, audience)
