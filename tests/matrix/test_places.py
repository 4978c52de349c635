"""Communities, rooms, people, and one's own words: the readers agree with the cells."""

import pytest

from hedgerow.access.doing import can, reads_community, sees_community, sees_item, sees_room
from hedgerow.communities.models import Community, Membership, Room
from hedgerow.communities.queries_rooms import my_rooms, room_people
from hedgerow.items.models import Item
from hedgerow.items.text import nameable
from hedgerow.people.models import Person
from tests.matrix import cells
from tests.matrix.cells import VIEWERS
from tests.sweeps import once
from tests.world import make_item

pytestmark = [pytest.mark.django_db, once]


def test_who_may_know_of_a_community_read_in_it_and_see_its_people(matrix, tally):
    knows, reads, people = cells.rows(cells.KNOWS), cells.rows(cells.READS), cells.rows(cells.PEOPLE)
    for where, community in matrix.cast.communities.items():
        for who in VIEWERS:
            viewer = matrix.cast.viewer(who, community)
            expected = {
                name: rows[where][who] == "+" for name, rows in (("k", knows), ("r", reads), ("p", people))
            }
            rows = Community.objects.visible_to(viewer).filter(pk=community.pk).exists()
            tally.one("community rows", who, where, expected=expected["k"], got=rows)
            one = sees_community(viewer, community)
            tally.one("one community", who, where, expected=expected["k"], got=one)
            inside = reads_community(viewer, community)
            tally.one("reads", who, where, expected=expected["r"], got=inside)
            sees = can(viewer, "community.see_people", community)
            tally.one("people", who, where, expected=expected["p"], got=sees)
            listed = Membership.objects.visible_to(viewer).filter(
                community=community, person=matrix.cast.people["mem"]
            )
            # One's own membership is always one's own.
            own = matrix.cast.person(who) == matrix.cast.people["mem"]
            tally.one("membership rows", who, where, expected=expected["p"] or own, got=listed.exists())


def test_who_enters_a_room_and_sees_who_is_in_it(matrix, tally):
    enters = cells.rows(cells.ENTERS)
    for where, community in matrix.some():
        for which, room in (("room", matrix.cast.rooms[where]), ("room2", matrix.cast.rooms2[where])):
            for who in matrix.few():
                viewer = matrix.cast.viewer(who, community)
                expected = enters[which][who] == "+"
                rows = Room.objects.visible_to(viewer).filter(pk=room.pk).exists()
                tally.one("room rows", who, room.name, expected=expected, got=rows)
                tally.one("one room", who, room.name, expected=expected, got=sees_room(viewer, room))
                read = can(viewer, "room.read", room)
                tally.one("reads a room", who, room.name, expected=expected, got=read)
                mine = [line.room.pk for line in my_rooms(viewer, community)]
                tally.one("list of rooms", who, room.name, expected=expected, got=room.pk in mine)
                inside = bool(room_people(viewer, room))
                tally.one("people of a room", who, room.name, expected=expected, got=inside)


def test_who_sees_whose_profile(matrix, tally):
    copse = matrix.cast.communities["copse"]
    rows = cells.rows(cells.PROFILES)
    asked = {matrix.cast.people[whose].pk: whose for whose in rows}
    for who in VIEWERS:
        viewer = matrix.cast.viewer(who, copse)
        seen = Person.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True)
        expected = [whose for whose, letters in rows.items() if letters[who] == "+"]
        tally.settle("profile", who, rows, expected=expected, got=[asked[pk] for pk in seen])


def test_one_names_only_people_whom_one_sees_or_who_take_part(matrix, tally):
    rows = cells.rows(cells.PROFILES)
    for thing in matrix.things.items:
        item = thing.item
        if item.kind != "discussion" or item.state != "published" or thing.where not in ("gate", "copse"):
            continue
        community = matrix.cast.communities[thing.where]
        told = cells.letters(cells.TOLD_OF[item.era]) if item.audience != "facilitators" else thing.letters
        told = thing.letters if thing.in_room else told
        if not matrix.everything and not thing.in_room and item.audience != "members":
            continue
        writers = {"aut", *("roo" for said in matrix.things.replies if said.thing is thing)}
        for who in VIEWERS if matrix.everything else ("mem", "gui", "alu", "reg", "ovr"):
            if not thing.seen_by(who):
                continue
            viewer = matrix.cast.viewer(who, community)
            seen = set(nameable(viewer, item).values_list("pk", flat=True))
            for whose, letters in rows.items():
                if whose in writers:
                    continue
                # Who is a guest here can be named by the people here, before they wrote anything.
                named = letters[who] == "+" or (
                    whose in cells.NAMED_AS_GUESTS
                    and cells.rows(cells.PEOPLE)[thing.where][who] == "+"
                    and who != "ovr"
                )
                expected = named and cells.shows(told[whose], item.kind)
                got = matrix.cast.people[whose].pk in seen
                tally.one("names", who, f"{whose} in {thing}", expected=expected, got=got)


_STATES = {"P": "published", "H": "held", "X": "removed", "D": "draft"}
_AUDIENCES = {"m": "members", "f": "facilitators", "r": "room", "w": "web"}


def test_ones_own_words(matrix, tally):
    """Being the author only adds states to what the gate lets through: who has left sees nothing by having written it."""
    made, asked = {}, []
    for who in cells.own():
        for column in cells.OWN_COLUMNS:
            where, (audience, era, state) = column.split()
            at = "copse" if where == "room" else where
            asked.append((who, column))
            made[who, column] = make_item(
                matrix.cast.communities[at],
                matrix.cast.person(who),
                room=matrix.cast.rooms[at] if where == "room" else None,
                audience=_AUDIENCES[audience],
                state=_STATES[state],
                era=int(era),
            )
    for who, columns in cells.own().items():
        viewer = matrix.cast.viewer(who)
        mine = {made[who, column].pk: column for column in columns}
        rows = Item.objects.visible_to(viewer).filter(pk__in=mine).values_list("pk", flat=True)
        expected = [column for column, sees in columns.items() if sees]
        tally.settle("own rows", who, columns, expected=expected, got=[mine[pk] for pk in rows])
        one = [column for column in columns if sees_item(viewer, made[who, column])]
        tally.settle("own row", who, columns, expected=expected, got=one)
