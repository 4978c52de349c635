"""Random histories of a secret community: people come and go, rooms open, things are written, moved, removed, put back."""

import inspect
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from hedgerow.access.doing import sees_item, sees_reply
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.communities.actions import changing, inviting, joining, people, rooms
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.presets import BY_KEY
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import add_reply, follow_item, move_item, pin_item, react, remove_item, start_item
from hedgerow.items.actions.arranging import audience_after_move
from hedgerow.items.actions.removing import remove_reply, restore_item, restore_reply
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.item_list import LIST_COLUMNS, TALK, list_items
from hedgerow.items.queries.item_page import read_item
from hedgerow.people.models import Person
from hedgerow.people.tokens import secret_of
from hedgerow.search.finding import Filters, find
from hedgerow.search.indexing import index_everything
from tests.histories.model import Belongs, Model, Place, Words
from tests.histories.outside import Got, Outside
from tests.oracles.difference import first_difference

INSIDERS = ("fay", "max", "ann", "lil", "nia", "rex", "sue")
_CODE = LIST_COLUMNS.index("code")
OUTSIDERS = ("nobody", "otto")
some = st.integers(min_value=0, max_value=40)
who = st.sampled_from(INSIDERS)
#: Whoever facilitates at that moment, most of the time: others are refused, which is a step too, but a dull one.
chiefs = st.sampled_from(("chief", "chief", "chief", *INSIDERS))


def told(before: Got, after: Got) -> list[object]:
    """The answers that differ, with the first difference of each."""
    found: list[object] = []
    for key, now in after.items():
        then = before[key]
        if then == now:
            continue
        if (
            isinstance(then, tuple)
            and isinstance(now, tuple)
            and isinstance(now[-1], bytes)
            and then[:-1] == now[:-1]
        ):
            found.append((key, first_difference(then[-1], now[-1])))
        else:
            found.append((key, then, now))
    return found


