"""Opening wider waits a week of which everybody is told; narrowing does not; what is due comes also without a worker."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities import actions
from hedgerow.communities.actions import announcing
from hedgerow.communities.actions.announcing import WAITS
from hedgerow.communities.models import Membership, RoomMembership
from hedgerow.items.models import Item
from tests.web.write.pages import words
from tests.world import World, belong, make_community, make_item

pytestmark = pytest.mark.django_db


def after_the_week() -> datetime:
    return timezone.now() + WAITS + timedelta(minutes=1)


def settings_of(community) -> tuple[str, str, str]:
    community.refresh_from_db()
    return community.finding, community.reading, community.joining


def test_a_wider_door_comes_a_week_later_and_everybody_is_told(world: World):
    old = make_item(world.secret, world.max, "Old words")
    before = settings_of(world.secret)
    assert actions.announce_access(by=world.viewer("fay"), community=world.secret, preset="web")
    assert settings_of(world.secret) == before
    run_all()
    assert {letter.to[0] for letter in mail.outbox} == {
        getattr(world, who).email for who in ("max", "ann", "lil")
    }
    assert all(
        "with those who can read it now" in letter.body and "Quiet Copse" not in letter.subject
        for letter in mail.outbox
    )
    meanwhile = make_item(world.secret, world.max, "In the week")
    assert actions.make_due_changes() == 0
    assert actions.make_due_changes(after_the_week()) == 1 and actions.make_due_changes(after_the_week()) == 0
    assert settings_of(world.secret) == ("anyone", "web", "at_once")
    new = make_item(world.secret, world.max, "New words", audience="web", era=world.secret.era)
    seen = set(Item.objects.visible_to(world.nobody).values_list("pk", flat=True))
    assert seen == {new.pk} and not seen & {old.pk, meanwhile.pk}


def test_it_comes_without_a_worker_by_the_next_form_that_anybody_sends(world: World):
    actions.announce_access(by=world.viewer("fay"), community=world.secret, preset="web")
    path = f"/c/{world.secret.code}/quiet-copse/"
    with time_machine.travel(after_the_week(), tick=False):
        assert world.client("nobody").get(path).status_code == 404, "reading writes nothing: it stays closed"
        world.client("otto").post("/preview/", {"body": "x"})
        assert world.client("nobody").get(path).status_code == 200


def test_narrowing_comes_at_once_and_withdraws_what_was_announced(world: World):
    actions.announce_access(by=world.viewer("fay"), community=world.secret, preset="web")
    assert not actions.announce_access(by=world.viewer("fay"), community=world.secret, preset="confidential")
    assert actions.make_due_changes(after_the_week()) == 0
    assert not actions.announce_access(by=world.viewer("fay"), community=world.open_, preset="private")
    assert settings_of(world.open_)[1] == "members"


def test_of_a_mixed_choice_the_narrower_part_comes_at_once(world: World):
    world.open_.joining = "by_invitation"
    world.open_.save()
    assert actions.announce_access(by=world.viewer("fay"), community=world.open_, preset="restricted")
    assert settings_of(world.open_) == ("anyone", "members", "by_invitation")
    actions.make_due_changes(after_the_week())
    assert settings_of(world.open_) == ("anyone", "members", "by_asking")


def test_a_facilitator_withdraws_it_and_nobody_else(world: World):
    actions.announce_access(by=world.viewer("fay"), community=world.secret, preset="open")
    for who, error in (("ann", NotAllowed), ("otto", NotVisible), ("sue", NotVisible)):
        with pytest.raises(error):
            actions.withdraw_change(by=world.viewer(who), community=world.secret)
    actions.withdraw_change(by=world.viewer("fay"), community=world.secret)
    assert actions.make_due_changes(after_the_week()) == 0
    run_all()
    assert not mail.outbox, "nothing is told of what does not come any more"


def test_where_nobody_else_is_it_comes_at_once(world: World):
    alone = make_community("New Hedge", "private")
    belong(world.fay, alone, "facilitator")
    assert not actions.announce_access(by=world.viewer("fay"), community=alone, preset="web")
    assert settings_of(alone)[1] == "web"


def test_a_cohort_ends_a_week_later_and_its_people_are_told_before(world: World):
    actions.announce_seal(by=world.viewer("fay"), community=world.secret)
    run_all()
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "you are alumni" in told[world.ann.email]
    assert Membership.objects.get(person=world.ann, community=world.secret).state == "active"
    actions.make_due_changes(after_the_week())
    assert Membership.objects.get(person=world.ann, community=world.secret).state == "alumni"


def test_people_come_into_a_room_a_week_later_and_its_people_are_told(world: World):
    make_item(world.secret, world.max, "Old in the room", room=world.room)
    wanted = [Membership.objects.get(person=world.ann, community=world.secret).pk]
    assert actions.announce_room(by=world.viewer("fay"), room=world.room, membership_ids=wanted)
    run_all()
    assert [letter.to[0] for letter in mail.outbox] == [world.max.email]
    assert "Side room" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "more people come into this room" in words(
        world.client("max").get(f"/c/{world.secret.code}/quiet-copse/rooms/{world.room.code}/")
    )
    actions.withdraw_room_change(by=world.viewer("fay"), room=world.room)
    assert actions.make_due_changes(after_the_week()) == 0
    actions.announce_room(by=world.viewer("fay"), room=world.room, membership_ids=wanted)
    Membership.objects.filter(pk__in=wanted).update(state="left")
    actions.make_due_changes(after_the_week())
    assert not RoomMembership.objects.filter(person=world.ann, room=world.room).exists(), "she left meanwhile"


def test_the_pages_say_it_in_numbers_show_it_to_members_and_take_it_back(world: World):
    make_item(world.secret, world.max, "Old words")
    fay, here = world.client("fay"), f"/c/{world.secret.code}/quiet-copse/"
    asked = words(fay.post(f"{here}access/", {"preset": "web"}))
    assert "Stays closed: 1 discussion." in asked and "It comes on" in asked
    assert fay.post(f"{here}access/", {"preset": "web", "told": "web"}).status_code == 303
    for page in (here, f"{here}discussions/", f"{here}documents/", f"{here}people/"):
        assert "this will be: Public on the web." in words(world.client("ann").get(page)), page
    assert "this will be" not in words(world.client("alma").get(here))
    assert "Withdraw it" in words(fay.get(f"{here}access/"))
    assert fay.post(f"{here}access/", {"withdraw": "1"}).status_code == 303
    assert "this will be" not in words(world.client("ann").get(here))
    assert "It ends on" in words(fay.get(f"{here}seal/"))
    assert fay.post(f"{here}seal/").status_code == 303
    assert "this cohort ends" in words(world.client("ann").get(here))
    assert "Withdraw it" in words(fay.get(f"{here}seal/"))
    assert fay.post(f"{here}seal/", {"withdraw": "1"}).status_code == 303
    world.secret.refresh_from_db()
    assert world.secret.changes_at is None


def test_pages_open_nothing_at_once():
    """Nothing in a face calls what opens a place now: there is no way round the week."""
    from pathlib import Path

    faces = Path(actions.__file__).parents[2] / "web"
    for path in faces.rglob("*.py"):
        text = path.read_text()
        for verb in ("change_access(", "seal_cohort(", "open_room("):
            assert verb not in text, (path, verb)


def test_one_that_fails_stops_neither_the_others_nor_any_form(world: World, monkeypatch, caplog):
    other = make_community("Other Lane")
    belong(world.fay, other, "facilitator")
    belong(world.max, other)
    for community in (world.secret, other):
        assert actions.announce_access(by=world.viewer("fay"), community=community, preset="web")
    made = announcing._make_community_change

    def failing(pk: int, now: datetime | None) -> None:
        if pk == world.secret.pk:
            raise RuntimeError("broken")
        made(pk, now)

    monkeypatch.setattr(announcing, "_make_community_change", failing)
    with time_machine.travel(after_the_week()):
        world.client("ann").post("/read/")
    assert settings_of(other)[1] == "web" and settings_of(world.secret)[1] == "members"
    assert "could not be done" in caplog.text
