"""A hundred at the same moment, each with a connection of its own: what must hold, holds."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.actions.inviting import accept_invitation, invite_people, join_by_link, make_link
from hedgerow.communities.actions.joining import join_community, leave_community
from hedgerow.communities.models import Invitation, InvitationLink, Membership
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import DifferentText, add_reply, move_item, react, start_item
from hedgerow.items.actions.drafting import open_draft
from hedgerow.items.models import Draft, Follow, Item, Reaction, Reply
from hedgerow.people.tokens import secret_of
from tests.items.threads import at_once, shared_database
from tests.sweeps import soak
from tests.world import World, belong, make_item, make_person, make_reply, make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, soak]

STORM = 100
#: As many connections at once as a small PostgreSQL lets in; the storm comes in waves of these.
WAVE = 25


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[World]:
    with shared_database(tmp_path):
        yield make_world()


def _storm(deeds: list) -> list:
    """All of them, in waves that each begin at one moment."""
    return [answer for start in range(0, len(deeds), WAVE) for answer in at_once(deeds[start : start + WAVE])]


def _kinds(answers: list) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def test_one_person_joining_a_hundred_times_is_one_member_and_is_counted_once(crowd: World) -> None:
    before = crowd.open_.member_count
    answers = _storm([lambda: join_community(by=viewer_for(crowd.otto.pk), community=crowd.open_)] * STORM)
    assert _kinds(answers) == {"Membership": STORM}
    assert Membership.objects.filter(person=crowd.otto, community=crowd.open_).count() == 1
    crowd.open_.refresh_from_db()
    assert crowd.open_.member_count == before + 1


def test_a_hundred_people_by_one_link_are_a_hundred_members_and_the_link_counted_each(crowd: World) -> None:
    people = [make_person(f"Person {number}") for number in range(STORM)]
    link, secret = make_link(by=crowd.viewer("fay"), community=crowd.secret)
    before = crowd.secret.member_count
    answers = _storm([lambda p=p: join_by_link(by=viewer_for(p.pk), secret=secret) for p in people])
    assert _kinds(answers) == {"Membership": STORM}
    crowd.secret.refresh_from_db()
    here = Membership.objects.here().filter(community=crowd.secret).count()
    assert crowd.secret.member_count == here == before + STORM
    assert InvitationLink.objects.get(pk=link.pk).used == STORM


def test_one_invitation_accepted_by_a_hundred_lets_one_in(crowd: World) -> None:
    people = [make_person(f"Person {number}") for number in range(STORM)]
    (sent,) = invite_people(
        by=crowd.viewer("fay"), community=crowd.secret, people=[("Nia", "nia@example.org")]
    )
    secret = secret_of(sent.token)
    answers = _storm([lambda p=p: accept_invitation(by=viewer_for(p.pk), secret=secret) for p in people])
    assert _kinds(answers) == {"Membership": 1, "NotVisible": STORM - 1}
    assert Membership.objects.filter(person__in=people).count() == 1
    assert Invitation.objects.filter(pk=sent.pk, accepted_at__isnull=False).count() == 1


def test_of_several_facilitators_who_leave_at_once_one_stays(crowd: World) -> None:
    chiefs = [crowd.fay]
    for number in range(WAVE - 1):
        chiefs.append(make_person(f"Chief {number}"))
        belong(chiefs[-1], crowd.secret, "facilitator")
    answers = _storm(
        [lambda p=p: leave_community(by=viewer_for(p.pk), community=crowd.secret) for p in chiefs]
    )
    assert _kinds(answers) == {"Membership": WAVE - 1, "NotAllowed": 1}
    assert Membership.objects.facilitators().filter(community=crowd.secret).count() == 1
    crowd.secret.refresh_from_db()
    assert crowd.secret.member_count == Membership.objects.here().filter(community=crowd.secret).count()


def test_a_hundred_reactions_of_one_person_are_one(crowd: World) -> None:
    item = make_item(crowd.secret, crowd.fay)
    reply = make_reply(item, crowd.fay)
    deeds = [
        lambda n=n: react(by=viewer_for(crowd.max.pk), item=item, reply=reply, kind="helpful", on=n % 3 != 0)
        for n in range(STORM)
    ]
    assert not [one for one in _storm(deeds) if isinstance(one, Exception)]
    reply.refresh_from_db()
    assert reply.helpful == Reaction.objects.filter(reply=reply, kind="helpful").count() <= 1


def test_one_draft_published_a_hundred_times_is_one_reply_and_one_discussion(crowd: World) -> None:
    item = make_item(crowd.secret, crowd.fay)
    draft = open_draft(by=crowd.viewer("max"), code="", item=item)

    def reply() -> Reply:
        return add_reply(by=viewer_for(crowd.max.pk), item=item, text="Once is enough", draft=draft)

    answers = _storm([reply] * STORM)
    assert len({answer.pk for answer in answers}) == 1
    item.refresh_from_db()
    assert (Reply.objects.filter(item=item).count(), item.reply_count, item.last_number) == (1, 1, 1)
    begun = open_draft(by=crowd.viewer("max"), code="", community=crowd.secret)

    def start(number: int) -> Item:
        return start_item(
            by=viewer_for(crowd.max.pk), community=crowd.secret, kind="discussion", title="One of these",
            text="Words" if number % 2 else "Other words", draft=begun,
        )  # fmt: skip

    answers = _storm([lambda n=n: start(n) for n in range(STORM)])
    # Whoever sent other words is shown both; nothing is posted twice and nothing is lost.
    assert _kinds(answers) == {"Item": STORM // 2, "DifferentText": STORM // 2}
    assert Item.objects.filter(title="One of these").count() == 1
    assert all(isinstance(one, Item | DifferentText) for one in answers)
    assert not Draft.objects.filter(person=crowd.max, published_at=None).exists()


def test_while_a_discussion_moves_into_a_room_and_back_replies_lose_no_number_and_reach_nobody_else(
    crowd: World,
) -> None:
    item = make_item(crowd.secret, crowd.fay)

    def move(number: int) -> Item:
        room = None if number % 2 else crowd.room
        return move_item(by=viewer_for(crowd.fay.pk), item=item, room=room, told=99)

    def reply(number: int) -> Reply:
        who = crowd.ann if number % 2 else crowd.max
        return add_reply(by=viewer_for(who.pk), item=item, text=f"Reply {number}")

    answers = _storm(
        [lambda n=n: (reply if n % 4 else move)(n // 4 if n % 4 == 0 else n) for n in range(STORM)]
    )
    refused = [one for one in answers if isinstance(one, Exception)]
    # Ann is not in the room: while the discussion is there, it does not exist for her.
    assert not [one for one in refused if not isinstance(one, NotVisible | NotAllowed)], refused
    item.refresh_from_db()
    replies = Reply.objects.filter(item=item)
    count = replies.count()
    assert sorted(replies.values_list("number", flat=True)) == list(range(1, count + 1))
    assert item.last_number == item.reply_count == count == sum(isinstance(one, Reply) for one in answers)
    assert replies.filter(author=crowd.max).count() == sum(n % 4 != 0 and n % 2 == 0 for n in range(STORM))
    assert (item.room_id is None) == (item.audience == "members")
    assert Follow.objects.filter(item=item, person=crowd.max).count() == 1
