"""Lists, counts, search and news over many things at once: one answer settles many cells."""

from functools import partial

import pytest
from django.utils import timezone

from hedgerow.items.models import Follow
from hedgerow.items.queries.community_home import CAP, shelf, talk_count
from hedgerow.items.queries.counts import amount_in
from hedgerow.items.queries.home import news
from hedgerow.items.queries.item_list import TALK, list_items
from hedgerow.items.queries.lately import has_visible_words, lately_of
from hedgerow.items.queries.mine import followed, removed_list
from hedgerow.items.shell import MOST, frame_of
from hedgerow.library.queries.listing import list_documents
from hedgerow.live.asking import visible_among
from hedgerow.search.finding import Filters, find, hits_of
from tests.matrix.cells import VIEWERS
from tests.matrix.things import CANARY, REPLY_CANARY
from tests.sweeps import once

pytestmark = [pytest.mark.django_db, once]


def _kept_sql(matrix):
    """Everybody who is not oversight: the kept statements are not theirs."""
    return [who for who in VIEWERS if who not in ("ovr", "ove")]


def _pages(ask):
    """All rows of a list that is paged by key."""
    after, found, pages = "", [], 0
    while True:
        page = ask(after=after)
        found += [*page.pinned, *page.rows]
        pages += 1
        if not page.after:
            return found
        assert page.rows, "a page that another follows is not empty"
        assert pages < 200
        after = page.after


def _numbers(rows):
    """Whatever a row is, its title tells which thing it is."""
    return [int(number) for row in rows for number in CANARY.findall(str(row))]


def test_lists_of_discussions_and_documents(matrix, tally):
    for where, community in matrix.cast.communities.items():
        for who in _kept_sql(matrix):
            viewer = matrix.cast.viewer(who)
            for room in (None, matrix.cast.rooms[where]):
                asked = matrix.things.here(where, in_room=room is not None)
                want = [t for t in asked if t.item.state == "published" and t.seen_by(who)]
                talk = [t.number for t in want if t.item.kind in TALK]
                here = {"room_id": room.pk if room else None}
                rows = _pages(partial(list_items, viewer, community.pk, **here))
                tally.settle("list", who, asked, expected=talk, got=_numbers(rows))
                documents = [t.number for t in want if t.item.kind == "document"]
                rows = _pages(partial(list_documents, viewer, community, view="latest", **here))
                tally.settle("library", who, asked, expected=documents, got=_numbers(rows))


def test_counts_are_of_what_can_be_listed(matrix, tally):
    for where, community in matrix.some():
        for who in matrix.few():
            viewer = matrix.cast.viewer(who, community)
            for in_room in (False, True):
                seen = [
                    t for t in matrix.things.here(where, in_room=in_room, state="published") if t.seen_by(who)
                ]
                documents = sum(t.item.kind == "document" for t in seen)
                amount = amount_in(viewer, matrix.cast.rooms[where] if in_room else community)
                tally.one(
                    "amount",
                    who,
                    where,
                    expected=True,
                    got=tuple(amount) == (len(seen) - documents, documents),
                )
                if not in_room:
                    talk = sum(t.item.kind in TALK for t in seen)
                    counted = talk_count(viewer, community.pk), shelf(viewer, community.pk).total
                    expected = min(talk, CAP), min(documents, CAP)
                    tally.one("counts on its home", who, where, expected=True, got=counted == expected)


def test_search_finds_exactly_what_one_sees(matrix, tally):
    for where, community in matrix.cast.communities.items():
        asked = [t for t in matrix.things.items if t.where == where]
        said = [one for one in matrix.things.replies if one.thing.where == where]
        for who in _kept_sql(matrix):
            viewer = matrix.cast.viewer(who)
            entries = []
            found = find(viewer, "canary", Filters(community_id=community.pk))
            total, page = found.total, 1
            while found.ids:
                entries += hits_of(viewer, found.ids)
                page += 1
                found = find(viewer, "canary", Filters(community_id=community.pk), page)
            text = " ".join(f"{hit.item_title} {hit.title} {hit.body}" for hit in entries)
            got = {int(number) for number in CANARY.findall(text)}
            expected = {t.number for t in asked if t.item.state == "published" and t.seen_by(who)}
            tally.settle("search", who, asked, expected=expected, got=got)
            tally.one("number of hits", who, where, expected=True, got=total == len(expected))
            for one in said:
                hits = find(viewer, f"canzy{one.number}x", Filters(community_id=community.pk))
                shown = " ".join(hit.body for hit in hits_of(viewer, hits.ids))
                expected_one = one.reply.state == "published" and one.seen_by(who)
                got_one = one.number in map(int, REPLY_CANARY.findall(shown))
                tally.one("search for a reply", who, one, expected=expected_one, got=got_one)


