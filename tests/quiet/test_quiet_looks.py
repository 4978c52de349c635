"""The steward's look: theirs alone, with a reason, logged for the facilitators, told to the writer."""

import pytest
from django.core import mail

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.actions import allow_quiet_words
from hedgerow.items.actions.looking import look
from hedgerow.items.models import Look
from tests.quiet.conftest import ask, reply
from tests.web.write.pages import words
from tests.world import World, make_item

pytestmark = pytest.mark.django_db


def test_the_steward_looks_with_a_reason_and_the_writer_is_told(world: World):
    item = ask(world, "max")
    said = reply(world, "ann", item, "Me neither.")
    fay = world.client("fay")
    assert f"/r/{said.code}/quiet/" in fay.get(f"/d/{item.code}/how-do-you-say-no/").content.decode()
    asked = words(fay.get(f"/r/{said.code}/quiet/"))
    assert "Ann" not in asked and not Look.objects.exists()
    empty = fay.post(f"/r/{said.code}/quiet/", {"why": "  "})
    assert empty.status_code == 422 and not Look.objects.exists() and "Ann" not in words(empty)
    told = fay.post(f"/r/{said.code}/quiet/", {"why": "They may be in danger."})
    assert "It was written by Ann Thistle" in words(told) and told.headers["Cache-Control"] == "no-store"
    assert Look.objects.get().why == "They may be in danger."
    run_all()
    (letter,) = mail.outbox
    assert letter.to == [world.ann.email] and "looked at who wrote something" in letter.body
    for hidden in (item.title, said.author.name, "danger", "Quiet Copse", item.code, said.code):
        assert hidden not in letter.body + letter.subject
    own = words(world.client("ann").get("/quiet/"))
    assert "Fay O'Brien looked who wrote this" in own and "They may be in danger." in own
    log = words(fay.get(f"/c/{world.secret.code}/quiet-copse/quiet/"))
    assert "They may be in danger." in log and said.author.name in log and "Ann" not in log
    assert Activity.objects.filter(verb="quiet.looked", person_id=world.fay.pk).count() == 1


@pytest.mark.parametrize(
    "who,error",
    [
        ("ann", NotAllowed),
        ("max", NotAllowed),
        ("otto", NotVisible),
        ("ada", NotVisible),
        ("sue", NotVisible),
    ],
)
def test_nobody_else_looks(world: World, who: str, error: type[Exception]):
    item = ask(world, "max")
    with pytest.raises(error):
        look(by=world.viewer(who), row=item, why="I want to know")
    assert world.client(who).post(f"/d/{item.code}/quiet/", {"why": "x"}).status_code == (
        403 if error is NotAllowed else 404
    )
    assert not Look.objects.exists()


def test_a_facilitator_who_is_not_the_steward_does_not_look_and_neither_does_one_who_was(world: World):
    world.secret.memberships.filter(person=world.ann).update(part="facilitator")
    item, open_words = ask(world, "max"), make_item(world.secret, world.lil)
    with pytest.raises(NotAllowed):
        look(by=world.viewer("ann"), row=item, why="As a facilitator")
    allow_quiet_words(by=world.viewer("ann"), place=world.secret, steward_id=world.ann.pk)
    item.refresh_from_db()
    assert look(by=world.viewer("ann"), row=item, why="As the steward") == world.max
    item = type(item).objects.get(pk=item.pk)
    with pytest.raises(NotAllowed):
        look(by=world.viewer("fay"), row=item, why="I was the steward")
    with pytest.raises(NotAllowed):
        look(by=world.viewer("ann"), row=open_words, why="Nothing quiet")
    world.secret.memberships.filter(person=world.ann).update(state="left")
    with pytest.raises(NotVisible):
        look(by=world.viewer("ann"), row=type(item).objects.get(pk=item.pk), why="I left")


def test_the_steward_is_one_of_the_facilitators_or_of_the_room(world: World):
    fay = world.client("fay")
    here = f"/c/{world.secret.code}/quiet-copse/quiet/"
    shown = words(fay.get(here))
    assert "Fay O'Brien" in shown and "Max Siân" not in shown
    with pytest.raises(NotAllowed):
        allow_quiet_words(by=world.viewer("fay"), place=world.secret, steward_id=world.max.pk)
    with pytest.raises(NotAllowed):
        allow_quiet_words(by=world.viewer("ann"), place=world.secret, steward_id=None)
    assert fay.post(here, {"steward": ""}).status_code == 303
    world.secret.refresh_from_db()
    assert world.secret.steward_id is None
    in_room = f"/c/{world.secret.code}/quiet-copse/rooms/{world.room.code}/quiet/"
    assert fay.post(in_room, {"steward": world.max.code}).status_code == 303
    world.room.refresh_from_db()
    assert world.room.steward_id == world.max.pk
    assert world.client("ann").get(in_room).status_code == 404


def test_in_a_room_the_steward_of_the_room_looks_and_others_read_no_log_of_it(world: World):
    world.secret.memberships.filter(person=world.ann).update(part="facilitator")
    allow_quiet_words(by=world.viewer("fay"), place=world.room, steward_id=world.fay.pk)
    item = ask(world, "max", c=f"{world.secret.code}.{world.room.code}")
    assert item.room_id == world.room.pk and item.quiet
    assert look(by=world.viewer("fay"), row=item, why="Only for the room") == world.max
    log = f"/c/{world.secret.code}/quiet-copse/quiet/"
    assert "Only for the room" in words(world.client("fay").get(log))
    assert "Only for the room" not in words(world.client("ann").get(log)), "she is not in the room"
