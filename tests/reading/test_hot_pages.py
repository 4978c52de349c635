"""The compiled queries of the hot pages answer exactly as the ORM's `visible_to` does, for every one of the cast."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Follow, Item, Mention, ReadMark, Reply
from hedgerow.items.queries.home import for_you, news
from hedgerow.items.queries.item_list import ITEMS, lines_in, list_items
from hedgerow.items.queries.item_page import read_item
from hedgerow.items.queries.marks import mark_read
from hedgerow.items.queries.replies import new_replies, reply_rows
from hedgerow.items.shell import frame_of
from hedgerow.people.models import Person
from tests.access.expected import CAST
from tests.world import World, make_item, make_reply, make_world

pytestmark = pytest.mark.django_db


def _fill(world: World) -> list[Item]:
    """An item in each audience and state, in both communities, in the room, and of both eras."""
    made = []
    for community in (world.open_, world.secret):
        for audience in ("web", "network", "members", "facilitators"):
            for state in ("draft", "scheduled", "published", "held", "removed"):
                for era in (1, 2):
                    made.append(
                        make_item(
                            community,
                            world.max,
                            f"{audience} {state}",
                            audience=audience,
                            state=state,
                            era=era,
                        )
                    )
    for audience in ("room", "facilitators"):
        for state in ("draft", "published", "held", "removed"):
            made.append(
                make_item(world.secret, world.max, audience=audience, state=state, room=world.room, era=2)
            )
    return made


def _viewers(world: World) -> list[tuple[str, Viewer]]:
    return [(who, world.viewer(who)) for who in CAST]


def test_one_item_is_found_exactly_where_the_orm_finds_it():
    world = make_world()
    items = _fill(world)
    seen = 0
    for who, viewer in _viewers(world):
        visible = set(Item.objects.visible_to(viewer).values_list("code", flat=True))
        for item in items:
            found = read_item(viewer, item.code)
            assert (found is not None) == (item.code in visible), (who, item.title, item.era)
            seen += found is not None
    assert seen > 100


def test_lists_show_exactly_the_published_items_that_the_orm_shows():
    world = make_world()
    _fill(world)
    for who, viewer in _viewers(world):
        for community, room in ((world.open_, None), (world.secret, None), (world.secret, world.room)):
            expected = set(
                Item.objects.visible_to(viewer)
                .published()
                .filter(community=community, room=room)
                .values_list("code", flat=True)
            )
            found = list_items(viewer, community.pk, room_id=room.pk if room else None)
            assert {row.item.code for row in lines_in(viewer, community.pk, found.rows)} == expected, (
                who,
                community,
                room,
            )


def test_replies_of_a_page_are_those_that_the_orm_shows():
    world = make_world()
    item = make_item(world.secret, world.ann)
    for state in ("published", "held", "removed"):
        for era in (1, 2):
            make_reply(item, world.max, state=state, era=era)
    old = make_item(world.secret, world.ann, era=1)
    make_reply(old, world.max, era=1)
    make_reply(old, world.max, era=2)
    for who, viewer in _viewers(world):
        for one in (item, old):
            reading = read_item(viewer, one.code)
            expected = set(Reply.objects.visible_to(viewer).filter(item=one).values_list("pk", flat=True))
            found = set() if reading is None else {row[0] for row in reply_rows(viewer, reading, 0)}
            assert found == expected, (who, one.era)


def test_home_and_the_frame_count_only_what_is_visible_and_unread():
    world = make_world()
    items = _fill(world)
    Item.objects.all().update(last_active_at=timezone.now())
    for who in ("fay", "max", "ann", "lil", "ivo", "sue", "otto", "alma"):
        viewer = world.viewer(who)
        mine = [pk for pk, part in viewer.standings.communities.items() if part.state == "active"]
        expected = (
            Item.objects.visible_to(viewer)
            .published()
            .filter(community_id__in=mine)
            .exclude(author_id=viewer.person_id)
        )
        per = {pk: expected.filter(community_id=pk).count() for pk in mine}
        found = news(viewer, timezone.now())
        assert {line.community_id: line.in_community for line in found} == {
            pk: n for pk, n in per.items() if n
        }, who
        frame = frame_of(viewer.person_id, timezone.now())
        if who != "max":
            assert {place.id: place.new for place in frame.places} == {
                pk: min(n, 10) for pk, n in per.items()
            }, who
    assert len(items) > 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_discussion_page_costs_the_same_number_of_queries_whatever_it_lists(
    count, django_assert_num_queries
):
    world = make_world()
    item = make_item(world.secret, world.max)
    for number in range(count):
        make_reply(item, world.max, f"Reply {number}")
    client = world.client("ann")
    # The first visit moves the read mark and warms what is equal for everyone.
    client.get(f"/d/{item.code}/a-discussion/")
    with django_assert_num_queries(7):
        answer = client.get(f"/d/{item.code}/a-discussion/")
    assert answer.status_code == 200 and f"Reply {count - 1}" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_home_cost_the_same_number_of_queries_whatever_they_list(
    count, django_assert_num_queries
):
    world = make_world()
    for number in range(count):
        make_item(world.secret, world.max, f"Item {number}")
    client = world.client("ann")
    here = f"/c/{world.secret.code}/quiet-copse/discussions/"
    client.get(here)
    with django_assert_num_queries(6):
        assert f"Item {count - 1}" in client.get(here).content.decode()
    with django_assert_num_queries(6):
        assert f"Item {count - 1}" in client.get("/").content.decode()


def test_paging_by_key_shows_every_item_once_even_when_moments_are_equal():
    world = make_world()
    now = timezone.now()
    made = {
        make_item(world.secret, world.max, f"Item {n}", last_active_at=now).code for n in range(ITEMS * 2 + 5)
    }
    viewer, found, after = world.viewer("ann"), [], ""
    while True:
        listed = list_items(viewer, world.secret.pk, after=after)
        found += [row.item.code for row in lines_in(viewer, world.secret.pk, listed.rows)]
        after = listed.after
        if not after:
            break
    assert len(found) == len(set(found)) and set(found) == made
    assert list_items(viewer, world.secret.pk, after="nonsense").rows


def test_the_unread_line_stands_at_the_first_visible_reply_even_when_the_first_new_one_was_removed():
    world = make_world()
    item = make_item(world.secret, world.max)
    make_reply(item, world.max)
    mark_read(world.ann.pk, item.pk, 1, timezone.now())
    make_reply(item, world.max, state="removed")
    make_reply(item, world.max, "Third")
    viewer = world.viewer("ann")
    assert new_replies(viewer, read_item(viewer, item.code), 1) == (1, 3)
    html = world.client("ann").get(f"/d/{item.code}/a-discussion/").content.decode()
    assert html.index('id="new"') < html.index('id="r3"')
    assert 'id="r2"' not in html
    # A removed last reply can't stick: everything visible is read, so nothing is new.
    mark_read(world.ann.pk, item.pk, 3, timezone.now())
    make_reply(item, world.max, state="removed")
    row = lines_in(viewer, world.secret.pk, list_items(viewer, world.secret.pk).rows)[0]
    assert row.new == 0


def test_opening_moves_the_mark_and_reading_lists_or_fetching_ahead_does_not():
    world = make_world()
    item = make_item(world.secret, world.max)
    make_reply(item, world.max)
    client = world.client("ann")
    path = f"/d/{item.code}/a-discussion/"
    client.get("/")
    client.get(f"/c/{world.secret.code}/quiet-copse/discussions/")
    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch"})
    assert not ReadMark.objects.filter(person=world.ann).exists()
    client.get(path)
    assert ReadMark.objects.get(person=world.ann, item=item).number == 1


def test_replies_are_paged_by_number_and_a_link_to_one_opens_its_page():
    world = make_world()
    item = make_item(world.secret, world.max)
    for number in range(60):
        make_reply(item, world.max, f"Words {number + 1}")
    client = world.client("ann")
    first = client.get(f"/d/{item.code}/a-discussion/").content.decode()
    assert 'id="r50"' in first and 'id="r51"' not in first
    second = client.get(f"/d/{item.code}/a-discussion/?reply=57").content.decode()
    assert 'id="r57"' in second and 'id="r50"' not in second


def test_a_muted_item_is_not_news():
    world = make_world()
    item = make_item(world.secret, world.max)
    assert [line.code for line in news(world.viewer("ann"), timezone.now())] == [item.code]
    Follow.objects.create(person=world.ann, item=item, level="mute")
    assert news(world.viewer("ann"), timezone.now()) == []


def test_home_says_who_replied_to_me_until_i_have_read_it():
    world = make_world()
    item = make_item(world.secret, world.ann)
    reply = make_reply(item, world.max, "I would start with a walk.")
    lines = for_you(world.viewer("ann"), timezone.now())
    assert [(line.why, line.number) for line in lines] == [("asked", reply.number)]
    html = world.client("ann").get("/").content.decode()
    assert "I would start with a walk." in html
    mark_read(world.ann.pk, item.pk, 1, timezone.now() + timedelta(seconds=1))
    assert for_you(world.viewer("ann"), timezone.now()) == []


def test_home_says_who_named_me_in_something_new():
    world = make_world()
    item = make_item(world.secret, world.max, "Rota swaps")
    Mention.objects.create(person=world.ann, item=item)
    Item.objects.filter(pk=item.pk).update(plain=f"@{{{world.ann.code}}}, could you take my Thursday?")
    lines = for_you(world.viewer("ann"), timezone.now())
    assert [(line.why, line.code, line.number) for line in lines] == [("named", item.code, 0)]
    html = world.client("ann").get("/").content.decode()
    assert "named you in" in html
    assert f"@{world.ann.name}, could you take my Thursday?" in html.replace("&#39;", "'")
    assert for_you(world.viewer("otto"), timezone.now()) == []
    mark_read(world.ann.pk, item.pk, 0, timezone.now())
    assert for_you(world.viewer("ann"), timezone.now()) == []


def test_home_is_bounded_when_five_hundred_things_are_new():
    world = make_world()
    now = timezone.now()
    for community in (world.open_, world.secret):
        template = make_item(community, world.max, "Seed")
        Item.objects.bulk_create(
            Item(
                community=community,
                author=world.max,
                kind="discussion",
                title=f"Item {n}",
                audience=template.audience,
                era=2,
                state="published",
                last_active_at=now,
            )
            for n in range(250)
        )
    html = world.client("ann").get("/").content.decode()
    assert html.count('<li class="item-row') <= 12
    assert "You are up to date." in html


def test_a_list_shows_faces_to_people_inside_and_initials_to_everybody_else():
    world = make_world()
    Person.objects.filter(pk=world.fay.pk).update(photo="faces/fay.webp")
    make_item(world.open_, world.fay, "Who hosts when")
    where = f"/c/{world.open_.code}/open-meadow/discussions/"
    face = f"/people/{world.fay.code}/photo/"
    inside = world.client("ann").get(where).content.decode()
    assert "Who hosts when" in inside and face in inside
    for who in ("otto", "nobody"):
        outside = world.client(who).get(where).content.decode()
        assert "Who hosts when" in outside and face not in outside
