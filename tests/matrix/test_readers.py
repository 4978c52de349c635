"""The readers of the table agree with the cells, for every viewer and every item, file and reply."""

import pytest

from hedgerow.access.audience import people_who_see
from hedgerow.access.doing import can, sees_item, sees_reply
from hedgerow.access.table import ITEM_VERBS
from hedgerow.items.models import Attachment, Item, Reply
from hedgerow.items.queries.item_page import read_item
from hedgerow.items.queries.replies import reply_rows
from hedgerow.library.models import Document, Version
from tests.matrix import cells
from tests.matrix.cast import ACTS_FOR
from tests.matrix.cells import VIEWERS, shows
from tests.sweeps import once

pytestmark = [pytest.mark.django_db, once]


def _seen(things, who):
    return [thing for thing in things if thing.seen_by(who)]


def test_rows(matrix, tally):
    for who, viewer, things in matrix.looks():
        rows = Item.objects.visible_to(viewer).exclude(title="Another thing").values_list("pk", flat=True)
        got = [matrix.things.by_pk[pk] for pk in rows]
        tally.settle("rows", who, things, expected=_seen(things, who), got=got)


def test_one_row(matrix, tally):
    for who, viewer, things in matrix.looks():
        for thing in things:
            got = sees_item(viewer, thing.item)
            tally.one("one row", who, thing, expected=thing.seen_by(who), got=got)


def test_a_page_of_one_item_by_kept_sql(matrix, tally):
    for who, viewer, things in matrix.looks():
        if who in ("ovr", "ove"):
            continue  # oversight reads by the ORM
        for thing in things:
            if matrix.everything or thing.item.kind in ("discussion", "case"):
                got = read_item(viewer, thing.item.code) is not None
                tally.one("page", who, thing, expected=thing.seen_by(who), got=got)


def test_files_documents_and_versions(matrix, tally):
    of_item, of_document = matrix.things.by_pk, matrix.things.by_pk
    for who, viewer, things in matrix.looks():
        documents = [thing for thing in things if thing.item.kind == "document"]
        files = Attachment.objects.visible_to(viewer).values_list("item_id", flat=True)
        tally.settle("file", who, things, expected=_seen(things, who), got=[of_item[pk] for pk in files])
        for door, rows in (
            ("document", Document.objects.visible_to(viewer).values_list("item_id", flat=True)),
            ("version", Version.objects.visible_to(viewer).values_list("document_id", flat=True)),
        ):
            got = [of_document[pk] for pk in rows]
            tally.settle(door, who, documents, expected=_seen(documents, who), got=got)


def test_replies(matrix, tally):
    for who, viewer, things in matrix.looks():
        here = set(things)
        asked = [said for said in matrix.things.replies if said.thing in here]
        by_pk = {said.reply.pk: said for said in asked}
        expected = [said for said in asked if said.seen_by(who)]
        rows = Reply.objects.visible_to(viewer).values_list("pk", flat=True)
        tally.settle("reply rows", who, asked, expected=expected, got=[by_pk.get(pk, pk) for pk in rows])
        one = [said for said in asked if sees_reply(viewer, said.reply)]
        tally.settle("one reply", who, asked, expected=expected, got=one)


def test_replies_of_a_page_by_kept_sql(matrix, tally):
    for who, viewer, things in matrix.looks():
        if who in ("ovr", "ove"):
            continue  # oversight reads by the ORM
        here = set(things)
        for said in matrix.things.replies:
            reading = read_item(viewer, said.thing.item.code) if said.thing in here else None
            if reading is None:
                continue
            got = said.reply.pk in {row[0] for row in reply_rows(viewer, reading, 0)}
            # Of a removed one the page keeps the place, for those who see it and for nobody else.
            tally.one("replies of a page", who, said, expected=said.seen_by(who), got=got)


def test_whom_we_might_tell(matrix, tally):
    persons = {who: matrix.cast.people[who].pk for who in VIEWERS if who != "nob" and who not in ACTS_FOR}
    told_of = {era: cells.letters(marks) for era, marks in cells.TOLD_OF.items()}
    for thing in matrix.things.items:
        item = thing.item
        if not matrix.everything and thing.where not in ("gate", "copse"):
            continue
        told = set(people_who_see(item).values_list("pk", flat=True))
        wide = not thing.in_room and item.state == "published" and item.audience != "facilitators"
        letters = told_of[item.era] if wide else thing.letters
        for who, pk in persons.items():
            expected = shows(letters[who], item.kind)
            tally.one("told", who, thing, expected=expected, got=pk in told)


def test_who_does_not_see_something_may_do_nothing_to_it(matrix, tally):
    for who, viewer, things in matrix.looks():
        for thing in things:
            if not thing.seen_by(who) and (matrix.everything or thing.where in ("gate", "copse")):
                may = [verb for verb in ITEM_VERBS if can(viewer, verb, thing.item)]
                tally.one(f"verbs {may}", who, thing, expected=False, got=bool(may))
