"""Bridges: built by who looks after both or by agreement of two, read by both sides, taken down without loss; and the
truth table of who sees what of whom, as decision 29 has it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from hedgerow.access.audience import people_who_see
from hedgerow.access.doing import can, sees_item, sees_reply
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import (
    accept_bridge,
    add_reply,
    decline_bridge,
    end_bridge,
    propose_bridge,
    react,
)
from hedgerow.items.models import Bridge, Grant, Item, Reply
from hedgerow.items.queries.apart import audience_for
from hedgerow.items.queries.item_list import lines_in, list_items
from hedgerow.items.queries.item_page import read_item
from hedgerow.items.text import nameable
from hedgerow.people.models import Person
from hedgerow.search.finding import Filters, find, hits_of
from hedgerow.search.indexing import index_everything
from tests.world import belong, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(world) -> Community:
    """A second, secret community: Pip facilitates it, Wren is a member, Bo belongs to both, Sid is suspended there."""
    community = make_community("Far Bank", "confidential")
    for name, part, state in (
        ("pip", "facilitator", "active"),
        ("wren", "member", "active"),
        ("bo", "member", "active"),
        ("sid", "member", "suspended"),
        ("reg", "register_keeper", "active"),
    ):
        person = make_person(f"{name.title()} O'Brien")
        setattr(world, name, person)
        belong(person, community, part, state)
    belong(world.bo, world.secret)
    return community


def build(item: Item, community: Community) -> Bridge:
    return Bridge.objects.create(item=item, community=community, agreed_at=timezone.now())


def test_who_looks_after_both_shows_it_at_once(world, far):
    item = make_item(world.secret, world.max)
    belong(world.fay, far, "facilitator")
    bridge = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    assert bridge.agreed_at is not None
    assert Item.objects.visible_to(world.viewer("wren")).filter(pk=item.pk).exists()
    assert propose_bridge(by=world.viewer("fay"), item=item, community=far).pk == bridge.pk, "twice is once"


def test_from_a_place_that_is_no_secret_a_facilitator_there_is_asked(world, far):
    belong(world.fay, far)  # she knows of it, and does not look after it
    item = make_item(world.open_, world.max, audience="members")
    bridge = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    assert bridge.agreed_at is None and not sees_item(world.viewer("wren"), item)
    for who, refused in (("wren", NotAllowed), ("otto", NotVisible), ("ann", NotVisible)):
        with pytest.raises(refused):
            accept_bridge(by=world.viewer(who), bridge=bridge)
    accept_bridge(by=world.viewer("pip"), bridge=bridge)
    assert sees_item(world.viewer("wren"), item)
    with pytest.raises(NotVisible):
        accept_bridge(by=world.viewer("pip"), bridge=bridge)


def test_a_no_is_a_no_until_it_is_asked_again(world, far):
    belong(world.fay, far)
    item = make_item(world.open_, world.max, audience="members")
    bridge = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    decline_bridge(by=world.viewer("pip"), bridge=bridge)
    assert not sees_item(world.viewer("wren"), item)
    with pytest.raises(NotVisible):
        accept_bridge(by=world.viewer("pip"), bridge=bridge)
    again = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    accept_bridge(by=world.viewer("pip"), bridge=again)
    assert Bridge.objects.count() == 1


def test_nobody_asks_from_a_secret_place_or_to_one_they_do_not_know(world, far):
    item = make_item(world.secret, world.max)
    with pytest.raises(NotVisible):  # Fay does not know that Far Bank exists
        propose_bridge(by=world.viewer("fay"), item=item, community=far)
    with pytest.raises(NotAllowed):  # asking would tell people there of Quiet Copse
        propose_bridge(by=world.viewer("fay"), item=item, community=make_community("Hall", "open"))
    for who, refused in (("max", NotAllowed), ("otto", NotVisible), ("sue", NotVisible)):
        with pytest.raises(refused):
            propose_bridge(by=world.viewer(who), item=item, community=world.open_)
    assert not Bridge.objects.exists()


@pytest.mark.parametrize("extra", [{"kind": "case"}, {"audience": "facilitators"}, {"room": True}])
def test_cases_rooms_and_what_facilitators_read_are_never_shown_elsewhere(world, far, extra):
    belong(world.fay, far, "facilitator")
    item = make_item(world.secret, world.max, **({"room": world.room} if "room" in extra else extra))
    with pytest.raises(NotAllowed):
        propose_bridge(by=world.viewer("fay"), item=item, community=far)
    build(item, far)  # also when a row is there all the same
    assert not Item.objects.visible_to(world.viewer("wren")).filter(pk=item.pk).exists()


def test_ended_by_either_side_nothing_is_lost(world, far):
    item = make_item(world.secret, world.max)
    for who in ("pip", "fay"):
        bridge = build(item, far)
        reply = add_reply(by=world.viewer("wren"), item=item, text=f"From the far side, {who}.")
        for stranger, refused in (("wren", NotAllowed), ("ann", NotVisible), ("otto", NotVisible)):
            with pytest.raises(refused):
                end_bridge(by=world.viewer(stranger), bridge=bridge)
        end_bridge(by=world.viewer(who), bridge=bridge)
        assert not sees_item(world.viewer("wren"), item)
        assert Reply.objects.visible_to(world.viewer("ann")).filter(pk=reply.pk, via=far).exists()
        bridge.delete()
    assert Reply.objects.filter(item=item, state="published").count() == 2


def test_each_reply_keeps_the_side_from_which_it_came(world, far):
    item = make_item(world.secret, world.max)
    build(item, far)
    for who, side in (("wren", far), ("pip", far), ("ann", None), ("bo", None)):
        assert add_reply(by=world.viewer(who), item=item, text="A view.").via == side, who


def test_the_facilitators_of_both_sides_are_told_by_mail(world, far):
    belong(world.fay, far)
    item = make_item(world.open_, world.max, "Fridays", audience="members")

    def told() -> dict[str, str]:
        run_all()
        found = {sent.to[0]: sent.body for sent in mail.outbox}
        mail.outbox.clear()
        return found

    bridge = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    letters = told()
    assert set(letters) == {world.pip.email} and "Fridays" in letters[world.pip.email]
    assert "Open Meadow" in letters[world.pip.email] and "Far Bank" not in letters[world.pip.email]
    accept_bridge(by=world.viewer("pip"), bridge=bridge)
    letters = told()
    assert set(letters) == {world.fay.email}
    assert "Far Bank" not in letters[world.fay.email], "a mail names no secret place"
    end_bridge(by=world.viewer("fay"), bridge=bridge)
    assert set(told()) == {world.pip.email}
    again = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    told()
    decline_bridge(by=world.viewer("pip"), bridge=again)
    assert set(told()) == {world.fay.email}


def test_both_logs_have_a_line(world, far):
    belong(world.fay, far, "facilitator")
    item = make_item(world.secret, world.max)
    bridge = propose_bridge(by=world.viewer("fay"), item=item, community=far)
    end_bridge(by=world.viewer("fay"), bridge=bridge)
    lines = Activity.objects.filter(verb__startswith="bridge.").order_by("pk")
    assert [(line.verb, line.community_id) for line in lines] == [
        ("bridge.built", world.secret.pk),
        ("bridge.noted", far.pk),
        ("bridge.ended", world.secret.pk),
        ("bridge.noted", far.pk),
    ]


#: The truth table of decision 29. Viewers: Ann (a member at home), Fay (its facilitator), Wren (a member of the far side),
#: Pip (its facilitator), Bo (of both), Gil (a guest of the item), Otto (of neither), Sid (suspended on the far side), Reg
#: (keeps the far side's registers). Both communities are secret. + yes, . no.
TABLE = """
                                       ann fay wren pip bo gil otto sid reg
