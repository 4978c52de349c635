"""The three readers of the table agree with each other and with cells that were written by hand."""

import pytest

from hedgerow.access.audience import people_who_see
from hedgerow.access.doing import can, sees_item, sees_reply
from hedgerow.access.refusals import NotAllowed, NotVisible, UnknownWord
from hedgerow.access.table import COMMUNITY_VERBS, ITEM_VERBS, ROOM_VERBS
from hedgerow.items.models import Item, Reply
from tests.access.expected import CAST, FIRST_ERA_SECRET, OPEN_WEB, ROOM, SECRET, cells
from tests.world import World, make_item, make_reply, make_world

pytestmark = pytest.mark.django_db

PLACES = [
    ("open", OPEN_WEB),
    ("secret", SECRET),
    ("room", ROOM),
    ("first era", FIRST_ERA_SECRET),
]


def _item(world: World, place: str, audience: str, state: str, **extra: object) -> Item:
    community = world.open_ if place == "open" else world.secret
    era = 1 if place == "first era" else 2
    room = world.room if place == "room" else None
    return make_item(community, world.max, audience=audience, state=state, era=era, room=room, **extra)


@pytest.mark.parametrize("place,text", PLACES)
def test_rows_and_one_row_and_the_hand_written_cells_agree(place, text):
    world = make_world()
    for audience, state, expected in cells(text):
        item = _item(world, place, audience, state)
        for who in CAST:
            viewer = world.viewer(who)
            rows = Item.objects.visible_to(viewer).filter(pk=item.pk).exists()
            assert rows == expected[who], (place, audience, state, who, "rows")
            assert sees_item(viewer, item) == expected[who], (place, audience, state, who, "one row")


@pytest.mark.parametrize("place,text", PLACES)
def test_whom_we_might_tell_are_people_inside_who_see_it(place, text):
    world = make_world()
    for audience, state, expected in cells(text):
        item = _item(world, place, audience, state)
        told = set(people_who_see(item).values_list("pk", flat=True))
        inside = {"fay", "max", "ann", "lil", "alma"}
        for who in CAST:
            if who == "nobody":
                continue
            pk = getattr(world, who).pk
            if pk in told:
                assert expected[who], (place, audience, state, who, "told but does not see")
            elif who in inside and expected[who] and audience not in ("web", "network"):
                raise AssertionError((place, audience, state, who, "sees but would not be told"))


def test_whoever_may_do_something_sees_it():
    world = make_world()
    for place, text in PLACES:
        for audience, state, expected in cells(text):
            item = _item(world, place, audience, state)
            for who in CAST:
                viewer = world.viewer(who)
                may = [verb for verb in ITEM_VERBS if can(viewer, verb, item)]
                assert not may or expected[who], (place, audience, state, who, may)


@pytest.mark.parametrize("state", ["published", "held", "removed"])
def test_replies_are_seen_by_those_who_see_the_item_and_held_or_removed_ones_by_author_and_facilitator(state):
    world = make_world()
    item = make_item(world.secret, world.ann)
    reply = make_reply(item, world.max, state=state)
    expected = {"fay", "max", "ann", "lil"} if state == "published" else {"fay", "max"}
    for who in CAST:
        viewer = world.viewer(who)
        assert Reply.objects.visible_to(viewer).filter(pk=reply.pk).exists() == (who in expected), (
            who,
            state,
            "rows",
        )
        assert sees_reply(viewer, reply) == (who in expected), (who, state, "one row")


def test_alumni_do_not_see_replies_of_a_later_era_under_an_item_of_theirs():
    world = make_world()
    item = make_item(world.secret, world.max, era=1)
    early = make_reply(item, world.max, era=1)
    late = make_reply(item, world.max, era=2)
    seen = set(Reply.objects.visible_to(world.viewer("alma")).values_list("pk", flat=True))
    assert seen == {early.pk}
    assert sees_reply(world.viewer("alma"), early) and not sees_reply(world.viewer("alma"), late)
    assert set(Reply.objects.visible_to(world.viewer("ann")).values_list("pk", flat=True)) == {
        early.pk,
        late.pk,
    }


def test_an_author_who_left_sees_nothing_by_having_written_it():
    world = make_world()
    item = make_item(world.secret, world.max)
    assert Item.objects.visible_to(world.viewer("max")).filter(pk=item.pk).exists()
    world.secret.memberships.filter(person=world.max).update(state="left")
    assert not Item.objects.visible_to(world.viewer("max")).filter(pk=item.pk).exists()
    assert not sees_item(world.viewer("max"), item)


def test_unknown_verbs_audiences_and_states_raise():
    world = make_world()
    item = make_item(world.open_, world.max)
    viewer = world.viewer("fay")
    with pytest.raises(UnknownWord):
        can(viewer, "item.shred", item)
    with pytest.raises(UnknownWord):
        can(viewer, "community.shred", world.open_)
    item.state = "misty"
    with pytest.raises(UnknownWord):
        sees_item(viewer, item)


def test_every_verb_is_refused_by_the_table_to_someone_who_is_suspended_and_to_strangers_in_a_secret_place():
    world = make_world()
    item = make_item(world.secret, world.max)
    for who in ("sue", "nobody", "otto"):
        viewer = world.viewer(who)
        assert not [verb for verb in ITEM_VERBS if can(viewer, verb, item)]
        assert not [verb for verb in ROOM_VERBS if can(viewer, verb, world.room)]
        assert not [verb for verb in COMMUNITY_VERBS if can(viewer, verb, world.secret)]


def test_a_refusal_says_who_can_help_and_what_cannot_be_seen_is_not_visible():
    from hedgerow.access.doing import require

    world = make_world()
    item = make_item(world.secret, world.max)
    with pytest.raises(NotAllowed) as refusal:
        require(world.viewer("ann"), "item.pin", item)
    assert "Quiet Copse" in refusal.value.sentence
    with pytest.raises(NotVisible):
        require(world.viewer("otto"), "item.pin", item)