class Histories(RuleBasedStateMachine):
    """One history. Everything happens in a savepoint that is rolled back at its end."""

    #: Given by the test: the people, the place, and what people outside got before anything happened.
    cast: ClassVar[dict[str, Person]]
    secret: ClassVar[int]
    outside: ClassVar[Outside]
    before: ClassVar[Got]
    every: ClassVar[int] = 1
    counted: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.model, self.happened = Model(), 0
        Histories.counted["histories"] += 1
        community = self.community
        self.model.era, self.model.members, self.model.outside = (
            community.era, community.members_from_era, community.outside_from_era,
        )  # fmt: skip
        names = {person.pk: name for name, person in self.cast.items()}
        for one in Membership.objects.filter(community=community, person_id__in=names):
            self.model.people[names[one.person_id]] = Belongs(one.part, one.state, one.from_era, one.to_era)
        for room in Room.objects.filter(community=community):
            found = RoomMembership.objects.filter(room=room).order_by("joined_at", "pk")
            self.model.rooms[room.pk] = {names[p.person_id]: Place(p.from_era, p.looks_after) for p in found}
            self.model.doors[room.pk] = room.from_era
        for room in (None, Room.objects.filter(community=community).first()):
            self._start("fay", room, "discussion", "")

    @property
    def community(self) -> Community:
        return Community._base_manager.get(pk=self.secret)

    def viewer(self, name: str) -> Viewer:
        if name == "chief":
            people = self.model.people.items()
            name = next(
                (one for one, me in people if (me.part, me.state) == ("facilitator", "active")), "fay"
            )
        return Viewer.stranger() if name == "nobody" else viewer_for(self.cast[name].pk)

    def membership(self, name: str) -> Membership:
        found = Membership.objects.filter(community=self.secret, person=self.cast[name]).first()
        if found is None:
            raise NotVisible
        return found

    def does(self, deed: Callable[[], Any], then: Callable[[Any], None] = lambda answer: None) -> None:
        """One step: the deed, and if nobody refused it, what the model says of it; then everybody must agree."""
        name = inspect.stack()[1].function
        Histories.counted["steps"] += 1
        try:
            answer = deed()
        except (NotAllowed, NotVisible):
            Histories.counted["refused"] += 1
            return
        Histories.counted[name] += 1
        then(answer)
        self.happened += 1
        self.agree([INSIDERS[self.happened % len(INSIDERS)], "otto"])

    # People.

    @rule(name=who, part=st.sampled_from(("member", "listener")), by_code=st.booleans())
    def comes(self, name: str, part: str, by_code: bool) -> None:
        community, by = self.community, self.viewer(name)

        def deed() -> object:
            if by_code:
                return inviting.join_by_code(by=by, code=community.join_code, part=part)
            _link, secret = inviting.make_link(by=self.viewer("chief"), community=community)
            return inviting.join_by_link(by=by, secret=secret, part=part)

        self.does(deed, lambda answer: self.model.comes(name, part))

    @rule(name=who, chief=chiefs)
    def is_invited(self, name: str, chief: str) -> None:
        community, person = self.community, self.cast[name]

        def deed() -> bool:
            sent = inviting.invite_people(
                by=self.viewer(chief), community=community, people=[(name, person.email)]
            )
            for one in sent:
                inviting.accept_invitation(by=self.viewer(name), secret=secret_of(one.token))
            return bool(sent)

        self.does(deed, lambda answer: self.model.comes(name, "member") if answer else None)

    @rule(name=who)
    def leaves(self, name: str) -> None:
        self.does(
            lambda: joining.leave_community(by=self.viewer(name), community=self.community),
            lambda answer: self.model.goes(name, "left"),
        )

    @rule(name=who)
    def undoes_leaving(self, name: str) -> None:
        self.does(
            lambda: joining.undo_leave(by=self.viewer(name), community=self.community),
            lambda answer: self.model.returns(name),
        )

    @rule(name=who, chief=chiefs)
    def is_suspended(self, name: str, chief: str) -> None:
        self.does(
            lambda: people.suspend_member(by=self.viewer(chief), membership=self.membership(name)),
            lambda answer: self.model.goes(name, "suspended"),
        )

    @rule(name=who, chief=chiefs)
    def is_let_back(self, name: str, chief: str) -> None:
        self.does(
            lambda: people.end_suspension(by=self.viewer(chief), membership=self.membership(name)),
            lambda answer: self.model.returns(name),
        )

    @rule(name=who, chief=chiefs)
    def is_removed(self, name: str, chief: str) -> None:
        self.does(
            lambda: people.remove_member(by=self.viewer(chief), membership=self.membership(name)),
            lambda answer: self.model.goes(name, "removed"),
        )

    @rule(name=who, chief=chiefs)
    def is_restored(self, name: str, chief: str) -> None:
        self.does(
            lambda: people.restore_member(by=self.viewer(chief), membership=self.membership(name)),
            lambda answer: self.model.returns(name),
        )

    @rule(
        name=who, chief=chiefs, part=st.sampled_from(("member", "listener", "facilitator", "register_keeper"))
    )
    def changes_part(self, name: str, chief: str, part: str) -> None:
        self.does(
            lambda: people.change_part(by=self.viewer(chief), membership=self.membership(name), part=part),
            lambda answer: self.model.becomes(name, part),
        )

    # The community.

    @rule(
        chief=chiefs,
        preset=st.sampled_from(("confidential", "confidential", "private", "restricted", "open", "web")),
    )
    def opens_or_narrows(self, chief: str, preset: str) -> None:
        before = self.community.era

        def then(answer: Community) -> None:
            self.model.opens_or_narrows(BY_KEY[preset].reading, wider=answer.era > before)

        self.does(
            lambda: changing.change_access(by=self.viewer(chief), community=self.community, preset=preset),
            then,
        )

    @rule(chief=chiefs, sure=st.integers(0, 3))
    def seals(self, chief: str, sure: int) -> None:
        if not sure:
            self.does(
                lambda: changing.seal_cohort(by=self.viewer(chief), community=self.community),
                lambda answer: self.model.seals(),
            )

    @rule(chief=chiefs, on=st.booleans())
    def archives(self, chief: str, on: bool) -> None:
        verb = changing.archive_community if on else changing.reopen_community
        self.does(lambda: verb(by=self.viewer(chief), community=self.community), lambda answer: None)

    # Rooms.

    def _room(self, number: int) -> Room:
        return Room.objects.get(pk=sorted(self.model.rooms)[number % len(self.model.rooms)])

    def _place(self, room: Room, name: str) -> RoomMembership:
        found = RoomMembership.objects.filter(room=room, person=self.cast[name]).first()
        if found is None:
            raise NotVisible
        return found

    @rule(chief=chiefs)
    def adds_a_room(self, chief: str) -> None:
        by = self.viewer(chief)
        maker = next(name for name, person in self.cast.items() if person.pk == by.person_id)

        def then(room: Room) -> None:
            self.model.rooms[room.pk] = {maker: Place(1, True)}
            self.model.doors[room.pk] = 1

        self.does(lambda: rooms.add_room(by=by, community=self.community, name="CANARY room"), then)

    @rule(number=some, name=who, chief=chiefs)
    def comes_into_a_room(self, number: int, name: str, chief: str) -> None:
        room = self._room(number)
        self.does(
            lambda: rooms.add_to_room(by=self.viewer(chief), room=room, membership=self.membership(name)),
            lambda answer: self.model.rooms[room.pk].setdefault(
                name, Place(self.model.doors[room.pk], False)
            ),
        )

    @rule(number=some, name=who, chief=chiefs, oneself=st.booleans())
    def goes_out_of_a_room(self, number: int, name: str, chief: str, oneself: bool) -> None:
        room = self._room(number)

        def deed() -> None:
            if oneself:
                rooms.leave_room(by=self.viewer(name), room=room)
            else:
                rooms.remove_from_room(by=self.viewer(chief), place=self._place(room, name))

        self.does(deed, lambda answer: self.model.rooms[room.pk].pop(name))

    @rule(number=some, name=who, chief=chiefs, on=st.booleans())
    def looks_after_a_room(self, number: int, name: str, chief: str, on: bool) -> None:
        room = self._room(number)

        def deed() -> None:
            rooms.set_looks_after(by=self.viewer(chief), place=self._place(room, name), on=on)

        self.does(deed, lambda answer: setattr(self.model.rooms[room.pk][name], "cares", on))

    @rule(number=some, chief=chiefs)
    def opens_a_room(self, number: int, chief: str) -> None:
        room = self._room(number)

        def then(era: int) -> None:
            self.model.era += 1
            self.model.doors[room.pk] = self.model.era
            assert era == self.model.era

        self.does(lambda: rooms.open_room(by=self.viewer(chief), room=room), then)

    # Words.

    @rule(name=who, number=some, kind=st.sampled_from(("discussion", "question")),
          audience=st.sampled_from(("", "", "members", "facilitators", "network")))  # fmt: skip
    def starts(self, name: str, number: int, kind: str, audience: str) -> None:
        room = self._room(number) if number % 3 == 0 else None
        audience = "facilitators" if room and audience == "facilitators" else "" if room else audience
        self.does(lambda: self._start(name, room, kind, audience))

    def _start(self, name: str, room: Room | None, kind: str, audience: str) -> None:
        text = f"CANARY hawthorn words for @{{{self.cast['otto'].code}}} and @{{{self.cast['max'].code}}}"
        item = start_item(
            by=self.viewer(name),
            community=self.community,
            kind=kind,
            title="CANARY begun",
            text=text,
            room=room,
            audience=audience,
        )
        assert item.era == self.model.era and audience in ("", item.audience)
        self.model.items[item.pk] = Words(name, item.era, item.audience, room=room.pk if room else None)

    def _item(self, number: int) -> Item | None:
        found = list(self.model.items)
        return Item.objects.select_related("community").get(pk=found[number % len(found)]) if found else None

    @rule(name=who, number=some)
    def replies(self, name: str, number: int) -> None:
        item = self._item(number)
        if item is not None:
            self.does(
                lambda: add_reply(by=self.viewer(name), item=item, text="CANARY reply"),
                lambda reply: self.model.replies.update(
                    {reply.pk: Words(name, self.model.era, under=item.pk)}
                ),
            )

    @rule(name=who, number=some)
    def takes_away(self, name: str, number: int) -> None:
        item = self._item(number)
        if item is not None:
            self.does(
                lambda: remove_item(by=self.viewer(name), item=item),
                lambda answer: setattr(self.model.items[item.pk], "state", "removed"),
            )

    @rule(name=who, number=some)
    def puts_back(self, name: str, number: int) -> None:
        item = self._item(number)
        if item is not None:
            self.does(
                lambda: restore_item(by=self.viewer(name), item=item),
                lambda answer: setattr(self.model.items[item.pk], "state", "published"),
            )

    @rule(name=who, number=some, back=st.booleans())
    def takes_a_reply_away_or_puts_it_back(self, name: str, number: int, back: bool) -> None:
        if not self.model.replies:
            return
        found = list(self.model.replies)
        reply = Reply.objects.select_related("item__community").get(pk=found[number % len(found)])
        verb, state = (restore_reply, "published") if back else (remove_reply, "removed")
        self.does(
            lambda: verb(by=self.viewer(name), reply=reply),
            lambda answer: setattr(self.model.replies[reply.pk], "state", state),
        )

    @rule(name=who, number=some, where=some)
    def moves(self, name: str, number: int, where: int) -> None:
        item, room = self._item(number), self._room(where) if where % 2 else None
        if item is None:
            return

        def then(moved: Item) -> None:
            words = self.model.items[item.pk]
            if words.room != (room.pk if room else None):
                words.room = room.pk if room else None
                if words.audience != "facilitators":
                    words.audience = "room" if room else "members"

        self.does(
            lambda: move_item(
                by=self.viewer(name), item=item, room=room, told=audience_after_move(item, room).count
            ),
            then,
        )

    @rule(name=who, number=some, kind=st.sampled_from(("helpful", "thanks", "pin", "follow", "search")))
    def does_something_small(self, name: str, number: int, kind: str) -> None:
        item, by = self._item(number), self.viewer(name)
        if item is None:
            return

        def deed() -> None:
            if kind == "pin":
                pin_item(by=by, item=item, on=True)
            elif kind == "follow":
                follow_item(by=by, item=item, level="follow")
            elif kind == "search":
                find(by, "hawthorn canary", Filters())
            else:
                react(by=by, item=item, kind="helpful", on=True)

        self.does(deed, lambda answer: None)

    # What must hold.

    def agree(self, names: list[str]) -> None:
        """Model, SQL reader, compiled page, list and one-row reader say the same."""
        items = {
            one.pk: one for one in Item.objects.select_related("community").filter(pk__in=self.model.items)
        }
        found = Reply.objects.select_related("item__community").filter(pk__in=self.model.replies)
        replies = {one.pk: one for one in found}
        for name in names:
            viewer = self.viewer(name)
            expected = {pk for pk, words in self.model.items.items() if self.model.sees(name, words)}
            told = (name, self.model.people.get(name), self.model)
            rows = set(Item.objects.visible_to(viewer).filter(pk__in=items).values_list("pk", flat=True))
            assert rows == expected, ("rows", *told)
            assert {pk for pk, one in items.items() if sees_item(viewer, one)} == expected, ("one row", *told)
            read = {pk for pk, one in items.items() if read_item(viewer, one.code) is not None}
            assert read == expected, ("compiled", *told)
            heard = {pk for pk, words in self.model.replies.items() if self.model.hears(name, words)}
            rows = set(Reply.objects.visible_to(viewer).filter(pk__in=replies).values_list("pk", flat=True))
            assert rows == heard, ("reply rows", *told)
            assert {pk for pk, one in replies.items() if sees_reply(viewer, one)} == heard, (
                "one reply",
                *told,
            )
            listed = {items[pk].code for pk in expected if items[pk].state == "published" and items[pk].kind in TALK
                      and items[pk].room_id is None}  # fmt: skip
            page = list_items(viewer, self.secret)
            if not page.after:
                codes = {row[_CODE] for row in (*page.pinned, *page.rows)}
                assert {code for code in codes if code in {one.code for one in items.values()}} == listed, (
                    told
                )
            Histories.counted["agreements"] += 5

    def teardown(self) -> None:
        if not hasattr(self, "model"):
            return
        try:
            self.agree([*INSIDERS, *OUTSIDERS])
            index_everything()
            for name in (*INSIDERS, *OUTSIDERS):
                expected = {
                    pk for pk, words in self.model.items.items()
                    if words.state == "published" and self.model.sees(name, words)
                }  # fmt: skip
                got = find(self.viewer(name), '"canary begun"', Filters(community_id=self.secret))
                assert got.total == len(expected), ("search", name, self.model)
            if self.community.archived_at is not None:
                changing.reopen_community(by=self.viewer("chief"), community=self.community)
            changing.change_access(by=self.viewer("chief"), community=self.community, preset="confidential")
            after = self.outside.look(every=self.every, start=self.happened)
            changed = told(self.before, after)
            assert not changed, changed
            Histories.counted["answers outside"] += len(after)
        finally:
            transaction.savepoint_rollback(self.savepoint)