the item                                +   +   +    +   +  +   .    .   .
its earlier texts                       +   +   +    +   +  +   .    .   .
a reply from home                       +   +   +    +   +  +   .    .   .
a reply from the far side               +   +   +    +   +  +   .    .   .
a held reply from home                  .   +   .    .   .  .   .    .   .
a removed reply from home               .   +   .    .   .  .   .    .   .
a removed reply of Wren's               .   +   +    .   .  .   .    .   .
replies                                 +   +   +    +   +  +   .    .   .
reacts                                  +   +   +    +   +  +   .    .   .
pins, closes, moves                     .   +   .    .   .  .   .    .   .
ends the bridge                         .   +   .    +   .  .   .    .   .
the name of the home community          +   +   .    .   +  .   .    .   .
the name of the far community           .   .   +    +   +  .   .    .   +
the profile of a writer from home       +   +   .    .   +  .   .    .   .
the profile of a writer from far        .   .   +    +   +  .   .    .   .
may name a member at home               +   +   .    .   +  .   .    .   .
may name a writer from home             +   +   +    +   +  +   .    .   .
may name a member of the far side       .   .   +    +   +  .   .    .   .
may name a writer from the far side     +   +   +    +   +  +   .    .   .
may name the guest                      +   +   .    .   +  +   .    .   .
the number of readers                   +   +   +    +   +  .   .    .   .
finds it by search                      +   +   +    +   +  +   .    .   .
in the list of the home community       +   +   .    .   +  .   .    .   .
in the list of the far community        .   .   +    +   +  .   .    .   .
another item of the home community      +   +   .    .   +  .   .    .   .
is a person to be told                  +   +   +    +   +  +   .    .   .
"""


def _table() -> dict[str, dict[str, bool]]:
    head, *lines = TABLE.strip("\n").splitlines()
    names = head.split()
    found = {}
    for line in lines:
        said, marks = line[:40].strip(), line[40:].split()
        assert len(marks) == len(names), line
        found[said] = {name: mark == "+" for name, mark in zip(names, marks, strict=True)}
    return found


class Answers:
    """What happens, by the words of the table."""

    def __init__(self, world, far: Community) -> None:
        self.world, self.far = world, far
        world.gil = make_person("Gil Teasel")
        self.item = make_item(world.secret, world.max, "Hedgebank talk", text="Words about verges.")
        self.other = make_item(world.secret, world.max, "Another")
        self.bridge = build(self.item, far)
        later = timezone.now() + timedelta(days=9)
        Grant.objects.create(person=world.gil, item=self.item, accepted_at=timezone.now(), ends_at=later)
        self.home = make_reply(self.item, world.lil)
        self.over = make_reply(self.item, world.wren, via=far)
        self.held = make_reply(self.item, world.max, state="held")
        self.removed = make_reply(self.item, world.max, state="removed")
        self.wrens = make_reply(self.item, world.wren, state="removed", via=far)
        index_everything()

    def ask(self, said: str, who: str) -> bool:
        viewer = viewer_for(getattr(self.world, who).pk)
        replies = {
            "a reply from home": self.home,
            "a reply from the far side": self.over,
            "a held reply from home": self.held,
            "a removed reply from home": self.removed,
            "a removed reply of Wren's": self.wrens,
        }
        if said in replies:
            row = Reply.objects.visible_to(viewer).filter(pk=replies[said].pk).exists()
            assert (
                sees_reply(viewer, Reply.objects.select_related("item__community").get(pk=replies[said].pk))
                is row
            )
            return row
        named = {
            "may name a member at home": "alone",
            "may name a writer from home": "lil",
            "may name a member of the far side": "wilf",
            "may name a writer from the far side": "wren",
            "may name the guest": "gil",
        }
        if said in named:
            person = getattr(self.world, named[said])
            return self._sees(viewer) and nameable(viewer, self.item).filter(pk=person.pk).exists()
        return bool(getattr(self, "_" + said.replace(" ", "_").replace(",", "").replace("'", ""))(viewer))

    def _sees(self, viewer) -> bool:
        return Item.objects.visible_to(viewer).filter(pk=self.item.pk).exists()

    def _the_item(self, viewer) -> bool:
        assert (
            sees_item(viewer, self.item)
            is self._sees(viewer)
            is (read_item(viewer, self.item.code) is not None)
        )
        return self._sees(viewer)

    def _its_earlier_texts(self, viewer) -> bool:
        return can(viewer, "item.history", self.item)

    def _replies(self, viewer) -> bool:
        return can(viewer, "reply.add", self.item)

    def _reacts(self, viewer) -> bool:
        try:
            return react(by=viewer, item=self.item, kind="helpful", on=True) > 0
        except NotVisible:
            return False

    def _pins_closes_moves(self, viewer) -> bool:
        found = {can(viewer, verb, self.item) for verb in ("item.pin", "item.close", "item.move")}
        assert len(found) == 1
        return found.pop()

    def _ends_the_bridge(self, viewer) -> bool:
        return can(viewer, "item.end_bridge", self.item) or can(viewer, "community.end_bridge", self.far)

    def _the_name_of_the_home_community(self, viewer) -> bool:
        return self._names(viewer, self.world.secret)

    def _the_name_of_the_far_community(self, viewer) -> bool:
        return self._names(viewer, self.far)

    def _names(self, viewer, community) -> bool:
        known = Community.objects.visible_to(viewer).filter(pk=community.pk).exists()
        reading = read_item(viewer, self.item.code)
        hits = hits_of(viewer, find(viewer, "verges", Filters()).ids)
        shown = repr((reading, hits, list_items(viewer, self.far.pk), audience_for(viewer, self.item)))
        lines = [lines_in(viewer, self.far.pk, list_items(viewer, self.far.pk).rows)]
        if not known and self._sees(viewer):
            assert community.name not in repr((reading, hits, lines, audience_for(viewer, self.item))), shown
        return known

    def _the_profile_of_a_writer_from_home(self, viewer) -> bool:
        return Person.objects.visible_to(viewer).filter(pk=self.world.lil.pk).exists()

    def _the_profile_of_a_writer_from_far(self, viewer) -> bool:
        return Person.objects.visible_to(viewer).filter(pk=self.world.wren.pk).exists()

    def _the_number_of_readers(self, viewer) -> bool:
        return self._sees(viewer) and any(char.isdigit() for char in audience_for(viewer, self.item).sentence)

    def _finds_it_by_search(self, viewer) -> bool:
        return bool(find(viewer, "verges", Filters()).total)

    def _in_the_list_of_the_home_community(self, viewer) -> bool:
        # The page of the list asks for the community first.
        known = Community.objects.visible_to(viewer).filter(pk=self.world.secret.pk).exists()
        return known and self._listed(viewer, self.world.secret)

    def _in_the_list_of_the_far_community(self, viewer) -> bool:
        return self._listed(viewer, self.far)

    def _listed(self, viewer, community) -> bool:
        return any(row[0] == self.item.pk for row in list_items(viewer, community.pk).rows)

    def _another_item_of_the_home_community(self, viewer) -> bool:
        return Item.objects.visible_to(viewer).filter(pk=self.other.pk).exists()

    def _is_a_person_to_be_told(self, viewer) -> bool:
        return people_who_see(self.item).filter(pk=viewer.person_id).exists()


def test_the_truth_table(world, far):
    world.alone, world.wilf = make_person("Alone Sedge"), make_person("Wilf Rush")
    belong(world.alone, world.secret)
    belong(world.wilf, far)
    answers, wrong = Answers(world, far), []
    for said, row in _table().items():
        for who, expected in row.items():
            if answers.ask(said, who) is not expected:
                wrong.append(f"{said}: {who} {'does not' if expected else 'does'}")
    assert not wrong, "\n".join(wrong)


def test_after_the_end_the_far_side_has_only_what_it_had_before(world, far):
    answers = Answers(world, far)
    end_bridge(by=world.viewer("pip"), bridge=answers.bridge)
    for who in ("wren", "pip"):
        viewer = world.viewer(who)
        assert not answers._sees(viewer) and not answers._listed(viewer, far)
        assert not find(viewer, "verges", Filters()).total
        assert not Reply.objects.visible_to(viewer).filter(item=answers.item).exists(), "not even their own"
    assert Membership.objects.filter(community=far).count() == 5


def test_a_list_of_both_is_in_the_order_of_time_and_paged(world, far):
    now = timezone.now()
    for number in range(25):
        at = now - timedelta(minutes=number)
        community, author = (world.secret, world.max) if number % 3 == 0 else (far, world.pip)
        item = make_item(community, author, f"Talk {number}", last_active_at=at)
        if community == world.secret:
            build(item, far)
    viewer, found, after = world.viewer("wren"), [], ""
    for _page in range(3):
        listed = list_items(viewer, far.pk, after=after)
        lines = lines_in(viewer, far.pk, listed.rows)
        found += [(line.item.title, line.over) for line in lines]
        after = listed.after
        if not after:
            break
    assert [title for title, _over in found] == [f"Talk {number}" for number in range(25)]
    assert {over for _title, over in found} == {None, ""}
