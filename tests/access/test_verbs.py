"""Who may do what, verb by verb, written by hand; and what the refusal says."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.doing import can, require
from hedgerow.access.refusals import NotAllowed, NotVisible, UnknownWord
from hedgerow.access.table import COMMUNITY_VERBS, ITEM_VERBS, PLATFORM_VERBS, ROOM_VERBS
from hedgerow.access.viewer import Viewer
from hedgerow.communities.standings import load, viewer_for
from hedgerow.items.models import Bridge, Grant, Item
from tests.world import World, belong, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db

#: An item of Max's for members, of the first era of the confidential community: fay max ann lil alma (alumni), a guest of
#: the item, a member of the bridged community, oversight, sue (suspended), otto. Then one on the web in the open one: nobody otto.
#: The states in which it may be done, by their first letters (Draft Scheduled Published Held Removed); and whether an
#: archived community allows it.
ITEM = """
item.edit                .+... ... .. ..  DSPH   no
item.publish             .+... ... .. ..  DS     no
item.remove              ++... ... .. ..  DSPH   no
item.restore             ++... ... .. ..  R      no
item.release             +.... ... .. ..  H      no
item.assure              .+... ... .. ..  H      no
item.pin                 +.... ... .. ..  P      no
item.close               ++... ... .. ..  P      no
item.move                +.... ... .. ..  P      no
item.follow              +++++ ++. .. .+  P      yes
item.react               ++++. ++. .. ..  P      no
item.attach              .+... ... .. ..  DSPH   no
item.history             +++++ +++ .. ++  DSPHR  yes
item.invite_guest        +.... ... .. ..  P      no
item.withdraw_guest      +.... ... .. ..  DSPHR  yes
item.bridge              +.... ... .. ..  P      no
item.end_bridge          +.... ... .. ..  DSPHR  yes
question.answer          ++... ... .. ..  P      no
reply.add                ++++. ++. .. ..  P      no
reply.add_quietly        ++++. ... .. ..  P      no
quiet.look               ++++. ... .. ..  DSPHR  yes
reply.edit               .+... ... .. ..  DSPH   no
reply.remove             ++... ... .. ..  DSPH   no
reply.restore            ++... ... .. ..  R      no
reply.react              ++++. ++. .. ..  P      no
document.version         ++++. ... .. ..  PH     no
document.restore_version ++... ... .. ..  P      no
document.move            ++... ... .. ..  P      no
document.rename          ++... ... .. ..  P      no
"""
#: Who sees it in each state, so that nobody does anything to what they do not see.
SEEN = {
    "P": "+++++ +++ .. ++",
    "D": ".+... ... .. ..",
    "S": ".+... ... .. ..",
    "H": "++... ..+ .. ..",
    "R": "++... ..+ .. ..",
}
STATES = {"P": "published", "D": "draft", "S": "scheduled", "H": "held", "R": "removed"}

#: In the confidential community: fay max lil alma ivo (invited) ask (asked) sue otto nobody ada oversight, a guest of an item.
COMMUNITY = """
community.read           ++++.. ..... . yes
community.see_people     +++... ..... . yes
community.join           ++++++ ..... . no
community.ask            ++++++ ..... . no
community.follow         ++++++ ..... . yes
community.leave          +++... ..... . yes
community.change_part    +++... ..... . no
community.take_on        .++... ..... . no
community.start_item     +++... ..... . no
community.start_quietly  +++... ..... . no
community.add_folder     +..... ..... . no
community.invite         +..... ..... . no
community.take_bridge    +..... ..... . no
community.end_bridge     +..... ..... . yes
community.approve        +..... ..... . no
community.change_people  +..... ..... . no
community.edit           +..... ..... . no
community.add_room       +..... ..... . no
community.archive        +..... ..... . no
community.reopen         +..... ..... . yes
community.cultivate      +..... ..... . yes
"""
#: In its room: fay (looks after it) max ann (not in it) sue nobody, a guest of the room, oversight.
ROOM = """
room.read                ++... + + yes
room.start_item          ++... . . no
room.start_quietly       ++... . . no
room.change_people       +.... . . no
room.invite_guest        +.... . . no
room.withdraw_guest      +.... . . yes
room.edit                +.... . . no
room.leave               ++... . . yes
"""
#: nobody otto ada
PLATFORM = {
    "account.change": ".++",
    "account.start": "+++",
    "community.start": ".++",
    "platform.manage": "..+",
}
#: Oversight reads, and sees the people; see oversight's own tests.
OVERSEEN = {"community.read", "community.see_people"}


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


@dataclass
class Cast:
    """The columns, and what they look at."""

    item: Item
    web: Item
    inside: list[Viewer]
    outside: list[Viewer]


def _oversight(world: World) -> Viewer:
    return Viewer(
        kind="oversight", person_id=world.ada.pk, community_id=world.secret.pk, load=load, reason="a report"
    )


def _cast(world: World) -> Cast:
    now = timezone.now()
    item = make_item(world.secret, world.max, era=1)
    gus, bea = make_person("Gus Rowan"), make_person("Bea Sedge")
    Grant.objects.create(person=gus, item=item, accepted_at=now, ends_at=now + timedelta(days=1))
    other = make_community("Far Bank", "confidential")
    belong(bea, other)
    Bridge.objects.create(item=item, community=other, agreed_at=now)
    viewers = {
        name: world.viewer(name) for name in ("fay", "max", "ann", "lil", "alma", "sue", "otto", "nobody")
    }
    inside = [viewers[name] for name in ("fay", "max", "ann", "lil", "alma")]
    inside += [viewer_for(gus.pk), viewer_for(bea.pk), _oversight(world), viewers["sue"], viewers["otto"]]
    return Cast(item, make_item(world.open_, world.max), inside, [viewers["nobody"], viewers["otto"]])


def test_every_verb_of_an_item_is_for_those_named_here_in_the_states_named_here(world: World) -> None:
    cast = _cast(world)
    rows = _lines(ITEM)
    assert {row[0] for row in rows} == set(ITEM_VERBS), "a verb without a line: write down who may"
    for verb, *marks, states, archived in rows:
        letters = "".join(marks)
        for sign, state in STATES.items():
            cast.item.state = cast.web.state = state
            seen = SEEN[sign].replace(" ", "")
            for frozen in (False, True):
                moment = timezone.now() if frozen else None
                cast.item.community.archived_at = cast.web.community.archived_at = moment
                open_now = sign in states and (archived == "yes" or not frozen)
                for place, viewer in enumerate((*cast.inside, *cast.outside)):
                    row = cast.item if place < len(cast.inside) else cast.web
                    expected = open_now and letters[place] == "+" and seen[place] == "+"
                    # Who waits with a draft is its author alone, whatever else they are.
                    assert can(viewer, verb, row) is expected, (verb, state, frozen, place)
        cast.item.state = cast.web.state = "published"
        assert can(Viewer.system(reason="a test"), verb, cast.item) is ("P" in states)


def test_a_reply_is_its_own_writers_not_that_of_who_wrote_the_item(world: World) -> None:
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.ann)
    reply.item = item
    for verb, may in (("reply.edit", "ann"), ("reply.remove", "ann fay"), ("reply.react", "ann fay max lil")):
        for who in ("ann", "fay", "max", "lil", "otto", "nobody", "sue"):
            assert can(world.viewer(who), verb, reply) is (who in may.split()), (verb, who)
    reply.state = "removed"
    for who in ("ann", "fay", "max", "lil"):
        assert can(world.viewer(who), "reply.restore", reply) is (who in ("ann", "fay"))


def test_every_verb_of_a_community_is_for_those_named_here(world: World) -> None:
    rows = _lines(COMMUNITY)
    assert {row[0] for row in rows} == set(COMMUNITY_VERBS), "a verb without a line: write down who may"
    names = ("fay", "max", "lil", "alma", "ivo", "ask", "sue", "otto", "nobody", "ada")
    gus, item = make_person("Gus Rowan"), make_item(world.secret, world.max)
    now = timezone.now()
    Grant.objects.create(person=gus, item=item, accepted_at=now, ends_at=now + timedelta(days=1))
    viewers = [*(world.viewer(name) for name in names), _oversight(world), viewer_for(gus.pk)]
    for verb, *marks, archived in rows:
        letters = "".join(marks)
        for frozen in (False, True):
            world.secret.archived_at = timezone.now() if frozen else None
            for place, viewer in enumerate(viewers):
                overseen = viewer.kind == "oversight" and verb in OVERSEEN
                expected = (letters[place] == "+" or overseen) and (archived == "yes" or not frozen)
                assert can(viewer, verb, world.secret) is expected, (verb, frozen, place)
    world.secret.archived_at = None
    assert can(world.viewer("otto"), "community.join", world.open_), (
        "somebody outside may, where they find it"
    )
    assert not can(world.viewer("sue"), "community.join", world.open_)
    assert not can(world.viewer("nobody"), "community.join", world.open_)


def test_every_verb_of_a_room_is_for_those_named_here(world: World) -> None:
    rows = _lines(ROOM)
    assert {row[0] for row in rows} == set(ROOM_VERBS), "a verb without a line: write down who may"
    gus, now = make_person("Gus Rowan"), timezone.now()
    Grant.objects.create(person=gus, room=world.room, accepted_at=now, ends_at=now + timedelta(days=1))
    names = ("fay", "max", "ann", "sue", "nobody")
    viewers = [*(world.viewer(name) for name in names), viewer_for(gus.pk), _oversight(world)]
    for verb, *marks, archived in rows:
        letters = "".join(marks)
        for frozen in (False, True):
            world.room.community.archived_at = timezone.now() if frozen else None
            for place, viewer in enumerate(viewers):
                expected = letters[place] == "+" and (archived == "yes" or not frozen)
                assert can(viewer, verb, world.room) is expected, (verb, frozen, place)


def test_every_verb_of_the_platform_is_for_those_named_here(world: World) -> None:
    assert set(PLATFORM) == set(PLATFORM_VERBS), "a verb without a line: write down who may"
    for verb, letters in PLATFORM.items():
        for who, letter in zip(("nobody", "otto", "ada"), letters, strict=True):
            assert can(world.viewer(who), verb) is (letter == "+"), (verb, who)
        assert can(Viewer.system(reason="a test"), verb)


def test_an_unknown_verb_or_kind_of_row_is_an_error_and_never_a_yes(world: World) -> None:
    fay, item = world.viewer("fay"), make_item(world.secret, world.max)
    for row in (item, make_reply(item, world.ann), world.secret, world.room, None):
        with pytest.raises(UnknownWord):
            can(fay, "thing.shred", row)
    for verb, row in (
        ("item.pin", world.secret),
        ("community.edit", world.room),
        ("room.edit", item),
        ("item.pin", None),
    ):
        with pytest.raises(UnknownWord):
            can(fay, verb, row)

    class Odd:
        access_kind = "odd"

    with pytest.raises(UnknownWord):
        can(fay, "item.pin", Odd())
    reply = make_reply(item, world.ann)
    reply.state = "misty"
    with pytest.raises(UnknownWord):
        can(fay, "reply.react", reply)


def test_a_refusal_is_a_missing_page_or_a_sentence_that_says_who_can_help(world: World) -> None:
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.max)
    for row, verb in ((item, "item.pin"), (reply, "reply.edit"), (world.secret, "community.edit")):
        with pytest.raises(NotAllowed) as refusal:
            require(world.viewer("ann"), verb, row)
        assert "A facilitator of Quiet Copse can help" in refusal.value.sentence
        for who in ("otto", "nobody", "sue"):
            with pytest.raises(NotVisible):
                require(world.viewer(who), verb, row)
    with pytest.raises(NotVisible):
        require(world.viewer("ann"), "room.edit", world.room)
    with pytest.raises(NotAllowed) as refusal:
        require(world.viewer("otto"), "platform.manage")
    assert "look after this place" in refusal.value.sentence
    require(world.viewer("ada"), "platform.manage")
    require(world.viewer("fay"), "item.pin", item)
    for row, verb in ((item, "item.pin"), (world.secret, "community.invite"), (world.room, "room.edit")):
        community = row if row is world.secret else row.community
        community.archived_at = timezone.now()
        with pytest.raises(NotAllowed) as refusal:
            require(world.viewer("fay"), verb, row)
        assert "archived" in refusal.value.sentence
        community.archived_at = None
    world.secret.archived_at = timezone.now()
    with pytest.raises(NotAllowed) as refusal:
        # What an archive allows and this person may not is no matter of the archive.
        require(world.viewer("ann"), "community.reopen", world.secret)
    assert "archived" not in refusal.value.sentence
