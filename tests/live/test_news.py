"""What the streams read: each new line of activity once, also when a lower number is committed later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.activity.models import Activity
from hedgerow.activity.news import NewsReader, lines_since
from hedgerow.config.reactions import REACTIONS
from hedgerow.live.asking import Place
from hedgerow.live.kinds import KINDS

pytestmark = pytest.mark.django_db


def add(number: int | None = None, verb: str = "reply.added", **columns: object) -> Activity:
    return Activity.objects.create(pk=number, verb=verb, **columns)


def test_every_line_is_read_once_and_none_from_before() -> None:
    add()
    reader = NewsReader()
    assert reader.read() == []
    first, second = add(item_id=1, item_code="k7m2xq4p"), add()
    assert [line.id for line in reader.read()] == [first.pk, second.pk]
    assert reader.read() == []


def test_a_lower_number_that_is_committed_later_is_not_missed() -> None:
    last = add().pk
    reader = NewsReader()
    add(last + 3)
    assert [line.id for line in reader.read()] == [last + 3]
    add(last + 1)
    add(last + 4)
    assert [line.id for line in reader.read()] == [last + 1, last + 4]
    add(last + 2)
    assert [line.id for line in reader.read()] == [last + 2]
    assert reader.read() == []


def test_what_was_missed_is_the_latest_of_the_asked_place_oldest_first() -> None:
    now = timezone.now()
    old = add(item_id=1, community_id=5)
    Activity.objects.filter(pk=old.pk).update(at=now - timedelta(hours=2))
    mine = [add(item_id=1, community_id=5).pk, add(item_id=2, community_id=5).pk]
    add(item_id=3, community_id=6)
    add(item_id=1, community_id=5, verb="item.pinned")
    assert [line.id for line in lines_since(now, list(KINDS), item_id=1)] == mine[:1]
    assert [line.id for line in lines_since(now, list(KINDS), community_ids=[5])] == mine


def test_only_verbs_that_exist_are_told() -> None:
    assert set(KINDS) <= set(REACTIONS)


def test_moving_and_memberships_are_never_told_but_make_streams_ask_again() -> None:
    silent = [
        verb
        for verb in REACTIONS
        if verb.startswith(("membership.", "room.", "account.")) or verb == "item.moved"
    ]
    assert silent
    assert not set(silent) & set(KINDS)


def test_a_line_concerns_the_streams_of_its_item_and_its_community() -> None:
    add(item_id=7, community_id=5, person_id=1)
    add(community_id=5, verb="membership.removed", person_id=1)
    add(verb="account.signed_out_everywhere", person_id=9)
    reply, removal, signed_out = lines_since_all()
    item, other, home = (
        Place(9, 7, frozenset([5])),
        Place(9, 8, frozenset([5])),
        Place(9, None, frozenset([5])),
    )
    assert [place.concerns(reply) for place in (item, other, home)] == [True, False, True]
    assert all(place.concerns(removal) for place in (item, other, home))
    assert all(place.concerns(signed_out) for place in (item, other, home))
    assert not Place(2, 7, frozenset([6])).concerns(removal)


def lines_since_all() -> list:
    verbs = ["reply.added", "membership.removed", "account.signed_out_everywhere"]
    return lines_since(timezone.now(), verbs)
