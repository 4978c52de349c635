"""Quiet words in the matrix: their writer sees exactly what the writer of named words sees, and nobody else sees more."""

import pytest

from hedgerow.access.doing import can, sees_item
from hedgerow.base.codes import MASK, new_code
from hedgerow.items.models import Attribution, Item
from hedgerow.people.models import Person
from tests.matrix import cells
from tests.matrix.cast import ACTS_FOR
from tests.world import make_item

_AUDIENCES = {"m": "members", "f": "facilitators", "r": "room", "w": "web"}
_STATES = {"P": "published", "H": "held", "X": "removed", "D": "draft"}
#: What only the writer may do.
_WRITERS_VERBS = ("item.edit", "item.publish", "item.attach")


def _quiet(matrix, who: str, column: str) -> Item:
    where, (audience, era, state) = column.split()
    at = "copse" if where == "room" else where
    mask = Person.objects.create(email=None, name="Quiet Heron", code=MASK + new_code(), is_active=False)
    item = make_item(
        matrix.cast.communities[at],
        mask,
        room=matrix.cast.rooms[at] if where == "room" else None,
        audience=_AUDIENCES[audience],
        state=_STATES[state],
        era=int(era),
        quiet=True,
    )
    Attribution.objects.create(item=item, person=matrix.cast.person(who), mask=mask)
    return item


@pytest.mark.parametrize("who", list(cells.own()))
def test_ones_own_quiet_words_are_seen_as_ones_own_words_are(matrix, tally, who):
    columns = cells.own()[who]
    made = {column: _quiet(matrix, who, column) for column in columns}
    viewer = matrix.cast.viewer(who)
    codes = {item.pk: column for column, item in made.items()}
    rows = Item.objects.visible_to(viewer).filter(pk__in=codes).values_list("pk", flat=True)
    expected = [column for column, sees in columns.items() if sees]
    tally.settle("own quiet rows", who, columns, expected=expected, got=[codes[pk] for pk in rows])
    tally.settle(
        "own quiet row",
        who,
        columns,
        expected=expected,
        got=[c for c in columns if sees_item(viewer, made[c])],
    )


def test_of_the_quiet_words_of_others_nobody_sees_or_does_more_than_of_named_ones(matrix, tally):
    writer = "mem"
    named, quiet = {}, {}
    for column in cells.OWN_COLUMNS:
        quiet[column] = _quiet(matrix, writer, column)
        named[column] = make_item(
            quiet[column].community,
            matrix.cast.person(writer),
            room=quiet[column].room,
            audience=quiet[column].audience,
            state=quiet[column].state,
            era=quiet[column].era,
        )
    for who in (*matrix.few(), "adm", "fee"):
        if writer in (who, ACTS_FOR.get(who)):
            continue
        viewer = matrix.cast.viewer(who, matrix.cast.communities["copse"])
        expected = [column for column, item in named.items() if sees_item(viewer, item)]
        tally.settle(
            "quiet of others",
            who,
            named,
            expected=expected,
            got=[c for c in quiet if sees_item(viewer, quiet[c])],
        )
        rows = Item.objects.visible_to(viewer).filter(pk__in=[item.pk for item in quiet.values()])
        assert {row.pk for row in rows} == {quiet[column].pk for column in expected}, who
        for column, item in quiet.items():
            may = [verb for verb in _WRITERS_VERBS if can(viewer, verb, item)]
            assert not may, (who, column, may)