def test_search_everywhere_looks_in_no_place_of_others(matrix, tally):
    wanted = [
        t for t in matrix.things.items if t.item.kind == "case" and t.item.state in ("published", "held")
    ]
    for who in _kept_sql(matrix):
        viewer = matrix.cast.viewer(who)
        for thing in wanted if matrix.everything else wanted[::12]:
            found = find(viewer, f"canzq{thing.number}x", Filters())
            expected = thing.item.state == "published" and thing.seen_by(who)
            tally.one("search everywhere", who, thing, expected=expected, got=found.total > 0)


def test_home_and_the_frame_count_what_is_new(matrix, tally):
    inside = ("mem", "aut", "lis", "roo", "ro2", "car", "fac", "fou", "lat", "rlt")
    for who in _kept_sql(matrix):
        person = matrix.cast.person(who)
        if person is None or who == "aut":
            continue
        lines = {
            line.community_id: line.in_community for line in news(matrix.cast.viewer(who), timezone.now())
        }
        frame = frame_of(person.pk, timezone.now())
        places = {place.id: place.new for place in frame.places}
        for where, community in matrix.cast.communities.items():
            seen = [t for t in matrix.things.items if t.where == where and t.item.state == "published"]
            seen = [t for t in seen if t.seen_by(who)]
            member = who in inside or who in ("api", "fee")
            # News are of what the membership shows; what is open to everyone besides stands in the lists.
            unread = sum(not (who == "lat" and t.item.era == 1) for t in seen)
            got = lines.get(community.pk, 0)
            # A register keeper's events are in their list; home is for those who take part.
            tally.one("news", who, where, expected=True, got=got == (unread if member else 0))
            in_rail = community.pk in places
            tally.one("rail", who, where, expected=member or who == "reg", got=in_rail)
            if in_rail and who != "reg":
                tally.one(
                    "number in the rail",
                    who,
                    where,
                    expected=True,
                    got=places[community.pk] == min(MOST, unread),
                )


def test_what_one_follows_and_what_was_removed(matrix, tally):
    followers = [who for who in _kept_sql(matrix) if matrix.cast.person(who) is not None]
    copse = [t for t in matrix.things.items if t.where == "copse" and t.item.kind in ("case", "document")]
    Follow.objects.bulk_create(
        [
            Follow(person=matrix.cast.person(who), item=thing.item)
            for who in followers
            if who not in ("api", "apo", "fee")
            for thing in copse
        ]
    )
    by_code = {thing.item.code: thing for thing in matrix.things.items}
    for who in followers:
        viewer = matrix.cast.viewer(who)
        expected = [t for t in copse if t.item.state == "published" and t.seen_by(who)]
        got = [by_code[line.code] for line in followed(viewer)]
        tally.settle("following", who, copse, expected=expected, got=got)
        items, replies = removed_list(viewer)
        bad = [t for t in (by_code[item.code] for item in items) if not t.seen_by(who)]
        tally.settle("removed", who, matrix.things.items, expected=[], got=bad)
        by_pk = {said.reply.pk: said for said in matrix.things.replies}
        seen = [by_pk[reply.pk] for reply in replies]
        want = [one for one in by_pk.values() if one.reply.state == "removed" and one.seen_by(who)]
        tally.settle("removed replies", who, by_pk, expected=want, got=seen)


def test_what_somebody_wrote_lately(matrix, tally):
    author = matrix.cast.people["aut"].pk
    numbers = {t.item.code: t for t in matrix.things.items}
    for who in matrix.few():
        viewer = matrix.cast.viewer(who, matrix.cast.communities["copse"])
        lines = lately_of(viewer, author)
        bad = [numbers[line.code] for line in lines if not numbers[line.code].seen_by(who)]
        tally.settle("lately", who, matrix.things.items, expected=[], got=bad)
        here = "copse" if who == "ovr" else None
        some = any(
            t.seen_by(who) and t.item.state == "published"
            for t in matrix.things.items
            if here is None or t.where == here
        )
        tally.one("has visible words", who, "aut", expected=some, got=has_visible_words(viewer, author))
        tally.one("lately at all", who, "aut", expected=some, got=bool(lines))


def test_live_streams_ask_for_each_item(matrix, tally, settings):
    pks = list(matrix.things.by_pk)
    for who in matrix.cast.browsing:
        cookie = matrix.cast.client(who).cookies.get(settings.DEVICE_COOKIE)
        seen = visible_among(cookie.value if cookie else None, pks)
        expected = [t for t in matrix.things.items if t.seen_by(who)]
        got = [matrix.things.by_pk[pk] for pk in seen]
        tally.settle("live", who, matrix.things.items, expected=expected, got=got)
