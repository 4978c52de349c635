"""Starting a community."""

import pytest

from hedgerow.access.refusals import NotAllowed
from hedgerow.base.codes import new_code
from hedgerow.communities.actions import start_community
from hedgerow.communities.models import Community, Membership, Room
from hedgerow.communities.presets import PRESETS
from hedgerow.communities.species import NAMES
from tests.world import make_community

WORDS = {"name": "Small group", "purpose": "Talk about the week"}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_whoever_starts_one_looks_after_it_and_it_is_as_the_preset_says(world, preset):
    made = start_community(by=world.viewer("otto"), preset=preset.key, **WORDS)
    made.refresh_from_db()
    assert (made.finding, made.reading, made.joining) == (preset.finding, preset.reading, preset.joining)
    mine = Membership.objects.get(community=made)
    assert (mine.person, mine.part, mine.state, made.member_count) == (world.otto, "facilitator", "active", 1)


def test_first_rooms_come_with_it_and_whoever_started_it_is_in_them(world):
    viewer = world.viewer("otto")
    made = start_community(by=viewer, preset="private", rooms=[("Exam practice", "Find a partner")], **WORDS)
    room = Room.objects.visible_to(world.viewer("otto")).get(community=made)
    assert (room.name, room.purpose) == ("Exam practice", "Find a partner")
    assert not Room.objects.visible_to(world.viewer("ann")).filter(pk=room.pk).exists()


def test_one_form_starts_one_community_however_often_it_is_sent(world):
    code = new_code()
    first = start_community(by=world.viewer("otto"), preset="open", code=code, **WORDS)
    again = start_community(by=world.viewer("otto"), preset="open", code=code, **WORDS)
    assert first == again and first.code == code
    assert Community._base_manager.filter(name="Small group").count() == 1


def test_the_code_of_another_community_is_neither_given_out_nor_refused(world):
    made = start_community(by=world.viewer("otto"), preset="open", code=world.secret.code, **WORDS)
    assert made.code != world.secret.code and made.name == "Small group"
    odd = start_community(by=world.viewer("otto"), preset="open", code="Not a code", **WORDS)
    assert odd.code != "Not a code"


def test_each_new_community_gets_the_species_that_is_used_least(world):
    Community._base_manager.all().delete()
    taken = [start_community(by=world.viewer("otto"), preset="open", **WORDS).species for _n in range(12)]
    assert taken == NAMES


def test_a_stranger_starts_nothing(world):
    with pytest.raises(NotAllowed):
        start_community(by=world.nobody, preset="open", **WORDS)
    assert start_community(by=world.viewer("otto"), preset="open", **WORDS)


def test_a_preset_that_does_not_exist_is_an_error(world):
    with pytest.raises(KeyError):
        start_community(by=world.viewer("otto"), preset="wide", **WORDS)
    assert make_community("Grove", "open")
